"""How long to wait for a busy or broken server, and when to give up."""

from __future__ import annotations

import math
import random
import time
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from okrsync.errors import DeadlineReached, TrackerError
from okrsync.trackers.jira.limits import EVERYTHING, asked_for, interval, is_used_up, reason, scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests import Response

    from okrsync.trackers.jira.limits import Request

_TRIES_WHEN_BUSY = 5  # Atlassian: four retries
_TRIES_WHEN_BROKEN = 3
_LONGEST_STEP = 60.0


class StillBroken(TrackerError):
    """A server failed each time it was asked."""


class Hiccup(Exception):
    """A request went wrong in a way that may pass. `is_busy`: the server asked for patience.

    `holds_back` is what has to wait for `at_least` so many seconds, when it says so.
    """

    def __init__(
        self, sentence: str, *, is_busy: bool = False, at_least: float | None = None, holds_back: str = ""
    ) -> None:
        super().__init__(sentence)
        self.is_busy = is_busy
        self.at_least = at_least
        self.holds_back = holds_back


class _Pause(NamedTuple):
    until: float
    why: str


@dataclass(slots=True)
class Patience:
    """Waits visibly, no longer in all than `left` seconds, and begins nothing after the deadline.

    What is held back longer than that is not even asked for until its time has come.
    """

    say: Callable[[str], None]
    wait: Callable[[float], None]
    left: float = 300.0
    seconds_left: Callable[[], float] = lambda: math.inf  # until the deadline of the run
    clock: Callable[[], float] = time.monotonic
    _pauses: dict[str, _Pause] = field(default_factory=dict)

    def begin(self, what: str, request: Request) -> None:
        """Wait as long as the request is held back. DeadlineReached when it is too late for `what`."""
        if self.seconds_left() <= 0:
            raise DeadlineReached(what)
        for each in request.scopes:
            if each in self._pauses:
                self._wait_out(each)

    def bear(self, hiccup: Hiccup, tries: int, request: Request) -> None:
        """Hold back what has to wait, after `tries` that failed; a TrackerError when those were enough."""
        held_back = hiccup.holds_back or request.endpoint
        is_enough = tries >= (_TRIES_WHEN_BUSY if hiccup.is_busy else _TRIES_WHEN_BROKEN)
        if hiccup.is_busy or not is_enough:
            self._hold_back(held_back, _seconds(hiccup, tries), str(hiccup))
        if is_enough:
            gave_up = TrackerError if hiccup.is_busy else StillBroken
            raise gave_up(f"{hiccup} It stayed so after {tries} tries; run okrsync again later.")

    def note(self, headers: Mapping[str, str], host: str) -> None:
        """Wait before the next request where this answer was the last one for now."""
        if is_used_up(headers):
            seconds = _jittered(max(interval(headers) or 0.0, 1.0))
            self._hold_back(EVERYTHING, seconds, f"{host} has no more requests for us in this interval.")

    def _hold_back(self, scope: str, seconds: float, why: str) -> None:
        self._pauses[scope] = _Pause(self.clock() + seconds, why)

    def _wait_out(self, scope: str) -> None:
        until, why = self._pauses[scope]
        seconds = max(0.0, until - self.clock())
        if seconds > self.left:
            raise TrackerError(f"{why} Run okrsync again in {_duration(seconds)}.")
        if seconds > self.seconds_left():
            raise DeadlineReached(f"a wait of {_duration(seconds)}, for {why.rstrip('.')}")
        del self._pauses[scope]
        if seconds > 0:
            self.left -= seconds
            self.say(f"{why} Waiting {_duration(seconds)}.")
            self.wait(seconds)


def busy(host: str, response: Response, request: Request) -> Hiccup:
    """What a 429 or 503 says of itself."""
    headers = response.headers
    why = reason(headers)
    sentence = f"{host} asks us to slow down (HTTP {response.status_code}{f', {why}' if why else ''})."
    return Hiccup(sentence, is_busy=True, at_least=asked_for(headers), holds_back=scope(headers, request))


def _seconds(hiccup: Hiccup, tries: int) -> float:
    # Data Center says "Retry-After: 0" while its bucket is empty, so it is never taken alone.
    first = 5.0 if hiccup.is_busy and hiccup.at_least is None else 1.0
    step = min(_LONGEST_STEP, first * 2 ** (tries - 1))
    return _jittered(max(hiccup.at_least or 0.0, step))


def _jittered(least: float) -> float:
    """Never less than was asked for, and not in step with other runs."""
    return least * random.uniform(1.0, 1.3)  # noqa: S311 (no secret)


def _duration(seconds: float) -> str:
    return f"{ceil(seconds)} s" if seconds < 120 else f"{ceil(seconds / 60)} minutes"  # noqa: PLR2004 (two minutes)
