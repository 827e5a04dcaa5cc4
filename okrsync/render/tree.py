"""The goals as a tree: each objective under its parent, with its key results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrsync.core.report import Report, ReportKeyResult, ReportObjective


@dataclass(frozen=True, slots=True)
class Branch:
    """One objective, what it is measured by, and the objectives below it."""

    objective: ReportObjective
    key_results: tuple[ReportKeyResult, ...]
    children: tuple[Branch, ...]
    depth: int = 0

    @property
    def above(self) -> str:
        """What it serves, where its place in the tree does not say so: `contributes to ACME.KR2`."""
        one = self.objective
        if one.parent is None or (self.depth and one.relation == "contributes" and "." not in one.parent):
            return ""
        return f"{'supports' if one.relation == 'supports' else 'contributes to'} {one.parent}"

    def walk(self) -> Iterator[Branch]:
        """The branch and all below it, parents first."""
        waiting = [self]
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting += reversed(branch.children)


def tree(report: Report) -> tuple[Branch, ...]:
    """The objectives nobody is above, in the report's order; those in a loop of parents stand alone."""
    known = {objective.id for objective in report.objectives}
    below: dict[str, list[ReportObjective]] = {}
    for objective in report.objectives:
        above = (objective.parent or "").partition(".")[0]
        below.setdefault(above if above in known and above != objective.id else "", []).append(objective)
    measures = {key_result.id: key_result for key_result in report.key_results}
    grown = _grown(below, below.pop("", []), measures)
    looping = [objective for left in below.values() for objective in left]
    return (*grown, *_grown({}, looping, measures))


def standing(objective: ReportObjective) -> str:
    """Its status; of one that is not pursued now, its state as well: `pending (draft)`."""
    return objective.status if objective.state == "active" else f"{objective.status} ({objective.state})"


def _grown(
    below: dict[str, list[ReportObjective]],
    objectives: list[ReportObjective],
    measures: Mapping[str, ReportKeyResult],
) -> tuple[Branch, ...]:
    """Takes from `below` what it has placed: an id used in two cycles has its children once.

    Laid out from the top down, then joined from the leaves up: a tree may be deeper than calls may nest.
    """
    # Each with its depth, the branches it stands among, and those below it.
    order: list[tuple[ReportObjective, int, list[Branch], list[Branch]]] = []
    roots: list[Branch] = []
    waiting = [(objective, 0, roots) for objective in reversed(objectives)]
    while waiting:
        objective, depth, siblings = waiting.pop()
        own: list[Branch] = []
        order.append((objective, depth, siblings, own))
        waiting += [(child, depth + 1, own) for child in reversed(below.pop(objective.id, []))]
    for objective, depth, siblings, own in reversed(order):
        parts = tuple(measures[name] for name in objective.key_results if name in measures)
        siblings.insert(0, Branch(objective, parts, tuple(own), depth))
    return tuple(roots)
