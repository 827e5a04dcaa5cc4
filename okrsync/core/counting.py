"""Counting: each piece of work once, at the leaf, with the effort it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.issued_goals import is_goal
from okrsync.core.matching import Derived, Matcher

if TYPE_CHECKING:
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.model import WorkItem
    from okrsync.core.verdicts import Reason
    from okrsync.core.work import Work


Lineage = Mapping[str, "WorkItem"]  # the parent of each item, by the item's ref


class Count(NamedTuple):
    """The effort of each counted item, and why each other item is left out, by ref."""

    effort: Mapping[str, float]
    left_out: Mapping[str, Reason]


def count(work: Work, goals: Goals, *, cycle: Cycle, as_of: date, derived: Derived) -> Count:
    """Decide what enters coverage: what was open in the cycle, at its leaves, by people."""
    screen = _Screen(goals, cycle, as_of, derived)
    left_out: dict[str, Reason] = {}
    for ref, item in work.items.items():
        if reason := screen.reason(item):
            left_out[ref] = reason
    lineage = _lineage(work)
    for ref in _represented(work, lineage, left_out):
        left_out.setdefault(ref, "represented")
    counted = [item for ref, item in work.items.items() if ref not in left_out]
    estimated = {
        ref: item.effort
        for ref, reason in left_out.items()
        if reason == "represented" and (item := work.items[ref]).effort is not None
    }
    return Count(_efforts(counted, lineage, estimated, goals), left_out)


_OPEN = ("todo", "doing")


class _Screen:
    """The reasons an item is left out whatever its links."""

    def __init__(self, goals: Goals, cycle: Cycle, as_of: date, derived: Derived) -> None:
        self._start = datetime.combine(cycle.start, time(), UTC)
        self._end = datetime.combine(min(cycle.end, as_of), time.max, UTC)
        self._as_of = as_of
        self._skipped = frozenset(author.casefold() for author in goals.skip_authors)
        self._excluded = Matcher([goals.exclude], derived) if goals.exclude else None
        self._issues = goals.issues

    def reason(self, item: WorkItem) -> Reason | None:
        if self._is_outside(item):
            return "outside_cycle"
        if item.state == "dropped" and item.state_on(self._as_of) == "dropped":
            return "dropped"
        if item.is_bot or (item.author and item.author.casefold() in self._skipped):
            return "bot"
        if self._issues and is_goal(item, self._issues):
            return "excluded"
        return "excluded" if self._excluded and self._excluded.matches(item) else None

    def _is_outside(self, item: WorkItem) -> bool:
        if item.created is not None and item.created > self._end:
            return True
        if item.state in _OPEN:
            return False
        # Some trackers close without a date; the last change is the latest day it can have happened.
        closed = item.closed or item.updated
        return closed is not None and closed < self._start


def _lineage(work: Work) -> Lineage:
    """Parents without those links that run in a loop."""
    looping = _looping(work.parents)
    if not looping:
        return work.parents
    return {ref: parent for ref, parent in work.parents.items() if ref not in looping}


def _looping(parents: Lineage) -> set[str]:
    """Every member of every loop. Each link is walked once, marked with the walk that came by."""
    looping: set[str] = set()
    walked: dict[str, int] = {}
    inner = {parent.ref for parent in parents.values()}  # a loop has no loose ends
    for walk, start in enumerate(ref for ref in inner if ref in parents):
        ref = start
        while ref not in walked and ref in parents:
            walked[ref] = walk
            ref = parents[ref].ref
        if walked.get(ref) == walk:
            looping.update(_round(parents, ref))
    return looping


def _round(parents: Lineage, start: str) -> list[str]:
    members = [start]
    while (ref := parents[members[-1]].ref) != start:
        members.append(ref)
    return members


def _represented(work: Work, lineage: Lineage, left_out: Mapping[str, Reason]) -> set[str]:
    """What other items stand for: parents by their descendants, pull requests by the issues they close.

    An item has a counted descendant as soon as one of its descendants is not left out: the lowest of
    those counts. So one walk up from each is enough.
    """
    found = {ref for ref, item in work.items.items() if item.kind == "milestone"}
    remaining = [item for ref, item in work.items.items() if ref not in left_out and ref not in found]
    pull_requests = [item for item in remaining if item.kind == "pull_request"]
    counted = {item.ref for item in remaining if item.kind != "pull_request"}
    with_descendants = {parent.ref for ref, parent in lineage.items() if ref in counted}
    for ref in with_descendants:
        found.add(ref)
        _mark_ancestors(ref, lineage, found)
    for item in pull_requests:
        if any(issue.ref in counted for issue in work.closed(item)):
            found.add(item.ref)
        else:
            _mark_ancestors(item.ref, lineage, found)
    return found


def _mark_ancestors(ref: str, lineage: Lineage, marked: set[str]) -> None:
    ancestor = lineage.get(ref)
    while ancestor is not None and ancestor.ref not in marked:
        marked.add(ancestor.ref)
        ancestor = lineage.get(ancestor.ref)


def _efforts(
    counted: list[WorkItem], lineage: Lineage, estimated: Mapping[str, float | None], goals: Goals
) -> dict[str, float]:
    """The effort of each counted item; `estimated` are the points of those that are represented."""
    if goals.effort_unit == "items":
        return dict.fromkeys((item.ref for item in counted), 1.0)
    default = goals.default_points
    effort = {item.ref: default if item.effort is None else item.effort for item in counted}
    if not estimated:
        return effort
    heirs: dict[str, list[str]] = {}
    for item in counted:
        ancestor = _estimated_ancestor(item, lineage) if item.effort is None else None
        if ancestor is not None and ancestor.ref in estimated:
            heirs.setdefault(ancestor.ref, []).append(item.ref)
    for ref, refs in heirs.items():
        effort.update(dict.fromkeys(refs, (estimated[ref] or 0.0) / len(refs)))
    return effort


def _estimated_ancestor(item: WorkItem, lineage: Lineage) -> WorkItem | None:
    ancestor = lineage.get(item.ref)
    while ancestor is not None and ancestor.effort is None:
        ancestor = lineage.get(ancestor.ref)
    return ancestor
