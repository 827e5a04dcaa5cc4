from __future__ import annotations

import pytest

from okrsync.core.labels import Label
from okrsync.errors import TrackerError, WriteRefused

GROW = Label("okr:grow", "Serves the goal GROW", "GROW")


def test_a_repository_costs_one_request_for_a_hundred_labels(github, opened):
    web = github.world.repository()
    for number in range(100):
        web.label(f"label {number}")
    (place,) = opened().tracker.label_places()
    assert (place.place, len(place.names), github.count) == ("acme/web", 100, 1)
    web.label("one more")
    assert len(next(iter(opened().tracker.label_places())).names) == 101
    assert github.count == 3


def test_globs_find_repositories_each_once(github, opened):
    for name in ("acme/web", "acme/mobile-a", "acme/mobile-b"):
        github.world.repository(name)
    places = opened("acme/web", "acme/mobile-*", "ACME/web", "acme/*").tracker.label_places()
    assert [place.place for place in places] == ["acme/web", "acme/mobile-a", "acme/mobile-b"]


def test_a_repository_that_cannot_be_seen_stops_no_other(github, opened):
    github.world.repository("acme/web")
    hidden, none, web = opened("acme/secret", "acme/none-*", "acme/web").tracker.label_places()
    assert "acme/secret" in hidden.error
    assert "finds none" in none.error
    assert web.error is None


def test_a_wrong_token_fails_as_a_whole(github, opened):
    tracker = opened().tracker
    github.token = "another"
    with pytest.raises(TrackerError, match="does not accept"):
        list(tracker.label_places())


def test_archived_repositories_that_a_glob_finds_are_passed_over(github, opened):
    github.world.repository("acme/web")
    github.world.repository("acme/old").is_archived = True
    found = opened("acme/*").tracker.label_places()
    assert [place.place for place in found] == ["acme/web"]
    named = opened("acme/old").tracker.label_places()
    assert [place.place for place in named] == ["acme/old"]


@pytest.mark.parametrize("how", ["archived", "hidden"])
def test_a_place_that_takes_no_label_refuses(github, opened, how):
    web = github.world.repository()
    setattr(web, f"is_{how}", True)
    with pytest.raises(WriteRefused):
        opened().tracker.create_label("acme/web", GROW)


def test_a_lost_answer_leaves_one_label(github, opened):
    web = github.world.repository()
    github.fail("POST .*/labels", 502, after_effect=True)
    opened().tracker.create_label("acme/web", GROW)
    assert [label["name"] for label in web.labels] == ["okr:grow"]


def test_another_complaint_than_that_it_is_there_is_a_refusal(github, opened):
    github.world.repository()
    body = {"message": "Validation Failed", "errors": [{"code": "invalid"}, "odd"]}
    github.fail("POST .*/labels", 422, body=body)
    with pytest.raises(WriteRefused, match="Validation Failed"):
        opened().tracker.create_label("acme/web", GROW)
