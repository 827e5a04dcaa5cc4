from __future__ import annotations

import json

import pytest

from okrsync.config.repositories import Home
from okrsync.config.sources import GitHubSource, JiraSource
from okrsync.errors import UsageError
from okrsync.steps.events import event_refs, home_of, read_event

SOURCES = (
    JiraSource(name="jira", type="jira", url="https://acme.atlassian.net", projects=("ONB",)),
    GitHubSource(name="ours", type="github", repos=("acme/*",)),
    GitHubSource(name="theirs", type="github", repos=("other/repo",)),
)


def event(name: str, **payload):
    text = json.dumps({"repository": {"full_name": "acme/web"}, **payload})
    return read_event(text, {"GITHUB_EVENT_NAME": name, "GITHUB_WORKSPACE": "/work"})


def refs(name: str, **payload):
    return event_refs(event(name, **payload), SOURCES)


def complaint(name: str, **payload) -> str:
    with pytest.raises(UsageError) as raised:
        refs(name, **payload)
    return str(raised.value)


OF_PULL_REQUESTS = [
    "pull_request",
    "pull_request_target",
    "pull_request_review",
    "pull_request_review_comment",
]


@pytest.mark.parametrize("name", OF_PULL_REQUESTS)
def test_a_pull_request_is_found_with_its_newest_commit(name):
    pull = {"number": 12, "head": {"sha": "c0ffee"}}
    assert refs(name, pull_request=pull) == ["ours:acme/web#12"]
    assert event(name, pull_request=pull).head == "c0ffee"


@pytest.mark.parametrize("name", ["issues", "issue_comment"])
def test_an_issue_is_found(name):
    assert refs(name, issue={"number": 3}) == ["ours:acme/web#3"]


def test_an_issue_beside_a_pull_request_is_not_what_a_push_is_about():
    assert "The event push is about no item" in complaint("push", issue={"number": 3})


def test_the_source_that_reads_the_repository_is_taken():
    there = {"full_name": "Other/Repo"}
    assert refs("issues", issue={"number": 3}, repository=there) == ["theirs:Other/Repo#3"]


def test_a_repository_nobody_configured_belongs_to_the_first_source():
    assert refs("issues", issue={"number": 3}, repository={"full_name": "x/y"}) == ["ours:x/y#3"]


def test_an_event_without_its_repository_is_of_the_workflows():
    environ = {"GITHUB_EVENT_NAME": "issues", "GITHUB_REPOSITORY": "acme/web"}
    assert event_refs(read_event('{"issue": {"number": 3}}', environ), SOURCES) == ["ours:acme/web#3"]


@pytest.mark.parametrize("action", ["deleted", "transferred"])
def test_an_issue_that_has_left_is_gone(action):
    assert event("issues", action=action, issue={"number": 3}).is_gone
    assert not event("issue_comment", action=action, issue={"number": 3}).is_gone


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("acme/web#7", ["ours:acme/web#7"]),
        ("#7", ["ours:acme/web#7"]),
        ("7, ONB-1", ["ours:acme/web#7", "jira:ONB-1"]),
    ],
)
@pytest.mark.parametrize("name", ["ref", "item"])
def test_a_run_started_by_hand_is_about_what_was_typed(name, typed, expected):
    assert refs("workflow_dispatch", inputs={name: typed}) == expected


@pytest.mark.parametrize("inputs", [None, {}, {"ref": " "}, {"other": "7"}])
def test_a_run_started_by_hand_without_an_item_says_where_to_type_one(inputs):
    assert "type one into its input `ref`" in complaint("workflow_dispatch", inputs=inputs)


def test_inputs_of_other_events_are_not_asked():
    assert event("repository_dispatch", inputs={"ref": "7"}).asked == ()


def test_a_scheduled_run_is_told_to_name_an_item():
    assert complaint("schedule").startswith("A scheduled run is about no item: name one")


def test_outside_of_workflows_an_item_has_to_be_named():
    with pytest.raises(UsageError, match=r"Which item\? Name one"):
        event_refs(read_event("", {}), SOURCES)


def test_a_merge_queue_shows_its_verdict_on_its_own_commit():
    assert event("merge_group", merge_group={"head_sha": "c0ffee"}).head == "c0ffee"


@pytest.mark.parametrize("text", ["[]", "null", '{"issue": 3}', '{"issue": {"number": null}}'])
def test_an_event_of_another_shape_is_about_nothing(text):
    found = read_event(text, {"GITHUB_EVENT_NAME": "issues", "GITHUB_REPOSITORY": "acme/web"})
    with pytest.raises(UsageError, match="The event issues is about no item"):
        event_refs(found, SOURCES)


def test_an_event_that_is_no_json_is_refused():
    with pytest.raises(UsageError, match="no JSON"):
        read_event("<html>", {"GITHUB_EVENT_NAME": "issues"})


def test_a_file_without_a_github_source_is_refused():
    with pytest.raises(UsageError, match="no source of type github"):
        event_refs(event("issues", issue={"number": 3}), SOURCES[:1])


class TestHome:
    @pytest.mark.parametrize("name", OF_PULL_REQUESTS)
    def test_a_checkout_of_a_pull_request_is_not_trusted(self, name):
        found = event(name, pull_request={"number": 1})
        assert home_of(found, {"GITHUB_WORKSPACE": "/work"}) == Home("acme/web", "/work", is_only=True)

    def test_nor_where_somebody_comments_on_one(self):
        on_pull = event("issue_comment", issue={"number": 1, "pull_request": {"url": "…"}})
        on_issue = event("issue_comment", issue={"number": 1})
        assert (home_of(on_pull, {}).is_only, home_of(on_issue, {}).is_only) == (True, False)

    def test_the_name_of_the_event_is_enough(self):
        found = read_event("", {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_REPOSITORY": "acme/web"})
        assert home_of(found, {}).is_only

    def test_outside_of_workflows_there_is_none(self):
        assert home_of(read_event("", {"GITHUB_REPOSITORY": "acme/web"}), {}) is None


def test_the_payload_is_kept_as_it_came():
    payload = {"action": "created", "issue": {"number": 3}}
    assert read_event(json.dumps(payload), {"GITHUB_EVENT_NAME": "issue_comment"}).payload == payload
