from __future__ import annotations

import pytest

from okrsync.render.comment import CommentText, LikelyGoal
from okrsync.render.summary import Told, check_title, message, summary
from tests.builders.github_page import github_page, tags, words
from tests.builders.golden import golden
from tests.builders.report import HOSTILE

URL = "https://github.com/acme/web/pull/7"
UNTIED = CommentText(
    "untied",
    "Nothing names a goal.",
    suggestions=tuple(LikelyGoal(f"G{number}", None, f"reason {number}") for number in range(1, 5)),
    step="set the label okr:G1",
)
TIED = CommentText("tied", "The label okr:GROW says so.", ("GROW",), titles={"GROW": "More teams"})


def told(text=UNTIED, **facts):
    return Told(**{"ref": "github:acme/web#7", "url": URL, "title": "Ask for less", "text": text} | facts)


def test_a_summary_of_several_items_looks_as_it_did():
    text = summary([told(), told(TIED, ref="github:acme/web#8", note="the item is locked.")])
    assert text == golden("summary.md", text)


def test_of_no_item_there_is_nothing_to_say():
    assert summary([]) == ""


def test_whatever_people_wrote_is_shown_as_words():
    nasty = f"{HOSTILE} <img src=x onerror=y> @acme/all #1"
    text = CommentText("untied", nasty, suggestions=(LikelyGoal("GROW", nasty, nasty),), step=nasty)
    page = github_page(summary([told(text, title=nasty, note=nasty)]))
    assert "img" not in tags(page)
    assert "script" not in tags(page)
    assert "<img src=x" in words(page)


def test_a_template_of_ones_own_is_filled(tmp_path):
    (tmp_path / "summary.md").write_text("{% for one in items %}{{ one.ref }}{% endfor %}")
    assert "acme/web" in summary([told()], tmp_path)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TIED, "Tied to GROW"),
        (CommentText("conflicting", "", ("GROW", "CALM")), "Conflicting between GROW, CALM"),
        (CommentText("exempt", "", ("GROW",)), "Exempt"),
        (UNTIED, "Untied"),
    ],
)
def test_the_title_of_a_check_says_the_verdict_and_its_goals(text, title):
    assert check_title(told(text)) == title


def test_a_title_too_long_for_a_check_is_cut():
    many = CommentText("tied", "", tuple(f"GOAL-{number}" for number in range(100)))
    assert len(check_title(told(many))) == 255


def test_an_annotation_says_why_the_three_likeliest_goals_and_the_step():
    assert message(told(note="the item is locked.")).splitlines() == [
        "Ask for less",
        "Nothing names a goal.",
        "Likely G1: reason 1",
        "Likely G2: reason 2",
        "Likely G3: reason 3",
        "One step settles it: set the label okr:G1",
        "the item is locked.",
    ]


def test_a_title_that_may_not_be_shown_leaves_no_empty_line():
    assert message(told(TIED, title="")) == "The label okr:GROW says so."


def test_no_line_of_an_annotation_is_endless_and_none_makes_another():
    lines = message(told(TIED, title="a" * 9_000 + "\n::error::x")).splitlines()
    assert [len(line) <= 500 for line in lines] == [True, True]
