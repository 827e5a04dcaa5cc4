"""Key results whose baseline or target was moved after their cycle began: shown by both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard

from okrsync.core.report import Original, ReportEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from okrsync.core.edits import Edit
    from okrsync.core.goals import KeyResult
    from okrsync.core.report import ReportKeyResult

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
    """The key result with the baseline and the target it began its cycle with."""
    began = {edit.key: float(edit.original) for edit in reversed(edits) if _is_number(edit.original)}
    return replace(
        key_result,
        baseline=began.get("baseline", key_result.baseline),
        target=began.get("target", key_result.target),
    )


def original(first: KeyResult, then: ReportKeyResult) -> Original:
    return Original(first.baseline, first.target, then.progress, then.grade)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
