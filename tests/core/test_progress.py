"""Progress by the method's first chapter, with the wrong formulas of other tools as cases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.cycles import Cycle
from okrsync.core.goals import Step
from okrsync.core.progress import NO_DATA, Progress, expected, of_work, progress
from tests.builders.world import Q4, key_result

NUMBERS = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))


def of(current, **facts):
    return progress(key_result(**facts), current)


@pytest.mark.parametrize(("current", "raw"), [(9, 0.0), (6, 0.5), (3, 1.0), (1.5, 1.25), (12, -0.5)])
def test_a_falling_metric_counts_down_and_raw_shows_what_is_beyond(current, raw):
    found = of(current, baseline=9, target=3)
    assert found.raw == pytest.approx(raw)
    assert found.value == pytest.approx(min(1, max(0, raw)))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_progress_is_direction_free(baseline, target, current):
    up = of(current, baseline=baseline, target=target)
    down = of(-current, baseline=-baseline, target=-target)
    assert up == down


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_progress_never_falls_on_the_way_to_the_target(baseline, target, one, other):
    nearer, further = sorted(
        (one, other), key=lambda value: (value - baseline) * (1 if target > baseline else -1)
    )
    before, after = (
        of(nearer, baseline=baseline, target=target),
        of(further, baseline=baseline, target=target),
    )
    assert (before.raw is None) == (baseline == target)
    if before.raw is not None:
        assert before.value <= after.value
        assert 0 <= before.value <= 1


def test_equal_baseline_and_target_give_no_value_and_never_a_half():
    assert of(5, baseline=5, target=5) == NO_DATA


@pytest.mark.parametrize("facts", [{"baseline": None}, {"target": None}])
def test_an_unknown_baseline_or_target_is_no_data(facts):
    assert of(5, **facts) == NO_DATA


@pytest.mark.parametrize("kind", ["metric", "milestone", "range", "guardrail", "ordinal"])
def test_a_missing_current_value_is_no_data_not_zero(kind):
    assert of(None, kind=kind, min=1, levels=("a", "b")) == NO_DATA


def test_a_milestone_is_reached_or_not():
    facts = {"kind": "milestone", "baseline": None, "target": None}
    assert (of(True, **facts).value, of(False, **facts).value) == (1, 0)


def test_a_milestone_with_a_target_is_measured_on_the_way_to_it():
    assert of(5, kind="milestone").value == 0.5


def test_a_milestone_with_steps_is_the_share_that_is_done():
    steps = (Step("a", is_done=True), Step("b"), Step("c", date(2026, 12, 1)), Step("d", is_done=True))
    assert [of(done, kind="milestone", steps=steps).value for done in (0, 2, 4, 5)] == [0, 0.5, 1, 1]
    assert of(True, kind="milestone", steps=steps).value == 1


@pytest.mark.parametrize(
    ("current", "low", "high", "value"),
    [
        (5, 4, 6, 1),
        (4, 4, 6, 1),
        (7, 4, 6, 0.5),
        (3, 4, 6, 0.5),
        (9, 4, 6, 0),
        (90, 100, None, 0.9),
        (110, None, 100, 0.9),
        (100, 100, None, 1),
        (1, None, 0, 0),
        (-1, 0, None, 0),
        (7, 6, 6, 0),
        (300, None, 100, 0),
    ],
)
@pytest.mark.parametrize("kind", ["range", "guardrail"])
def test_a_range_is_whole_inside_and_falls_off_with_the_distance(kind, current, low, high, value):
    assert of(current, kind=kind, min=low, max=high).value == pytest.approx(value)


def test_a_range_without_bounds_is_no_data():
    assert of(5, kind="range") == NO_DATA


@pytest.mark.parametrize(("current", "value"), [("none", 0), ("Some", 0.5), ("all", 1)])
def test_an_ordinal_is_the_position_among_its_levels(current, value):
    assert of(current, kind="ordinal", levels=("none", "some", "all")).value == value


@pytest.mark.parametrize("levels", [("none", "all"), ("half",)])
def test_an_unknown_level_or_a_single_one_is_no_data(levels):
    assert of("half", kind="ordinal", levels=levels) == NO_DATA


def test_work_is_the_share_that_is_done():
    assert of_work(3, 4) == Progress(0.75, 0.75)
    assert of_work(0, 0) == NO_DATA
    assert of(5, kind="work") == NO_DATA


def test_without_phases_the_expected_progress_is_the_elapsed_share():
    assert expected(key_result(), Q4, date(2026, 11, 15)) == Q4.elapsed(date(2026, 11, 15))


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2026, 9, 1), 0.0),
        (date(2026, 10, 1), 0.0),
        (date(2026, 11, 10), 0.2),
        (date(2026, 11, 20), 0.3),
        (date(2026, 11, 30), 0.4),
        (date(2026, 12, 31), 1.0),
        (date(2027, 1, 31), 1.0),
    ],
)
def test_phases_bend_the_expected_progress(day, value):
    phased = key_result(phases=((date(2026, 11, 30), 0.4), (date(2026, 11, 10), 0.2)))
    assert expected(phased, Q4, day) == pytest.approx(value)


def test_numbers_too_large_to_compute_with_are_no_data():
    assert of(1e308, baseline=-1e308, target=1e308) == NO_DATA
    assert of(1e308, baseline=0, target=5e-324) == NO_DATA


@pytest.mark.parametrize(
    ("phases", "day", "value"),
    [
        (((date(2026, 12, 31), 0.9),), date(2026, 12, 31), 0.9),  # its own word for the last day
        (((date(2026, 12, 31), 0.9),), date(2027, 1, 9), 0.9),
        (((date(2026, 10, 1), 0.5),), date(2026, 9, 1), 0.5),
        (((date(2027, 1, 31), 0.2), (date(2026, 9, 1), 0.9)), date(2026, 10, 1), 0.0),
        (((date(2027, 1, 31), 0.2), (date(2026, 9, 1), 0.9)), date(2027, 1, 15), 1.0),
    ],
)
def test_a_curve_is_asked_inside_its_cycle_alone(phases, day, value):
    assert expected(key_result(phases=phases), Q4, day) == pytest.approx(value)


def test_a_curve_in_a_cycle_of_one_day_is_its_word_for_that_day():
    single = Cycle("X", date(2026, 11, 1), date(2026, 11, 1))
    assert expected(key_result(phases=((single.end, 0.7),)), single, single.end) == 0.7
