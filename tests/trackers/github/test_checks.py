from __future__ import annotations

from pathlib import Path

import pytest

from okrsync.errors import TrackerError, WriteUnknown
from okrsync.ports import Conclusion
from okrsync.trackers.registry import open_checks
from okrsync.trackers.surroundings import Surroundings

COMMIT = "c0ffee" * 6 + "cafe"
UNTIED = Conclusion("neutral", "Untied", "### untied\n")


@pytest.fixture(autouse=True)
def web(github):
    return github.world.repository("acme/web")


def checks(github, **environ):
    environ = {"GITHUB_TOKEN": github.token, "GITHUB_API_URL": github.url} | environ
    return open_checks(Surroundings(environ, Path(), print, print))


def test_a_verdict_is_shown_on_the_commit_in_one_request(github, web):
    checks(github, GITHUB_REPOSITORY="acme/web").conclude(COMMIT, UNTIED)
    assert web.checks == [
        {
            "name": "okrsync",
            "head_sha": COMMIT,
            "status": "completed",
            "conclusion": "neutral",
            "output": {"title": "Untied", "summary": "### untied\n"},
        }
    ]
    assert github.count == 1


@pytest.mark.parametrize("environ", [{}, {"GITHUB_REPOSITORY": "acme/web", "GITHUB_TOKEN": " "}])
def test_outside_of_workflows_and_without_their_token_there_are_no_checks(github, environ):
    assert checks(github, **environ) is None


def test_a_token_that_may_write_none_is_told(github, web):
    github.fail("check-runs", 403, body={"message": "Resource not accessible by integration"})
    with pytest.raises(TrackerError, match="does not let the token in"):
        checks(github, GITHUB_REPOSITORY="acme/web").conclude(COMMIT, UNTIED)
    assert web.checks == []


def test_a_check_whose_answer_got_lost_is_not_written_twice(github):
    github.fail("check-runs", 502, body={})
    with pytest.raises(WriteUnknown):
        checks(github, GITHUB_REPOSITORY="acme/web").conclude(COMMIT, UNTIED)
    assert github.count == 1
