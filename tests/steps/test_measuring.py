from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from okrsync.core.goals import GoalIssues
from okrsync.core.measures import Measure
from okrsync.core.measuring import Measured
from okrsync.errors import MeasureFailed, StoreError, TrackerError
from okrsync.ports import Page
from okrsync.steps.measuring import Gauges, measure
from tests.builders.world import Q4, done, goals, item, key_result, objective, when
from tests.fakes.store import FakeStore
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import NOW

DAY = date(2026, 11, 20)
COUNT = Measure(source="jira", query="labels = slow")
HERE = Measure(path="n.csv")


class Gauge(FakeTracker):
    """A tracker that gives one number for every query."""

    def measure(self, _measure):
        if self.fails_after == 0:
            raise TrackerError("jira is out of order.")
        return 7.0


def gauges(**facts):
    return Gauges(
        **{"trackers": {"jira": Gauge("jira")}, "read": lambda _: 3.0, "sources": ["jira"], **facts}
    )


def measured(*measures, store=None, **facts):
    parts = [key_result(f"GROW.KR{n}", measure=one) for n, one in enumerate(measures, 1)]
    found = measure(store or FakeStore(), goals(objective("GROW", key_results=parts)), gauges(**facts), DAY)
    return [(one.goal, one.value if one.error is None else one.error) for one in found]


def test_queries_go_to_their_tracker_and_files_and_addresses_are_read():
    assert measured(COUNT, HERE) == [("GROW.KR1", 7.0), ("GROW.KR2", 3.0)]


def test_a_key_result_without_a_measure_is_passed_over():
    assert measured(None, HERE) == [("GROW.KR2", 3.0)]


def test_conditions_are_asked_of_the_work_in_the_store():
    store = FakeStore()
    run = store.begin_sync(datetime(2026, 11, 20, tzinfo=UTC), "{}")
    work = (done("ONB-1"), item("ONB-2"))
    store.save(run, "jira", Page("ONB", work, mark={}), datetime(2026, 11, 20, tzinfo=UTC))
    share = Measure("share_done", when=when(project="ONB"))
    assert measured(share, COUNT, replace(share, kind="count"), store=store) == [
        ("GROW.KR1", 0.5),
        ("GROW.KR2", 7.0),
        ("GROW.KR3", 2.0),
    ]


def test_a_measure_that_fails_says_so_and_the_others_go_on():
    def broken(_):
        raise MeasureFailed("n.csv cannot be read.")

    found = measured(COUNT, HERE, COUNT, trackers={"jira": Gauge("jira", fails_after=0)}, read=broken)
    assert [why for _, why in found] == [
        "jira is out of order.",
        "n.csv cannot be read.",
        "jira is out of order.",
    ]


def test_a_share_over_nothing_is_a_failure_and_no_number():
    assert measured(Measure("share_done", when=when(project="ONB"))) == [
        ("GROW.KR1", "There is nothing to take a share or a mean of.")
    ]


def test_a_source_without_queries_is_told_with_what_to_do_instead():
    (found,) = measured(COUNT, trackers={"jira": FakeTracker("jira")})
    assert found[1] == "The source jira answers no queries: measure with `when` instead."


def test_a_source_is_found_however_it_is_written():
    assert measured(replace(COUNT, source="Jira")) == [("GROW.KR1", 7.0)]


def test_of_one_source_only_its_queries_are_asked():
    assert measured(COUNT, HERE, only="jira") == [("GROW.KR1", 7.0)]


@pytest.mark.parametrize("facts", [{"state": "draft"}, {"state": "closed"}, {"state": "abandoned"}])
def test_goals_that_are_not_active_are_not_measured(facts):
    world = goals(objective("GROW", key_results=[key_result("GROW.KR1", measure=HERE)], **facts))
    assert measure(FakeStore(), world, gauges(), DAY) == ()


def test_goals_of_another_cycle_are_not_measured():
    world = goals(objective("GROW", key_results=[key_result("GROW.KR1", measure=HERE)]))
    assert measure(FakeStore(), world, gauges(), Q4.end.replace(year=2027)) == ()


def test_what_was_measured_is_kept_under_its_cycle_goal_and_day():
    store = FakeStore()
    measured(HERE, store=store)
    (kept,) = store.measured()
    assert (kept.cycle, kept.goal, kept.on, kept.value) == ("2026-Q4", "GROW.KR1", "2026-11-20", 3.0)


def test_a_store_that_fails_ends_it():
    with pytest.raises(StoreError):
        measured(HERE, store=FakeStore(is_full=True))


def test_what_the_issues_of_goals_say_is_kept_by_the_day_they_said_it():
    store = FakeStore()
    parts = {"type": "Key Result", "parent": "jira:OKR-1", "fields": {"Target": ("10",), "Current": ("4",)}}
    found = (item("OKR-1", type="Objective"), item("OKR-2", **parts))
    undated = item("OKR-3", **parts, updated=None)
    run = store.begin_sync(NOW, "{}")
    store.save(run, "jira", Page("OKR", (*found, undated)), NOW)
    names = {"target": "Target", "current": "Current"}
    file = goals(issues=(GoalIssues("jira", ("objective", "key result"), names, Q4),))
    assert measure(store, file, gauges(), DAY) == ()
    assert store.measured() == (Measured("2026-Q4", "OKR-1.OKR-2", "2026-10-15", 4.0),)
