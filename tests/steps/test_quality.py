from __future__ import annotations

from datetime import date, timedelta

from okrsync.core.goals import Kpi, Value
from okrsync.core.history import CheckIn
from okrsync.core.measures import Measure
from okrsync.core.measuring import Measured
from okrsync.ports import SourceState
from okrsync.steps.quality import before_first_sync, data_quality, not_measured, outside_cycles, unfit_values
from tests.builders.world import goals, key_result, objective
from tests.fakes.work import NOW


def lines(*states: SourceState, days_later: int = 0) -> list[tuple[str, str, int]]:
    day = NOW.date() + timedelta(days=days_later)
    return [(one.id, one.level, one.count) for one in data_quality(["jira", "github"], states, day)]


def read(name: str, **facts) -> SourceState:
    return SourceState(**{"name": name, "items": 5, "synced_at": NOW, "error": None, **facts})


def test_sources_are_listed_by_name_with_what_they_hold():
    assert lines(read("jira"), read("github")) == [("source_read", "info", 5), ("source_read", "info", 5)]


def test_a_source_is_stale_after_two_days():
    assert lines(read("github"), read("jira"), days_later=1)[0][0] == "source_read"
    assert lines(read("github"), read("jira"), days_later=2)[0] == ("source_stale", "warning", 5)


def test_a_source_nobody_read_is_said_so():
    assert lines(read("jira"))[0] == ("never_synced", "warning", 0)


def test_a_source_that_never_got_to_its_end_is_said_so_with_its_error():
    states = read("github", synced_at=None, error="502"), read("jira")
    assert lines(*states)[:2] == [("never_synced", "warning", 0), ("source_failed", "error", 1)]


def test_warnings_stay_with_their_source():
    told = data_quality(["jira"], [read("jira", warnings=("No estimates.", "A moved board."))], NOW.date())
    assert [one.message for one in told[1:]] == ["jira: A moved board.", "jira: No estimates."]


def test_a_source_no_longer_in_the_file_is_passed_over():
    assert len(lines(read("jira"), read("github"), read("old"))) == 2


def test_a_report_that_looks_back_too_far_is_said_so():
    line = before_first_sync(date(2026, 10, 1), date(2026, 11, 1))
    assert (line.id, line.level) == ("before_first_sync", "warning")
    assert "2026-11-01" in line.message


def test_a_measure_that_failed_the_last_time_is_told_with_the_day_of_its_value():
    measure = Measure(path="n.csv")
    parts = [key_result(f"GROW.KR{number}", measure=measure) for number in (1, 2, 3)]
    found = [
        Measured("2026-Q4", "GROW.KR1", "2026-11-18", 3.0),
        Measured("2026-Q4", "GROW.KR1", "2026-11-19", error="n.csv cannot be read."),
        Measured("2026-Q4", "GROW.KR2", "2026-11-19", error="n.csv cannot be read."),
        Measured("2026-Q4", "GROW.KR3", "2026-11-18", error="n.csv cannot be read."),
        Measured("2026-Q4", "GROW.KR3", "2026-11-19", 3.0),
        Measured("2026-Q4", "GONE.KR1", "2026-11-19", error="n.csv cannot be read."),
    ]
    assert [line.message for line in not_measured(found, goals(objective("GROW", *parts)))] == [
        "GROW.KR1 could not be measured on 2026-11-19, its value is of 2026-11-18: n.csv cannot be read.",
        "GROW.KR2 could not be measured on 2026-11-19, it has no value yet: n.csv cannot be read.",
    ]


def test_check_ins_on_days_outside_of_their_goals_cycle_are_told():
    file = goals(objective("GROW", key_result()), kpis=(Kpi("nps", "NPS", 40, 30),))
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 31)]
    noted = [
        CheckIn(name, Value(day, 5, "check-in")) for name in ("grow.kr1", "nps", "GONE.KR1") for day in days
    ]
    (line,) = outside_cycles(noted, file)
    assert (line.id, line.level, line.count) == ("misdated_checkin", "warning", 1)
    assert line.message.endswith("outside of their goal's cycle: grow.kr1 on 2026-09-30.")
    assert outside_cycles(noted[1:], file) == ()


def test_check_ins_with_a_value_their_goal_does_not_take_are_told():
    file = goals(
        objective("GROW", key_result(kind="guardrail", baseline=None, target=None, max=4, unit="hours"))
    )
    noted = [CheckIn("grow.kr1", Value(date(2026, 11, 2), value, "check-in")) for value in (True, 5)]
    (line,) = unfit_values(noted, file)
    assert (line.id, line.level, line.count) == ("unfit_checkin", "warning", 1)
    assert line.message.endswith(
        "done for grow.kr1 on 2026-11-02 (it takes a number in hours, normally at most 4)."
    )
    assert unfit_values(noted[1:], file) == ()


def test_of_many_check_ins_outside_of_their_cycle_the_last_are_named():
    noted = [CheckIn("GROW.KR1", Value(date(2026, 1, day), 5, "check-in")) for day in range(1, 9)]
    (line,) = outside_cycles(noted, goals(objective("GROW", key_result())))
    assert (line.count, line.message.count("GROW.KR1"), "2026-01-08 and 3 more" in line.message) == (
        8,
        5,
        True,
    )
