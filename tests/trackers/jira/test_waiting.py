from __future__ import annotations

import pytest

from okrsync.errors import DeadlineReached, TrackerError
from okrsync.trackers.jira.waiting import Hiccup, Patience, busy


def waited(headers, *, tries=1, status=429):
    spans = []
    said = []
    Patience(said.append, spans.append).bear(busy("acme", status, headers), tries)
    return spans[0], said[0]


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"Retry-After": "12"}, 12),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "0", "X-RateLimit-Interval-Seconds": "30"}, 30),
        ({"Retry-After": "90", "X-RateLimit-Interval-Seconds": "30"}, 90),
        ({}, 5),
        ({"Retry-After": "soon"}, 5),
        ({"Retry-After": "Mon, 02 Nov 2026 09:01:00 GMT", "Date": "Mon, 02 Nov 2026 09:00:00 GMT"}, 60),
        ({"Retry-After": "Mon, 02 Nov 2026 08:59:00 GMT", "Date": "Mon, 02 Nov 2026 09:00:00 GMT"}, 1),
        ({"Retry-After": "Mon, 02 Nov 2026 09:01:00 -0000", "Date": "Mon, 02 Nov 2026 09:00:00 GMT"}, 60),
        ({"Retry-After": "Mon, 02 Nov 2026 09:01:00 GMT"}, 5),
    ],
)
def test_what_the_server_asks_for_is_the_least_that_is_waited(headers, least):
    seconds, _ = waited(headers)
    assert least <= seconds <= least * 1.3


def test_without_a_word_from_the_server_waits_double_up_to_a_minute():
    spans = [waited({}, tries=tries)[0] for tries in range(1, 6)]
    for seconds, least in zip(spans, (5, 10, 20, 40, 60), strict=True):
        assert least <= seconds <= least * 1.3


def test_two_runs_do_not_wait_in_step():
    assert len({waited({"Retry-After": "12"})[0] for _ in range(20)}) > 1


def test_a_wait_is_shown_with_its_reason():
    _, said = waited({"Retry-After": "10", "RateLimit-Reason": "jira-burst-based"})
    assert said.startswith("acme asks us to slow down (HTTP 429, too many requests in a second). Waiting 1")
    assert waited({"Retry-After": "150"})[1].endswith(" minutes.")


def test_a_wait_beyond_all_patience_says_when_to_come_back():
    headers = {"Retry-After": "1847", "RateLimit-Reason": "jira-quota-tenant-based"}
    with pytest.raises(
        TrackerError, match=r"hourly quota is used up\)\. Run okrsync again in (3[1-9]|4[01]) minutes\."
    ):
        waited(headers)


def test_all_waits_together_are_bounded():
    spans = []
    patience = Patience(lambda _: None, spans.append, left=100)
    hiccup = busy("acme", 429, {"Retry-After": "45"})
    patience.bear(hiccup, 1)
    with pytest.raises(TrackerError, match="Run okrsync again in"):
        patience.bear(Hiccup(str(hiccup), is_busy=True, at_least=60), 1)
    assert sum(spans) <= 100


def test_a_broken_server_is_tried_less_often_than_a_busy_one():
    patience = Patience(lambda _: None, lambda _: None)
    patience.bear(Hiccup("acme failed."), 2)
    with pytest.raises(TrackerError, match="It stayed so after 3 tries"):
        patience.bear(Hiccup("acme failed."), 3)
    patience.bear(busy("acme", 503, {}), 5)
    with pytest.raises(TrackerError, match="after 6 tries"):
        patience.bear(busy("acme", 503, {}), 6)


def test_no_wait_outlasts_the_deadline_of_the_run():
    spans = []
    patience = Patience(lambda _: None, spans.append, seconds_left=lambda: 30.0)
    patience.bear(busy("acme", 429, {"Retry-After": "10"}), 1)
    with pytest.raises(DeadlineReached, match=r"before a wait of \d+ s, for acme asks us to slow down"):
        patience.bear(busy("acme", 429, {"Retry-After": "31"}), 1)
    assert len(spans) == 1


def test_nothing_begins_after_the_deadline_of_the_run():
    patience = Patience(lambda _: None, lambda _: None, seconds_left=lambda: 0.0)
    with pytest.raises(DeadlineReached, match="before asking acme for its version"):
        patience.begin("asking acme for its version")
