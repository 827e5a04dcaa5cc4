"""Our comment as GitHub shows it: whatever was written into it, it calls nobody and stays what it was."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrsync.render.comment import CommentText, LikelyGoal, github_comment, github_resolved
from okrsync.render.reply import ReplyText, with_answer
from tests.builders.github_page import github_page, tags, words

HARMFUL = (
    "@acme/team",
    "@dana please look",
    "#1",
    "acme/web#1",
    "GH-1",
    "Fixes #1, closes acme/web#2 and resolves GH-3",
    "https://github.com/acme/web/issues/1",
    "http://github.com/acme/web/pull/1#issuecomment-1",
    "www.example.com",
    "mail dana@acme.example",
    "0123456789abcdef0123456789abcdef01234567",
    "deadbee",
    "acme/web@deadbeef",
    "<!-- okrsync:v1 -->",
    "<!--",
    "-->",
    "`",
    "```",
    "``` ` ```",
    "~~~",
    "a `b` c",
    "![tracking](https://evil.example/pixel.gif)",
    "[click](javascript:alert(1))",
    "[ref]: https://evil.example",
    "<https://evil.example>",
    "<img src=x onerror=alert(1)>",
    "<details><summary>x</summary>",
    "</details>",
    "</p></div><h1>",
    "<script>alert(1)</script>",
    "# Heading",
    "- item",
    "1. item",
    "> quote",
    "- [ ] task",
    "| a | b |\n| - | - |\n| c | d |",
    "***",
    "===",
    "\n\n# Heading",
    "\r\n---\r\n",
    "::error::stop",
    "/okr none gone",
    ":tada:",
    "$x^2$ and $$y$$",
    "&#64;acme/team &commat;dana &lt;b&gt; &#35;1",
    "\\@acme/team \\#1",
    "@\u200bacme \u200b#1",
    "\u202e1# emca@",
    "[^1] [^1]: note",
    "> [!WARNING]",
    "\ud800",
    "\x00@acme/team",
)
PIECES = st.sampled_from(
    [*HARMFUL, " ", "\n", "\\", "*", "_", "@", "#", "1", "a", "/", ":", ".", "-", "é", "🚀"]
)
TITLES = st.one_of(st.text(), st.lists(PIECES).map("".join))


def asking(title, verdict="untied"):
    return CommentText(
        verdict=verdict,
        why=f"It names only goals that have ended: {title}.",
        goals=(title,),
        suggestions=(LikelyGoal(title, title, f'its title shares "{title}"'),),
        step=f'Replace the label "{title}" by "okr:grow".',
        snooze_label=title,
    )


def answer(kind, title):
    goals = (LikelyGoal(title, title, ""),)
    return ReplyText(kind, title, reason=title, label=title, chain=(title, title), goals=goals)


def bodies(title):
    """Everything okrsync may post that has words of others in it."""
    for verdict in ("untied", "stale", "conflicting"):
        yield github_comment(asking(title, verdict))
    settled = CommentText(verdict="tied", why=f"It serves GROW: label {title}.", goals=(title,))
    yield github_resolved(settled)
    for kind in ("waived", "outweighed", "conflicting", "why", "help"):
        yield with_answer(github_resolved(settled), answer(kind, title))


@pytest.mark.parametrize("title", HARMFUL)
def test_nothing_harmful_comes_through(title):
    for body in bodies(title):
        assert_harmless(body)


@given(TITLES)
@example("0" * 40)
@example("@" * 3 + "acme/team")
def test_no_title_at_all_comes_through(title):
    for body in bodies(title):
        assert_harmless(body)


@given(TITLES.filter(str.strip))
@example("0 ")
def test_a_title_changes_nothing_about_the_rest(title):
    calm = [plain(github_page(body)) for body in bodies("x")]
    assert [plain(github_page(body)) for body in bodies(title)] == calm


@pytest.mark.parametrize("title", [title for title in HARMFUL if title.isprintable()])
def test_a_reader_sees_the_words_as_they_were_written(title):
    seen = words(github_page(github_comment(asking(title)))).replace("\u200b", "")
    assert title.replace("\u200b", "") in seen


@pytest.mark.parametrize(
    "title", ["x" * 70_000, "🚀" * 70_000, "👩‍👩‍👧‍👦" * 9_000, "x\n" * 35_000, "` " * 35_000]
)
def test_endless_words_end(title):
    for body in bodies(title):
        assert len(body.encode("utf-16-le", "surrogatepass")) // 2 <= 60_000
        assert body.startswith("<!-- okrsync:v1")
        assert_harmless(body)


def assert_harmless(body):
    page = github_page(body)
    assert body.startswith("<!-- okrsync:v1")
    assert set(tags(page)) <= {"<!--"} | {
        f"{opening}{tag}"
        for opening in ("<", "</")
        for tag in ("p", "strong", "em", "ul", "li", "code", "br", "hr")
    }, page
    assert 1 <= page.count("<!--") <= 2
    assert body.count("<!-- okrsync:v1") == 1


def plain(page):
    """Its tags, whether a name is shown as code or as words."""
    return [tag for tag in tags(page) if not re.fullmatch("</?code", tag)]


@pytest.mark.parametrize(
    "written",
    [
        "@acme/team",
        "see #1",
        "acme/web#1",
        "GH-1",
        "https://github.com/a/b",
        "www.b.example",
        "deadbee1",
        "a@b.example",
    ],
)
def test_this_page_would_show_a_call(written):
    assert "<a" in github_page(written)
    assert "<a" not in github_page(f"`{written}`")
