from __future__ import annotations

from datetime import UTC, datetime

import pytest

from okrsync.trackers.jira.limits import (
    EVERYTHING,
    Request,
    asked_for,
    is_used_up,
    reason,
    scope,
    server_time,
)

NOW = "Mon, 02 Nov 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("search/jql", "GET search/jql"),
        ("issue/ONB-1", "GET issue/*"),
        ("issue/bulkfetch", "GET issue/bulkfetch"),
        ("issue/ONB-1/comment", "GET issue/*/comment"),
        ("issue/ONB-1/comment/7", "GET issue/*/comment/*"),
        ("comment/7/properties/okrsync", "GET comment/*/properties/*"),
        ("project/ONB/versions", "GET project/*/versions"),
        ("project/search", "GET project/search"),
        ("version/3", "GET version/*"),
    ],
)
def test_all_issues_share_the_endpoints(path, endpoint):
    assert Request("GET", path).endpoint == endpoint


@pytest.mark.parametrize("named", ["jira-quota-global-based", "jira-quota-tenant-based", "new", ""])
def test_a_quota_and_what_nobody_knows_hold_back_everything(named):
    assert scope({"RateLimit-Reason": named}, Request("GET", "field")) == EVERYTHING


def test_a_burst_holds_back_the_endpoint():
    assert scope({"RateLimit-Reason": "jira-burst-based"}, Request("PUT", "issue/A-1")) == "PUT issue/*"


def test_writes_on_an_issue_hold_back_those_and_no_reads():
    headers = {"RateLimit-Reason": "jira-per-issue-on-write"}
    write, read = (Request("POST", "issue/A-1/comment", is_write=is_write) for is_write in (True, False))
    assert scope(headers, write) in write.scopes
    assert scope(headers, write) not in read.scopes
    assert scope(headers, read) == EVERYTHING


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "12"}, 12),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": "0", "X-RateLimit-Interval-Seconds": "30"}, 30),
        ({"Retry-After": "90", "X-RateLimit-Interval-Seconds": "30"}, 90),
        ({"Retry-After": "Mon, 02 Nov 2026 09:01:00 GMT", "Date": NOW}, 60),
        ({"Retry-After": "Mon, 02 Nov 2026 08:59:00 GMT", "Date": NOW}, 0),
        ({"Retry-After": "Mon, 02 Nov 2026 09:01:00 -0000", "Date": NOW}, 60),
        ({"Retry-After": "Mon, 02 Nov 2026 09:01:00 GMT"}, None),
        ({"Retry-After": "5", "X-RateLimit-Reset": "2026-11-02T09:30Z", "Date": NOW}, 1800),
        ({"X-RateLimit-Reset": "2026-11-02T09:30:00", "Date": NOW}, 1800),
        ({"X-RateLimit-Reset": "1793000000", "Date": NOW}, None),
    ],
)
def test_the_longest_of_what_is_asked_for_counts(headers, least):
    assert asked_for(headers) == least


def test_only_a_bucket_that_will_be_filled_can_be_used_up():
    assert is_used_up({"X-RateLimit-Remaining": "0", "X-RateLimit-Interval-Seconds": "1"})
    assert not is_used_up({"X-RateLimit-Remaining": "3", "X-RateLimit-Interval-Seconds": "1"})
    assert not is_used_up({"X-RateLimit-Remaining": "0"})


def test_the_time_of_the_server_is_known_where_it_shows_it():
    assert server_time({"Date": NOW}) == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert server_time({}) is None


def test_a_reason_is_told_in_words():
    assert reason({"RateLimit-Reason": "jira-per-issue-on-write"}) == "too many changes of one issue"
    assert reason({"RateLimit-Reason": "new"}) == ""
