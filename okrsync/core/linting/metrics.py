"""K12: one metric in two goals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.linting.wording import metric

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from okrsync.core.goals import KeyResult
    from okrsync.core.linting.draft import Draft, Flaw
    from okrsync.core.naming import Goal


class Use(NamedTuple):
    """A goal that moves a metric: below zero downwards."""

    goal: Goal
    way: float


def one_metric_twice(draft: Draft) -> Iterator[Flaw]:
    """K12: told at the later of two goals."""
    for use, earlier in shared_metrics(draft.measures):
        yield _told(draft, use, earlier)


def shared_metrics(measures: Iterable[tuple[Goal, KeyResult]]) -> Iterator[tuple[Use, Use]]:
    """Each use of a metric that an earlier goal uses, too, with that one.

    Each metric is looked up, not compared with every other.
    """
    first: dict[Hashable, list[Use]] = {}
    for goal, part in measures:
        keys = _keys(part) if part.kind == "metric" else []
        earlier = [use for key in keys for use in first.get(key, ()) if _meet(use.goal, goal)]
        use = Use(goal, _way(part))
        if earlier:
            yield use, earlier[0]
        for key in keys:
            first.setdefault(key, []).append(use)


def _keys(part: KeyResult) -> list[Hashable]:
    measure = repr(part.measure) if part.measure else None
    return [key for key in (measure, metric(part.title)) if key]


def _meet(one: Goal, other: Goal) -> bool:
    """Whether two goals are alive at one time."""
    if one.objective is other.objective:
        return False
    a, b = one.objective.cycle, other.objective.cycle
    return a.start <= b.end and b.start <= a.end


def _told(draft: Draft, use: Use, earlier: Use) -> Flaw:
    if use.way * earlier.way < 0:
        message = f"it pulls the metric of {earlier.goal.id} in the opposite direction"
        return draft.flaw(use.goal, "title", message)
    return draft.flaw(use.goal, "title", f"it uses the metric of {earlier.goal.id}")


def _way(part: KeyResult) -> float:
    if part.baseline is None or part.target is None:
        return 0.0
    return part.target - part.baseline
