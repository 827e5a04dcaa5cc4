"""The smallest single change that would tie an item, tried out before it is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.evidence import NONE
from okrsync.core.goals import Decision
from okrsync.core.suggesting import Advisor
from okrsync.core.tying import Tier
from okrsync.core.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.model import WorkItem
    from okrsync.core.naming import Goal
    from okrsync.core.tying import Tie


class Remedy(NamedTuple):
    """One change and its kind: label, line, parent, rule, decision, goal."""

    kind: str
    text: str


class _Trial(NamedTuple):
    """A remedy, and the world after it: the item changed, or the file."""

    remedy: Remedy
    item: WorkItem
    goals: Goals


def remedy(items: Iterable[WorkItem], goals: Goals, *, cycle: Cycle, as_of: date, ref: str) -> Remedy | None:
    """The first change, from the smallest on, that ties the item when it is really applied to a copy.

    None for an item that is tied or exempt, and where no goal is live to tie it to.
    """
    known = list(items)
    tier = Tier(Work(known, goals.projects), goals, cycle=cycle, as_of=as_of)
    item = tier.work.find(ref)
    if item is None:
        return None
    tie = tier.tie(item)
    if tie.verdict in ("tied", "exempt"):
        return None
    others = [one for one in known if one.ref != item.ref]
    for trial in _trials(tier, item, tie):
        world = Work([*others, trial.item], trial.goals.projects)
        if Tier(world, trial.goals, cycle=cycle, as_of=as_of).tie(trial.item).verdict == "tied":
            return trial.remedy
    return None


def _trials(tier: Tier, item: WorkItem, tie: Tie) -> Iterator[_Trial]:
    if tie.verdict == "conflicting":
        yield from (_decided(tier, item, goal) for goal in tie.goals)
        return
    yield from _corrected_labels(tier, item)
    likely = _likely(tier, item)
    yield from _nearby_parents(tier, item, likely)
    yield from (_labelled(tier, item, goal, is_likely=True) for goal in likely)
    yield from (_labelled(tier, item, goal, is_likely=False) for goal in tier.names.live())
