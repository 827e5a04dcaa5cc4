from __future__ import annotations

import pytest


def _told(opened):
    return [(line.level, line.message) for line in opened.tracker.diagnose()]


@pytest.fixture
def web(github):
    github.world.clock.now = github.world.clock.now.replace(hour=9)
    return github.world.repository()


def test_all_well(web, opened):
    lines = _told(opened(web.name))
    assert {level for level, _ in lines} == {"ok"}
    assert "accepts the token in $GITHUB_TOKEN; 4990 of 5000 requests are left" in lines[0][1]
    assert lines[-1][1] == "acme/web is readable."


@pytest.mark.usefixtures("web")
def test_a_wrong_token_ends_it(github, opened):
    walker = opened()
    github.token = "another"
    ((level, message),) = _told(walker)
    assert level == "error"
    assert "mistyped, expired or revoked" in message


@pytest.mark.usefixtures("web")
def test_a_repository_that_cannot_be_seen_and_a_glob_that_can(github, opened):
    github.world.repository("acme/mobile")
    lines = _told(opened("acme/w?b", "acme/gone", "acme/nothing-*"))
    assert ("ok", "`acme/w?b` finds 1 repositories.") in lines
    assert [level for level, message in lines if "gone" in message or "nothing" in message] == ["error"] * 2


def test_a_renamed_and_an_archived_repository(github, web, opened):
    web.rename("acme/site")
    github.world.repository("acme/old").is_archived = True
    lines = _told(opened("acme/web", "acme/old"))
    assert ("warning", "acme/web is called acme/site now: write that into `repos`.") in lines
    assert any(level == "warning" and "archived" in message for level, message in lines)


@pytest.mark.usefixtures("web")
def test_a_clock_that_is_wrong(github, opened):
    github.world.clock.tick(600)
    assert any("clock is 0:10:00 behind GitHub's" in message for _, message in _told(opened()))


@pytest.mark.usefixtures("web")
def test_scopes_of_a_classic_token(github, opened):
    github.headers = {"X-OAuth-Scopes": "read:org, gist"}
    assert any("needs the scope `repo` or `public_repo`" in message for _, message in _told(opened()))
    github.headers = {"X-OAuth-Scopes": "repo, gist"}
    assert {level for level, _ in _told(opened())} == {"ok"}


@pytest.mark.usefixtures("web")
def test_a_host_without_graphql_and_without_limits(github, opened):
    github.graphql = None
    github.fail("rate_limit", 404, body={"message": "Rate limiting is not enabled."})
    lines = _told(opened())
    assert "sets no limit" in lines[0][1]
    assert any(level == "warning" and "has no GraphQL" in message for level, message in lines)
