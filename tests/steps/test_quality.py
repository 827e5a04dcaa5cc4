from __future__ import annotations

from datetime import date, timedelta

from okrsync.ports import SourceState
from okrsync.steps.quality import before_first_sync, data_quality
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
