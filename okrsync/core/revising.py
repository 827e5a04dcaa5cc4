"""Key results whose goalposts were moved after their cycle began: shown by both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from okrsync.core.cycles import calendar_cycle
from okrsync.core.numerals import is_number
from okrsync.core.report import Original, ReportEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from okrsync.core.cycles import Cycle
    from okrsync.core.edits import Edit
    from okrsync.core.goals import KeyResult
    from okrsync.core.report import ReportKeyResult

_NUMBERS = ("baseline", "target", "min", "max")

# By cycle and goal, oldest first.
Edits = dict[tuple[str, str], list["Edit"]]


def by_goal(edits: Iterable[Edit], as_of: date, hidden: Mapping[str, bool]) -> Edits:
    """The edits made by that day; `hidden` goals keep their reasons to themselves."""
    found: Edits = {}
    for edit in edits:
        if edit.on <= as_of:
            is_hidden = hidden.get(edit.goal.partition(".")[0].casefold(), False)
            known = edit._replace(reason="the goal is confidential") if is_hidden and edit.reason else edit
            found.setdefault((edit.cycle, edit.goal), []).append(known)
    return found


def told(edits: Sequence[Edit]) -> tuple[ReportEdit, ...]:
    return tuple(ReportEdit(one.key, one.before, one.after, one.on, one.commit, one.reason) for one in edits)


def began_as(key_result: KeyResult, edits: Sequence[Edit]) -> KeyResult:
    """The key result with the bounds and the curve it began its cycle with."""
    first = _first(edits)
    began: dict[str, Any] = {
        key: float(value) for key, value in first.items() if key in _NUMBERS and is_number(value)
    }
    if isinstance(levels := first.get("levels"), list):
        began["levels"] = tuple(str(one) for one in levels)
    if "phases" in first:
        began["phases"] = _curve(first["phases"])
    return replace(key_result, **began)


def began_when(cycle: Cycle, edits: Sequence[Edit]) -> Cycle:
    """The cycle of an objective with the days it had when it began, or the one the objective began in."""
    first = _first(edits)
    named = first.get("cycle")
    former = (calendar_cycle(named) if isinstance(named, str) else None) or cycle
    start, end = first.get("cycle.start"), first.get("cycle.end")
    return replace(
        former,
        start=start if isinstance(start, date) else former.start,
        end=end if isinstance(end, date) else former.end,
    )


def original(first: KeyResult, then: ReportKeyResult) -> Original:
    return Original(
        baseline=first.baseline,
        target=first.target,
        progress=then.progress,
        grade=then.grade,
        min=first.min,
        max=first.max,
        levels=first.levels,
        expected=then.expected,
        status=then.computed_status,
    )


def _first(edits: Sequence[Edit]) -> dict[str, object]:
    """What stood in the file before the first change of each kind."""
    return {edit.key: edit.original for edit in reversed(edits)}


def _curve(phases: object) -> tuple[tuple[date, float], ...]:
    listed = phases if isinstance(phases, list) else []
    return tuple((day, float(share)) for day, share in listed if isinstance(day, date) and is_number(share))
