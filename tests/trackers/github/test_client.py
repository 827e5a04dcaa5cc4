"""Failures on the way to GitHub and back: bounded, visible, one sentence each."""

from __future__ import annotations

import pytest
import responses

from okrsync.errors import NotVisible, TrackerError

LISTS = "GET .*/issues$"


@pytest.fixture
def web(github):
    web = github.world.repository()
    web.issue("Form is long 🎯")
    return web


pytestmark = pytest.mark.usefixtures("web")


def _reset(github, seconds):
    return {
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": str(int(github.world.clock.now.timestamp()) + seconds),
    }


@pytest.mark.parametrize(
    "fault", [{"status": 502}, {"status": 503}, {"cut": True}, {"short": True, "status": 200}]
)
def test_a_read_that_fails_twice_is_tried_a_third_time_after_short_waits(github, opened, fault):
    github.fail(LISTS, times=2, **fault)
    walker = opened()
    assert list(walker.items()) == ["github:acme/web#1"]
    assert walker.waited == [1.0, 2.0]
    assert github.count == 5


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"status": 502}, "is out of order for acme/web"),
        ({"cut": True}, "was cut"),
        ({"status": 200, "body": '[{"number": 1, "ti'}, "broke off"),
    ],
)
def test_a_read_that_fails_three_times_is_one_sentence(github, opened, fault, said):
    github.fail(LISTS, times=3, **fault)
    with pytest.raises(TrackerError, match=said):
        opened().walk()
    assert len(github.asked(LISTS)) == 3


def test_the_primary_limit_is_waited_for_when_it_ends_soon(github, opened):
    body = {"message": "API rate limit exceeded for user ID 1."}
    github.fail(LISTS, 403, body=body, headers=_reset(github, 11))
    walker = opened()
    assert len(walker.items()) == 1
    assert walker.waited == [12.0]
    assert walker.said == ["GitHub asks for a pause of 12 s …"]


def test_the_primary_limit_that_ends_late_is_a_failure_that_says_when_to_come_back(github, opened):
    body = {"message": "API rate limit exceeded for user ID 1."}
    github.fail(LISTS, 403, body=body, headers=_reset(github, 2400))
    walker = opened()
    with pytest.raises(TrackerError, match=r"no more requests for now .* again after 08:40 UTC"):
        walker.walk()
    assert walker.waited == []


@pytest.mark.parametrize(("headers", "waited"), [({"Retry-After": "3"}, [3.0]), ({}, [60.0])])
def test_too_many_requests_are_waited_for_with_and_without_a_time(github, opened, headers, waited):
    github.fail(LISTS, 429, body={"message": "Too many requests"}, headers=headers)
    walker = opened()
    assert len(walker.items()) == 1
    assert walker.waited == waited


def test_waits_are_bounded_however_often_github_asks(github, opened):
    github.fail(LISTS, 429, body={}, headers={"Retry-After": "1"}, times=10_000)
    walker = opened()
    with pytest.raises(TrackerError, match="Run okrsync again"):
        walker.walk()
    assert sum(walker.waited) <= 300
    assert github.count < 15


def test_a_wrong_token_is_told_by_the_variable_it_is_in(github, opened):
    walker = opened()
    github.token = "another"
    with pytest.raises(
        TrackerError, match=r"does not accept the token in \$GITHUB_TOKEN \(401 Bad credentials\)"
    ):
        walker.walk()
    assert github.count == 1


def test_a_missing_right_is_told_by_its_name(github, opened):
    said = {"message": "Resource not accessible by personal access token"}
    github.fail("labels", 403, body=said, headers={"X-Accepted-GitHub-Permissions": "issues=read"})
    with pytest.raises(NotVisible, match="It needs the permission issues=read"):
        opened().walk()


def test_single_sign_on_is_told_with_its_address(github, opened):
    headers = {"X-GitHub-SSO": "required; url=https://github.example/sso"}
    github.fail("labels", 403, body={"message": "Resource protected"}, headers=headers)
    with pytest.raises(NotVisible, match="single sign-on: https://"):
        opened().walk()


def test_a_web_page_instead_of_data_is_told_with_its_usual_cause(github, opened):
    github.fail("labels", 200, body="<!DOCTYPE html><title>Sign in</title>")
    with pytest.raises(TrackerError, match=r"web page instead of data for acme/web\. Check `api_url`"):
        opened().walk()


def test_something_else_than_a_list_is_told(github, opened):
    github.fail("labels", 200, body={"surprise": True})
    with pytest.raises(TrackerError, match="something else than a list"):
        opened().walk()


def test_nobody_listening_is_told_at_once(opened):
    walker = opened(api_url="http://127.0.0.1:9")
    with pytest.raises(TrackerError, match="cannot be reached, it takes no connections"):
        walker.walk()
    assert walker.waited == []


def test_a_host_without_tls_is_told(github, opened):
    with pytest.raises(TrackerError, match="TLS"):
        opened(api_url=github.url.replace("http:", "https:")).walk()


def test_each_request_carries_the_token_the_version_and_our_name(opened):
    with responses.RequestsMock() as mocked:
        mocked.get("https://api.github.com/repos/acme/web/labels", json={"message": "Not Found"}, status=404)
        with pytest.raises(NotVisible):
            opened(api_url="https://api.github.com").walk()
        headers = mocked.calls[0].request.headers
    assert headers["Authorization"] == "token ghp_test"
    assert headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert headers["User-Agent"] == "okrsync"
