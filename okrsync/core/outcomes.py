"""Outcomes: what changed for somebody, apart from work that was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.goals import Objective
    from okrsync.core.scoring import Scorer


class Outcome(NamedTuple):
    """Progress, and what of it is expected by now."""

    value: float
    expected: float


def outcome(scorer: Scorer, objective: Objective, above: tuple[Objective, ...] = ()) -> Outcome | None:
    """The objective's progress without what counts work and what must merely hold; None without data.

    `above` are the objectives it is asked for: loops of parents end.
    """
    parts = [*_results(scorer, objective), *_children(scorer, objective, (*above, objective))]
    whole = sum(weight for weight, _ in parts)
    if whole <= 0:
        return None
    value = sum(weight * one.value for weight, one in parts) / whole
    return Outcome(value, sum(weight * one.expected for weight, one in parts) / whole)


def _results(scorer: Scorer, objective: Objective) -> Iterator[tuple[float, Outcome]]:
    if objective.driver not in ("key_results", "both"):
        return
    for one in objective.key_results:
        row = scorer.key_result(objective, one)
        # What must merely hold has no pace: nothing is expected of it.
        if one.kind != "work" and row.progress.value is not None and row.expected is not None:
            yield max(0.0, one.weight), Outcome(row.progress.value, row.expected)


def _children(
    scorer: Scorer, objective: Objective, above: tuple[Objective, ...]
) -> Iterator[tuple[float, Outcome]]:
    if objective.driver not in ("children", "both"):
        return
    for child in scorer.children(objective):
        found = None if any(child is one for one in above) else outcome(scorer, child, above)
        if found is not None:
            yield max(0.0, child.weight), found
