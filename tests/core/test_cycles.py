"""Cycles: calendar names, enclosing, what has elapsed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.cycles import (
    Cycle,
    calendar_cycle,
    calendar_periods,
    calendar_quarter,
    default_cycle,
    following,
)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-q4", "2026-10-01", "2026-12-31"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_calendar_names_have_calendar_dates(name, first, last):
    cycle = calendar_cycle(name)
    assert (cycle.id, cycle.start.isoformat(), cycle.end.isoformat()) == (name.upper(), first, last)


@pytest.mark.parametrize("name", ["2026-Q5", "2026-H3", "26-Q1", "2026-10", "Q4", "", "0000", "2026-Q4 "])
def test_other_names_are_no_calendar_cycles(name):
    assert calendar_cycle(name) is None


def test_the_default_is_the_shortest_named_cycle_that_contains_today():
    year, half = calendar_cycle("2026"), calendar_cycle("2026-H2")
    assert default_cycle([year, half], date(2026, 11, 20)) == half
    assert default_cycle([year, half], date(2026, 2, 1)) == year


def test_without_a_named_one_the_default_is_the_calendar_quarter():
    assert default_cycle([calendar_cycle("2025")], date(2026, 11, 20)).id == "2026-Q4"


def test_an_annual_cycle_encloses_its_quarters_and_itself():
    year, quarter = calendar_cycle("2026"), calendar_cycle("2026-Q4")
    assert (year.encloses(quarter), year.encloses(year), quarter.encloses(year)) == (True, True, False)


def test_elapsed_is_0_on_the_first_day_and_1_on_the_last():
    cycle = calendar_cycle("2026-Q4")
    days = [date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 31), date(2027, 5, 1)]
    assert [cycle.elapsed(day) for day in days] == [0, 0, 1, 1]


def test_a_cycle_of_one_day_is_over_on_that_day():
    day = date(2026, 10, 1)
    cycle = Cycle("sprint", day, day)
    assert [cycle.elapsed(day - timedelta(days=1)), cycle.elapsed(day)] == [0, 1]


@given(st.dates(), st.dates())
def test_elapsed_never_falls(one, other):
    cycle = calendar_cycle("2026-H1")
    assert cycle.elapsed(min(one, other)) <= cycle.elapsed(max(one, other))


@given(st.dates())
def test_every_day_lies_in_its_calendar_quarter(day):
    quarter = calendar_quarter(day)
    assert quarter.contains(day)
    assert calendar_cycle(quarter.id) == quarter


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 6, 30), ["2026-Q2", "2026-H1", "2026"]),
        (date(2026, 7, 1), ["2026-Q3", "2026-H2", "2026"]),
    ],
)
def test_the_calendar_around_a_day(day, names):
    assert [cycle.id for cycle in calendar_periods(day)] == names


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("2026-Q4", "2027-Q1"),
        ("2026-Q1", "2026-Q2"),
        ("2026-H1", "2026-H2"),
        ("2026-H2", "2027-H1"),
        ("2026", "2027"),
    ],
)
def test_a_cycle_is_followed_by_one_of_its_kind(name, after):
    assert following(calendar_cycle(name)) == calendar_cycle(after)


def test_nothing_follows_a_cycle_with_dates_of_its_own():
    assert following(Cycle("sprint", date(2026, 10, 1), date(2026, 10, 14))) is None
    assert following(Cycle("2026-Q4", date(2026, 11, 1), date(2027, 1, 31))) is None
