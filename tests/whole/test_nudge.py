"""`nudge` as a process of its own: what it writes on GitHub and Jira, and what it leaves alone."""

from __future__ import annotations

import json
from datetime import timedelta
from threading import Event

import pytest

from tests.whole.conftest import GOALS, github_source, jira_source

COMMENTS = '\n[comments]\nstart = 2020-01-01\nafter = "0h"\n'
NOBODY = {"waived": 0, "ignored": 0}
POSTS = "POST .*/comments$"


@pytest.fixture
def web(desk, on_github):
    """A repository whose issues may be asked about."""
    allow(desk, on_github)
    web = on_github.world.repository()
    for name in ("okr:grow", "okr:none"):
        web.label(name)
    return web


def allow(desk, github, more: str = "") -> None:
    desk.write(GOALS + COMMENTS + more + github_source(github))


def issues(web, number: int = 1, **facts):
    return [web.issue(f"Issue {n}", **facts) for n in range(1, number + 1)]


def nudge(desk, *args: str, code: int = 0):
    assert desk.run("sync").code == 0
    return desk.json("nudge", *args, code=code)


def acted(answer) -> list[tuple[str, str]]:
    return [(one["action"], one["ref"].partition("#")[2]) for one in answer["actions"]]


def left(answer) -> dict[str, str]:
    return {one["ref"].partition("#")[2]: one["reason"] for one in answer["left"]}


def asked(web) -> list[int]:
    """The issues with comments of ours; never two on one."""
    counts = {issue.number: len([c for c in issue.comments if c.author == "okr-bot"]) for issue in web.issues}
    assert all(count <= 1 for count in counts.values()), counts
    return [number for number, count in counts.items() if count]


class TestDry:
    def test_it_writes_nothing_and_asks_the_tracker_nothing(self, desk, on_github, web):
        issues(web, 3)
        desk.run("sync")
        on_github.forget()
        answer = desk.json("nudge")
        assert (answer["schema"], answer["applied"]) == ("okrsync.nudge/1", False)
        assert acted(answer) == [("create", "1"), ("create", "2"), ("create", "3")]
        assert answer["nudges"]["asked"] == 0
        assert on_github.count == 0
        assert asked(web) == []

    def test_it_prints_the_bodies_that_would_be_written(self, desk, web):
        issues(web)
        desk.run("sync")
        shown = desk.run("nudge").stdout
        nudge(desk, "--apply")
        (comment,) = web.issues[0].comments
        told = [line.removeprefix("    ") for line in shown.splitlines() if line.startswith("    ")]
        assert "\n".join(told).split() == comment.body.split()
        assert "Would write 1 comment; nothing was written" in shown

    def test_it_needs_no_secret(self, desk, web):
        issues(web)
        desk.run("sync")
        del desk.environ["GITHUB_TOKEN"]
        assert acted(desk.json("nudge")) == [("create", "1")]
        refused = desk.run("nudge", "--apply")
        assert (refused.code, "GITHUB_TOKEN" in refused.stderr) == (2, True)

    @pytest.mark.usefixtures("web")
    def test_without_a_store_it_says_what_to_do(self, desk):
        done = desk.run("nudge")
        assert done.code == 4
        assert "okrsync sync" in done.stderr


