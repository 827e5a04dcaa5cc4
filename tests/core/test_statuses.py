"""Pace and status: the method's table, row by row."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.goals import Override
from okrsync.core.method import Method
from okrsync.core.progress import Progress
from okrsync.core.statuses import WEAKEST_FIRST, Observed, Standing, overridden, status, weakest
from tests.builders.world import TODAY, key_result

METHOD = Method()


def status_of(value, *, expected=0.5, on=TODAY, observations=2, is_over=False, **facts):
    seen = Observed(Progress(value, value), expected, on, observations, is_over)
    return status(key_result(**facts), seen, METHOD, TODAY)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, "pending"),
        (1.0, "achieved"),
        (0.35, "on track"),
        (0.349, "behind"),
        (0.20, "behind"),
        (0.199, "at risk"),
        (0.0, "at risk"),
    ],
)
def test_the_first_status_that_holds_is_given(value, found):
    assert status_of(value).status == found


def test_silence_is_never_green():
    allowed = timedelta(days=METHOD.cadence_days + METHOD.grace_days)
    assert status_of(1.0, on=TODAY - allowed).status == "achieved"
    assert status_of(1.0, on=TODAY - allowed - timedelta(days=1)).status == "outdated"


def test_a_cadence_of_its_own_is_kept():
    assert status_of(0.5, on=date(2026, 10, 25), cadence_days=30).status == "on track"


def test_after_the_cycle_nothing_is_outdated():
    assert status_of(0.5, on=date(2026, 1, 1), expected=1.0, is_over=True).status == "behind"


@pytest.mark.parametrize("facts", [{"expected": 0.14}, {"observations": 1}])
def test_it_can_be_too_early_to_say(facts):
    assert status_of(0.01, **facts).status == "too early"


def test_an_achieved_result_is_never_too_early():
    assert status_of(1.0, expected=0.0, observations=1).status == "achieved"


@pytest.mark.parametrize(("value", "found"), [(1.0, "on track"), (0.99, "at risk")])
@pytest.mark.parametrize("kind", ["guardrail", "range"])
def test_guardrails_have_no_pace(kind, value, found):
    assert status_of(value, expected=0.0, observations=1, kind=kind).status == found


@pytest.mark.parametrize(
    ("facts", "current", "reason"),
    [
        ({"kind": "work"}, None, "no work is tied to it yet"),
        ({"baseline": None}, 5, "its baseline is still unknown: measure it first"),
        ({"baseline": 5.0, "target": 5.0}, 5, "its baseline and its target are both 5"),
        ({}, None, "no value yet"),
        ({"kind": "ordinal", "levels": ("a", "b")}, "c", "c cannot be measured against it"),
    ],
)
def test_a_pending_result_says_why_it_has_no_progress(facts, current, reason):
    seen = Observed(Progress(None, None), 0.5, TODAY, 2, is_over=False, current=current)
    assert status(key_result(**facts), seen, METHOD, TODAY) == Standing("pending", reason)


def test_a_pace_at_its_threshold_is_on_track_whatever_a_computer_makes_of_it():
    expected = 0.1 + 0.2
    assert 0.21 / expected < 0.7
    assert status_of(0.21, expected=expected).status == "on track"


def said(status, computed, *, until=TODAY):
    override = Override(status, "dana", "because", until)
    return overridden(Standing(computed, "numbers"), override, TODAY)


def test_a_persons_word_is_shown_with_its_author_reason_and_end_beside_the_computed_status():
    standing, told = said("on track", "behind")
    assert standing.status == "on track"
    assert standing.reason == f"dana says so until {TODAY}: because; computed is behind (numbers)"
    assert (told.status, told.by, told.applies, told.expired) == ("on track", "dana", True, False)


def test_after_its_last_day_it_is_told_and_does_not_count():
    standing, told = said("on track", "behind", until=TODAY - timedelta(days=1))
    assert standing == Standing("behind", "numbers")
    assert (told.applies, told.expired) == (False, True)


@pytest.mark.parametrize("computed", ["outdated", "pending"])
def test_staleness_beats_optimism_and_not_pessimism(computed):
    assert said("on track", computed)[0].status == computed
    assert said("at risk", computed)[0].status == "at risk"


def test_without_a_word_the_computed_status_stands():
    assert overridden(Standing("behind", "x"), None, TODAY) == (Standing("behind", "x"), None)


def test_work_needs_no_observations():
    assert status_of(0.5, observations=0, on=None, kind="work").status == "on track"


def test_nothing_expected_is_on_track():
    method = Method(too_early=0.0)
    assert (
        status(key_result(), Observed(Progress(0.0, 0.0), 0.0, TODAY, 2, False), method, TODAY).status
        == "on track"
    )


def test_the_reason_has_its_numbers():
    assert status_of(0.25).reason == "progress 25% of 50% expected by now: pace 0.50"
    assert status_of(0.34995) == (
        "behind",
        "progress 35% of 50% expected by now: pace 0.6999",
    )  # not yet 0.70


@given(st.lists(st.sampled_from(WEAKEST_FIRST), min_size=1))
def test_the_weakest_status_of_a_set_is_shown(statuses):
    found = weakest([(f"KR{number}", Standing(one, "why")) for number, one in enumerate(statuses)])
    assert found.status == min(statuses, key=WEAKEST_FIRST.index)


def test_the_weakest_says_which_it_is():
    found = weakest([("GROW.KR1", Standing("on track", "fine")), ("GROW.KR2", Standing("behind", "slow"))])
    assert found == Standing("behind", "GROW.KR2: slow")


def test_a_set_of_nothing_is_pending():
    assert weakest([]).status == "pending"


def test_weakest_first_is_the_methods_order():
    assert WEAKEST_FIRST == ("at risk", "behind", "outdated", "pending", "too early", "on track", "achieved")
