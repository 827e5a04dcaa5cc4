"""A world that changes while it is read: after a walk and one more, what was read equals what is there."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.nights import examples
from tests.servers.jira import JiraServer
from tests.trackers.jira.opening import items_of, marks_of, opened

PROJECTS = ("ONB", "OPS")


class Meddler:
    """Edits, moves, deletes and adds between two requests."""

    def __init__(self, world, seed):
        self.world = world
        self.dice = random.Random(seed)  # noqa: S311 (a world, not a secret)

    def act(self, _request=None):
        for _ in range(self.dice.randrange(4)):
            self.world.tick(minutes=self.dice.choice((0, 1, 300)))
            issues = [*self.world.issues.values()]
            issue = self.dice.choice(issues)
            match self.dice.randrange(5):
                case 0 | 1:
                    self.world.edit(issue, summary=f"Edited at {self.world.now}")
                case 2:
                    self.world.add(self.dice.choice(PROJECTS), "Added")
                case 3:
                    self.world.move(
                        issue, self.dice.choice([key for key in PROJECTS if key != issue.project])
                    )
                case 4 if len(issues) > 5:
                    self.world.delete(issue)


def keep(kept, pages):
    kept.update((item.id, (item.ref, item.title)) for item in items_of(pages))


@pytest.mark.parametrize("is_cloud", [True, False])
@settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), size=st.integers(3, 40), cap=st.integers(2, 9))
def test_a_world_that_changes_while_it_is_read_loses_nothing(is_cloud, seed, size, cap):
    with JiraServer(is_cloud=is_cloud) as server:
        world = server.world
        world.page_cap = cap
        for key in PROJECTS:
            world.add_project(key)
        for number in range(size):
            world.add(PROJECTS[number % 2], f"Work {number}")
        kept = {}
        server.before = Meddler(world, seed).act
        marks = {}
        for _ in range(3):
            pages = opened(server, projects=PROJECTS).walk(marks)
            marks = marks_of(pages)
            keep(kept, pages)
        server.before = lambda _: None
        keep(kept, opened(server, projects=PROJECTS).walk(marks))
        there = {str(issue.id): (issue.key, issue.summary) for issue in world.issues.values()}
        assert {
            id_: (ref.removeprefix("jira:"), title) for id_, (ref, title) in kept.items() if id_ in there
        } == there


@pytest.mark.parametrize("is_cloud", [True, False])
@settings(max_examples=examples(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), size=st.integers(3, 40), cap=st.integers(2, 9))
def test_a_full_walk_sees_everything_that_stays_so_that_none_of_it_counts_as_gone(is_cloud, seed, size, cap):
    with JiraServer(is_cloud=is_cloud) as server:
        world = server.world
        world.page_cap = cap
        for key in PROJECTS:
            world.add_project(key)
        for number in range(size):
            world.add(PROJECTS[number % 2], f"Work {number}")
        before = {issue.id: issue.key for issue in world.issues.values()}
        server.before = Meddler(world, seed).act
        seen = {item.id for item in items_of(opened(server, projects=PROJECTS).walk(is_full=True))}
        stayed = {
            str(id_) for id_, key in before.items() if id_ in world.issues and world.issues[id_].key == key
        }
        assert stayed <= seen
