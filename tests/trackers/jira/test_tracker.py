from __future__ import annotations

import pytest
import responses

from okrsync.config.sources import JiraSource
from okrsync.errors import UsageError
from okrsync.trackers.registry import TRACKERS
from tests.trackers.jira.opening import opened, opened_at
from tests.trackers.promises import PROMISES


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_jira_keeps_the_promise_that(promise, server):
    world = server.world
    world.add_project("OPS")
    epic = world.add("ONB", "Onboarding 🚀", type="Epic", labels=["okr:grow"])
    release = world.add_version("ONB", "2026.4")
    world.page_cap = 10
    for number in range(15):
        world.add("ONB", f"Step {number}", parent=epic.key, versions=[release], labels=["x"])
    promise(lambda: opened(server, projects=("ONB", "OPS")).tracker)


def source(**facts):
    return JiraSource(
        **{"name": "jira", "type": "jira", "url": "https://acme.example", "projects": ("ONB",), **facts}
    )


def test_the_registry_knows_it():
    assert TRACKERS["jira"] == "okrsync.trackers.jira"


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        ({}, "TOKEN"),
        ({"TOKEN": " "}, "TOKEN"),
        ({"TOKEN": "x"}, "EMAIL"),
        ({"TOKEN": "x", "EMAIL": ""}, "EMAIL"),
    ],
)
def test_a_missing_secret_is_named(environ, missing):
    with pytest.raises(
        UsageError, match=f"Source jira needs the environment variable {missing}, which is not set"
    ):
        opened_at(source(token_env="TOKEN", email_env="EMAIL"), environ)


@pytest.mark.parametrize("secret", ["tök", "a\nb"])
def test_a_secret_that_can_be_none_is_refused_without_being_shown(secret):
    with pytest.raises(UsageError, match="JIRA_TOKEN holds characters") as raised:
        opened_at(source(), {"JIRA_TOKEN": secret})
    assert secret not in str(raised.value)


@responses.activate
def test_a_token_alone_is_sent_as_bearer_and_with_an_email_as_basic():
    responses.get("https://acme.example/rest/api/2/serverInfo", json={})
    for facts, environ in (
        ({}, {"JIRA_TOKEN": "pat\n"}),
        ({"email_env": "JIRA_EMAIL"}, {"JIRA_TOKEN": "t", "JIRA_EMAIL": "a@b"}),
    ):
        next(iter(opened_at(source(**facts), environ).tracker.diagnose()))
    sent = [call.request.headers["Authorization"] for call in responses.calls]
    assert sent == ["Bearer pat", "Basic YUBiOnQ="]
    assert responses.calls[0].request.headers["User-Agent"].startswith("okrsync/")
