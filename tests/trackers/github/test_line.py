from __future__ import annotations

import pytest

from okrsync.errors import TrackerError


@pytest.fixture
def web(github):
    web = github.world.repository()
    web.issue("Form is long 🎯")
    return web


pytestmark = pytest.mark.usefixtures("web")


def test_a_redirect_to_another_host_is_not_followed_with_the_token(github, opened):
    github.fail(
        "labels", 301, body={}, headers={"Location": "http://elsewhere.example/repos/acme/web/labels"}
    )
    with pytest.raises(TrackerError, match="sends us on to http://elsewhere"):
        opened().walk()


def test_redirects_that_lead_nowhere_end(github, opened):
    github.fail("labels", 307, body={}, headers={"Location": "/repos/acme/web/labels"}, times=99)
    with pytest.raises(TrackerError, match="sends each request on to another"):
        opened().walk()


def test_a_temporary_redirect_is_followed_with_its_query(github, opened):
    github.fail("labels", 307, body={}, headers={"Location": "/repos/acme/web/labels"})
    opened().walk()
    assert [request.query for request in github.asked("labels")] == [{"per_page": "100"}] * 2


def test_json_without_a_charset_is_read_as_utf_8(github, opened):
    github.headers = {"Content-Type": "text/plain"}
    assert opened().items()["github:acme/web#1"].title == "Form is long 🎯"
