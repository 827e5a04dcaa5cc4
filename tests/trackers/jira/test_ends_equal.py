"""A world that is edited, moved, deleted and added to between pages: the store ends equal to the server."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from okrsync.steps.sync import SyncOptions, sync
from okrsync.stores.opening import open_store
from tests.builders.nights import examples
from tests.servers.jira import JiraServer
from tests.trackers.jira.opening import opened

READ = ("ONB", "OPS")
KINDS = ("edit", "edit", "edit", "add", "add", "move", "delete", "comment")


class Meddler:
    """Changes the world before a request is answered, and lets some requests fail for good."""

    def __init__(self, server, seed):
        self.server, self.world = server, server.world
        self.dice = random.Random(seed)  # noqa: S311 (a world, not a secret)

    def act(self, _request=None):
        for _ in range(self.dice.randrange(3)):
            self.world.tick(minutes=self.dice.choice((0, 1, 40, 300)))
            getattr(self, self.dice.choice(KINDS))(self.dice.choice([*self.world.issues.values()]))
        if self.dice.random() < 0.03:
            self.server.fail("search", 400, body={"errorMessages": ["Not now."]})

    def edit(self, issue):
        self.world.edit(issue, summary=f"Edited at {self.world.now}", labels=[f"l{self.dice.randrange(3)}"])

    def add(self, issue):
        self.world.add(self.dice.choice(READ), "Added", parent=issue.key)

    def move(self, issue):
        self.world.move(issue, self.dice.choice([key for key in (*READ, "AWAY") if key != issue.project]))

    def delete(self, issue):
        if len(self.world.issues) > 20:
            self.world.delete(issue)

    def comment(self, issue):
        self.world.comment(issue, "Which goal does this serve?")


def synced(store, server, *, is_full=False):
    said = []
    now = server.world.now
    options = SyncOptions(now, lambda: 0.0, said.append, lambda *_: None, is_full=is_full, jobs=1)
    (result,) = sync(store, [opened(server, projects=READ).tracker], "{}", options)
    return result, said


def held(store):
    return {
        item.id: (item.key, item.title, item.labels, item.updated)
        for item in store.items(["jira"])
        if item.kind != "milestone"
    }


def there(world):
    return {
        str(issue.id): (issue.key, issue.summary, tuple(issue.labels), issue.updated)
        for issue in world.seen()
        if issue.project in READ
    }


def filled(server, size, cap):
    world = server.world
    world.page_cap, world.ids_cap = cap, 3 * cap
    for key in (*READ, "AWAY"):
        world.add_project(key)
    for number in range(size):
        world.add(READ[number % 2], f"Work {number}")
    return world


@pytest.mark.parametrize("is_cloud", [True, False])
@settings(  # a failing world is told as it is: making it smaller takes many minutes
    max_examples=examples(3),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
)
@given(seed=st.integers(0, 2**32), size=st.integers(25, 60), cap=st.integers(3, 9))
def test_after_the_next_undisturbed_sync_the_store_equals_the_server(is_cloud, seed, size, cap):
    with JiraServer(is_cloud=is_cloud) as server:
        world, store = filled(server, size, cap), open_store("sqlite://")
        meddler = Meddler(server, seed)
        server.before = meddler.act
        for _ in range(4):
            _, said = synced(store, server, is_full=meddler.dice.random() < 0.2)
            assume(not any("looks like lost access" in each for each in said))
            world.tick(hours=meddler.dice.choice((1, 30)))
        server.before = lambda _: None
        server.heal()
        world.tick(hours=30)
        for _ in range(2):  # what came into sight again is met by the first and read by the second
            result, said = synced(store, server)
            assume(not any("looks like lost access" in each for each in said))
        assert result.error is None
        assert held(store) == there(world)
        store.close()


@pytest.fixture(params=[True, False], ids=["Cloud", "Data Center"])
def quiet(request):
    with JiraServer(is_cloud=request.param) as server:
        filled(server, 20, 10)
        server.world.tick(hours=5)
        server.world.add("ONB")
        yield server


@pytest.fixture
def store():
    opened_store = open_store("sqlite://")
    yield opened_store
    opened_store.close()


def test_nothing_changed_is_two_requests_a_project_and_no_new_version(quiet, store):
    quiet.world.page_cap = 100
    synced(store, quiet)
    quiet.forget()
    result, _ = synced(store, quiet)
    assert (quiet.count, result.requests, result.changed, result.removed) == (4, 4, 0, 0)


def test_a_deletion_is_found_by_the_first_sync_a_day_later(quiet, store):
    synced(store, quiet)
    quiet.world.delete(quiet.world.find("ONB-3"))
    quiet.world.tick(hours=20)
    assert synced(store, quiet)[0].removed == 0
    quiet.world.tick(hours=5)
    assert synced(store, quiet)[0].removed == 1
    assert held(store) == there(quiet.world)


def test_lost_access_keeps_everything_and_says_so_until_it_is_back(quiet, store):
    synced(store, quiet)
    before = held(store)
    quiet.world.hidden.update(issue.key for issue in quiet.world.issues.values() if issue.project == "ONB")
    quiet.world.tick(hours=30)
    for _ in range(2):
        result, said = synced(store, quiet)
        assert result.removed == 0
        assert [each.partition(".")[0] for each in said] == [
            "jira: ONB: 11 of its 11 items were missing from a full reading"
        ]
    assert held(store) == before
    quiet.world.hidden.clear()
    assert synced(store, quiet)[1] == []


def test_an_issue_that_was_hidden_for_a_while_comes_back_unchanged(quiet, store):
    synced(store, quiet)
    before = held(store)
    quiet.world.hidden.add("ONB-3")
    for is_there in (False, True):
        quiet.world.tick(hours=30)
        synced(store, quiet)
        assert len(held(store)) == len(before) - 1
        if not is_there:
            quiet.world.hidden.clear()
    synced(store, quiet)
    assert held(store) == before


def test_a_comment_of_ours_is_no_new_version(quiet, store):
    synced(store, quiet)
    quiet.world.tick(hours=2)
    quiet.world.comment(quiet.world.find("ONB-3"), "Which goal does this serve?")
    result, _ = synced(store, quiet)
    assert (result.changed, result.error) == (0, None)
    assert held(store) == there(quiet.world)
    yesterday = list(store.items(["jira"], (quiet.world.now - timedelta(days=1)).date()))
    assert len(yesterday) == 21


def test_links_and_old_keys_follow_an_issue_that_moved(quiet, store):
    child = quiet.world.add("OPS", "Child", parent="ONB-1")
    synced(store, quiet)
    quiet.world.tick(hours=2)
    quiet.world.move(quiet.world.find("ONB-1"), "OPS")
    synced(store, quiet)
    by_id = {item.id: item for item in store.items(["jira"])}
    moved = next(item for item in by_id.values() if "jira:ONB-1" in item.aliases)
    assert moved.key == quiet.world.find("ONB-1").key
    assert by_id[str(child.id)].parent == moved.ref


def test_a_count_that_is_off_reaches_the_reports_data_quality(quiet, store):
    if not quiet.world.is_cloud:
        return
    quiet.world.counts_more = 7
    synced(store, quiet)
    (state,) = store.sources()
    assert any("its search gave 7 fewer" in warning for warning in state.warnings)
