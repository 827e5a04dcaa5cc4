"""What every tracker that is steered by comments promises, the fake included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from okrsync.config.sources import GitHubSource
from okrsync.core.labels import Label
from okrsync.ports import Labeller, Responder, Tracker
from okrsync.trackers.registry import open_tracker
from okrsync.trackers.surroundings import Surroundings
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import pull_request
from tests.servers.github import GitHubServer

REF = "github:acme/web#1"
GROW = Label("okr:grow", "Serves the goal GROW", "GROW")


@dataclass
class Place:
    """A tracker on which dana may set labels, an item, and a comment on it."""

    tracker: Tracker
    comment: str
    reactions: Callable[[], list[str]]

    def labels(self) -> tuple[str, ...]:
        (item,) = self.tracker.read([REF]).items
        return item.labels


@pytest.fixture(params=["fake", "GitHub"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "fake":
        fake = FakeTracker(steerers={"dana"}).holding(pull_request(REF))
        yield Place(fake, "7", lambda: fake.reactions.get("7", []))
    else:
        yield from _on_github()


def _on_github() -> Iterator[Place]:
    with GitHubServer() as server:
        web = server.world.repository()
        web.roles["dana"] = "triage"
        comment = web.pull("Shorter form").comment("/okr GROW")
        source = GitHubSource(name="github", type="github", repos=("acme/web",), api_url=server.url)
        around = Surroundings({"GITHUB_TOKEN": server.token}, Path(), print, lambda _: None)
        names = {"eyes": "seen", "rocket": "done", "confused": "unclear", "-1": "denied"}
        yield Place(
            open_tracker(source, around),
            str(comment.id),
            lambda: [names[row["content"]] for row in comment.reactions],
        )


def test_it_says_that_it_can_be_steered(place):
    assert isinstance(place.tracker, Responder)


def test_who_may_set_labels_may_steer_and_nobody_else(place):
    assert place.tracker.may_steer(REF, "dana")
    assert not place.tracker.may_steer(REF, "mallory")


def test_a_comment_is_taken_up_until_it_is_done(place):
    assert place.tracker.take_up(REF, place.comment)
    assert place.tracker.take_up(REF, place.comment)
    place.tracker.react(REF, place.comment, "done")
    assert not place.tracker.take_up(REF, place.comment)
    assert place.reactions() == ["seen", "done"]


@pytest.mark.parametrize("reaction", ["unclear", "denied"])
def test_a_reaction_is_given_once_and_what_was_declined_may_be_tried_again(place, reaction):
    place.tracker.react(REF, place.comment, reaction)
    place.tracker.react(REF, place.comment, reaction)
    assert place.reactions() == [reaction]
    assert place.tracker.take_up(REF, place.comment)


def test_a_label_is_set_once(place):
    place.tracker.add_label(REF, GROW)
    place.tracker.add_label(REF, GROW)
    assert place.labels() == ("okr:grow",)


def test_other_labels_stay(place):
    place.tracker.add_label(REF, Label("okr:calm", "Serves the goal CALM", "CALM"))
    place.tracker.add_label(REF, GROW)
    assert set(place.labels()) == {"okr:calm", "okr:grow"}


def test_a_label_of_another_case_is_the_same(place):
    place.tracker.add_label(REF, GROW._replace(name="OKR:Grow"))
    place.tracker.add_label(REF, GROW)
    assert place.labels() == ("OKR:Grow",)


def test_its_labels_are_listed_and_created_once(place):
    tracker = place.tracker
    assert isinstance(tracker, Labeller)
    assert [found.names for found in tracker.label_places()] == [()]
    tracker.create_label("acme/web", GROW)
    tracker.create_label("acme/web", GROW._replace(name="OKR:GROW", description="another"))
    (found,) = tracker.label_places()
    assert (found.place, found.names, found.error) == ("acme/web", ("okr:grow",), None)
