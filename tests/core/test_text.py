"""What okrsync reads out of a body: promises of the design's levels 0 and 1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.text import TextFacts, read_text


def read(body, **more) -> TextFacts:
    return read_text(**{"title": "A title", "body": body, "source": "github", "project": "acme/web"} | more)


@pytest.mark.parametrize(
    "line",
    [
        "OKR: GROW.KR1",
        "okr: GROW.KR1",
        "Okr : GROW.KR1",
        "**OKR:** GROW.KR1",
        "**OKR**: **GROW.KR1**",
        "_OKR: GROW.KR1_",
        "- OKR: GROW.KR1",
        "* [ ] OKR: GROW.KR1",
        "1. OKR: GROW.KR1",
        "### OKR: GROW.KR1",
        "h3. OKR: GROW.KR1",
        "  OKR: GROW.KR1.",
        "    - OKR: GROW.KR1",
        "OKR: GROW.KR1 (first report)",
        "OKR: GROW.KR1 – first report",
        "\r\nOKR: GROW.KR1\r\n",
    ],
)
def test_an_okr_line_names_a_goal_whatever_its_case_emphasis_and_bullet(line):
    assert read(f"Why\n\n{line}\nend").named_goals == ("GROW.KR1",)


def test_several_goals_are_separated_by_commas_and_lines_add_up():
    assert read("OKR: GROW.KR1, ACME\nOKR: OPS,GROW.KR1").named_goals == ("GROW.KR1", "ACME", "OPS")


@pytest.mark.parametrize("line", ["OKR:", "OKR:  ", "**OKR:**", "OKR: ,"])
def test_an_empty_value_is_ignored(line):
    assert read(line) == TextFacts()


@pytest.mark.parametrize(
    "text",
    [
        "<!-- OKR: GROW -->",
        "<!-- \nOKR: GROW\n-->",
        "<!-- never closed\nOKR: GROW",
        "> OKR: GROW",
        ">> OKR: GROW",
        "bq. OKR: GROW",
        "```\nOKR: GROW\n```",
        "~~~text\nOKR: GROW\n~~~",
        "````\n```\nOKR: GROW\n```\n````",
        "```\nOKR: GROW",
        "`OKR: GROW`",
        "Code:\n\n    OKR: GROW",
        "{code}\nOKR: GROW\n{code}",
        "{code:java}\nOKR: GROW\n{code}",
        "{noformat}\nOKR: GROW\n{noformat}",
        "{quote}\nOKR: GROW\n{quote}",
        "see OKR: GROW",
        "OKRs: GROW",
    ],
)
def test_comments_quotes_and_code_name_nothing(text):
    assert read(text).named_goals == ()


def test_text_after_a_comment_or_a_fence_counts_again():
    assert read("```\nx\n```\nOKR: A\n<!-- c --> \nOKR: B\n{code}y{code}\nOKR: C").named_goals == (
        "A",
        "B",
        "C",
    )


def test_an_underscore_inside_an_id_is_no_emphasis():
    assert read("_OKR_: GROW_2.KR_1").named_goals == ("GROW_2.KR_1",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("OKR: none – spike, thrown away", "spike, thrown away"),
        ("OKR: none - spike", "spike"),
        ("**OKR:** None: spike", "spike"),
        ("OKR: none", ""),
    ],
)
def test_a_none_line_waives_with_its_reason(line, reason):
    assert read(line) == TextFacts(waiver=reason)


def test_a_goal_whose_name_begins_with_none_is_a_goal():
    assert read("OKR: nonesuch").named_goals == ("nonesuch",)


@pytest.mark.parametrize(
    "word",
    [
        "close",
        "closes",
        "closed",
        "fix",
        "fixes",
        "fixed",
        "resolve",
        "resolves",
        "resolved",
        "Closes",
        "FIXES",
    ],
)
def test_each_closing_keyword_closes(word):
    assert read(f"{word} #12", is_pull_request=True).closes == ("github:acme/web#12",)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Closes: #10", "github:acme/web#10"),
        ("closes acme/api#3", "github:acme/api#3"),
        ("closes GH-26", "github:acme/web#26"),
        ("closes https://github.com/acme/api/issues/9", "github:acme/api#9"),
    ],
)
def test_closing_keywords_take_every_form_of_a_reference(text, ref):
    assert read(text, is_pull_request=True).closes == (ref,)


def test_a_second_number_without_its_keyword_is_a_mention():
    found = read("Resolves #10, #11", is_pull_request=True)
    assert (found.closes, found.mentions) == (("github:acme/web#10",), ("github:acme/web#11",))


def test_a_template_comment_closes_nothing():
    assert read("<!-- Closes #1 -->\n`Fixes #2`\n> Fixes #3", is_pull_request=True).closes == ()


def test_only_pull_requests_close():
    assert read("Closes #12, Refs ONB-7", title="ONB-1") == TextFacts()


@pytest.mark.parametrize(
    "text",
    [
        "Closes ONB-7",
        "fixes: ONB-7",
        "Refs ONB-7",
        "Ref: ONB-7",
        "Jira: ONB-7",
        "ONB-7",
        "- ONB-7",
        "[ONB-7]",
        "https://acme.atlassian.net/browse/ONB-7",
        "Jira: https://acme.atlassian.net/browse/ONB-7",
        "[ONB-7](https://acme.atlassian.net/browse/ONB-7)",
        "closes [ONB-7](https://acme.atlassian.net/browse/ONB-7) at last",
    ],
)
def test_a_key_after_a_keyword_or_alone_on_a_line_closes(text):
    assert read(text, is_pull_request=True).closing_keys == ("ONB-7",)


@pytest.mark.parametrize("text", ["see ONB-7 too", "Jira ONB-7 is odd", "as in https://x/browse/ONB-7 said"])
def test_a_key_elsewhere_is_a_mention(text):
    found = read(text, is_pull_request=True)
    assert (found.closing_keys, found.mentioned_keys) == ((), ("ONB-7",))


def test_several_keys_after_one_word_all_close():
    assert read("Refs ONB-1, ONB-2 and ONB-3", is_pull_request=True).closing_keys == (
        "ONB-1",
        "ONB-2",
        "ONB-3",
    )


@pytest.mark.parametrize(
    ("title", "branch", "keys"),
    [
        ("ONB-7: faster", "", ("ONB-7",)),
        ("faster (ONB-7)", "", ("ONB-7",)),
        ("onb-7 faster", "", ()),
        ("x", "feature/onb-7-2fa", ("ONB-7",)),
        ("x", "ONB-7_x", ("ONB-7",)),
        ("xONB-7 ONB-007 ONB-0", "", ()),
    ],
)
def test_keys_are_read_from_title_and_branch(title, branch, keys):
    assert read("", title=title, branch=branch, is_pull_request=True).closing_keys == keys


@given(st.text(alphabet="OKR: none#`~<!->{code}\n\r\t*_[]()1ONB-7/fixes ", max_size=300))
def test_no_text_breaks_the_reading(body):
    read(body, is_pull_request=True)


@pytest.mark.parametrize("piece", ["AA-1/", "`a``", "closes ", "[", "<!--", "{code}", "AA-1 ", "#1 ", "> "])
def test_a_body_of_60_kb_is_read_at_once(piece):
    read(piece * (60_000 // len(piece)) + "zz", is_pull_request=True)
