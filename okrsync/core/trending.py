"""How coverage and progress moved: one point a sync day, one a week in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.coverage import coverage
from okrsync.core.report import TrendPoint

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from okrsync.core.tallying import Tally


def point(found: Tally) -> TrendPoint:
    """The numbers of a day that are kept: of the whole company, without a word."""
    covered = coverage(found.census, found.tier.goals.effort_unit)
    progress = {one.id: found.scorer.progress(one).value for one in found.tier.names.in_scope()}
    in_order = {name: progress[name] for name in sorted(progress)}
    return TrendPoint(found.tier.names.as_of, covered.share, covered.effort.share, in_order)


def weekly(kept: Iterable[TrendPoint], today: TrendPoint) -> tuple[TrendPoint, ...]:
    """The last point of each calendar week before today's, and today's."""
    weeks: dict[tuple[int, int], TrendPoint] = {}
    for one in sorted(kept, key=lambda one: one.date):
        if one.date < today.date:
            weeks[_week(one.date)] = one
    weeks[_week(today.date)] = today
    return tuple(weeks.values())


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
