from __future__ import annotations

import json

import pytest

from okrsync.config.sources import GitHubSource, JiraSource
from okrsync.errors import UsageError
from okrsync.steps.events import event_ref

SOURCES = (
    JiraSource(name="jira", type="jira", url="https://acme.atlassian.net", projects=("ONB",)),
    GitHubSource(name="ours", type="github", repos=("acme/*",)),
    GitHubSource(name="theirs", type="github", repos=("other/repo",)),
)


def ref(name: str, **payload):
    event = json.dumps({"repository": {"full_name": "acme/web"}, **payload})
    return event_ref(name, event, {}, SOURCES)


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target"])
def test_a_pull_request_is_found(name):
    assert ref(name, pull_request={"number": 12}) == "ours:acme/web#12"


@pytest.mark.parametrize("name", ["issues", "issue_comment"])
def test_an_issue_is_found(name):
    assert ref(name, issue={"number": 3}) == "ours:acme/web#3"


def test_the_source_that_reads_the_repository_is_taken():
    assert ref("issues", issue={"number": 3}, repository={"full_name": "Other/Repo"}) == "theirs:Other/Repo#3"


def test_a_repository_nobody_configured_belongs_to_the_first_source():
    assert ref("issues", issue={"number": 3}, repository={"full_name": "x/y"}) == "ours:x/y#3"


def test_an_event_without_its_repository_is_of_the_workflows():
    event = json.dumps({"issue": {"number": 3}})
    assert event_ref("issues", event, {"GITHUB_REPOSITORY": "acme/web"}, SOURCES) == "ours:acme/web#3"


@pytest.mark.parametrize(
    ("name", "event"), [("push", "{}"), ("issues", "{}"), ("issues", "[]"), ("issues", "<html>")]
)
def test_an_event_about_nothing_is_refused(name, event):
    with pytest.raises(UsageError):
        event_ref(name, event, {"GITHUB_REPOSITORY": "acme/web"}, SOURCES)


def test_a_file_without_a_github_source_is_refused():
    with pytest.raises(UsageError, match="no source of type github"):
        event_ref("issues", '{"issue": {"number": 3}}', {"GITHUB_REPOSITORY": "a/b"}, SOURCES[:1])