class TestManners:
    def test_nothing_created_before_the_first_sync_is_asked_about(self, desk, on_github, web):
        desk.write(GOALS + github_source(on_github))
        issues(web, 2)
        answer = nudge(desk, "--apply")
        assert answer["actions"] == []
        assert all("it was created before" in reason for reason in left(answer).values())
        assert asked(web) == []

    def test_each_item_left_alone_has_its_reason(self, desk, on_github, web):
        allow(desk, on_github)
        web.pull("Draft", draft=True)
        web.pull("Bump", author="renovate[bot]")
        web.issue("Quiet", labels=["okr:snooze"])
        web.issue("Locked", locked=True)
        web.issue("Done").close()
        web.issue("Dropped").close("not_planned")
        asked_about = web.issue("Asked")
        found = left(nudge(desk, "--apply"))
        assert asked(web) == [asked_about.number]
        assert found == {
            "1": "it is a draft",
            "2": "it is by a bot",
            "3": "it has the label okr:snooze",
            "4": "it is locked",
            "5": "it is done",
            "6": "it was dropped",
        }

    def test_issues_have_their_days_of_grace(self, desk, on_github, web):
        desk.write(GOALS + "\n[comments]\nstart = 2020-01-01\nafter = '9w'\n" + github_source(on_github))
        issues(web)
        web.pull("At once")
        assert acted(nudge(desk, "--apply")) == [("create", "2")]

    def test_a_run_asks_about_no_more_than_its_budget_the_oldest_first(self, desk, web):
        issues(web, 30)
        first = nudge(desk, "--apply")
        assert asked(web) == list(range(1, 21))
        assert first["not_reached"] == 10
        second = desk.json("nudge", "--apply")
        assert [number for _, number in acted(second)] == [str(n) for n in range(21, 31)]
        third = desk.json("nudge", "--apply")
        assert third["actions"] == []
        assert third["nudges"]["asked"] == third["nudges"]["open"] == 30

    def test_repositories_take_turns_and_have_a_budget_of_their_own(self, desk, on_github):
        source = github_source(on_github, "acme/web", "acme/app")
        desk.write(GOALS + COMMENTS + "max_per_run = 4\nmax_per_project = 3\n" + source)
        web, app = (on_github.world.repository(name) for name in ("acme/web", "acme/app"))
        issues(web, 6)
        issues(app, 1)
        nudge(desk, "--apply")
        assert (asked(web), asked(app)) == ([1, 2, 3], [1])

    def test_max_wins_over_the_file(self, desk, web):
        issues(web, 3)
        assert len(nudge(desk, "--apply", "--max", "1")["actions"]) == 1
        assert asked(web) == [1]

    def test_a_comment_left_by_check_is_known_and_not_doubled(self, desk, web):
        issues(web, 2)
        desk.run("check", "github:acme/web#1", "--comment")
        answer = nudge(desk, "--apply")
        assert acted(answer) == [("create", "2")]
        assert left(answer)["1"] == "our comment is there already"
        assert asked(web) == [1, 2]
        assert desk.json("nudge")["nudges"]["asked"] == 2

    def test_what_was_tied_since_the_sync_is_not_asked_about(self, desk, web):
        issues(web, 2)
        desk.run("sync")
        web.issues[0].change(labels=["okr:grow"])
        answer = desk.json("nudge", "--apply")
        assert acted(answer) == [("create", "2")]
        assert left(answer)["1"] == "it is tied by now"

    def test_answered_questions_are_taken_back_first_and_cost_no_budget(self, desk, web):
        issues(web, 4)
        nudge(desk, "--apply", "--max", "2")
        web.issues[1].change(labels=["okr:grow"])
        answer = nudge(desk, "--apply", "--max", "1")
        assert acted(answer) == [("resolve", "2"), ("create", "3")]
        assert web.issues[1].comments[0].is_minimized
        assert answer["nudges"] == {"asked": 3, "tied": 1, "acceptance": 1.0, **NOBODY, "open": 2}
        assert nudge(desk)["nudges"]["asked"] == 3
        assert desk.json("report")["nudges"] == answer["nudges"]

    def test_a_question_that_changed_is_put_right(self, desk, web):
        (issue,) = issues(web)
        nudge(desk, "--apply")
        web.label("okr:grwo")
        issue.change(labels=["okr:grwo"])
        answer = nudge(desk, "--apply", "--max", "0")
        assert acted(answer) == [("edit", "1")]
        assert "grwo" in issue.comments[0].body
        assert acted(nudge(desk, "--apply")) == []

    def test_a_source_can_be_asked_about_alone(self, desk, web):
        issues(web)
        assert acted(nudge(desk, "--source", "github")) == [("create", "1")]
        unknown = desk.run("nudge", "--source", "gihub")
        assert (unknown.code, "github" in unknown.stderr) == (2, True)

    def test_a_question_costs_four_requests(self, desk, on_github, web):
        issues(web, 3)
        desk.run("sync")
        on_github.forget()
        desk.json("nudge", "--apply")
        assert on_github.count == 3 * 4  # the comments, the issue, the write, and who else wrote


