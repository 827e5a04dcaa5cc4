"""Reading the measures of key results: after the work, so that what is asked of it is of today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.issued_goals import with_issued
from okrsync.core.measuring import Measured, matching, over
from okrsync.core.work import Work
from okrsync.errors import MeasureFailed, OkrsyncError, StoreError
from okrsync.ports import Measuring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from okrsync.core.goals import Goals, Reading
    from okrsync.core.measures import Measure
    from okrsync.ports import Store, Tracker


@dataclass(frozen=True, slots=True)
class Gauges:
    """Where values are read. With `only`, nothing is measured but queries of that source."""

    trackers: Mapping[str, Tracker]
    read: Callable[[Measure], Reading]  # a file's or an address's
    sources: Sequence[str]  # whose synced work conditions are asked of
    only: str | None = None


class _Asked(NamedTuple):
    name: Measured  # without its value
    measure: Measure


def measure(store: Store, goals: Goals, gauges: Gauges, day: date) -> tuple[Measured, ...]:
    """Read and keep every measure of the goals that run on that day, and what goals' own issues say.

    One that fails says so in its place, and the value it had stays. StoreError ends it all.
    """
    if goals.issues:
        goals = with_issued(goals, store.items(gauges.sources))
    asked = [one for one in _asked(goals, day) if gauges.only in (None, one.measure.source)]
    of_work = iter(_of_work(store, goals, gauges, [one.measure for one in asked if one.measure.when]))
    found = []
    for one in asked:
        try:
            value = next(of_work) if one.measure.when else _value(one.measure, gauges)
            if value is None:
                raise MeasureFailed("There is nothing to take a share or a mean of.")
            found.append(replace(one.name, value=value))
        except StoreError:
            raise
        except OkrsyncError as error:
            found.append(replace(one.name, error=str(error)))
    store.keep_measured([*found, *_told_by_issues(goals)])
    return tuple(found)


def _told_by_issues(goals: Goals) -> Iterator[Measured]:
    """A day's value stays the same row, however often the issue is read."""
    for objective in goals.objectives:
        for part in objective.key_results:
            if part.issue is not None and part.current is not None and part.current_on is not None:
                yield Measured(objective.cycle.id, part.id, part.current_on.isoformat(), part.current)


def _asked(goals: Goals, day: date) -> Iterator[_Asked]:
    for objective in goals.objectives:
        if objective.state != "active" or not objective.cycle.contains(day):
            continue
        for key_result in objective.key_results:
            if key_result.measure is not None:
                name = Measured(objective.cycle.id, key_result.id, day.isoformat())
                yield _Asked(name, key_result.measure)


def _of_work(store: Store, goals: Goals, gauges: Gauges, measures: Sequence[Measure]) -> list[float | None]:
    """What synced work gives for each measure; it is read once for all, and only if there is any."""
    if not measures:
        return []
    work = Work(store.items(gauges.sources), goals.projects)
    found = matching(work, goals, [one.when for one in measures])
    return [over(one, items) for one, items in zip(measures, found, strict=True)]


def _value(measure: Measure, gauges: Gauges) -> Reading | None:
    if measure.query is None:
        return gauges.read(measure)
    tracker = next(
        (
            one
            for name, one in gauges.trackers.items()
            if name.casefold() == (measure.source or "").casefold()
        ),
        None,
    )
    if not isinstance(tracker, Measuring):
        raise MeasureFailed(f"The source {measure.source} answers no queries: measure with `when` instead.")
    return tracker.measure(measure)
