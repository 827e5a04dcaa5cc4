"""Every fault at every request of a run on Jira: nothing is lost or doubled, and sentences are plain.

Each test breaks the n-th request of a run, once or from there to its end, and lets a second run go well.
What is left must be what it is where nothing ever failed. The faults are those that differ for a whole
process; every one of them at every request of a comment is tried in tests/trackers/jira/test_faults.py.
By day each request meets half of the faults; with `--hypothesis-profile nightly` it meets all of them.
"""

from __future__ import annotations

from contextlib import closing

import pytest

from okrsync.stores import open_store
from tests.servers.jira_faults import ANYWHERE
from tests.whole.breaking import (
    ANY,
    break_each_request_of_a_sync,
    break_one,
    count_of,
    each_request,
    store_of,
)

REF = "jira:ONB-2"
WRITES = r"^(PUT|DELETE|POST .*/comment$)"
PASSING = ("cut before", "503", "broken off")  # what one asks again after
STAYING = ("502 before", "quota", "a web page")
LOST = ("cut after", "half a JSON")  # of a write nobody knows then whether it happened


class TestSync:
    """Issues on several pages, under an epic, in a version."""

    @pytest.fixture
    def world(self, desk, on_jira):
        on_jira.world.page_cap = 5
        epic = on_jira.world.add("ONB", "Onboarding", type="Epic", labels=["onboarding"])
        version = on_jira.world.add_version("ONB", "1.0", description="OKR: CALM")
        for number in range(8):
            parent, versions = (epic.key, []) if number % 2 else (None, [version])
            on_jira.world.add("ONB", f"Story {number}", parent=parent, versions=versions)
        with closing(open_store(f"sqlite:///{store_of(desk)}")):
            return desk

    @pytest.fixture
    def one_sync_behind(self, world, jira):
        """Since then a story came, one changed, one moved away, and a version was renamed."""
        assert world.run("sync").code == 0
        jira.world.tick(hours=2)
        jira.world.edit(jira.world.find("ONB-4"), labels=["onboarding"], status="Done")
        jira.world.add("ONB", "New")
        next(iter(jira.world.projects["ONB"].versions.values()))["name"] = "2.0"
        return world

    def test_a_first_sync(self, world, jira):
        self.break_each(world, jira, PASSING, times=1, half=0)

    def test_a_later_sync(self, one_sync_behind, jira):
        self.break_each(one_sync_behind, jira, STAYING, times=999, half=0)

    def break_each(self, desk, jira, names, **how):
        faults = {name: ANYWHERE[name] for name in names}
        break_each_request_of_a_sync(desk, jira, faults, source="jira", least=10, **how)


class TestCheck:
    """A story under an epic, with a stranger's forgery on it, and perhaps our comment."""

    ARGS = ("check", REF, "--comment")

    @pytest.fixture
    def story(self, on_jira):
        on_jira.world.keeps_properties = on_jira.world.is_cloud  # an old Data Center
        epic = on_jira.world.add("ONB", "Onboarding", type="Epic")
        story = on_jira.world.add("ONB", "Ask for less", parent=epic.key)
        mark = [{"key": "okrsync", "value": {"line": "<!-- okrsync:v1 -->"}}]
        eve = on_jira.world.user("eve", "OKR Robot")
        on_jira.world.comment(story, "Not theirs", author=eve, properties=mark)
        return story

    def test_a_check_that_asks(self, desk, jira, story):
        self.break_each(desk, jira, LOST, story=story, times=1, half=0)

    def test_a_check_that_resolves(self, desk, jira, story):
        assert desk.run(*self.ARGS).code == 0
        jira.world.edit(story, labels=["okr:grow"])
        self.break_each(desk, jira, [*LOST, *STAYING], story=story, times=999, on=WRITES)

    def break_each(self, desk, jira, names, *, story, times, on=ANY, half=None):
        listed = jira.world.comments_on(story)
        before = [dict(comment) for comment in listed]
        count = count_of(desk, jira, on, *self.ARGS)
        expected = self.left(listed)
        assert len(expected) == 2
        for name, fault, nth in each_request({name: ANYWHERE[name] for name in names}, count, half):
            listed[:] = [dict(comment) for comment in before]
            done = break_one(desk, jira, fault, on=on, nth=nth, times=times, args=self.ARGS)
            assert len(listed) <= 2, f"{name} at request {nth}"
            if done.code or self.left(listed) != expected:  # else a second run finds what it always finds
                assert desk.run(*self.ARGS).code == 0
            assert self.left(listed) == expected, f"{name} at request {nth}"

    def left(self, comments):
        """Whose comments stand there, with their texts; an anchor knows the time."""
        return [(one["author"], one["body"].partition("{anchor:")[0].strip()) for one in comments]
