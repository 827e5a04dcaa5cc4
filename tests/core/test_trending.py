from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.report import TrendPoint
from okrsync.core.trending import weekly
from tests.builders.world import TODAY, goals, item, key_result, objective, report_of

FILE = goals(objective("GROW", key_result(current=5)), objective("CALM"))


def at(day):
    return TrendPoint(day, 0.5, 0.5, {})


def test_a_report_ends_its_trend_with_its_own_numbers():
    report = report_of(
        FILE, item("ONB-1", labels=("okr:grow",)), item("ONB-2"), trend=(at(date(2026, 11, 9)),)
    )
    assert [one.date for one in report.trend] == [date(2026, 11, 9), TODAY]
    assert report.trend[-1] == TrendPoint(TODAY, 0.5, 0.5, {"CALM": None, "GROW": 0.5})


def test_a_teams_report_has_no_trend_of_the_company():
    assert report_of(FILE, trend=(at(date(2026, 11, 9)),), team="company").trend == ()


def test_what_was_kept_later_is_not_shown():
    assert report_of(FILE, trend=(at(TODAY + timedelta(days=9)), at(TODAY))).trend[0].progress != {}


@given(st.lists(st.integers(0, 60)))
def test_each_week_has_one_point_the_last_and_days_rise(ages):
    days = [TODAY - timedelta(days=age) for age in ages]
    shown = [one.date for one in weekly(map(at, days), at(TODAY))]
    weeks = [day.isocalendar()[:2] for day in shown]
    assert shown[-1] == TODAY
    assert shown == sorted(shown)
    assert len(set(weeks)) == len(weeks)
    assert all(max(one for one in [*days, TODAY] if one.isocalendar()[:2] == week) in shown for week in weeks)
