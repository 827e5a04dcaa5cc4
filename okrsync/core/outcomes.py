"""Outcomes: what changed for somebody, apart from work that was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrsync.core.goals import Objective
    from okrsync.core.scoring import Scorer


class Outcome(NamedTuple):
    """Progress, and what of it is expected by now."""

    value: float
    expected: float


def outcome(scorer: Scorer, objective: Objective) -> Outcome | None:
    """The objective's progress without what counts work and what must merely hold; None without data."""
    found: dict[int, Outcome | None] = {}
    for one in reversed(scorer.family(objective)):
        found[id(one)] = _outcome(scorer, one, found)
    return found[id(objective)]


def _outcome(scorer: Scorer, objective: Objective, below: Mapping[int, Outcome | None]) -> Outcome | None:
    parts = [*_results(scorer, objective), *_children(scorer, objective, below)]
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
    scorer: Scorer, objective: Objective, below: Mapping[int, Outcome | None]
) -> Iterator[tuple[float, Outcome]]:
    if objective.driver not in ("children", "both"):
        return
    for child in scorer.children(objective):
        if (found := below.get(id(child))) is not None:  # what is above it as well counts nothing
            yield max(0.0, child.weight), found
