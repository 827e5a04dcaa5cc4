"""Commands in comments, through the whole process against a GitHub of our own."""

from __future__ import annotations

import json

import pytest

REF = "github:acme/web#1"


@pytest.fixture
def pull(desk, on_github):
    web = on_github.world.repository()
    web.files["okrsync.toml"] = (desk.folder / "okrsync.toml").read_text()
    desk.environ["GITHUB_API_URL"] = on_github.url
    web.roles["dana"] = "triage"
    on_github.world.viewer, on_github.world.viewer_is_app = "github-actions[bot]", True
    return web.pull("Ask for less", author="noor")


@pytest.fixture
def say(desk, pull):
    """Somebody comments; returns the workflow's run for it, and how to run it again."""

    def said(body: str, by: str = "dana"):
        comment = pull.comment(body, by)
        event = {
            "action": "created",
            "comment": {"id": comment.id, "body": body, "user": {"login": by, "type": "User"}},
            "issue": {"number": 1, "state": "open", "user": {"login": pull.author}, "pull_request": {}},
            "repository": {"full_name": "acme/web", "private": False},
        }
        path = desk.write(json.dumps(event), "event.json")
        desk.environ |= {"GITHUB_EVENT_NAME": "issue_comment", "GITHUB_EVENT_PATH": str(path)}
        return comment

    return said


def reactions(comment) -> list[str]:
    return [row["content"] for row in comment.reactions]


def ours(pull) -> list[str]:
    return [one.body for one in pull.comments if one.author == "github-actions[bot]"]


def test_a_comment_ties_a_pull_request_and_the_sticky_comment_follows(desk, pull, say):
    desk.run("check", REF, "--comment")
    assert len(ours(pull)) == 1
    comment = say("/okr grow")
    checked = desk.json("check", "--comment")
    assert (checked["items"][0]["verdict"], checked["items"][0]["comment"]) == ("tied", "resolved")
    assert pull.labels == ["okr:grow"]
    assert reactions(comment) == ["eyes", "rocket"]
    (body,) = ours(pull)
    assert body.splitlines()[1].startswith("✅ It serves GROW")


def test_a_waiver_keeps_its_reason_and_a_rerun_writes_nothing(desk, on_github, pull, say):
    comment = say("/okr none a spike, see @acme/all #7")
    assert desk.json("check", "--comment")["items"][0]["comment"] == "created"
    on_github.forget()
    again = desk.json("check", "--comment")
    assert (again["command"]["outcome"], again["items"][0]["comment"]) == ("again", "unchanged")
    assert [str(one) for one in on_github.asked("^(POST|PATCH|DELETE) /repos")] == [
        f"POST /repos/acme/web/issues/comments/{comment.id}/reactions"
    ]
    (body,) = ours(pull)
    assert "Waived by dana: a spike" in body
    assert "@acme" not in body


def test_a_reader_of_a_public_repository_changes_nothing(desk, pull, say):
    comment = say("/okr GROW", "mallory")
    checked = desk.json("check", "--comment")
    assert checked["command"]["outcome"] == "denied"
    assert pull.labels == []
    assert reactions(comment) == ["-1"]


def test_why_is_answered_in_the_one_comment(desk, pull, say):
    desk.run("check", REF, "--comment")
    say("/okr why", "noor")
    assert desk.json("check", "--comment")["items"][0]["comment"] == "edited"
    (body,) = ours(pull)
    assert "All that was found" in body


@pytest.mark.parametrize(
    "on", ["POST .*/reactions", "POST .*/web/labels", "POST .*/1/labels", "POST .*/1/comments"]
)
@pytest.mark.parametrize("fault", [{"status": 502}, {"status": 502, "after_effect": True}, {"cut": True}])
def test_a_write_that_breaks_is_made_once(desk, on_github, pull, say, on, fault):
    comment = say("/okr none a spike")
    on_github.fail(on, **fault)
    assert desk.json("check", "--comment")["items"][0]["comment"] == "created"
    assert pull.labels == ["okr:none"]
    assert reactions(comment) == ["eyes", "rocket"]
    assert len(ours(pull)) == 1


def test_a_token_without_the_right_is_told_and_fails_nothing(desk, on_github, say):
    say("/okr GROW")
    denied = {"message": "Resource not accessible by integration"}
    needed = {"X-Accepted-GitHub-Permissions": "issues=write; pull_requests=write"}
    on_github.fail("POST /repos", 403, body=denied, headers=needed, times=9)
    done = desk.run("check", "--comment")
    assert done.code == 0
    assert "It needs the permission issues=write; pull_requests=write." in done.stderr


def test_two_deliveries_at_once_are_carried_out_once(desk, on_github, pull, say):
    comment = say("/okr none a spike")
    on_github.latency = 0.05
    runs = [desk.start("check", "--comment", "--format", "json") for _ in range(2)]
    ends = [run.end() for run in runs]
    assert [done.code for done in ends] == [0, 0], ends
    assert pull.labels == ["okr:none"]
    assert reactions(comment) == ["eyes", "rocket"]
    assert len(ours(pull)) == 1
