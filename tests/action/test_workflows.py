"""The workflows to copy, as they are, in the real runner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.action.events import comment, merge_group, pull_request
from tests.action.runner import workflow
from tests.servers.github_world import Repository

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
        assert any("no private repository" in one.text for one in ran.annotations)

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
        assert any("OKRSYNC_STORE" in one.text for one in ran.annotations)

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
    @pytest.mark.parametrize(
        "name", ["pull_request.opened.1", "pull_request.labeled.1", "pull_request.synchronize.1"]
    )
    def test_pull_requests(self, runner, github, name, real_events):
        payload = json.loads((real_events / f"{name}.json").read_text(encoding="utf-8"))
        self._prepare(github, payload, payload["pull_request"]["number"])
        ran = runner.run("pull_request", payload, workflow("pull-requests"))
        assert ran.is_success, ran.log
        assert ran.outputs["verdict"] == "untied"

    def _prepare(self, github, payload, number):
        repo = github.world.repository(payload["repository"]["full_name"])
        repo.files = github.world.find("acme/web").files
        while len(repo.issues) < number:
            repo.pull("Update the README with new information.")
        return repo
