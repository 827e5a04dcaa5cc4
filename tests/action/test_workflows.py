"""The workflows to copy, as they are, in the real runner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.action.events import comment, merge_group, pull_request
from tests.action.runner import ROOT, workflow
from tests.builders.nights import is_night
from tests.servers.github import GitHubServer
from tests.servers.github_world import Issue, Repository

READ_ONLY = {"message": "Resource not accessible by integration"}


def bodies(web: Repository) -> list[str]:
    return [comment.body for comment in web.find(1).comments]


class TestPullRequests:
    def test_work_without_a_goal_is_asked_once(self, runner, web):
        web.pull("Ask for less")
        ran = runner.run("pull_request", pull_request(), workflow("pull-requests"))
        assert ran.is_success, ran.log
        assert (ran.outputs["verdict"], ran.outputs["goals"]) == ("untied", "")
        assert "okrsync: untied" in ran.summary
        assert [one.level for one in ran.annotations] == ["warning"]
        assert [check["conclusion"] for check in web.checks] == ["neutral"]
        runner.run("pull_request", pull_request(action="edited"), workflow("pull-requests"))
        assert len(bodies(web)) == 1

    def test_work_with_a_goal_is_left_in_peace(self, runner, web):
        web.pull("Ask for less", labels=["onboarding"])
        ran = runner.run("pull_request", pull_request(), workflow("pull-requests"))
        assert (ran.outputs["verdict"], ran.outputs["goals"]) == ("tied", "GROW")
        assert "GROW" in ran.summary
        assert bodies(web) == []

    def test_what_must_not_be_fails_the_job_and_tells_all_the_same(self, runner, web):
        web.pull("Ask for less")
        strict = workflow("forks-read-only").replace("comment: never", "fail-on: untied")
        ran = runner.run("pull_request", pull_request(), strict)
        assert not ran.is_success
        assert ran.outputs["verdict"] == "untied"
        assert [one.level for one in ran.annotations] == ["error"]
        assert len(bodies(web)) == 1

    def test_a_forks_token_may_only_read_and_nothing_fails(self, runner, web, github):
        web.pull("Ask for less")
        github.fail("(POST|PATCH|DELETE) /repos/", 403, body=READ_ONLY, times=99)
        ran = runner.run("pull_request", pull_request(), workflow("pull-requests"))
        assert ran.is_success, ran.log
        assert "does not let the token" in ran.summary
        assert bodies(web) == []

    def test_the_careful_way_writes_nothing(self, runner, web, github):
        web.pull("Ask for less")
        ran = runner.run("pull_request", pull_request(), workflow("forks-read-only"))
        assert ran.is_success, ran.log
        assert ran.outputs["verdict"] == "untied"
        assert [str(asked) for asked in github.asked("^(POST|PATCH|DELETE) /repos/.*comments")] == []

    def test_the_other_way_comments_on_a_forks_pull_request(self, runner, web):
        web.pull("Ask for less")
        ran = runner.run("pull_request_target", pull_request(), workflow("forks-comment"))
        assert ran.is_success, ran.log
        assert len(bodies(web)) == 1

    def test_a_merge_queue_passes(self, runner):
        ran = runner.run("merge_group", merge_group(), workflow("pull-requests"))
        assert ran.is_success, ran.log

    def test_titles_give_no_orders_to_the_runner(self, runner, web):
        web.pull("::set-output name=verdict::tied%0A::error::pwned\n::stop-commands::x")
        ran = runner.run("pull_request", pull_request(), workflow("pull-requests"))
        assert ran.outputs["verdict"] == "untied"
        assert len(ran.annotations) == 1


class TestCommands:
    def test_a_command_ties_and_takes_the_question_back(self, runner, web):
        pull = web.pull("Ask for less")
        web.roles["dana"] = "write"
        asked = pull.comment("/okr GROW")
        ran = runner.run("issue_comment", comment(asked.body, asked.id), workflow("comment-commands"))
        assert ran.is_success, ran.log
        assert pull.labels == ["okr:grow"]
        assert ran.outputs["verdict"] == "tied"

    def test_other_comments_start_nothing(self, runner, web, github):
        web.pull("Ask for less")
        ran = runner.run("issue_comment", comment("Looks good, /okr!", 7), workflow("comment-commands"))
        assert ran.is_success
        assert github.requests == []


class TestTheGoalFile:
    def test_mistakes_of_the_pull_request_are_told(self, runner, web):
        runner.write(web.files["okrsync.toml"].replace("title", "titel", 1))
        ran = runner.run("pull_request", pull_request(), workflow("goal-file"))
        assert not ran.is_success
        assert 'objectives[0].titel: unknown key; did you mean "title"?' in ran.log

    def test_weak_goals_stand_beside_their_lines(self, runner, web, github):
        runner.write(web.files["okrsync.toml"])
        ran = runner.run("pull_request", pull_request(), workflow("goal-file"))
        assert not ran.is_success
        assert {(one.level, one.file) for one in ran.annotations} >= {("error", "okrsync.toml")}
        assert github.requests == []

    def test_our_own_goals_pass(self, runner):
        runner.write((ROOT / ".github" / "okrsync.toml").read_text(encoding="utf-8"))
        ran = runner.run("pull_request", pull_request(), workflow("goal-file"))
        assert ran.is_success, ran.log


class TestTheStore:
    @pytest.fixture(autouse=True)
    def work(self, web):
        web.is_private = True
        web.issue("Ask for less", labels=["onboarding"])
        web.issue("Paint it")

    @pytest.fixture
    def runner(self, runner, tmp_path):
        """Each test begins without a store."""
        (tmp_path / "cache").mkdir()
        return runner.with_cache(tmp_path / "cache")

    def test_every_night_goes_on_from_the_last(self, runner, github):
        first = runner.run("schedule", {}, workflow("nightly-sync"))
        assert first.is_success, first.log
        assert [path.name for path in runner.cache.iterdir()] == ["okrsync-store-1-1"]
        github.forget()
        second = runner.run("schedule", {}, workflow("nightly-sync").replace("github.run_id", "2"))
        assert second.is_success, second.log
        assert sorted(path.name for path in runner.cache.iterdir()) == [
            "okrsync-store-1-1",
            "okrsync-store-2-1",
        ]

    @pytest.mark.parametrize("name", ["nightly-sync", "weekly-report", "nudge"])
    def test_a_public_repository_is_refused_before_anything_is_read(self, runner, web, github, name):
        web.is_private = False
        ran = runner.run("schedule", {}, workflow(name))
        assert not ran.is_success
        assert [str(asked) for asked in github.requests] == ["GET /repos/acme/web"]
        assert list(runner.cache.iterdir()) == []
        assert any("no private repository" in one.text for one in ran.annotations), ran

    def test_where_nobody_can_say_what_kind_it_is_it_is_refused_too(self, runner, github):
        github.fail("GET /repos/acme/web", 502)
        assert not runner.run("schedule", {}, workflow("nightly-sync")).is_success
        assert list(runner.cache.iterdir()) == []

    def test_with_a_database_any_repository_will_do(self, runner, web, tmp_path):
        web.is_private = False
        runner.secrets["OKRSYNC_STORE"] = f"sqlite:///{tmp_path}/elsewhere.db"
        ran = runner.run("schedule", {}, workflow("nightly-sync-postgres"))
        assert ran.is_success, ran.log
        assert (tmp_path / "elsewhere.db").exists()

    def test_without_the_database_it_is_refused(self, runner):
        ran = runner.run("schedule", {}, workflow("nightly-sync-postgres"))
        assert not ran.is_success
        assert any("OKRSYNC_STORE" in one.text for one in ran.annotations), ran

    def test_every_monday_the_report_is_in_the_summary_and_published_where_somebody_said_so(self, runner):
        runner.variables["OKRSYNC_PAGES"] = "public"
        ran = runner.run("schedule", {}, workflow("weekly-report"))
        assert ran.is_success, ran.log
        assert "New teams reach value" in ran.summary
        assert (ran.outputs["coverage"], Path(ran.outputs["report"]).name) == ("0.5000", "index.html")
        page = runner.cache / "site" / "index.html"
        assert "New teams reach value" in page.read_text(encoding="utf-8")
        assert ran.outputs["page_url"] == "https://pages.example"

    def test_what_has_no_goal_is_asked_about(self, runner, web):
        web.files["okrsync.toml"] += "[comments]\nstart = 2026-01-01\n"
        ran = runner.run("schedule", {}, workflow("nudge"))
        assert ran.is_success, ran.log
        assert [len(issue.comments) for issue in web.issues] == [0, 1]


class TestRealPayloads:
    """Events that GitHub sent to somebody, about a repository called Codertocat/Hello-World.

    Those of a pull request differ by their action: by day one will do.
    """

    @pytest.mark.parametrize("action", ["opened.1", *(["labeled.1", "synchronize.1"] if is_night() else [])])
    def test_a_pull_request_is_asked(self, runner, github, event, action):
        payload = event(f"pull_request.{action}")
        pull = _pulls(github, payload)[payload["pull_request"]["number"] - 1]
        ran = runner.run("pull_request", payload, workflow("pull-requests"))
        assert ran.is_success, ran.log
        assert ran.outputs["verdict"] == "untied"
        assert len(pull.comments) == 1

    def test_a_comment_that_is_no_command_starts_nothing(self, runner, github, event):
        ran = runner.run("issue_comment", event("issue_comment.created.1"), workflow("comment-commands"))
        assert ran.is_success
        assert github.requests == []

    def test_an_issue_is_checked(self, runner, github, event):
        payload = event("issues.labeled.1")
        _pulls(github, payload)
        both = workflow("pull-requests").replace("pull_request: {", "issues: {")
        ran = runner.run("issues", payload, both)
        assert ran.is_success, ran.log
        assert ran.outputs["verdict"] == "untied"

    @pytest.fixture
    def event(self, real_events):
        return lambda name: json.loads((real_events / f"{name}.json").read_text(encoding="utf-8"))


def _pulls(github: GitHubServer, payload: dict[str, Any]) -> list[Issue]:
    """The items of the event's repository, up to the one it is about."""
    repo = github.world.repository(payload["repository"]["full_name"])
    repo.files = github.world.find("acme/web").files
    about = payload.get("pull_request") or payload["issue"]
    add = repo.pull if "pull_request" in payload else repo.issue
    return [add(about["title"]) for _ in range(about["number"])]
