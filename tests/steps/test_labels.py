from __future__ import annotations

import pytest

from okrsync.core.labels import Label
from okrsync.steps.labels import create_missing, missing_labels
from tests.fakes.tracker import FakeTracker

WANTED = [Label("okr:grow", "", "GROW"), Label("okr:none", ""), Label(f"okr:{'x' * 50}", "", "X" * 50)]


@pytest.fixture
def tracker():
    return FakeTracker(labels={"okr:none": Label("OKR:None", "ours")})


def test_what_is_missing_is_told_whatever_its_case(tracker):
    (place,) = missing_labels("github", tracker, WANTED)
    assert (place.source, place.place) == ("github", "acme/web")
    assert place.missing == ("okr:grow",)
    assert place.too_long == (WANTED[2].name,)
    assert tracker.writes == []


def test_what_is_missing_is_created_and_nothing_else_touched(tracker):
    (place,) = missing_labels("github", tracker, WANTED)
    place = create_missing(tracker, WANTED, place)
    assert (place.created, place.missing, place.error) == (("okr:grow",), (), None)
    assert tracker.labels["okr:none"] == Label("OKR:None", "ours")
    assert tracker.writes == ["create the label okr:grow in acme/web"]


def test_a_place_that_refuses_is_asked_once(tracker):
    tracker.labels.clear()
    tracker.refuses_writes = True
    (place,) = missing_labels("github", tracker, WANTED)
    place = create_missing(tracker, WANTED, place)
    assert (place.created, place.missing) == ((), ("okr:grow", "okr:none"))
    assert place.error == "The item is locked."
    assert len(tracker.writes) == 1


def test_a_place_that_cannot_be_seen_stops_no_other(tracker):
    tracker.unseen["acme/secret"] = "acme/secret is hidden."
    secret, web = (
        create_missing(tracker, WANTED, place) for place in missing_labels("github", tracker, WANTED)
    )
    assert (secret.place, secret.error, secret.missing) == ("acme/secret", "acme/secret is hidden.", ())
    assert web.created == ("okr:grow",)


def test_a_source_that_fails_is_told(tracker):
    tracker.fails_after = 0
    (place,) = missing_labels("github", tracker, WANTED)
    assert (place.place, place.error) == (None, "github answered 502: try again later.")
    assert create_missing(tracker, WANTED, place) == place
