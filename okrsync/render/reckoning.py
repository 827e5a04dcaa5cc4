"""How the numbers of a goal came about, line by line down the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsync.render.bounds import bounds
from okrsync.render.figures import NO_DATA, number, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.core.report import Grade, Original, Report, ReportEdit, ReportKeyResult, ReportObjective


_PLAIN = ("pace", "score")  # the others are shares


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
        return number(self.value) if self.number in _PLAIN else percent(self.value)


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
                yield from _of(one, 0, _said(one))
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
        parts = [self._parts[one] for one in objective.key_results if one in self._parts]
        yield from _of(objective, depth, _shared(parts))
        for part in parts:
            yield from _of(part, depth + 1, _said(part))


def _of(goal: ReportObjective | ReportKeyResult, depth: int, sure: str) -> Iterator[Line]:
    for one in goal.why:
        yield Line(goal.id, depth, one.number, one.value, one.formula)
    yield Line(goal.id, depth, "status", goal.status, goal.status_reason)
    if goal.confidence is not None:
        yield Line(goal.id, depth, "confidence", goal.confidence, sure)
    if goal.grade is not None:
        final, computed = goal.grade.final, goal.grade.computed
        yield Line(goal.id, depth, "score", computed if final is None else final, _graded(goal.grade))
    yield from (Line(goal.id, depth, edit.key, edit.after, _edited(edit)) for edit in goal.edits)
    first = getattr(goal, "original", None)
    if first is not None:
        yield Line(goal.id, depth, "at first", first.progress.value, _by_then(first))


def _said(part: ReportKeyResult) -> str:
    days = [one.on for one in part.history if one.confidence is not None]
    return f"as checked in on {days[-1]}" if days else ""


def _shared(parts: Sequence[ReportKeyResult]) -> str:
    known = [part for part in parts if part.confidence is not None]
    terms = " + ".join(f"{part.confidence:.3g} ({part.id})" for part in known)
    return f"Σ confidence / how many = ({terms}) / {len(known)}"


def _graded(grade: Grade) -> str:
    is_known = grade.computed is not None
    computed = (
        f"computed is {number(grade.computed)}, the progress" if is_known else "no progress to compute it"
    )
    given = "" if grade.final is None else f"; {number(grade.final)} was given"
    colour = f": {grade.band}" if grade.band else ""
    expected = "" if grade.expected is None else f"; {number(grade.expected)} is expected"
    return f"{computed}{given}{colour}{expected}{f': {grade.outcome}' if grade.outcome else ''}"


def _edited(edit: ReportEdit) -> str:
    since = f"was {edit.before} until {edit.on}"
    if edit.commit is None:
        return f"{since}, not committed yet"
    return f"{since} ({edit.commit[:9]}){f': {edit.reason}' if edit.reason else ', and nothing says why'}"


def _by_then(first: Original) -> str:
    expected = f", {percent(first.expected)} expected" if first.expected is not None else ""
    return f"progress by what it began with: {bounds(first)}{expected}, {first.status}"
