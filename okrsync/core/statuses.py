"""Pace and status: is a goal where it should be by now? Every status says why, with its numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, get_args

from okrsync.core.numerals import apart, numeral, percent, told
from okrsync.core.progress import HELD, pace, reaches
from okrsync.core.report import Status, StatusOverride

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from okrsync.core.goals import KeyResult, Override, Reading, Value
    from okrsync.core.method import Method
    from okrsync.core.progress import Progress
    from okrsync.core.serving import Served

WEAKEST_FIRST: tuple[Status, ...] = get_args(Status)
SILENT = ("outdated", "pending")


class Standing(NamedTuple):
    """A status and the sentence that gives its numbers."""

    status: Status
    reason: str


class Record(NamedTuple):
    """What is known of a key result on a day: its values, one a day, oldest first, and its work."""

    values: Sequence[Value]
    work: Served
    day: date
    is_ended: bool  # the cycle is over, or its objective closed
    noted: Sequence[Value] = ()  # with those a later one of the same day put right


class Observed(NamedTuple):
    """What is known of a key result: its progress, the day of its value, and how often it was seen."""

    progress: Progress
    expected: float
    on: date | None
    observations: int
    is_over: bool  # the cycle has ended
    current: Reading | None = None


def status(key_result: KeyResult, seen: Observed, method: Method, day: date) -> Standing:
    """The first status of the method's table that holds."""
    value = seen.progress.value
    if value is None:
        return Standing("pending", _missing(key_result, seen))
    if outdated := _outdated(key_result, seen, method, day):
        return outdated
    if key_result.kind in HELD:
        return _held(key_result, value, seen)
    if value >= 1:
        return Standing("achieved", f"progress {percent(value)}")
    return _too_early(key_result, seen, method) or _paced(value, seen.expected, method)


def overridden(
    computed: Standing, override: Override | None, day: date
) -> tuple[Standing, StatusOverride | None]:
    """The status to show, and the word of a person where there is one: both are told.

    It holds through its last day. Silence is never green: no word lifts a goal without a fresh value.
    """
    if override is None:
        return computed, None
    is_expired = day > override.until
    is_lifting = WEAKEST_FIRST.index(override.status) > WEAKEST_FIRST.index(computed.status)
    applies = not is_expired and not (computed.status in SILENT and is_lifting)
    told = StatusOverride(override.status, override.by, override.reason, override.until, is_expired, applies)
    if not applies:
        return computed, told
    reason = (
        f"{override.by} says so until {override.until}: {override.reason}; "
        f"computed is {computed.status} ({computed.reason})"
    )
    return Standing(override.status, reason), told


def weakest(standings: Sequence[tuple[str, Standing]]) -> Standing:
    """The status of a set is that of its weakest member; a mean would hide the one at risk."""
    if not standings:
        return Standing("pending", "nothing to measure it by")
    name, standing = min(standings, key=lambda pair: WEAKEST_FIRST.index(pair[1].status))
    return Standing(standing.status, f"{name}: {standing.reason}")


def _missing(key_result: KeyResult, seen: Observed) -> str:
    """Why there is no progress."""
    if key_result.kind == "work":
        return "no work is tied to it yet"
    if key_result.kind == "metric" and key_result.baseline is None:
        return "its baseline is still unknown: measure it first"
    if key_result.kind == "metric" and key_result.baseline == key_result.target:
        return f"its baseline and its target are both {told(key_result.target)}"
    return "no value yet" if seen.current is None else f"{told(seen.current)} cannot be measured against it"


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


def _held(key_result: KeyResult, value: float, seen: Observed) -> Standing:
    bounds = " and ".join(
        f"{word} {numeral(bound)}"
        for word, bound in (("at least", key_result.min), ("at most", key_result.max))
        if bound is not None
    )
    if value >= 1:
        return Standing("on track", f"inside its bounds: {told(seen.current)}, {bounds}")
    return Standing(
        "at risk", f"outside its bounds, {bounds}: {percent(value)} at its worst, now {told(seen.current)}"
    )


def _too_early(key_result: KeyResult, seen: Observed, method: Method) -> Standing | None:
    if not reaches(seen.expected, method.too_early):
        return Standing("too early", f"only {percent(seen.expected)} is expected by now")
    if seen.observations < method.min_observations and key_result.kind != "work":
        return Standing("too early", f"{seen.observations} of {method.min_observations} observations needed")
    return None


def _paced(value: float, expected: float, method: Method) -> Standing:
    found = pace(value, expected)
    speed = 1.0 if found is None else found
    shown = apart(speed, method.on_track, method.behind)
    reason = f"progress {percent(value)} of {percent(expected)} expected by now: pace {shown}"
    if reaches(speed, method.on_track):
        return Standing("on track", reason)
    return Standing("behind" if reaches(speed, method.behind) else "at risk", reason)
