"""Progress of a key result: how far its value has come from baseline to target."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import KeyResult, Reading
    from okrsync.core.method import Method


Point = tuple["date", float]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a value has come: clamped to 0–1, and raw. None where there is nothing to measure it by."""

    value: float | None
    raw: float | None


NO_DATA = Progress(None, None)
HELD = ("range", "guardrail")  # inside or outside: they have no pace
_NOISE = 1e-9  # 0.21 of 0.3 is 0.7, whatever a computer makes of it


def progress(key_result: KeyResult, current: Reading | None) -> Progress:
    """Progress at a value, 0–1, and raw; no data where there is no value or nothing to measure it by.

    A key result driven by work has no value of its own: its progress is the work's.
    """
    measured = _MEASURES[key_result.kind]
    return measured(key_result, current)


def over_periods(key_result: KeyResult, readings: Iterable[Reading]) -> Progress:
    """Progress after these values, oldest first: at the last one; what must hold counts at its worst."""
    known = [progress(key_result, reading) for reading in readings]
    if not known:
        return NO_DATA
    if key_result.kind not in HELD:
        return known[-1]
    worst = min((one.value for one in known if one.value is not None), default=None)
    return Progress(worst, worst)


def of_work(done: float, all_of_it: float) -> Progress:
    """The share of tied work that is done, by effort; no data without work."""
    return Progress(done / all_of_it, done / all_of_it) if all_of_it > 0 else NO_DATA


def expected(key_result: KeyResult, cycle: Cycle, day: date) -> float:
    """Where progress should be on that day: on the key result's own curve, else the elapsed share.

    The curve runs from 0 on the first day to 1 on the last, unless it has its own word for those; what it
    says of days outside of the cycle bends nothing.
    """
    if not key_result.phases:
        return cycle.elapsed(day)
    before, after, gone = stretch(key_result, cycle, day)
    length = (after[0] - before[0]).days
    return before[1] + (after[1] - before[1]) * gone / length if length else before[1]


def stretch(key_result: KeyResult, cycle: Cycle, day: date) -> tuple[Point, Point, int]:
    """The points of its curve before and after the day, and the days since the first. The last is both."""
    own = {on: share for on, share in key_result.phases if cycle.contains(on)}
    points = sorted(({cycle.start: 0.0, cycle.end: 1.0} | own).items())
    day = min(max(day, cycle.start), cycle.end)
    before = max(point for point in points if point[0] <= day)
    after = min((point for point in points if point[0] > day), default=before)
    return before, after, (day - before[0]).days


def pace(value: float | None, expected: float) -> float | None:
    """Progress over what is expected by now; none without a value, or where nothing is expected yet."""
    return None if value is None or expected <= 0 else value / expected


def band(score: float, method: Method) -> str:
    """The colour of a score. The bands are half-open: nothing falls between them."""
    if reaches(score, method.score_green):
        return "green"
    return "yellow" if reaches(score, method.score_yellow) else "red"


def reaches(value: float, threshold: float) -> bool:
    """Whether a value is at a threshold or above it, the noise of computed numbers aside."""
    return value >= threshold - _NOISE


def exceeds(value: float, threshold: float) -> bool:
    """Whether a value is above a threshold, and not by the noise of computed numbers."""
    return value > threshold + _NOISE


def outside(key_result: KeyResult, current: Reading | None) -> tuple[float, float] | None:
    """How far a value is beyond its bounds, and what that is divided by; None without a number or a bound."""
    low, high = key_result.min, key_result.max
    if not isinstance(current, (int, float)) or (low is None and high is None):
        return None
    below = 0.0 if low is None else max(0.0, low - current)
    above = 0.0 if high is None else max(0.0, current - high)
    width = abs(low or high or 0.0) if low is None or high is None else high - low
    return below + above, width


def clamp(value: float) -> float:
    return min(1.0, max(0.0, value))


def _metric(key_result: KeyResult, current: Reading | None) -> Progress:
    baseline, target = key_result.baseline, key_result.target
    if not isinstance(current, (int, float)) or baseline is None or target is None or baseline == target:
        return NO_DATA
    raw = (current - baseline) / (target - baseline)
    # Numbers at the end of what a computer holds give none: better no value than a wrong one.
    return Progress(clamp(raw), raw) if isfinite(raw) else NO_DATA


def _milestone(key_result: KeyResult, current: Reading | None) -> Progress:
    if current is None:
        return NO_DATA
    if key_result.steps and not isinstance(current, (bool, str)):
        done = current / len(key_result.steps)
        return Progress(clamp(done), clamp(done))
    if isinstance(current, bool) or key_result.target is None:
        value = float(bool(current))
        return Progress(value, value)
    return _metric(key_result, current)


def _range(key_result: KeyResult, current: Reading | None) -> Progress:
    found = outside(key_result, current)
    if found is None:
        return NO_DATA
    distance, width = found
    value = max(0.0, 1 - distance / width) if distance and width > 0 else float(not distance)
    return Progress(value, value)


def _ordinal(key_result: KeyResult, current: Reading | None) -> Progress:
    levels = [level.casefold() for level in key_result.levels]
    if len(levels) < 2 or str(current).casefold() not in levels:  # noqa: PLR2004 (one level is no scale)
        return NO_DATA
    value = levels.index(str(current).casefold()) / (len(levels) - 1)
    return Progress(value, value)


def _work(key_result: KeyResult, current: Reading | None) -> Progress:  # noqa: ARG001 (one shape)
    return NO_DATA


_MEASURES = {
    "metric": _metric,
    "milestone": _milestone,
    "range": _range,
    "guardrail": _range,
    "ordinal": _ordinal,
    "work": _work,
}
