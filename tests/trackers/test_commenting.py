"""What every tracker that keeps comments promises about them, the fake included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from okrsync.config.sources import GitHubSource, JiraSource
from okrsync.core.comments import is_newer, marked, unmarked
from okrsync.errors import NotVisible
from okrsync.ports import Tracker
from okrsync.trackers.registry import open_tracker
from okrsync.trackers.surroundings import Surroundings
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import NOW, pull_request
from tests.servers.github import GitHubServer
from tests.servers.jira import JiraServer


@dataclass
class Place:
    """A tracker, and an item on it that nobody has commented on."""

    tracker: Tracker
    ref: str

    @property
    def bodies(self) -> list[str]:
        return [unmarked(comment.body).strip() for comment in self.tracker.comments(self.ref)]


@pytest.fixture(params=["fake", "GitHub", "Jira Cloud", "Jira Data Center"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "fake":
        yield Place(FakeTracker().holding(pull_request("github:acme/web#1")), "github:acme/web#1")
    elif request.param == "GitHub":
        yield from _on_github()
    else:
        yield from _on_jira(is_cloud=request.param == "Jira Cloud")


def _on_github() -> Iterator[Place]:
    with GitHubServer() as server:
        server.world.repository().pull("Shorter form")
        source = GitHubSource(name="github", type="github", repos=("acme/web",), api_url=server.url)
        yield Place(_opened(source, GITHUB_TOKEN=server.token), "github:acme/web#1")


def _on_jira(*, is_cloud: bool) -> Iterator[Place]:
    with JiraServer(is_cloud=is_cloud) as server:
        server.world.add_project("ONB")
        server.world.add("ONB", "Shorter form")
        email = "JIRA_EMAIL" if is_cloud else None
        source = JiraSource(name="jira", type="jira", url=server.url, projects=("ONB",), email_env=email)
        yield Place(_opened(source, JIRA_TOKEN=server.token, JIRA_EMAIL=server.email), "jira:ONB-1")


def _opened(source: GitHubSource | JiraSource, **environ: str) -> Tracker:
    return open_tracker(source, Surroundings(environ, Path(), print, lambda _: None))


def test_a_comment_that_was_created_is_found_again_as_ours(place):
    created = place.tracker.create_comment(place.ref, marked("Which goal?", NOW))
    (found,) = place.tracker.comments(place.ref)
    assert found.id == created.id
    assert found.is_ours
    assert place.bodies == ["Which goal?"]


def test_how_new_the_item_was_stays_with_the_comment(place):
    place.tracker.create_comment(place.ref, marked("Which goal?", NOW))
    (found,) = place.tracker.comments(place.ref)
    assert is_newer(found.body, NOW.replace(year=2025))
    assert not is_newer(found.body, NOW)


def test_the_oldest_comes_first(place):
    for text in ("One", "Two"):
        place.tracker.create_comment(place.ref, marked(text, NOW))
    assert place.bodies == ["One", "Two"]


def test_an_edited_comment_says_something_else_and_stays_ours(place):
    created = place.tracker.create_comment(place.ref, marked("Which goal?", NOW))
    place.tracker.edit_comment(place.ref, created, marked("Serves GROW.", NOW), is_resolved=True)
    (found,) = place.tracker.comments(place.ref)
    assert (found.id, found.is_ours) == (created.id, True)
    assert place.bodies == ["Serves GROW."]


def test_a_deleted_comment_is_gone_and_cannot_be_deleted_again(place):
    created = place.tracker.create_comment(place.ref, marked("Which goal?", NOW))
    place.tracker.delete_comment(place.ref, created)
    assert place.bodies == []
    with pytest.raises(NotVisible):
        place.tracker.delete_comment(place.ref, created)


def test_an_item_nobody_can_see_has_no_comments_to_keep(place):
    with pytest.raises(NotVisible):
        place.tracker.comments(place.ref.replace("1", "99"))
