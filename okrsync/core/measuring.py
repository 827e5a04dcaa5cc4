"""What a set of work items measures, and what a measure gave."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from okrsync.core.matching import Matcher
from okrsync.core.teams import Teams

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from okrsync.core.goals import Goals, Reading
    from okrsync.core.matching import When
    from okrsync.core.measures import Measure
    from okrsync.core.model import WorkItem
    from okrsync.core.work import Work

_EFFORT = ("effort", "points", "story points")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure gave on a day, or why it gave nothing. `goal` is a key result's whole name."""

    cycle: str
    goal: str
    on: str  # the day, ISO 8601
    value: Reading | None = None
    error: str | None = None


def over(measure: Measure, items: Iterable[WorkItem]) -> float | None:
    """The measure of these items, but milestones; None where there is nothing to share or to add up."""
    found = [item for item in items if item.kind != "milestone"]
    if measure.kind == "count":
        return float(len(found))
    if measure.kind == "share_done":
        return _mean([float(item.state == "done") for item in found if item.state != "dropped"])
    numbers = [number for item in found if (number := number_of(item, measure.field or "")) is not None]
    if measure.kind == "sum" and (numbers or not found):
        return fsum(numbers)
    return _mean(numbers)


def matching(work: Work, goals: Goals, whens: Sequence[When]) -> list[list[WorkItem]]:
    """For each `when`, the items whose own facts match it."""
    teams = Teams(work, goals.teams)
    matcher = Matcher(whens, {"epic": work.epics, "team": teams.lineage})
    found: list[list[WorkItem]] = [[] for _ in whens]
    for item in work.items.values():
        for match in matcher.matches(item):
            found[match.rule].append(item)
    return found


def number_of(item: WorkItem, field: str) -> float | None:
    """The estimate of an item, or a number in one of its fields; None where there is none."""
    name = field.casefold().removeprefix("field.")
    if name in _EFFORT and item.effort is not None:
        return item.effort
    written = next((values for named, values in item.fields.items() if named.casefold() == name), ())
    try:
        return float(written[0]) if written else None
    except ValueError:
        return None


def _mean(numbers: Sequence[float]) -> float | None:
    return fsum(numbers) / len(numbers) if numbers else None
