"""How long to wait for a busy or broken server, and when to give up."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import ceil
from typing import TYPE_CHECKING

from okrsync.errors import DeadlineReached, TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TRIES_WHEN_BUSY = 6
_TRIES_WHEN_BROKEN = 3
_LONGEST_STEP = 60.0
_REASONS = {
    "jira-quota-global-based": "the hourly quota is used up",
    "jira-quota-tenant-based": "the site's hourly quota is used up",
    "jira-burst-based": "too many requests in a second",
    "jira-per-issue-on-write": "too many changes of one issue",
}


class StillBroken(TrackerError):
    """A server failed each time it was asked."""


class Hiccup(Exception):
    """A read went wrong in a way that may pass. `is_busy`: the server asked for patience."""

    def __init__(self, sentence: str, *, is_busy: bool = False, at_least: float | None = None) -> None:
        super().__init__(sentence)
        self.is_busy = is_busy
        self.at_least = at_least


@dataclass(slots=True)
class Patience:
    """Waits visibly, no longer in all than `left` seconds, and begins nothing after the deadline."""

    say: Callable[[str], None]
    wait: Callable[[float], None]
    left: float = 300.0
    seconds_left: Callable[[], float] = lambda: math.inf  # until the deadline of the run

    def begin(self, what: str) -> None:
        """DeadlineReached when it is too late for `what`."""
        if self.seconds_left() <= 0:
            raise DeadlineReached(what)

    def bear(self, hiccup: Hiccup, tries: int) -> None:
        """Wait before the next try, after `tries` that failed; else a TrackerError says when to come back."""
        if tries >= (_TRIES_WHEN_BUSY if hiccup.is_busy else _TRIES_WHEN_BROKEN):
            gave_up = TrackerError if hiccup.is_busy else StillBroken
            raise gave_up(f"{hiccup} It stayed so after {tries} tries; run okrsync again later.")
        seconds = _seconds(hiccup, tries)
        if seconds > self.left:
            raise TrackerError(f"{hiccup} Run okrsync again in {_duration(seconds)}.")
        if seconds > self.seconds_left():
            raise DeadlineReached(f"a wait of {_duration(seconds)}, for {str(hiccup).rstrip('.')}")
        self.left -= seconds
        self.say(f"{hiccup} Waiting {_duration(seconds)}.")
        self.wait(seconds)


def busy(host: str, status: int, headers: Mapping[str, str]) -> Hiccup:
    """What a 429 or 503 says of itself."""
    why = _REASONS.get(headers.get("RateLimit-Reason", ""))
    sentence = f"{host} asks us to slow down (HTTP {status}{f', {why}' if why else ''})."
    return Hiccup(sentence, is_busy=True, at_least=_retry_after(headers))


def _seconds(hiccup: Hiccup, tries: int) -> float:
    # Data Center says "Retry-After: 0" while its bucket is empty, so it is never taken alone.
    step = min(_LONGEST_STEP, (5.0 if hiccup.is_busy else 1.0) * 2 ** (tries - 1))
    least = step if hiccup.at_least is None else max(hiccup.at_least, 1.0)
    return least * random.uniform(1.0, 1.3)  # noqa: S311 (keeps two runs from asking in step)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    named = [_number(headers.get("Retry-After")), _until(headers)]
    if any(seconds is not None for seconds in named):
        named.append(_number(headers.get("X-RateLimit-Interval-Seconds")))
    return max((seconds for seconds in named if seconds is not None), default=None)


def _number(text: str | None) -> float | None:
    return float(text) if text and text.strip().isdecimal() else None


def _until(headers: Mapping[str, str]) -> float | None:
    """Seconds to an HTTP date, by the clock of the server that named it."""
    try:
        then = parsedate_to_datetime(headers.get("Retry-After", ""))
        now = parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return None
    return max(0.0, (_aware(then) - _aware(now)).total_seconds())


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _duration(seconds: float) -> str:
    return f"{ceil(seconds)} s" if seconds < 120 else f"{ceil(seconds / 60)} minutes"  # noqa: PLR2004 (two minutes)