class TestTrouble:
    @pytest.mark.parametrize(
        ("status", "message", "told"),
        [
            (403, "Unable to create comment because issue is locked.", "because issue is locked)."),
            (403, "Repository was archived so is read-only.", "archived so is read-only)."),
            (422, "User is blocked", "write on acme/web#2 (422 User is blocked)."),
            (404, "Not Found", "acme/web#2 does not exist"),
            (410, "This issue was deleted", "(410 This issue was deleted)."),
        ],
    )
    def test_an_item_that_refuses_is_left_in_peace_and_the_others_are_served(
        self, desk, on_github, web, status, message, told
    ):
        issues(web, 3)
        on_github.fail("POST .*/issues/2/comments$", status, body={"message": message}, times=1)
        answer = nudge(desk, "--apply")
        assert acted(answer) == [("create", "1"), ("create", "3")]
        assert told in left(answer)["2"]
        on_github.forget()
        again = desk.json("nudge", "--apply")
        assert "tried again after" in left(again)["2"]
        assert on_github.count == 0
        assert asked(web) == [1, 3]

    def test_an_item_that_is_gone_is_remembered(self, desk, web):
        issues(web, 2)
        desk.run("sync")
        web.issues[0].is_deleted = True
        answer = desk.json("nudge", "--apply")
        assert acted(answer) == [("create", "2")]
        assert "acme/web#1 is gone (410 This issue was deleted)" in left(answer)["1"]
        assert "tried again after" in left(desk.json("nudge"))["1"]

    def test_a_repository_that_refuses_everything_is_given_up_after_three(self, desk, on_github, web):
        issues(web, 9)
        web.is_archived = True
        answer = nudge(desk, "--apply")
        assert (answer["actions"], answer["not_reached"]) == ([], 6)
        assert len(on_github.asked(POSTS)) == 3

    def test_one_items_failure_is_not_the_others_and_is_tried_next_time(self, desk, on_github, web):
        issues(web, 3)
        desk.run("sync")
        on_github.fail("GET .*/issues/2$", 502, times=3)  # each time it is tried
        answer = desk.json("nudge", "--apply", code=3)
        assert acted(answer) == [("create", "1"), ("create", "3")]
        assert acted(desk.json("nudge", "--apply")) == [("create", "2")]

    def test_a_tracker_that_fails_three_times_in_a_row_is_asked_no_more(self, desk, on_github, web):
        issues(web, 9)
        desk.run("sync")
        on_github.fail("GET .*/(issues|pulls)/", 502, times=999)
        answer = desk.json("nudge", "--apply", code=3)
        assert (answer["actions"], answer["not_reached"]) == ([], 6)
        assert asked(web) == []

    @pytest.mark.parametrize("how", [{"cut": True}, {"status": 502, "after_effect": True}])
    def test_a_connection_cut_around_a_write_leaves_one_comment(self, desk, on_github, web, how):
        issues(web, 2)
        on_github.fail("POST .*/issues/1/comments$", **how)
        assert acted(nudge(desk, "--apply")) == [("create", "1"), ("create", "2")]
        assert asked(web) == [1, 2]

    def test_the_hourly_bound_is_kept_across_runs(self, desk, on_github, web):
        allow(desk, on_github, "max_per_run = 500\n")
        issues(web, 3)
        desk.run("sync")
        remember_writes(desk, 399)
        answer = desk.json("nudge", "--apply")
        assert acted(answer) == [("create", "1")]
        assert "Enough was written on github in the last hour" in left(answer)["2"]
        assert asked(web) == [1]

    def test_a_kill_between_the_write_and_the_remembering_leaves_one_comment(self, desk, on_github, web):
        issues(web, 3)
        desk.run("sync")
        on_github.latency = 0.1  # it looks once more after the write, before it remembers
        process = desk.start("nudge", "--apply")
        while not web.issues[0].comments:
            Event().wait(0.005)
        process.kill()
        on_github.latency = 0
        assert asked(web) == [1]
        answer = desk.json("nudge", "--apply")
        assert acted(answer) == [("create", "2"), ("create", "3")]
        assert left(answer)["1"] == "our comment is there already"
        assert asked(web) == [1, 2, 3]

    def test_two_runs_at_once_leave_one_comment_each(self, desk, on_github, web):
        issues(web, 2)
        desk.run("sync")
        on_github.latency = 0.02
        runs = [desk.start("nudge", "--apply", "--format", "json") for _ in range(2)]
        ends = [run.end() for run in runs]
        assert all(one.code == 0 or (one.code == 4 and "held by" in one.stderr) for one in ends)
        done = [json.loads(one.stdout)["actions"] for one in ends if one.code == 0]
        assert sum(map(len, done)) == 2
        assert asked(web) == [1, 2]


