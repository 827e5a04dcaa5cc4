"""Scores at the end: bands without holes, expectations by type, a person's score beside the computed one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.grading import grade
from okrsync.core.method import Method
from okrsync.core.progress import band
from tests.builders.world import Q4, goals, key_result, objective, report_of

METHOD = Method()
AFTER = Q4.end + timedelta(days=3)


@pytest.mark.parametrize(
    ("score", "colour"),
    [
        (0, "red"),
        (0.39, "red"),
        (0.4, "yellow"),
        (0.65, "yellow"),
        (0.699, "yellow"),
        (0.7, "green"),
        (1, "green"),
    ],
)
def test_bands_are_half_open(score, colour):
    assert band(score, METHOD) == colour


@given(st.floats(0, 1))
def test_no_score_falls_between_the_bands_as_published_ones_let_it(score):
    """Tables that say 0–0.3, 0.4–0.6, 0.7–1.0 have no colour for 0.35 and 0.65."""
    assert band(score, METHOD) in ("red", "yellow", "green")


def test_a_score_computed_a_hair_below_its_band_is_in_it():
    assert band(0.1 + 0.2 + 0.4, METHOD) == band(0.7 - 1e-15, METHOD) == "green"


@pytest.mark.parametrize(
    ("score", "commitment", "outcome"),
    [
        (1.0, "committed", "met"),
        (0.9, "committed", "missed"),
        (0.7, "aspirational", "met"),
        (0.69, "aspirational", "missed"),
        (0.8, "learning", "validated"),
        (0.5, "learning", "inconclusive"),
        (0.1, "learning", "invalidated"),
        (None, "learning", "inconclusive"),
        (None, "committed", None),
    ],
)
def test_what_is_expected_depends_on_the_type(score, commitment, outcome):
    assert grade(score, None, commitment, method=METHOD).outcome == outcome


def test_a_persons_score_counts_beside_the_computed_one():
    found = grade(0.5, 1.0, "committed", method=METHOD)
    assert (found.computed, found.final, found.band, found.outcome) == (0.5, 1.0, "green", "met")


def test_a_persons_word_on_what_was_learned_wins():
    assert grade(1.0, None, "learning", method=METHOD, outcome="invalidated").outcome == "invalidated"


def test_goals_are_graded_when_their_cycle_is_over_and_not_before():
    file = goals(objective("GROW", key_result(current=5, current_on=date(2026, 11, 1), score=0.6), score=0.7))
    running, over = report_of(file), report_of(file, as_of=AFTER)
    assert (running.objectives[0].grade, running.key_results[0].grade) == (None, None)
    assert (over.objectives[0].grade.computed, over.objectives[0].grade.final) == (0.5, 0.7)
    assert (over.key_results[0].grade.computed, over.key_results[0].grade.final) == (0.5, 0.6)


def test_a_closed_goal_is_graded_at_once():
    file = goals(objective("GROW", key_result(current=10), state="closed"))
    assert report_of(file).objectives[0].grade.outcome == "met"
