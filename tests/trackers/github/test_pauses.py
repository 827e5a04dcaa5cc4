from __future__ import annotations

import pytest

from okrsync.trackers.github.answers import Answer
from okrsync.trackers.github.pauses import pause

DATE = {"date": "Thu, 01 Oct 2026 08:00:00 GMT"}
AT_8 = 1790841600


def _answer(status, message="", headers=None, **data):
    return Answer(status, DATE | (headers or {}), {"message": message} | data)


@pytest.mark.parametrize(
    "answer",
    [
        _answer(200),
        _answer(403, "Resource not accessible by integration", {"x-ratelimit-remaining": "4999"}),
        _answer(404, "Not Found"),
        _answer(200, errors=[{"type": "FORBIDDEN"}]),
    ],
)
def test_other_answers_ask_for_no_pause(answer):
    assert pause(answer, 0) is None


def test_the_time_of_the_reset_is_measured_by_the_servers_clock():
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(AT_8 + 90)}
    assert pause(_answer(403, "API rate limit exceeded", headers), 0) == 91


def test_a_reset_in_the_past_is_a_short_pause():
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(AT_8 - 90)}
    assert pause(_answer(429, "", headers), 0) == 1


@pytest.mark.parametrize("said", ["12", "Thu, 01 Oct 2026 08:00:12 GMT"])
def test_retry_after_is_a_number_or_a_date(said):
    assert pause(_answer(429, "", {"retry-after": said}), 0) == 12


@pytest.mark.parametrize("said", ["soon", ""])
def test_an_odd_retry_after_is_a_minute(said):
    assert pause(_answer(403, "", {"retry-after": said}), 0) == 60


def test_a_secondary_limit_without_a_time_is_a_minute_then_two():
    answer = _answer(
        403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
    )
    assert [pause(answer, earlier) for earlier in range(3)] == [60, 120, 240]


def test_graphql_says_it_with_200():
    assert pause(_answer(200, errors=[{"type": "RATE_LIMITED"}]), 0) == 60


def test_pauses_grow_when_one_was_not_enough():
    answer = _answer(429, "", {"retry-after": "1"})
    assert [pause(answer, earlier) for earlier in range(5)] == [1, 2, 4, 8, 16]
