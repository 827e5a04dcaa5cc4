"""How the numbers of a goal came about, line by line down the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsync.render.bounds import bounds
from okrsync.render.figures import NO_DATA, number, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.report import Original, Report, ReportEdit, ReportKeyResult, ReportObjective


@dataclass(frozen=True, slots=True)
class Line:
    """One number of one goal, and the formula with its values.

    A status has its reason instead; what was changed in the file, what it was.
    """

    goal: str
    depth: int
    number: str
    value: float | str | None
    formula: str

    @property
    def shown(self) -> str:
        """The value for people: the formula has it exactly."""
        if self.value is None or isinstance(self.value, str):
            return self.value or NO_DATA
        return number(self.value) if self.number == "pace" else percent(self.value)


def reckoning(report: Report, name: str | None = None) -> tuple[Line, ...]:
    """Every number of the goal of that name, of its key results and of what contributes to it; or of all."""
    return tuple(_Walk(report).lines(name))


class _Walk:
    """Goes down the tree once: an objective met again, as in a loop of parents, is not told again."""

    def __init__(self, report: Report) -> None:
        self._objectives = {one.id: one for one in report.objectives}
        self._parts = {one.id: one for one in report.key_results}
        self._below = {child for one in report.objectives for child in one.children}
        self._told: set[str] = set()

    def lines(self, name: str | None) -> Iterator[Line]:
        for goal, one in self._parts.items():
            if name is not None and goal.casefold() == name.casefold():
                yield from _of(one, 0)
        for goal, objective in self._objectives.items():
            if goal not in self._below if name is None else goal.casefold() == name.casefold():
                yield from self._down(objective)

    def _down(self, top: ReportObjective) -> Iterator[Line]:
        waiting = [(top, 0)]
        while waiting:
            objective, depth = waiting.pop()
            if objective.id not in self._told:
                self._told.add(objective.id)
                yield from self._own(objective, depth)
                below = [self._objectives[one] for one in objective.children if one in self._objectives]
                waiting += [(child, depth + 1) for child in reversed(below)]

    def _own(self, objective: ReportObjective, depth: int) -> Iterator[Line]:
        yield from _of(objective, depth)
        for part in objective.key_results:
            if part in self._parts:
                yield from _of(self._parts[part], depth + 1)


def _of(goal: ReportObjective | ReportKeyResult, depth: int) -> Iterator[Line]:
    for one in goal.why:
        yield Line(goal.id, depth, one.number, one.value, one.formula)
    yield Line(goal.id, depth, "status", goal.status, goal.status_reason)
    yield from (Line(goal.id, depth, edit.key, edit.after, _edited(edit)) for edit in goal.edits)
    first = getattr(goal, "original", None)
    if first is not None:
        yield Line(goal.id, depth, "at first", first.progress.value, _by_then(first))


def _edited(edit: ReportEdit) -> str:
    since = f"was {edit.before} until {edit.on}"
    if edit.commit is None:
        return f"{since}, not committed yet"
    return f"{since} ({edit.commit[:9]}){f': {edit.reason}' if edit.reason else ', and nothing says why'}"


def _by_then(first: Original) -> str:
    expected = f", {percent(first.expected)} expected" if first.expected is not None else ""
    return f"progress by what it began with: {bounds(first)}{expected}, {first.status}"
