"""Reading items live, with everything their goals may come from, across trackers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.work import Work
from okrsync.errors import TrackerError
from okrsync.ports import Found, KeepsGoals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from okrsync.core.model import WorkItem
    from okrsync.ports import Tracker

_MOST_ROUNDS = 10  # a lineage longer than this is a mistake in the tracker


class Looked(NamedTuple):
    """The items asked for and their ancestors; `unreachable` says why others could not be read, by ref.

    `moved` has the new ref of what was asked for by one it had before.
    """

    items: tuple[WorkItem, ...]
    unreachable: Mapping[str, str]
    moved: Mapping[str, str]
    requests: int


class Places(NamedTuple):
    """Where we can look, and by source name why we cannot look elsewhere."""

    trackers: Mapping[str, Tracker]
    closed: Mapping[str, str]
    projects: Mapping[str, str]  # "ONB" → source "jira"
    goals_in: tuple[str, ...] = ()  # the sources in which goals live as issues


def look(refs: Sequence[str], places: Places) -> Looked:
    """Read the items, then what they link to, until nothing new is named. Never raises for a tracker.

    Goals that live as issues are among the items, too; where they could not be read, `unreachable` has
    the name of their source.
    """
    goals = goal_issues(places)
    items = {item.ref: item for item in goals.items}
    unreachable = dict(goals.unreachable)
    asked: set[str] = set()
    requests, wanted = goals.requests, list(refs)
    for _ in range(_MOST_ROUNDS):
        asked.update(ref.casefold() for ref in wanted)
        for found in _read(wanted, places):
            items.update((item.ref, item) for item in found.items)
            unreachable.update(found.unreachable)
            asked.update(ref.casefold() for ref in found.unreachable)
            requests += found.requests
        work = Work(items.values(), places.projects)
        named = {ref: None for item in items.values() for ref in work.dangling(item)}
        wanted = [ref for ref in named if ref.casefold() not in asked]
        if not wanted:
            break
    renamed = ((ref, _moved(ref, work, places)) for ref in refs if ref not in unreachable)
    moved = {ref: new for ref, new in renamed if new and new not in refs}
    return Looked(tuple(items.values()), unreachable, moved, requests)


def goal_issues(places: Places) -> Found:
    """The goals that live as issues, of all sources; `unreachable` says by source why some are not known."""
    items: list[WorkItem] = []
    unreachable: dict[str, str] = {}
    requests = 0
    for name in places.goals_in:
        tracker = places.trackers.get(name)
        if not isinstance(tracker, KeepsGoals):
            unreachable[name] = places.closed.get(name, f"{name} shows no goals that live as issues.")
            continue
        try:
            found = tracker.goal_issues()
        except TrackerError as error:
            unreachable[name] = str(error)
        else:
            items += found.items
            requests += found.requests
    return Found(tuple(items), unreachable, requests)


def _moved(ref: str, work: Work, places: Places) -> str | None:
    """The name an item has now that was asked for by an earlier one.

    Where the answer has a copy under the earlier name, the lasting id tells; else it is asked for alone.
    """
    known = work.find(ref)
    if known:
        return next((item.ref for item in work.items.values() if _is_renamed(known, item)), None)
    found = _read_source(ref.partition(":")[0], [ref], places).items
    return next((item.ref for item in found if item.kind != "milestone" and work.find(item.ref)), None)


def _is_renamed(copy: WorkItem, item: WorkItem) -> bool:
    return (copy.source, copy.id) == (item.source, item.id) and copy.ref != item.ref


def _read(refs: Sequence[str], places: Places) -> Iterable[Found]:
    by_source: dict[str, list[str]] = {}
    for ref in refs:
        by_source.setdefault(ref.partition(":")[0], []).append(ref)
    for source, wanted in by_source.items():
        yield _read_source(source, wanted, places)


def _read_source(source: str, refs: Sequence[str], places: Places) -> Found:
    tracker = places.trackers.get(source)
    if tracker is None:
        why = places.closed.get(source, f"no source is called {source}")
        return Found(unreachable=dict.fromkeys(refs, why))
    try:
        return tracker.read(refs)
    except TrackerError as error:
        return Found(unreachable=dict.fromkeys(refs, str(error)))
