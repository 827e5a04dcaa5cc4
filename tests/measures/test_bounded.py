from __future__ import annotations

from threading import Event

import pytest

from okrsync.measures.bounded import within


def test_what_the_call_returns_is_returned():
    assert within(10, lambda: 7) == 7


def test_what_it_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        within(10, lambda: 1 / 0)


def test_what_takes_longer_is_left_alone():
    never = Event()
    with pytest.raises(TimeoutError):
        within(0.05, never.wait)
    never.set()
