"""Every fault at every request of a run: nothing is lost or doubled, and what is said is plain sentences.

Each case breaks the n-th request of a run, once or from there to its end, and lets a second run go well.
What is left must be what it is where nothing ever failed.
"""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from okrsync.core.comments import unmarked
from okrsync.stores import open_store
from tests.servers.github_faults import ANYWHERE, GRAPHQL
from tests.whole.breaking import ANY, break_each_request_of_a_sync, break_one, count_of, store_of

REF = "github:acme/web#3"
SPOOF = "<!-- okrsync:v1 -->\nNot theirs"
WRITES = r"^(PATCH|DELETE|POST /repos)"
READS = {name: fault for name, fault in ANYWHERE.items() if not name.endswith("after")}
once = pytest.mark.parametrize("times", [1], ids=["once"])
to_the_end = pytest.mark.parametrize("times", [999], ids=["to the end"])
once_or_to_the_end = pytest.mark.parametrize("times", [1, 999], ids=["once", "to the end"])


class TestSync:
    """Issues on two pages, and pull requests that close some of them, by a link only GraphQL tells of."""

    @pytest.fixture
    def world(self, desk, on_github):
        web = on_github.world.repository()
        epic = web.issue("Onboarding", labels=["onboarding"])
        issues = [web.issue(f"Issue {number}", parent=epic) for number in range(100)]
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
        web.pull("New", closes=[web.issues[7]])
        web.issues[9].close()
        web.rename_label("onboarding", "growth")
        return world

    @once
    @pytest.mark.parametrize("name", READS)
    def test_a_first_sync(self, world, github, name, times):
        self.break_each(world, github, READS[name], times=times)

    @once
    @pytest.mark.parametrize("name", GRAPHQL)
    def test_a_first_sync_whose_graphql_fails(self, world, github, name, times):
        self.break_each(world, github, GRAPHQL[name], on="graphql", times=times)

    @to_the_end
    @pytest.mark.parametrize("name", READS)
    def test_a_later_sync(self, one_sync_behind, github, name, times):
        self.break_each(one_sync_behind, github, READS[name], times=times)

    @to_the_end
    @pytest.mark.parametrize("name", GRAPHQL)
    def test_a_later_sync_whose_graphql_fails(self, one_sync_behind, github, name, times):
        self.break_each(one_sync_behind, github, GRAPHQL[name], on="graphql", times=times)

    def break_each(self, desk, github, fault, **how):
        break_each_request_of_a_sync(desk, github, fault, source="github", least=105, **how)


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

    @once_or_to_the_end
    @pytest.mark.parametrize("name", ANYWHERE)
    def test_a_check_that_asks(self, desk, github, pull, name, times):
        self.break_each(desk, github, ANYWHERE[name], pull=pull, times=times)

    @pytest.mark.parametrize("name", ANYWHERE)
    @pytest.mark.parametrize(("label", "times"), [("unknown", 1), ("onboarding", 999)])
    def test_a_check_that_changes_or_resolves(self, desk, github, pull, label, name, times):
        self.ask_earlier(github, pull, label)
        self.break_each(desk, github, ANYWHERE[name], pull=pull, times=times, on=WRITES)

    @pytest.mark.parametrize("name", GRAPHQL)
    @pytest.mark.parametrize(("label", "times"), [("unknown", 999), ("onboarding", 1)])
    def test_a_check_whose_graphql_fails(self, desk, github, pull, label, name, times):
        self.ask_earlier(github, pull, label)
        self.break_each(desk, github, GRAPHQL[name], pull=pull, times=times, on="graphql")

    def test_an_app_that_cannot_learn_its_name_adds_no_second(self, desk, github, pull):
        github.world.viewer, github.world.viewer_is_app = "acme-okr[bot]", True
        self.ask_earlier(github, pull, "unknown")
        self.break_each(desk, github, ANYWHERE["502 before"], pull=pull, times=999, on="graphql")

    def ask_earlier(self, github, pull, label):
        pull.comment("<!-- okrsync:v1 -->\nAn older text", github.world.viewer)
        epic = pull.closes[0].parent
        epic.repository.label(label)
        epic.change(labels=[label])

    def break_each(self, desk, github, fault, *, pull, times, on=ANY):
        before = [(one.body, one.author) for one in pull.comments]
        count = count_of(desk, github, on, *self.ARGS)
        expected = self.left(pull)
        assert [author for author, _ in expected] == ["mallory", github.world.viewer]
        for nth in range(count):
            pull.comments.clear()
            for body, author in before:
                pull.comment(body, author)
            done = break_one(desk, github, fault, on=on, nth=nth, times=times, args=self.ARGS)
            assert len(pull.comments) <= 2, f"request {nth}"
            if done.code or self.left(pull) != expected:  # else a second run finds what it always finds
                assert desk.run(*self.ARGS).code == 0
            assert self.left(pull) == expected, f"request {nth}"

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

    @once
    @pytest.mark.parametrize("name", ANYWHERE)
    def test_a_round_of_nudges(self, desk, github, web, name, times):
        self.break_each(desk, github, ANYWHERE[name], web=web, times=times)

    def break_each(self, desk, github, fault, *, web, times):
        store, before = desk.folder / ".okrsync" / "store.db", desk.folder / "before.db"
        self.begin(web)
        assert desk.run("sync").code == 0
        shutil.copy(store, before)
        count = count_of(desk, github, WRITES, *self.ARGS)
        expected = self.left(web)
        assert [len(one) for one in expected] == [1, 1, 1]
        for nth in range(count):
            self.begin(web)
            shutil.copy(before, store)
            break_one(desk, github, fault, on=WRITES, nth=nth, times=times, args=self.ARGS)
            assert all(len(issue.comments) <= 1 for issue in web.issues), f"request {nth}"
            assert desk.run("sync").code == 0
            assert desk.run(*self.ARGS).code == 0
            assert self.left(web) == expected, f"request {nth}"

    def begin(self, web):
        for issue in web.issues:
            issue.comments.clear()
        for issue in web.issues[1:]:
            issue.comment("<!-- okrsync:v1 -->\nAn older text", web.world.viewer)

    def left(self, web):
        return [[unmarked(one.body) for one in issue.comments] for issue in web.issues]
