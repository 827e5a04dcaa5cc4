from __future__ import annotations

import pytest

from okrsync.errors import TrackerError
from okrsync.ports import Surveyor
from okrsync.steps.surveying import look_around
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import item


@pytest.fixture
def tracker():
    return FakeTracker().holding(
        item("github:acme/web#1", title="Signup"),
        item("github:acme/web#2", parent="github:acme/web#1", labels=("growth",)),
    )


def test_labels_and_parents_are_counted(tracker):
    assert isinstance(tracker, Surveyor)
    found = look_around(tracker, tracker)
    assert [tally.name for tally in (*found.labels, *found.epics)] == ["growth", "Signup"]
    assert tracker.requests == 1


def test_a_parent_that_did_not_change_lately_is_asked_for(tracker):
    class Forgetful(FakeTracker):
        def recent(self, most):
            return tuple(one for one in super().recent(most) if one.parent)

    forgetful = Forgetful(items=tracker.items)
    assert [tally.name for tally in look_around(forgetful, forgetful).epics] == ["Signup"]
    assert forgetful.requests == 2


def test_a_parent_that_cannot_be_read_costs_only_its_own_proposal(tracker):
    class HalfDown(FakeTracker):
        def recent(self, most):
            return tuple(one for one in super().recent(most) if one.parent)

        def read(self, _):
            raise TrackerError("github answered 502.")

    half_down = HalfDown(items=tracker.items)
    found = look_around(half_down, half_down)
    assert ([tally.name for tally in found.labels], found.epics) == (["growth"], ())


def test_a_tracker_that_fails_is_an_error(tracker):
    tracker.fails_after = 0
    with pytest.raises(TrackerError):
        look_around(tracker, tracker)
