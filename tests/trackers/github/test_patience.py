"""Waits that are bounded, and a deadline nothing outlasts."""

from __future__ import annotations

import pytest

from okrsync.errors import DeadlineReached
from okrsync.trackers.github.pauses import LimitReached

LISTS = "GET .*/issues$"


@pytest.fixture(autouse=True)
def web(github):
    web = github.world.repository()
    for number in range(250):
        web.issue(f"Issue {number}")
    return web


def test_no_page_is_begun_after_the_deadline(github, opened):
    left = iter([4.0, 3.0, 2.0, 1.0, 0.0])
    walker = opened(seconds_left=lambda: next(left))
    pages = []
    with pytest.raises(
        DeadlineReached,
        match="before the next page of acme/web, after 200 items up to the changes of 2026-10-01T08:03:20Z",
    ):
        pages.extend(walker.tracker.walk({}, is_full=False))
    assert github.count == 4
    assert sum(len(page.items) for page in pages) == 200


def test_no_pause_outlasts_the_deadline(github, opened):
    github.fail(LISTS, 429, body={}, headers={"Retry-After": "20"})
    walker = opened(seconds_left=lambda: 10.0)
    with pytest.raises(DeadlineReached, match="before the next page of acme/web, after 0 items"):
        walker.walk()
    assert walker.waited == []


def test_a_pause_too_long_for_any_run_says_when_to_come_back_even_with_a_deadline(github, opened):
    github.fail(LISTS, 429, body={}, headers={"Retry-After": "2400"})
    with pytest.raises(LimitReached, match="Run okrsync again after 08:44 UTC"):
        opened(seconds_left=lambda: 10.0).walk()


def test_nothing_is_written_after_the_deadline(github, opened):
    walker = opened(seconds_left=lambda: 0.0)
    with pytest.raises(DeadlineReached):
        walker.tracker.create_comment("github:acme/web#1", "Hello")
    assert github.count == 0
