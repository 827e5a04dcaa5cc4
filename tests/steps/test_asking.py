from __future__ import annotations

import math
from contextlib import suppress
from datetime import timedelta

import pytest

from okrsync.core.asking import NudgePolicy
from okrsync.core.comments import CommentPolicy
from okrsync.errors import StoreError
from okrsync.ports import Page
from okrsync.steps.asking import Live, carry_out
from okrsync.steps.judging import Frame
from okrsync.steps.looking import Places
from okrsync.steps.nudge import View, find, preview
from okrsync.steps.turns import Paced, Time
from tests.builders.world import Q4, goals, objective
from tests.fakes.store import FakeStore
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import NOW, item, pull_request

FILE = goals(objective("GROW"), projects={"ONB": "jira"})


class World:
    """Two trackers and a store that has read both."""

    def __init__(self, *items, **policy):
        self.trackers = {"github": FakeTracker("github"), "jira": FakeTracker("jira")}
        for one in items:
            self.trackers[one.source].holding(one)
        self.store = FakeStore()
        self.now = NOW
        self.policy = NudgePolicy(CommentPolicy(), takes_comments=frozenset(self.trackers), **policy)
        self.sync()

    def sync(self):
        run = self.store.begin_sync(self.now, "{}")
        for name, tracker in self.trackers.items():
            page = Page("all", tuple(tracker.items.values()), mark={}, is_full=True)
            self.store.save(run, name, page, self.now)
            self.store.finish_source(run, name, self.now, None)

    def view(self):
        return View(
            list(self.trackers),
            lambda day: Frame(FILE, Q4, day),
            self.policy,
            lambda judged, wish: f"{wish} {judged.judgement.verdict}",
            self.now,
        )

    def nudge(self):
        time = Time(lambda: self.now, lambda: math.inf, lambda _: None, lambda _: None)
        paced = {name: Paced(tracker, self.store, time) for name, tracker in self.trackers.items()}
        return carry_out(self.store, self.view(), Live(Places(paced, {}, FILE.projects), paced, time))

    def comments(self):
        posted = {**self.trackers["github"].posted, **self.trackers["jira"].posted}
        return {ref: len(comments) for ref, comments in posted.items()}


def web(number, **facts):
    return pull_request(f"github:acme/web#{number}", **facts)


def refs(nudged):
    return [one.ref for one in nudged.actions]


def test_what_a_dry_run_shows_is_what_is_done_while_nothing_changed():
    world = World(web(1), web(2, labels=("okr:gorw",)), item("jira:ONB-7"))
    shown = preview(find(world.store, world.view()), world.view())
    done = world.nudge()
    assert [one._replace(body="") for one in shown.actions] == [one._replace(body="") for one in done.actions]
    assert shown.left == done.left
    assert [one.body.partition("\n")[2] for one in shown.actions] == [one.body for one in done.actions]


@pytest.mark.parametrize("writes", range(9))
def test_a_run_that_dies_at_any_moment_leaves_no_second_comment(writes):
    world = World(web(1), web(2), web(3))
    world.store.fills_after = writes
    with suppress(StoreError):
        world.nudge()
    world.store.fills_after, world.store.is_full = None, False
    world.nudge()
    assert world.comments() == {f"github:acme/web#{n}": 1 for n in (1, 2, 3)}
    assert len(world.store.nudges(["github"])) == 3


def test_a_tracker_that_fails_on_the_way_is_told_and_the_item_is_not_asked_about():
    world = World(web(1, closing_keys=("ONB-404",)), web(2))
    world.trackers["jira"].fails_after = 0
    done = world.nudge()
    assert refs(done) == ["github:acme/web#2"]
    assert done.errors == {"github:acme/web#1": "jira answered 502: try again later."}
    assert [one.reason for one in done.left] == ["okrsync could not look into jira"]


def test_an_item_that_was_renamed_is_remembered_under_its_new_name():
    world = World(web(1))
    (old,) = world.trackers["github"].items.values()
    new = old._replace(ref="github:acme/site#1", project="acme/site")
    world.trackers["github"].items = {new.ref: new}
    world.trackers["github"].moved = {old.ref: new.ref}
    assert refs(world.nudge()) == ["github:acme/site#1"]
    (nudge,) = world.store.nudges(["github"])
    assert (nudge.id, nudge.ref, nudge.project) == (old.id, new.ref, "acme/site")
    world.sync()
    assert refs(world.nudge()) == []


def test_a_question_is_asked_again_when_the_answer_is_taken_away_in_the_same_comment():
    world = World(web(1))
    world.nudge()
    for labels, action in ((("okr:grow",), "resolve"), ((), "edit")):
        world.trackers["github"].holding(web(1, labels=labels))
        world.sync()
        assert [one.action for one in world.nudge().actions] == [action]
    assert world.comments() == {"github:acme/web#1": 1}
    (nudge,) = world.store.nudges(["github"])
    assert nudge.is_standing
    assert nudge.outcome == "tied"  # the first time


def test_an_answer_that_check_took_back_already_is_only_remembered():
    world = World(web(1))
    world.nudge()
    world.trackers["github"].holding(web(1, labels=("okr:grow",)))
    world.sync()
    posted = world.trackers["github"].posted["github:acme/web#1"]
    posted[0] = posted[0]._replace(body="<!-- okrsync:v1 -->\nsettle tied")
    done = world.nudge()
    assert (refs(done), [one.reason for one in done.left]) == ([], ["it is tied by now"])
    assert world.nudge().left == ()


def test_deleted_where_the_file_says_so():
    world = World(web(1))
    world.policy = NudgePolicy(CommentPolicy(deletes_resolved=True), takes_comments=frozenset({"github"}))
    world.nudge()
    world.trackers["github"].holding(web(1, labels=("okr:grow",)))
    world.sync()
    assert [one.action for one in world.nudge().actions] == ["delete"]
    assert world.comments() == {"github:acme/web#1": 0}


def test_how_a_question_ended_is_told_by_its_last_day_not_by_today():
    world = World(web(1), web(2))
    world.nudge()
    world.now += timedelta(days=3)
    world.trackers["github"].holding(web(1, labels=("okr:grow",)))
    world.sync()
    world.now += timedelta(days=20)
    world.trackers["github"].holding(web(1), web(2, labels=("okr:grow",)))
    world.sync()
    world.nudge()
    assert [nudge.outcome for nudge in world.store.nudges(["github"])] == ["tied", "ignored"]


def test_items_that_failed_come_last_the_next_time():
    world = World(*(web(n) for n in range(1, 6)), max_per_run=2)
    world.trackers["github"].lost_writes = 4  # two tries each
    first = world.nudge()
    assert (list(first.errors), first.actions) == ([f"github:acme/web#{n}" for n in (1, 2)], ())
    assert refs(world.nudge()) == ["github:acme/web#3", "github:acme/web#4"]
    assert refs(world.nudge()) == ["github:acme/web#5", "github:acme/web#1"]


def test_many_that_are_gone_hold_up_nobody():
    world = World(*(web(n) for n in range(1, 6)))
    world.trackers["github"].hidden = {f"github:acme/web#{n}" for n in range(1, 5)}
    assert refs(world.nudge()) == ["github:acme/web#5"]
    assert len(preview(find(world.store, world.view()), world.view()).left) == 5
