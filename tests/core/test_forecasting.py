"""Forecasts: a range from observed changes, the same each time, and none from too little."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.forecasting import forecast
from okrsync.core.method import Method
from tests.builders.world import Q4, goals, key_result, objective, report_of
from tests.core.test_history import checkin

METHOD = Method(forecast_runs=100)
START = date(2026, 10, 1)


def weekly(*numbers):
    return [(START + timedelta(weeks=week), float(number)) for week, number in enumerate(numbers)]


def test_a_steady_value_goes_on_steadily():
    found = forecast(weekly(9, 8, 7, 6), START + timedelta(weeks=6), METHOD)
    assert (found.p10, found.p50, found.p90) == pytest.approx((3, 3, 3))


def test_a_part_of_a_week_moves_a_part():
    assert forecast(weekly(0, 7, 14, 21), START + timedelta(days=22), METHOD).p50 == pytest.approx(22)


def test_fewer_than_four_values_are_no_forecast():
    assert forecast(weekly(9, 8, 7), Q4.end, METHOD) is None


def test_on_the_last_day_there_is_nothing_to_foresee():
    assert forecast(weekly(9, 8, 7, 6), START + timedelta(weeks=3), METHOD) is None


def test_numbers_too_large_to_go_on_with_have_none():
    assert forecast(weekly(1e300, -1e300, 1e308, 3), START + timedelta(weeks=8), METHOD) is None


def test_one_course_alone_is_its_own_range():
    found = forecast(weekly(0, 1, 5, 2), Q4.end, Method(forecast_runs=1))
    assert found.p10 == found.p50 == found.p90


@given(st.lists(st.integers(-100, 100), min_size=4, max_size=8))
def test_a_forecast_is_in_order_repeats_itself_and_stays_within_what_was_seen(numbers):
    seen, weeks = weekly(*numbers), 4
    found = forecast(seen, seen[-1][0] + timedelta(weeks=weeks), METHOD)
    changes = [after - before for before, after in pairwise(numbers)]
    assert found == forecast(seen, seen[-1][0] + timedelta(weeks=weeks), METHOD)
    assert found.p10 <= found.p50 <= found.p90
    assert numbers[-1] + weeks * min(changes) - 1e-6 <= found.p10
    assert found.p90 <= numbers[-1] + weeks * max(changes) + 1e-6


@given(st.lists(st.integers(-100, 100), min_size=4, max_size=8))
def test_a_forecast_is_direction_free(numbers):
    end = START + timedelta(weeks=12)
    up, down = (
        forecast(weekly(*numbers), end, METHOD),
        forecast(weekly(*(-one for one in numbers)), end, METHOD),
    )
    assert (up.p10, up.p50, up.p90) == pytest.approx((-down.p90, -down.p50, -down.p10))


def forecast_of(part, *checkins, **more):
    return report_of(goals(objective("GROW", part, **more)), checkins=checkins).key_results[0].forecast


SEEN = [checkin("GROW.KR1", value, date(2026, 10, day)) for value, day in ((8, 8), (7, 15), (6, 22))]


def test_the_baseline_is_the_first_observation():
    found = forecast_of(key_result(baseline=9, target=3), *SEEN)
    assert found.p50 == pytest.approx(6 - 10, abs=0.01)  # ten weeks to go
    assert forecast_of(key_result(baseline=None), *SEEN) is None


@pytest.mark.parametrize("facts", [{"kind": "work"}, {"kind": "ordinal"}, {"kind": "milestone"}])
def test_only_numbers_have_a_forecast(facts):
    assert forecast_of(key_result(**facts), *SEEN) is None


def test_a_goal_that_is_closed_or_has_no_values_has_none():
    assert forecast_of(key_result(), *SEEN, state="closed") is None
    assert forecast_of(key_result()) is None


def test_a_value_of_the_first_day_takes_the_baselines_place():
    first = checkin("GROW.KR1", 10, Q4.start)
    assert forecast_of(key_result(baseline=9, target=3), first, *SEEN).p10 < 6
