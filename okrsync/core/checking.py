"""Checking in: what value a goal takes, on which day, and which goals are due."""

from __future__ import annotations

import math
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.goals import KeyResult
from okrsync.core.numerals import is_number, numeral
from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals, Reading
    from okrsync.core.report import Report, ReportKeyResult

_DONE = ("done", "yes", "true")
_FAR_FROM_ONE = 10  # percent
_NOT_DONE = ("not done", "no", "false")


class Target(NamedTuple):
    """What is checked in: a key result of a cycle, or a KPI, which has none."""

    measure: KeyResult
    cycle: Cycle | None = None
    state: str = "active"  # of its objective

    @property
    def id(self) -> str:
        return self.measure.id


def target(goals: Goals, name: str, on: date) -> Target:
    """The key result of that name in the shortest cycle with that day, or the KPI. UsageError without one."""
    found = [one for one in _targets(goals) if one.id.casefold() == name.casefold()]
    for one in found:
        if one.cycle is None or one.cycle.contains(on):
            return one
    if not found:
        raise UsageError(_unknown(goals, name))
    cycles = ", ".join(f"{one.cycle.id} ({one.cycle.start} to {one.cycle.end})" for one in found if one.cycle)
    raise UsageError(f"{on} is outside the cycle of {found[0].id}, {cycles}: name a day in it with --on.")


def reading(target: Target, text: str, *, factor: float) -> Reading:
    """The value a text stands for. UsageError says what is expected: the kind of value, its range and unit.

    A number further from the baseline than `factor` times the way to the target is taken for a slip.
    """
    part, text = target.measure, text.strip()
    if target.state in ("closed", "abandoned"):
        raise UsageError(
            f"{part.id.partition('.')[0]} is {target.state}: its values count no more. "
            'Write state = "active" beside it first, if it goes on.'
        )
    if not text:
        raise UsageError(f"{part.id} takes {expectation(part)}; no value was given.")
    if part.kind == "ordinal":
        return _level(part, text)
    if part.kind == "milestone" and (part.steps or part.target is None):
        return _reached(part, text)
    if part.kind == "work":
        raise UsageError(f"{part.id} is measured by its work: there is nothing to check in.")
    return _number(part, text, factor)


def fits(part: KeyResult, value: Reading) -> bool:
    """Whether a value noted by hand is one it takes: of the right kind, and of what there is."""
    if part.kind == "ordinal":
        return str(value).casefold() in [level.casefold() for level in part.levels]
    if part.kind == "milestone" and part.target is None:
        return value in range(len(part.steps) + 1) if part.steps else value in (0, 1)
    return part.kind != "work" and is_number(value)


def expectation(part: KeyResult) -> str:
    """What a value of it looks like, with its range and unit."""
    if part.kind == "ordinal":
        return f"one of its levels: {', '.join(part.levels)}"
    if part.kind == "milestone" and part.steps:
        return f"the number of its steps that are done, from 0 to {len(part.steps)}"
    if part.kind == "milestone" and part.target is None:
        return "done or not done"
    if part.kind == "work":
        return "no value: its work tells"
    unit = f" in {part.unit}" if part.unit else ""
    ends = (("from", part.baseline), ("to", part.target), ("at least", part.min), ("at most", part.max))
    way = "".join(f" {word} {numeral(number)}" for word, number in ends if number is not None)
    return f"a number{unit}{', normally' if way else ''}{way}"


def due(report: Report, owner: str | None = None) -> list[ReportKeyResult]:
    """The key results of active objectives whose next value is due, the longest overdue first."""
    active = {
        part
        for one in report.objectives
        if one.state == "active" and (owner is None or (one.owner or "").casefold() == owner.casefold())
        for part in one.key_results
    }
    waiting = [
        (row.due_on, row)
        for row in report.key_results
        if row.id in active and row.due_on is not None and row.due_on <= report.scope.as_of
    ]
    return [row for _, row in sorted(waiting, key=lambda pair: (pair[0], pair[1].id))]


def _targets(goals: Goals) -> Iterable[Target]:
    for objective in sorted(goals.objectives, key=lambda one: one.cycle.days):
        yield from (Target(part, objective.cycle, objective.state) for part in objective.key_results)
    for kpi in goals.kpis:
        yield Target(KeyResult(kpi.id, kpi.title, unit=kpi.unit))


def _unknown(goals: Goals, name: str) -> str:
    for objective in goals.objectives:
        if objective.id.casefold() == name.casefold():
            parts = ", ".join(part.id for part in objective.key_results) or "it has none"
            return f"{objective.id} is an objective: check in one of its key results ({parts})."
    known = {one.id.casefold(): one.id for one in _targets(goals)}
    same = [one for fold, one in known.items() if fold.partition(".")[2] == name.casefold()]
    if same:
        return f"{name} needs its objective's name before it: {' or '.join(same)}."
    close = get_close_matches(name.casefold(), known, n=1)
    cure = f"did you mean {known[close[0]]}?" if close else "`okrsync goals` lists them."
    elsewhere = " One that lives as an issue gets its values there." if goals.issues else ""
    return f"No key result or KPI is called {name}: {cure}{elsewhere}"


def _number(part: KeyResult, text: str, factor: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UsageError(f"{part.id} takes {expectation(part)}; {text} is no number{_meant(text)}.")
    if part.baseline is not None and part.target is not None:
        way = abs(part.target - part.baseline)
        if abs(number - part.baseline) > factor * way > 0:
            raise UsageError(
                f"{part.id} takes {expectation(part)}; {text} is more than {factor:g} times that far away. "
                "If it is true, add --anyway."
            )
        if _is_share(part, number) and math.isfinite(factor):
            whole = numeral(number * 100)
            raise UsageError(
                f"{part.id} takes {expectation(part)}; {text} looks like a share, {whole} % is {whole}. "
                "If it is true, add --anyway."
            )
    return number


def _meant(text: str) -> str:
    """How to write what was meant by `6,5` or `40%`."""
    bare = text.rstrip("%").strip().replace(",", ".", 1)
    return f": write {bare}" if bare != text and re.fullmatch(r"[+-]?\d+(\.\d+)?", bare) else ""


def _is_share(part: KeyResult, number: float) -> bool:
    """Whether 0.55 was given where 55 is meant: far below both ends of a way in percent."""
    is_percent = (part.unit or "").casefold().startswith(("%", "percent", "per cent"))
    return is_percent and 0 < number < 1 and min(part.baseline or 0, part.target or 0) >= _FAR_FROM_ONE


def _level(part: KeyResult, text: str) -> str:
    known = {level.casefold(): level for level in part.levels}
    if text.casefold() in known:
        return known[text.casefold()]
    raise UsageError(f"{part.id} takes {expectation(part)}; {text} is none of them.")


def _reached(part: KeyResult, text: str) -> Reading:
    word = text.casefold()
    if word in (*_DONE, *_NOT_DONE):
        return float((word in _DONE) * len(part.steps)) if part.steps else word in _DONE
    if part.steps and text.isdecimal() and int(text) <= len(part.steps):
        return float(text)
    raise UsageError(f"{part.id} takes {expectation(part)}; {text} is not that.")
