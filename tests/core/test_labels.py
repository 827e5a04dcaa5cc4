from __future__ import annotations

from okrsync.core.labels import Label, wanted_labels
from okrsync.core.naming import Names
from tests.builders.world import Q3, Q4, TODAY, goals, objective

FILE = goals(
    objective("GROW", "KR1"),
    objective("LATER", state="draft"),
    objective("GONE", state="abandoned"),
    objective("OLD", cycle=Q3),
)


def test_every_live_goal_has_its_label_and_the_two_that_steer_follow():
    assert [label.name for label in wanted_labels(Names(FILE, Q4, TODAY), "okr:")] == [
        "okr:grow",
        "okr:grow.kr1",
        "okr:none",
        "okr:snooze",
    ]


def test_the_prefix_is_the_files():
    assert wanted_labels(Names(FILE, Q4, TODAY), "goal/")[0] == Label(
        "goal/grow", "Serves the goal GROW", "GROW"
    )


def test_a_label_shows_no_title():
    for label in wanted_labels(Names(FILE, Q4, TODAY), "okr:"):
        assert "Title" not in label.description
