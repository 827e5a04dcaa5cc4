from __future__ import annotations

import pytest

from okrsync.errors import TrackerError
from tests.trackers.jira.opening import opened


@pytest.mark.parametrize("status", [200, 404])
def test_a_web_page_in_place_of_data_says_what_it_is(server, status):
    page = "\n<!DOCTYPE html><html><head><title>Log in\n – Acme</title></head></html>"
    server.fail("/search", status, body=page, times=9)
    with pytest.raises(
        TrackerError, match=r"web page titled “Log in – Acme” instead of data \(HTTP \d+\): check `url`"
    ):
        opened(server).walk()
    assert len(server.asked("/search")) == 1


def test_a_wrong_token_is_noticed_even_when_jira_goes_on_as_nobody(server):
    denied = {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}
    server.fail("/project", 200, body={"key": "ONB", "components": [], "versions": []}, headers=denied)
    with pytest.raises(TrackerError, match="does not accept"):
        opened(server).walk()


def test_an_account_that_has_to_solve_a_captcha_learns_that(center):
    headers = {
        "X-Authentication-Denied-Reason": "CAPTCHA_CHALLENGE; login-url=https://acme.example/login.jsp"
    }
    center.fail("/project", 403, body={}, headers=headers)
    with pytest.raises(TrackerError, match=r"sign in with a browser once \(CAPTCHA_CHALLENGE"):
        opened(center).walk()


@pytest.mark.parametrize(
    ("status", "said"),
    [(403, "does not let this account read"), (410, "no longer offers"), (418, "answered HTTP 418")],
)
def test_other_refusals_are_passed_on_in_one_sentence(server, status, said):
    server.fail("/search", status, body={"message": "Because\nof this."})
    with pytest.raises(TrackerError, match=rf"{said}.*: Because of this\.$"):
        opened(server).walk()


@pytest.mark.parametrize(
    "body", ["null", "[]", '"text"', "3", '{"errors": [], "errorMessages": "Plain"}', "gone"]
)
def test_no_odd_body_of_an_error_stops_the_sentence(server, body):
    server.fail("/search", 403, body=body)
    with pytest.raises(TrackerError, match="does not let this account read"):
        opened(server).walk()
