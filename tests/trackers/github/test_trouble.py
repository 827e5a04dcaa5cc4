from __future__ import annotations

import pytest
import requests
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import MaxRetryError, NameResolutionError

from okrsync.trackers.github.answers import Asked, ServerFailed
from okrsync.trackers.github.trouble import trouble

ASKED = Asked("acme/web", "github.com", "the token in $GITHUB_TOKEN")


def _unknown_host():
    reason = NameResolutionError("api.github.com", None, OSError("unknown"))
    return requests.ConnectionError(MaxRetryError(HTTPConnectionPool("api.github.com"), "/", reason))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (_unknown_host(), "No host called github.com is known"),
        (requests.exceptions.SSLError("self-signed"), "REQUESTS_CA_BUNDLE"),
        (requests.exceptions.ProxyError("407"), "HTTPS_PROXY"),
        (requests.ConnectTimeout("late"), "within the time limit"),
    ],
)
def test_what_never_arrived_needs_a_cure_not_another_try(error, said):
    found = trouble(error, ASKED)
    assert said in str(found)
    assert not isinstance(found, ServerFailed)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (requests.ReadTimeout("late"), "did not answer in time for acme/web"),
        (requests.ConnectionError("reset"), "was cut on acme/web"),
        (ValueError("rate limit of x"), "makes no sense for acme/web"),
    ],
)
def test_what_may_have_arrived_can_be_tried_again(error, said):
    found = trouble(error, ASKED)
    assert said in str(found)
    assert isinstance(found, ServerFailed)
