"""The tree of goals with progress and work, or one goal with what belongs to it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.core.report import Report, ReportKeyResult, ReportObjective


class Shown(NamedTuple):
    """Objectives and key results of a report, in its order."""

    objectives: tuple[ReportObjective, ...]
    key_results: tuple[ReportKeyResult, ...]


class Branch(NamedTuple):
    """An objective's place in the tree: how deep it stands under its parents."""

    depth: int
    objective: ReportObjective
    key_results: tuple[ReportKeyResult, ...]


def shown(report: Report, name: str | None) -> Shown:
    """All goals, or the objective or key result of that name. UsageError names the nearest."""
    if name is None:
        return Shown(report.objectives, report.key_results)
    objectives = tuple(one for one in report.objectives if _is(one.id, name))
    parts = {part for one in objectives for part in one.key_results}
    key_results = tuple(one for one in report.key_results if one.id in parts or _is(one.id, name))
    if objectives or key_results:
        return Shown(objectives, key_results)
    known = [*(one.id for one in report.objectives), *(one.id for one in report.key_results)]
    close = get_close_matches(name.upper(), known, n=1)
    cure = f"did you mean {close[0]}?" if close else f"`okrsync goals` lists those of {report.cycle.id}."
    raise UsageError(f"No goal is called {name}: {cure}")


def tree(goals: Shown) -> list[Branch]:
    """Objectives, each below its parent, in the report's order. Loops end; without its parent it is a root."""
    place = {one.id: number for number, one in enumerate(goals.objectives)}
    parents = {one.id: (one.parent or "").partition(".")[0] for one in goals.objectives}
    results = {one.id: one for one in goals.key_results}
    branches = []
    for one in goals.objectives:
        lineage = _lineage(one.id, parents)
        order = tuple(place[name] for name in reversed(lineage))
        branch = Branch(
            len(lineage) - 1, one, tuple(results[part] for part in one.key_results if part in results)
        )
        branches.append((order, branch))
    return [branch for _, branch in sorted(branches, key=lambda pair: pair[0])]


def _is(goal: str, name: str) -> bool:
    return goal.casefold() == name.casefold()


def _lineage(name: str, parents: Mapping[str, str]) -> list[str]:
    """The goal, its parent, and so on up."""
    lineage = [name]
    while (parent := parents[lineage[-1]]) in parents and parent not in lineage:
        lineage.append(parent)
    return lineage
