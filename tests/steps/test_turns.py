from __future__ import annotations

import math
from datetime import timedelta

import pytest

from okrsync.core.turns import HOUR, MINUTE, MOST_IN
from okrsync.errors import DeadlineReached, NotVisible, StoreError, TrackerError, WriteRefused
from okrsync.ports import Found
from okrsync.steps.turns import EnoughWritten, Paced, Time
from tests.fakes.store import FakeStore
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import NOW, pull_request

REF = "github:acme/web#12"


@pytest.fixture
def store():
    return FakeStore()


@pytest.fixture
def tracker():
    return FakeTracker().holding(pull_request(REF))


def paced(tracker, store, waits=None, left=math.inf):
    waits = [] if waits is None else waits
    return Paced(tracker, store, Time(lambda: NOW, lambda: left, waits.append, lambda _: None))


def written(store, number, ago):
    for _ in range(number):
        store.note_write("github", NOW - ago)


def test_each_write_is_remembered(tracker, store):
    one = paced(tracker, store)
    comment = one.create_comment(REF, "Text")
    one.edit_comment(REF, comment, "Other", is_resolved=False)
    one.delete_comment(REF, comment)
    assert store.writes("github", NOW) == (NOW, NOW, NOW)
    assert [write.partition(" ")[0] for write in tracker.writes] == ["create", "edit", "delete"]


def test_a_write_is_remembered_before_it_is_made(tracker, store):
    store.is_full = True
    with pytest.raises(StoreError):
        paced(tracker, store).create_comment(REF, "Text")
    assert tracker.writes == []


def test_reading_costs_no_turn(tracker, store):
    one = paced(tracker, store)
    assert one.read([REF]).items
    assert one.comments(REF) == ()
    assert list(one.walk({}, is_full=True))
    assert list(one.diagnose())
    assert store.writes("github", NOW) == ()


def test_a_full_minute_waits_and_the_write_counts_when_it_is_made(tracker, store):
    written(store, MOST_IN[MINUTE], timedelta(seconds=20))
    waits = []
    paced(tracker, store, waits).create_comment(REF, "Text")
    assert waits == [40.0]
    assert store.writes("github", NOW)[-1] == NOW + timedelta(seconds=40)


def test_a_full_hour_ends_the_run_with_the_time_to_come_back(tracker, store):
    written(store, MOST_IN[HOUR], timedelta(minutes=20))
    with pytest.raises(EnoughWritten, match="run it again after 10:10 UTC"):
        paced(tracker, store).create_comment(REF, "Text")
    assert tracker.writes == []


def test_another_sources_writes_are_its_own(tracker, store):
    for _ in range(MOST_IN[HOUR]):
        store.note_write("jira", NOW)
    paced(tracker, store).create_comment(REF, "Text")
    assert len(tracker.writes) == 1


def test_no_wait_is_begun_beyond_the_deadline(tracker, store):
    written(store, MOST_IN[MINUTE], timedelta(seconds=20))
    waits = []
    with pytest.raises(DeadlineReached):
        paced(tracker, store, waits, left=39.0).create_comment(REF, "Text")
    assert (waits, tracker.writes) == ([], [])


@pytest.mark.parametrize(
    ("breaks", "call", "expected"),
    [
        ({"fails_after": 0}, lambda one: one.read([REF]), TrackerError),
        ({}, lambda one: one.comments("github:acme/web#99"), NotVisible),
        ({"refuses_writes": True}, lambda one: one.create_comment(REF, "Text"), WriteRefused),
    ],
)
def test_how_it_last_failed_is_remembered(tracker, store, breaks, call, expected):
    for name, value in breaks.items():
        setattr(tracker, name, value)
    one = paced(tracker, store)
    assert one.failure is None
    with pytest.raises(expected):
        call(one)
    assert isinstance(one.failure, expected)


def test_goals_that_live_as_issues_are_passed_on(tracker, store):
    class Keeper(FakeTracker):
        def goal_issues(self):
            return Found((pull_request(REF),))

    assert paced(tracker, store).goal_issues() == Found()
    assert paced(Keeper(), store).goal_issues().items == (pull_request(REF),)
