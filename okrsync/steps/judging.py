"""Judging items against the file, each with the change that would tie it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.issued_goals import with_issued
from okrsync.core.judging import judge
from okrsync.core.naming import Names
from okrsync.core.remedies import remedy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.judging import Judgement
    from okrsync.core.model import WorkItem
    from okrsync.core.remedies import Remedy


@dataclass(frozen=True, slots=True)
class Frame:
    """Against which goals, in which cycle, on which day."""

    goals: Goals
    cycle: Cycle
    as_of: date

    @property
    def names(self) -> Names:
        """The goals as they can be named that day."""
        return Names(self.goals, self.cycle, self.as_of)

    def over(self, items: Iterable[WorkItem]) -> Frame:
        """The frame with the goals that live as issues among these items."""
        return replace(self, goals=with_issued(self.goals, items))


class Judged(NamedTuple):
    """An item's judgement, and the smallest change that would tie it where it is not."""

    judgement: Judgement
    remedy: Remedy | None


def judge_all(
    items: Iterable[WorkItem], frame: Frame, refs: Sequence[str], unreachable: Collection[str] = ()
) -> list[Judged]:
    """Judge the items named by `refs`, in that order, among all `items`; names of nothing are passed over."""
    known, goals = list(items), frame.goals
    judgements = judge(known, goals, cycle=frame.cycle, as_of=frame.as_of, refs=refs, unreachable=unreachable)
    return [
        Judged(one, remedy(known, goals, cycle=frame.cycle, as_of=frame.as_of, ref=one.item.ref))
        for one in judgements
    ]
