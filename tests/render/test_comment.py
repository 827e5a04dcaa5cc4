import html
import re

import pytest
from markdown_it import MarkdownIt

from okrsync.core.comments import MARKER
from okrsync.core.judging import Judgement
from okrsync.core.verdicts import Suggestion
from okrsync.render.comment import (
    CommentText,
    LikelyGoal,
    comment_text,
    github_comment,
    github_resolved,
    jira_comment,
    jira_resolved,
)
from tests.builders.golden import golden
from tests.builders.report import HOSTILE
from tests.fakes.work import item

ASKED = CommentText(
    verdict="untied",
    why="Neither the item nor anything above it says which goal it serves.",
    suggestions=(
        LikelyGoal(
            "GROW.KR1", "Median time to first report falls from 9 to 3 days", 'its title shares "report"'
        ),
        LikelyGoal("BRAND", None, '2 of 9 items with label "blog" serve BRAND'),
    ),
    step='Add the label "okr:grow.kr1".',
)
OPEN = CommentText(
    verdict="untied",
    why="Neither the item nor anything above it says which goal it serves.",
    choices=("GROW", "BRAND"),
    has_more_choices=True,
    titles={"GROW": "New teams reach value in their first week"},
    step='Name the goal it serves with a label like "okr:grow".',
)
NASTY = f"{HOSTILE} GH-2 acme/web#3 https://github.com/acme/web/issues/4 {'0a' * 20} ~~~ </details> ![x](y)"
HOSTILE_COMMENT = CommentText(
    verdict="stale",
    why=NASTY,
    goals=(NASTY,),
    suggestions=(LikelyGoal(NASTY, NASTY, NASTY),),
    choices=(NASTY,),
    titles={NASTY: NASTY},
    step=NASTY,
    snooze_label=NASTY,
)
SETTLED = CommentText(verdict="tied", why='It serves GROW: label "okr:grow".')


def without_code(markdown):
    return re.sub("<code>.*?</code>", "", MarkdownIt("commonmark").render(markdown), flags=re.DOTALL)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("comment.md", github_comment(ASKED, pairs={"seen": "2026-11-20T06:00:00+00:00"})),
        ("comment.open.md", github_comment(OPEN)),
        ("comment.open.wiki", jira_comment(OPEN)),
        ("comment.hostile.md", github_comment(HOSTILE_COMMENT)),
        ("comment.wiki", jira_comment(ASKED)),
        ("comment.hostile.wiki", jira_comment(HOSTILE_COMMENT)),
        ("resolved.md", github_resolved(SETTLED)),
        ("resolved.wiki", jira_resolved(SETTLED)),
    ],
)
def test_a_comment_is_as_it_was_last_read(name, text):
    assert text == golden(name, text)


def test_it_says_the_verdict_why_the_likely_goals_and_the_one_step():
    text = github_comment(ASKED)
    for told in (
        "Which goal does this work serve?",
        ASKED.why,
        "Median time",
        "2 of 9 items",
        "okr:grow.kr1",
    ):
        assert told in text


def test_each_verdict_has_its_own_first_words():
    texts = [github_comment(CommentText(verdict=one, why="")) for one in ("untied", "stale", "conflicting")]
    assert len({text.splitlines()[1] for text in texts}) == 3


@pytest.mark.parametrize("write", [github_comment, github_resolved])
def test_the_first_line_is_our_marker_with_its_pairs(write):
    text = write(ASKED, pairs={"sha": "abc123", "seen": "2026-11-20T06:00:00+00:00"})
    assert text.startswith(f"{MARKER} sha=abc123 seen=2026-11-20T06:00:00+00:00 -->\n")


def test_no_pair_ends_the_marker():
    first = github_comment(ASKED, pairs={"a b": "x --> <b>\ny"}).splitlines()[0]
    assert first.startswith(MARKER)
    assert first.count(">") == 1
    assert first.endswith(" -->")


def test_hostile_texts_call_nobody_and_are_no_markup():
    shown = without_code(github_comment(HOSTILE_COMMENT).partition("\n")[2])
    assert set(re.findall(r"</?(\w+)", shown)) <= {"p", "strong", "em", "ul", "li", "code"}
    words = html.unescape(shown)
    assert not re.search(r"@\w|#\d|GH-\d|https?://|\b[0-9a-f]{7,40}\b", words, re.ASCII)


def test_hostile_texts_add_no_line_to_the_comment():
    calm = CommentText("stale", "x", ("x",), (LikelyGoal("x", "x", "x"),), "x", "x", {"x": "x"}, ("x",))
    for write in (github_comment, jira_comment):
        assert len(write(HOSTILE_COMMENT).splitlines()) == len(write(calm).splitlines())


def test_hostile_texts_are_no_markup_in_jira():
    bare = re.sub(r"(?<!\\)\\.", "", jira_comment(HOSTILE_COMMENT))
    assert not re.search(r"\[|\||!|~|(?<!\{)\{(?!\{)|https?://", bare)


@pytest.mark.parametrize(("write", "mark"), [(github_resolved, "✅"), (jira_resolved, "(/)")])
def test_what_is_settled_is_told_in_one_line(write, mark):
    said = [line for line in write(SETTLED).splitlines() if not line.startswith(MARKER)]
    assert len(said) == 1
    assert said[0].startswith(f"{mark} It serves GROW")
    untied = CommentText("untied", "no matter")
    assert "no answer any more" in write(untied)


def test_endless_texts_are_capped_below_what_trackers_take(tmp_path):
    for name in ("comment.md", "comment.wiki"):
        (tmp_path / name).write_text("{% for n in range(9000) %}{{ comment.why }}\n{% endfor %}")
    asked = CommentText("untied", "🚀 " * 40)
    on_github, on_jira = github_comment(asked, templates=tmp_path), jira_comment(asked, templates=tmp_path)
    assert 50_000 < len(on_github.encode("utf-16-le")) // 2 <= 60_000
    assert 30_000 < len(on_jira.encode("utf-16-le")) // 2 <= 32_767
    assert on_github.startswith(MARKER)


def test_a_users_template_cannot_lose_or_double_the_marker(tmp_path):
    (tmp_path / "comment.md").write_text("<!-- okrsync:v1 -->\nHello, {{ comment.verdict }} work.\n")
    assert github_comment(ASKED, templates=tmp_path) == "<!-- okrsync:v1 -->\nHello, untied work.\n"


def test_goals_are_named_by_id_where_no_title_may_be_shown():
    judgement = Judgement(
        *(item("github:acme/web#1"), "untied", (), ()),
        *((Suggestion("GROW", 0.5, "why"), Suggestion("SAVE", 0.4, "so")), (), None, False, None),
    )
    text = comment_text(judgement, step="Do it.", titles={"GROW": "Grow"}, snooze_label="goal:snooze")
    assert text.suggestions == (LikelyGoal("GROW", "Grow", "why"), LikelyGoal("SAVE", None, "so"))
    assert (text.verdict, text.step, text.snooze_label) == ("untied", "Do it.", "goal:snooze")
