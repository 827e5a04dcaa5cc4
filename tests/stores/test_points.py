from __future__ import annotations

from dataclasses import replace
from datetime import date

from okrsync.core.report import TrendPoint

MONDAY = TrendPoint(date(2026, 11, 16), 0.5, 0.25, {"GROW": 0.4, "CALM": None})
TUESDAY = replace(MONDAY, date=date(2026, 11, 17))


def test_the_points_of_a_cycle_are_read_oldest_first(store):
    store.keep_point("2026-Q4", TUESDAY)
    store.keep_point("2026-Q4", MONDAY)
    store.keep_point("2026", MONDAY)
    assert store.points("2026-Q4") == (MONDAY, TUESDAY)
    assert store.points("2027-Q1") == ()


def test_a_day_keeps_its_newest_numbers(store):
    store.keep_point("2026-Q4", MONDAY)
    store.keep_point("2026-Q4", replace(MONDAY, coverage=None, effort_share=None, progress={}))
    assert store.points("2026-Q4") == (TrendPoint(MONDAY.date, None, None, {}),)
