"""Where a value will stand at the end of the cycle, if it goes on moving as it did."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate, pairwise
from math import isfinite
from random import Random
from typing import TYPE_CHECKING

from okrsync.core.report import Forecast

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from okrsync.core.method import Method

_SEED = 2026  # any, but always the same: the same values give the same forecast
_WEEK = 7


def forecast(seen: Sequence[tuple[date, float]], end: date, method: Method) -> Forecast | None:
    """A range for the value on the last day, from the values observed by date, oldest first.

    Many courses are played through: each week to come moves as one of the weeks gone by did, picked at
    random, the longer an observed change took the more often. None with too few values, no time left, or
    numbers too large.
    """
    if len(seen) < method.forecast_observations or end <= seen[-1][0]:
        return None
    changes = [((b - a) / (to - on).days * _WEEK, (to - on).days) for (on, a), (to, b) in pairwise(seen)]
    ends = sorted(
        _ends(seen[-1][1], changes, weeks=(end - seen[-1][0]).days / _WEEK, runs=method.forecast_runs)
    )
    found = [_quantile(ends, share) for share in (0.1, 0.5, 0.9)]
    # Numbers at the end of what a computer holds lead beyond it.
    return Forecast(*found) if all(map(isfinite, found)) else None


def _ends(value: float, changes: Sequence[tuple[float, int]], *, weeks: float, runs: int) -> list[float]:
    whole, rest = divmod(weeks, 1)
    steps = [1.0] * int(whole) + [rest]
    bounds = list(accumulate(days for _, days in changes))
    draw = Random(_SEED).random  # noqa: S311 (chance, not secrecy)
    return [
        value + sum(step * changes[bisect(bounds, draw() * bounds[-1])][0] for step in steps)
        for _ in range(runs)
    ]


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest, by how near they are."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
