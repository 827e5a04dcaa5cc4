from __future__ import annotations

import pytest

from okrsync.core.measures import Measure
from okrsync.errors import TrackerError
from okrsync.ports import Measuring
from tests.servers.jira_world import POINTS
from tests.trackers.jira.opening import opened

SLOW = "project = ONB AND labels = slow ORDER BY created DESC"


@pytest.fixture
def slow(server):
    """Three slow issues, one of them done, with 3, 5 and no points; and one that is not slow."""
    world = server.world
    world.add("ONB", labels=["slow"], status="Done", more={POINTS: 3.0})
    world.add("ONB", labels=["slow"], more={POINTS: 5.0})
    world.add("ONB", labels=["slow"])
    world.add("ONB", more={POINTS: 100.0})
    return server


def measure(server, kind, field=None, query=SLOW):
    return opened(server).tracker.measure(Measure(kind, field, "jira", query))


def test_a_jira_tracker_measures(server):
    assert isinstance(opened(server).tracker, Measuring)


def test_a_count_takes_one_request_beside_the_one_that_tells_which_jira_it_is(slow):
    assert measure(slow, "count") == 3
    assert [str(request).rpartition("/")[2] for request in slow.requests] == [
        "serverInfo",
        "approximate-count" if slow.world.is_cloud else "search",
    ]


def test_the_share_done_goes_by_the_statuss_category(slow):
    assert measure(slow, "share_done") == pytest.approx(1 / 3)


def test_the_share_of_nothing_is_no_number(slow):
    assert measure(slow, "share_done", query="labels = none") is None


def test_an_or_in_the_query_stays_inside(slow):
    assert measure(slow, "share_done", query="labels = slow OR project = ONB") == 0.25


def test_points_are_added_up_and_averaged_over_every_page(slow):
    slow.world.page_cap = 2
    assert measure(slow, "sum", "points") == 8
    assert measure(slow, "avg", "points") == 4


def test_issues_of_several_projects_are_added_up(slow):
    slow.world.add_project("OPS")
    for _ in range(5):
        slow.world.add("OPS", labels=["slow"], more={POINTS: 1.0})
    slow.world.page_cap = 4
    assert measure(slow, "sum", "points", "labels = slow") == 13


def test_a_field_nobody_filled_in_is_told(slow):
    with pytest.raises(TrackerError, match="has no number in “Cost”"):
        measure(slow, "sum", "Cost")


def test_a_bad_query_is_told_in_jiras_words(slow):
    with pytest.raises(TrackerError, match="Field 'colour' does not exist"):
        measure(slow, "count", query="colour = red")
