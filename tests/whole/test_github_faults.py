"""Every fault at every request of a run: nothing is lost or doubled, and what is said is plain sentences.

Each test breaks the n-th request of a run, once or from there to its end, and lets a second run go well.
What is left must be what it is where nothing ever failed.

By day each fault at each request of a check that asks is tried either once or to the end, at each request
of a sync either of a first or of a later one, and each fault at one of the writes of a round of nudges.
With `--hypothesis-profile nightly` all of that is tried.
"""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from okrsync.core.comments import unmarked
from okrsync.stores import open_store
from tests.servers.github_faults import ANYWHERE, GRAPHQL
from tests.whole.breaking import (
    ANY,
    break_each_request_of_a_sync,
    break_one,
    count_of,
    each_request,
    store_of,
)

REF = "github:acme/web#3"
SPOOF = "<!-- okrsync:v1 -->\nNot theirs"
WRITES = r"^(PATCH|DELETE|POST /repos)"
READS = {name: fault for name, fault in ANYWHERE.items() if not name.endswith("after")}
ONCE, TO_THE_END = 1, 999


class TestSync:
    """Issues on two pages, and pull requests that close some of them, by a link only GraphQL tells of."""

    @pytest.fixture
    def world(self, desk, on_github):
        on_github.page_cap = 6
        web = on_github.world.repository()
        epic = web.issue("Onboarding", labels=["onboarding"])
        issues = [web.issue(f"Issue {number}", parent=epic) for number in range(7)]
        for issue in issues[:4]:
            web.pull("A change", closes=[issue])
        with closing(open_store(f"sqlite:///{store_of(desk)}")):
            return desk

    @pytest.fixture
    def one_sync_behind(self, world, github):
        """Since then things changed, a pull request came, a label was renamed."""
        assert world.run("sync").code == 0
        github.world.clock.tick(3600)
        web = github.world.find("acme/web")
        web.issues[5].change(title="Another title", labels=["onboarding"])
        web.pull("New", closes=[web.issues[6]])
        web.issues[7].close()
        web.rename_label("onboarding", "growth")
        return world

    def test_a_first_sync(self, world, github):
        self.break_each(world, github, READS, times=ONCE, half=0)

    def test_a_first_sync_whose_graphql_fails(self, world, github):
        self.break_each(world, github, GRAPHQL, on="graphql", times=ONCE)

    def test_a_later_sync(self, one_sync_behind, github):
        self.break_each(one_sync_behind, github, READS, times=TO_THE_END, half=1)

    def test_a_later_sync_whose_graphql_fails(self, one_sync_behind, github):
        self.break_each(one_sync_behind, github, GRAPHQL, on="graphql", times=TO_THE_END)

    def break_each(self, desk, github, faults, **how):
        break_each_request_of_a_sync(desk, github, faults, source="github", least=12, **how)


class TestCheck:
    """A pull request under an epic, with a stranger's forgery on it, and perhaps our comment."""

    ARGS = ("check", REF, "--comment")

    @pytest.fixture
    def pull(self, on_github):
        web = on_github.world.repository()
        issue = web.issue("Shorter form", parent=web.issue("Platform"))
        pull = web.pull("Ask for less", closes=[issue])
        pull.comment(SPOOF, author="mallory")
        return pull

    @pytest.mark.parametrize(("half", "times"), [(0, ONCE), (1, TO_THE_END)])
    def test_a_check_that_asks(self, desk, github, pull, half, times):
        self.break_each(desk, github, ANYWHERE, pull=pull, times=times, half=half)

    @pytest.mark.parametrize(("label", "times"), [("unknown", ONCE), ("onboarding", TO_THE_END)])
    def test_a_check_that_changes_or_resolves(self, desk, github, pull, label, times):
        self.ask_earlier(github, pull, label)
        self.break_each(desk, github, ANYWHERE, pull=pull, times=times, on=WRITES)

    @pytest.mark.parametrize(("label", "times"), [("unknown", TO_THE_END), ("onboarding", ONCE)])
    def test_a_check_whose_graphql_fails(self, desk, github, pull, label, times):
        self.ask_earlier(github, pull, label)
        self.break_each(desk, github, GRAPHQL, pull=pull, times=times, on="graphql")

    def test_an_app_that_cannot_learn_its_name_adds_no_second(self, desk, github, pull):
        github.world.viewer, github.world.viewer_is_app = "acme-okr[bot]", True
        self.ask_earlier(github, pull, "unknown")
        fault = {"502 before": ANYWHERE["502 before"]}
        self.break_each(desk, github, fault, pull=pull, times=TO_THE_END, on="graphql")

    def ask_earlier(self, github, pull, label):
        pull.comment("<!-- okrsync:v1 -->\nAn older text", github.world.viewer)
        epic = pull.closes[0].parent
        epic.repository.label(label)
        epic.change(labels=[label])

    def break_each(self, desk, github, faults, *, pull, times, on=ANY, half=None):
        before = [(one.body, one.author) for one in pull.comments]
        count = count_of(desk, github, on, *self.ARGS)
        expected = self.left(pull)
        assert [author for author, _ in expected] == ["mallory", github.world.viewer]
        for name, fault, nth in each_request(faults, count, half):
            pull.comments.clear()
            for body, author in before:
                pull.comment(body, author)
            done = break_one(desk, github, fault, on=on, nth=nth, times=times, args=self.ARGS)
            assert len(pull.comments) <= 2, f"{name} at request {nth}"
            if done.code or self.left(pull) != expected:  # else a second run finds what it always finds
                assert desk.run(*self.ARGS).code == 0
            assert self.left(pull) == expected, f"{name} at request {nth}"

    def left(self, pull):
        """Whose comments stand there; of ours the text, since the marker knows the time."""
        return [
            (one.author, one.body if one.author == "mallory" else unmarked(one.body)) for one in pull.comments
        ]


class TestNudge:
    """One item to be asked about, one whose question has other words by now, one that is answered."""

    ARGS = ("nudge", "--apply")

    @pytest.fixture
    def web(self, desk, on_github):
        file = desk.folder / "okrsync.toml"
        file.write_text(file.read_text() + '[comments]\nstart = 2020-01-01\nafter = "0h"\n')
        web = on_github.world.repository()
        for labels in ([], [], ["onboarding"]):
            web.issue("Something to do", labels=labels)
        return web

    def test_a_round_of_nudges(self, desk, github, web):
        store, before = desk.folder / ".okrsync" / "store.db", desk.folder / "before.db"
        self.begin(web)
        assert desk.run("sync").code == 0
        shutil.copy(store, before)
        count = count_of(desk, github, WRITES, *self.ARGS)
        expected = self.left(web)
        assert [len(one) for one in expected] == [1, 1, 1]
        for name, fault, nth in each_request(ANYWHERE, count, half=0):
            self.begin(web)
            shutil.copy(before, store)
            break_one(desk, github, fault, on=WRITES, nth=nth, times=ONCE, args=self.ARGS)
            assert all(len(issue.comments) <= 1 for issue in web.issues), f"{name} at request {nth}"
            assert desk.run("sync").code == 0
            assert desk.run(*self.ARGS).code == 0
            assert self.left(web) == expected, f"{name} at request {nth}"

    def begin(self, web):
        for issue in web.issues:
            issue.comments.clear()
        for issue in web.issues[1:]:
            issue.comment("<!-- okrsync:v1 -->\nAn older text", web.world.viewer)

    def left(self, web):
        return [[unmarked(one.body) for one in issue.comments] for issue in web.issues]
