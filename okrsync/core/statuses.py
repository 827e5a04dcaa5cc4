"""Pace and status: is a goal where it should be by now? Every status says why, with its numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, get_args

from okrsync.core.report import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from okrsync.core.goals import KeyResult, Method
    from okrsync.core.report import Progress

WEAKEST_FIRST: tuple[Status, ...] = get_args(Status)


class Standing(NamedTuple):
    """A status and the sentence that gives its numbers."""

    status: Status
    reason: str


class Observed(NamedTuple):
    """What is known of a key result: its progress, the day of its value, and how often it was seen."""

    progress: Progress
    expected: float
    on: date | None
    observations: int
    is_over: bool  # the cycle has ended


def status(key_result: KeyResult, seen: Observed, method: Method, day: date) -> Standing:
    """The first status of the method's table that holds."""
    value = seen.progress.value
    if value is None:
        return Standing("pending", "no value yet")
    if outdated := _outdated(key_result, seen, method, day):
        return outdated
    if key_result.kind in ("guardrail", "range"):
        return _held(value)
    if value >= 1:
        return Standing("achieved", f"progress {value:.0%}")
    return _too_early(key_result, seen, method) or _paced(value, seen.expected, method)


def weakest(standings: Sequence[tuple[str, Standing]]) -> Standing:
    """The status of a set is that of its weakest member; a mean would hide the one at risk."""
    if not standings:
        return Standing("pending", "nothing to measure it by")
    name, standing = min(standings, key=lambda pair: WEAKEST_FIRST.index(pair[1].status))
    return Standing(standing.status, f"{name}: {standing.reason}")


def _outdated(key_result: KeyResult, seen: Observed, method: Method, day: date) -> Standing | None:
    if seen.is_over or seen.on is None:
        return None
    allowed = timedelta(days=(key_result.cadence_days or method.cadence_days) + method.grace_days)
    age = day - seen.on
    if age <= allowed:
        return None
    return Standing(
        "outdated", f"last value is from {seen.on}, {age.days} days ago; allowed are {allowed.days}"
    )


def _held(value: float) -> Standing:
    if value >= 1:
        return Standing("on track", "inside its bounds")
    return Standing("at risk", "outside its bounds")


def _too_early(key_result: KeyResult, seen: Observed, method: Method) -> Standing | None:
    if seen.expected < method.too_early:
        return Standing("too early", f"only {seen.expected:.0%} is expected by now")
    if seen.observations < method.min_observations and key_result.kind != "work":
        return Standing("too early", f"{seen.observations} of {method.min_observations} observations needed")
    return None


def _paced(value: float, expected: float, method: Method) -> Standing:
    pace = value / expected if expected > 0 else 1.0
    reason = f"progress {value:.0%} of {expected:.0%} expected by now: pace {pace:.2f}"
    if pace >= method.on_track:
        return Standing("on track", reason)
    return Standing("behind" if pace >= method.behind else "at risk", reason)
