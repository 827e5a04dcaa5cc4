"""What a change to the file would do to the work: the same items judged by both files, compared."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.counting import count
from okrsync.core.tying import Tier
from okrsync.core.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.model import WorkItem
    from okrsync.core.verdicts import Reason, Verdict

_SETTLED = ("tied", "exempt")
_OPEN = ("untied", "stale", "conflicting")


class Stand(NamedTuple):
    """How an item stands under a file: its verdict, or why it does not count."""

    verdict: Verdict | Reason
    goals: tuple[str, ...] = ()
    effort: float = 0.0  # 0 when it does not count


class Change(NamedTuple):
    """An item that would stand otherwise."""

    ref: str
    title: str
    before: Stand
    after: Stand


class Shift(NamedTuple):
    """The effort that serves an objective or a key result, before and after."""

    goal: str
    before: float
    after: float
    moved: float


class Plan(NamedTuple):
    """What would change. `coverage` is the share of counted work that is tied, before and after."""

    retied: tuple[Change, ...]  # settled before and after, but otherwise
    orphaned: tuple[Change, ...]  # settled before, open after
    freed: tuple[Change, ...]  # open before, settled after
    other: tuple[Change, ...]  # open in another way, or counted before or after only
    effort: tuple[Shift, ...]
    coverage: tuple[float | None, float | None]


class View(NamedTuple):
    """One file's goals, and the cycle it reports on."""

    goals: Goals
    cycle: Cycle


def plan(items: Sequence[WorkItem], before: View, after: View, as_of: date) -> Plan:
    """Judge the items by both files; those that stand alike are not in the answer."""
    old, new = _stands(items, before, as_of), _stands(items, after, as_of)
    changes = [
        Change(item.ref, _title(item), old[item.ref], new[item.ref])
        for item in sorted(items, key=lambda item: item.ref)
        if _differs(old[item.ref], new[item.ref])
    ]
    groups: dict[str, list[Change]] = {"retied": [], "orphaned": [], "freed": [], "other": []}
    for change in changes:
        groups[_kind(change)].append(change)
    return Plan(
        **{name: tuple(found) for name, found in groups.items()},
        effort=tuple(_shifts(old, new)),
        coverage=(_coverage(old.values()), _coverage(new.values())),
    )


def _title(item: WorkItem) -> str:
    return item.ref if item.is_restricted else item.title


def _stands(items: Iterable[WorkItem], view: View, as_of: date) -> dict[str, Stand]:
    tier = Tier(Work(items, view.goals.projects), view.goals, cycle=view.cycle, as_of=as_of)
    counted = count(tier.work, view.goals, cycle=view.cycle, as_of=as_of, derived=tier.derived)
    stands = {ref: Stand(reason) for ref, reason in counted.left_out.items()}
    for ref, effort in counted.effort.items():
        tie = tier.tie(tier.work.items[ref])
        stands[ref] = Stand(tie.verdict, tie.goal_ids, effort)
    return stands


def _differs(old: Stand, new: Stand) -> bool:
    return old[:2] != new[:2]


def _kind(change: Change) -> str:
    old, new = change.before.verdict, change.after.verdict
    if old in _SETTLED and new in _SETTLED:
        return "retied"
    if old in _SETTLED and new in _OPEN:
        return "orphaned"
    return "freed" if old in _OPEN and new in _SETTLED else "other"


def _shifts(old: Mapping[str, Stand], new: Mapping[str, Stand]) -> Iterable[Shift]:
    before, after = _by_goal(old.values()), _by_goal(new.values())
    for goal in sorted({*before, *after}):
        sums = fsum(before.get(goal, ())), fsum(after.get(goal, ()))
        if sums[0] != sums[1]:
            yield Shift(goal, *sums, sums[1] - sums[0])


def _by_goal(stands: Iterable[Stand]) -> dict[str, list[float]]:
    """An item of several goals gives each an equal share; an objective's effort includes its key results'."""
    found: dict[str, list[float]] = {}
    for stand in stands:
        for goal in stand.goals if stand.verdict == "tied" else ():
            for one in {goal, goal.partition(".")[0]}:
                found.setdefault(one, []).append(stand.effort / len(stand.goals))
    return found


def _coverage(stands: Iterable[Stand]) -> float | None:
    verdicts = [stand.verdict for stand in stands]
    tied, counted = verdicts.count("tied"), sum(verdict in ("tied", *_OPEN) for verdict in verdicts)
    return tied / counted if counted else None
