"""Cycles: periods with goals. Days are UTC and inclusive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_NAMED = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A period from its first day through its last."""

    id: str
    start: date
    end: date

    def encloses(self, other: Cycle) -> bool:
        """Whether all of `other` lies inside this cycle; a cycle encloses itself."""
        return self.start <= other.start and other.end <= self.end

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def elapsed(self, day: date) -> float:
        """The share gone by: 0 on the first day (and before), 1 on the last (and after)."""
        length = (self.end - self.start).days
        if length == 0:
            return 1.0 if day >= self.end else 0.0
        return min(1.0, max(0.0, (day - self.start).days / length))

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@lru_cache(maxsize=256)  # asked for each goal in each version of the file
def calendar_cycle(name: str) -> Cycle | None:
    """The cycle a calendar name stands for (`2026-Q4`, `2026-H2`, `2026`); None for any other name."""
    match = _NAMED.fullmatch(name)
    if match is None or match[1] == "0000":
        return None
    year, quarter, half = int(match[1]), match[2], match[3]
    if quarter:
        return _months(name.upper(), year, int(quarter) * 3 - 2, 3)
    if half:
        return _months(name.upper(), year, int(half) * 6 - 5, 6)
    return _months(name, year, 1, 12)


def calendar_quarter(day: date) -> Cycle:
    """The calendar quarter that contains `day`."""
    quarter = (day.month + 2) // 3
    return _months(f"{day.year:04}-Q{quarter}", day.year, quarter * 3 - 2, 3)


def calendar_periods(day: date) -> tuple[Cycle, ...]:
    """The quarter, the half and the year around a day."""
    half = 1 if day.month <= 6 else 2  # noqa: PLR2004 (June)
    names = (f"{day.year:04}-H{half}", f"{day.year:04}")
    return (calendar_quarter(day), *(cycle for name in names if (cycle := calendar_cycle(name))))


def default_cycle(named: list[Cycle], day: date) -> Cycle:
    """The shortest of the named cycles that contains `day`, else its calendar quarter."""
    current = [cycle for cycle in named if cycle.contains(day)]
    return min(current, key=lambda cycle: (cycle.days, cycle.start, cycle.id), default=calendar_quarter(day))


def following(cycle: Cycle) -> Cycle | None:
    """The next quarter, half or year; None after a cycle with dates of its own."""
    if calendar_cycle(cycle.id) != cycle:
        return None
    first = cycle.end + timedelta(days=1)
    kind = cycle.id.partition("-")[2][:1].upper()
    number = {"Q": f"-Q{(first.month + 2) // 3}", "H": f"-H{(first.month + 5) // 6}"}.get(kind, "")
    return calendar_cycle(f"{first.year:04}{number}")


def _months(name: str, year: int, first: int, count: int) -> Cycle:
    after = first + count
    end = date(year, 12, 31) if after > 12 else date(year, after, 1) - timedelta(days=1)  # noqa: PLR2004 (December)
    return Cycle(name, date(year, first, 1), end)
