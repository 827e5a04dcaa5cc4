from __future__ import annotations

import pytest
from requests import Response

from okrsync.errors import DeadlineReached, TrackerError
from okrsync.trackers.jira.limits import Request
from okrsync.trackers.jira.waiting import Hiccup, Patience, StillBroken, busy

SEARCH = Request("GET", "search/jql")
FIELDS = Request("GET", "field")
POST = Request("POST", "issue/ONB-1/comment", is_write=True)
OTHER_POST = Request("POST", "issue/ONB-2/comment", is_write=True)


class Clock:
    """Time passes by waiting only."""

    def __init__(self):
        self.now = 1000.0
        self.waited = []
        self.said = []

    def wait(self, seconds):
        self.now += seconds
        self.waited.append(seconds)

    def patience(self, **how):
        return Patience(self.said.append, self.wait, clock=lambda: self.now, **how)


@pytest.fixture
def clock():
    return Clock()


def limit(request=SEARCH, status=429, **headers):
    response = Response()
    response.status_code = status
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return busy("acme", response, request)


def quota(seconds, request=SEARCH):
    return limit(request, Retry_After=str(seconds), RateLimit_Reason="jira-quota-tenant-based")


@pytest.mark.parametrize("tries", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("asked", "steps"), [(None, (5, 10, 20, 40)), ("0", (1, 2, 4, 8)), ("12", (12,) * 4)]
)
def test_waits_double_and_are_never_shorter_than_was_asked_for(clock, asked, steps, tries):
    patience = clock.patience()
    patience.bear(limit(**({"Retry_After": asked} if asked else {})), tries, SEARCH)
    patience.begin("asking", SEARCH)
    [seconds] = clock.waited
    assert steps[tries - 1] <= seconds <= steps[tries - 1] * 1.3


def test_two_runs_do_not_wait_in_step():
    waits = set()
    for clock in (Clock() for _ in range(20)):
        patience = clock.patience()
        patience.bear(limit(Retry_After="12"), 1, SEARCH)
        patience.begin("asking", SEARCH)
        waits |= {*clock.waited}
    assert len(waits) > 1


def test_a_wait_is_shown_with_its_reason(clock):
    patience = clock.patience()
    patience.bear(limit(Retry_After="10", RateLimit_Reason="jira-burst-based"), 1, SEARCH)
    patience.begin("asking", SEARCH)
    assert clock.said[0].startswith(
        "acme asks us to slow down (HTTP 429, too many requests in a second). Waiting 1"
    )
    patience.bear(limit(Retry_After="150"), 1, SEARCH)
    patience.begin("asking", SEARCH)
    assert clock.said[1].endswith(" minutes.")


def test_a_used_up_quota_holds_everything_back_without_asking_until_its_time(clock):
    patience = clock.patience()
    patience.bear(quota(1847), 1, SEARCH)
    for request in (SEARCH, FIELDS, POST):
        with pytest.raises(
            TrackerError, match=r"quota is used up\)\. Run okrsync again in (3[1-9]|4[01]) minutes"
        ):
            patience.begin("asking", request)
    assert clock.waited == []
    clock.now += 1847 * 1.3
    patience.begin("asking", FIELDS)
    assert clock.waited == []


def test_a_quota_is_waited_for_once_whatever_is_asked_next(clock):
    patience = clock.patience()
    patience.bear(quota(100), 1, SEARCH)
    patience.begin("asking", FIELDS)
    patience.begin("asking", SEARCH)
    assert len(clock.waited) == 1


def test_a_burst_holds_back_its_endpoint_alone(clock):
    patience = clock.patience()
    patience.bear(limit(POST, Retry_After="10", RateLimit_Reason="jira-burst-based"), 1, POST)
    patience.begin("asking", SEARCH)
    assert clock.waited == []
    patience.begin("asking", OTHER_POST)  # another issue, and the same endpoint
    assert len(clock.waited) == 1


def test_too_many_writes_on_an_issue_hold_back_its_writes_alone(clock):
    patience = clock.patience()
    patience.bear(limit(POST, Retry_After="30", RateLimit_Reason="jira-per-issue-on-write"), 1, POST)
    patience.begin("asking", OTHER_POST)
    patience.begin("asking", Request("GET", "issue/ONB-1/comment"))
    assert clock.waited == []
    patience.begin("asking", Request("PUT", "issue/ONB-1/comment/7", is_write=True))
    assert len(clock.waited) == 1


def test_an_empty_bucket_of_data_center_is_not_asked_again_before_it_is_filled(clock):
    patience = clock.patience()
    patience.note({"X-RateLimit-Remaining": "1", "X-RateLimit-Interval-Seconds": "60"}, "acme")
    patience.note({"X-RateLimit-Remaining": "0"}, "acme")  # Cloud, which names no interval
    patience.begin("asking", SEARCH)
    assert clock.waited == []
    patience.note({"X-RateLimit-Remaining": "0", "X-RateLimit-Interval-Seconds": "60"}, "acme")
    patience.begin("asking", SEARCH)
    assert 60 <= clock.waited[0] <= 78
    assert clock.said[0].startswith("acme has no more requests for us in this interval. Waiting ")


def test_all_waits_together_are_bounded(clock):
    patience = clock.patience(left=100)
    patience.bear(limit(Retry_After="45"), 1, SEARCH)
    patience.begin("asking", SEARCH)
    patience.bear(limit(Retry_After="60"), 2, SEARCH)
    with pytest.raises(TrackerError, match="Run okrsync again in"):
        patience.begin("asking", SEARCH)
    assert sum(clock.waited) <= 100


def test_a_broken_server_is_tried_less_often_than_a_busy_one(clock):
    patience = clock.patience()
    patience.bear(Hiccup("acme failed."), 2, SEARCH)
    with pytest.raises(StillBroken, match="It stayed so after 3 tries"):
        patience.bear(Hiccup("acme failed."), 3, SEARCH)
    patience.bear(limit(status=503), 4, SEARCH)
    with pytest.raises(TrackerError, match="after 5 tries"):
        patience.bear(limit(status=503), 5, SEARCH)


def test_what_stayed_busy_holds_back_those_that_come_after(clock):
    patience = clock.patience()
    with pytest.raises(TrackerError):
        patience.bear(limit(Retry_After="20"), 5, SEARCH)
    patience.begin("asking", FIELDS)
    assert clock.waited[0] >= 20


def test_no_wait_outlasts_the_deadline_of_the_run(clock):
    patience = clock.patience(seconds_left=lambda: 30.0)
    patience.bear(limit(Retry_After="10"), 1, SEARCH)
    patience.begin("asking", SEARCH)
    patience.bear(limit(Retry_After="31"), 1, SEARCH)
    with pytest.raises(DeadlineReached, match=r"before a wait of \d+ s, for acme asks us to slow down"):
        patience.begin("asking", SEARCH)
    assert len(clock.waited) == 1


def test_nothing_begins_after_the_deadline_of_the_run(clock):
    with pytest.raises(DeadlineReached, match="before asking acme for its version"):
        clock.patience(seconds_left=lambda: 0.0).begin("asking acme for its version", FIELDS)