def remember_writes(desk, number: int) -> None:
    """As if an earlier run had written that often half an hour ago."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from okrsync.stores import open_store  # noqa: PLC0415

    store = open_store(f"sqlite:///{desk.folder / '.okrsync' / 'store.db'}")
    for _ in range(number):
        store.note_write("github", datetime.now(UTC) - timedelta(minutes=30))
    store.close()


class TestJira:
    @pytest.fixture
    def onb(self, desk, on_jira):
        desk.write(GOALS + COMMENTS + jira_source(on_jira))
        return on_jira

    def test_questions_are_asked_within_the_budget_and_taken_back_first(self, desk, onb):
        found = [onb.world.add("ONB", f"Story {n}") for n in range(3)]
        assert commented(onb, found) == []
        first = nudge(desk, "--apply", "--max", "2")
        assert [one["ref"] for one in first["actions"]] == ["jira:ONB-1", "jira:ONB-2"]
        onb.world.edit(found[0], labels=["okr:grow"])
        second = nudge(desk, "--apply", "--max", "2")
        told = [(one["action"], one["ref"]) for one in second["actions"]]
        assert told == [("resolve", "jira:ONB-1"), ("create", "jira:ONB-3")]
        assert commented(onb, found) == [1, 2, 3]
        assert second["nudges"]["tied"] == 1

    def test_a_dry_run_asks_jira_nothing(self, desk, onb):
        onb.world.add("ONB")
        desk.run("sync")
        onb.forget()
        assert len(desk.json("nudge")["actions"]) == 1
        assert onb.count == 0

    def test_a_project_that_may_not_be_written_is_given_up_and_no_failure(self, desk, onb):
        found = [onb.world.add("ONB", f"Story {n}") for n in range(5)]
        onb.world.read_only.add("ONB")
        answer = nudge(desk, "--apply")
        assert (answer["actions"], answer["not_reached"]) == ([], 2)
        assert len(onb.asked("POST .*/comment$")) == 3
        assert commented(onb, found) == []

    def test_a_quota_that_is_used_up_is_not_asked_again_in_this_run(self, desk, onb):
        found = [onb.world.add("ONB", f"Story {n}") for n in range(4)]
        desk.run("sync")
        quota = {"Retry-After": "1847", "RateLimit-Reason": "jira-quota-tenant-based"}
        onb.fail("POST .*/comment$", 429, body={}, headers=quota)
        done = desk.run("nudge", "--apply")
        assert done.code == 3
        assert "hourly quota is used up). Run okrsync again in" in done.stderr
        assert str(onb.requests[-1]).startswith("POST")
        assert desk.run("nudge", "--apply").code == 0
        assert commented(onb, found) == [1, 2, 3, 4]

    def test_an_answer_lost_after_a_write_leaves_one_comment(self, desk, onb):
        found = [onb.world.add("ONB")]
        onb.fail("POST .*/comment$", cut=True, after_effect=True)
        assert len(nudge(desk, "--apply")["actions"]) == 1
        assert commented(onb, found) == [1]

    def test_a_story_that_is_gone_is_remembered(self, desk, onb):
        found = [onb.world.add("ONB", f"Story {n}") for n in range(2)]
        desk.run("sync")
        onb.world.delete(found[0])
        answer = desk.json("nudge", "--apply")
        assert [one["ref"] for one in answer["actions"]] == ["jira:ONB-2"]
        onb.forget()
        (again, _) = desk.json("nudge", "--apply")["left"]
        assert "tried again after" in again["reason"]
        assert onb.count == 0


def commented(jira, found) -> list[int]:
    """The numbers of the issues with a comment; never two on one."""
    counts = {issue.number: len(jira.world.comments_on(issue)) for issue in found}
    assert all(count <= 1 for count in counts.values()), counts
    return [number for number, count in counts.items() if count]
