from __future__ import annotations

import time

import pytest

from tests.whole.conftest import GOALS, github_source, jira_source

REF = "github:acme/web#1"


def comments(github) -> list[str]:
    return [comment.body for comment in github.world.find("acme/web").find(1).comments]


class TestSync:
    def test_every_page_is_read_by_its_cursor(self, desk, on_github):
        web = on_github.world.repository()
        for number in range(250):
            web.issue(f"Issue {number}", labels=["onboarding"] if number % 2 else [])
        synced = desk.json("sync")["sources"][0]
        assert (synced["items"], synced["changed"], synced["error"]) == (250, 250, None)
        assert synced["requests"] == on_github.count <= 3 + 5
        assert desk.json("report")["coverage"]["share"] == 0.5

    def test_nothing_changed_costs_three_requests(self, desk, on_github):
        on_github.world.repository().issue()
        desk.run("sync")
        on_github.forget()
        assert desk.json("sync")["sources"][0]["changed"] == 0
        assert on_github.count <= 3

    def test_a_renamed_repository_is_read_on(self, desk, on_github):
        web = on_github.world.repository()
        web.issue(state="closed", closed_at=on_github.world.clock.text())
        web.issue()
        web.rename("acme/site")
        assert desk.json("sync")["sources"][0]["items"] == 2

    def test_a_limit_that_lasts_too_long_is_told_with_its_end(self, desk, on_github):
        on_github.world.repository()
        reset = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time()) + 86400)}
        on_github.fail("issues", 403, body={"message": "API rate limit exceeded"}, headers=reset)
        done = desk.run("sync")
        assert done.code == 3
        assert "Run okrsync again after" in done.stderr

    def test_a_failing_source_keeps_its_good_data_and_the_report_says_so(self, desk, on_github):
        web = on_github.world.repository()
        web.issue("Kept", labels=["onboarding"])
        desk.run("sync")
        web.issue("New")
        on_github.fail("GET .*/issues", 502, times=99)
        assert desk.json("sync", code=3)["sources"][0]["items"] == 1
        report = desk.json("report")
        assert report["coverage"]["counted"] == 1
        assert {"source_failed", "source_read"} <= {one["id"] for one in report["data_quality"]}


class TestCheck:
    def test_a_pull_request_with_its_issue_and_epic_takes_four_requests(self, desk, on_github):
        web = on_github.world.repository()
        epic = web.issue("Onboarding", labels=["onboarding"])
        issue = web.issue("Shorter form", parent=epic)
        web.pull("Ask for less", closes=[issue], body="Closes #2")
        (checked,) = desk.json("check", "github:acme/web#3")["items"]
        assert checked["verdict"] == "tied"
        assert checked["evidence"][0]["path"] == [f"github:acme/web#{number}" for number in (3, 2, 1)]
        assert on_github.count <= 4

    def test_one_comment_is_kept_from_asking_to_resolving(self, desk, on_github):
        web = on_github.world.repository()
        pull = web.pull("Ask for less")
        for name in ("okr:grow", "okr:grwo"):
            web.label(name)
        outcomes = [desk.json("check", REF, "--comment")["items"][0]["comment"]]
        outcomes.append(desk.json("check", REF, "--comment")["items"][0]["comment"])
        pull.change(labels=["okr:grwo"])
        outcomes.append(desk.json("check", REF, "--comment")["items"][0]["comment"])
        pull.change(labels=["okr:grow"])
        outcomes.append(desk.json("check", REF, "--comment")["items"][0]["comment"])
        assert outcomes == ["created", "unchanged", "edited", "resolved"]
        assert len(pull.comments) == 1
        assert pull.comments[0].is_minimized
        assert len(pull.comments[0].body.strip().splitlines()) == 2

    def test_an_answer_lost_after_the_write_leaves_one_comment(self, desk, on_github):
        on_github.world.repository().pull("Ask for less")
        on_github.fail("POST .*/comments", 502, after_effect=True)
        assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "created"
        assert len(comments(on_github)) == 1

    def test_a_connection_cut_before_the_write_is_tried_once_more(self, desk, on_github):
        on_github.world.repository().pull("Ask for less")
        on_github.fail("POST .*/comments", cut=True)
        assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "created"
        assert len(comments(on_github)) == 1

    def test_a_strangers_comment_with_our_marker_is_left_alone(self, desk, on_github):
        pull = on_github.world.repository().pull("Ask for less")
        pull.comment("<!-- okrsync:v1 -->\nNot theirs", author="mallory")
        assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "created"
        assert comments(on_github)[0] == "<!-- okrsync:v1 -->\nNot theirs"
        assert len(comments(on_github)) == 2

    def test_a_locked_item_refuses_and_nothing_fails(self, desk, on_github):
        on_github.world.repository().pull("Ask for less", locked=True)
        assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "refused"

    def test_a_hostile_title_calls_nobody(self, desk, on_github):
        web = on_github.world.repository()
        web.pull("@acme/everyone fixes #1 <img src=x> --> `", labels=["okr:grwo @team #7"])
        desk.run("check", REF, "--comment")
        (body,) = comments(on_github)
        assert "@acme" not in body
        assert "@team" not in body
        assert "<img" not in body

    @pytest.mark.parametrize(
        "body",
        [
            "OKR: " + ", ".join(f"goal{number}" for number in range(3000)),
            "OKR: " + "🚀" * 30_000,
            "```\n" * 9000 + "OKR: grwo\n",
        ],
        ids=["thousands of names", "one endless name", "nine thousand fences"],
    )
    def test_an_endless_text_gets_a_short_answer_with_its_step(self, desk, on_github, body):
        on_github.world.repository().pull("🚀" * 256, body=body)
        desk.json("check", REF, "--comment")
        (answer,) = comments(on_github)
        assert len(answer) < 3000
        assert "One step settles it" in answer
        assert desk.json("check", REF, "--comment")["items"][0]["comment"] == "unchanged"

    def test_links_cross_into_jira(self, desk, github, jira):
        desk.environ |= {"GITHUB_TOKEN": github.token, "JIRA_TOKEN": jira.token, "JIRA_EMAIL": jira.email}
        desk.write(GOALS + github_source(github) + jira_source(jira))
        epic = jira.world.add("ONB", "Onboarding", type="Epic", labels=["onboarding"])
        story = jira.world.add("ONB", "Shorter form", parent=epic.key)
        github.world.repository().pull("Ask for less", branch=f"feature/{story.key.lower()}-form")
        (checked,) = desk.json("check", REF)["items"]
        assert checked["verdict"] == "tied"
        assert checked["evidence"][0]["path"] == [REF, f"jira:{story.key}", f"jira:{epic.key}"]
        assert github.count <= 4
        assert jira.count <= 4

    def test_without_the_secret_of_jira_it_could_not_look_and_says_nothing(self, desk, github, jira):
        desk.environ["GITHUB_TOKEN"] = github.token
        desk.write(GOALS + github_source(github) + jira_source(jira))
        github.world.repository().pull("ONB-1 Ask for less")
        (checked,) = desk.json("check", REF, "--comment", "--fail-on", "untied")["items"]
        assert (checked["incomplete"], checked["comment"]) == (["jira"], "none")
        assert comments(github) == []
