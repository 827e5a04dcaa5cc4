"""What a tracker is used for already: the labels, epics and milestones of its work, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.core.model import WorkItem


class Tally(NamedTuple):
    """A label, epic or milestone, and how much of the work has it. `ref` is its own, where it is an item."""

    name: str
    items: int
    open: int
    ref: str | None = None


class Survey(NamedTuple):
    """The most used first. Epics are whatever is the parent of something; closed ones are left out."""

    items: int
    labels: tuple[Tally, ...] = ()
    epics: tuple[Tally, ...] = ()
    milestones: tuple[Tally, ...] = ()
    projects: tuple[str, ...] = ()


def survey(items: Iterable[WorkItem]) -> Survey:
    """Count people's work, done and open; what was dropped, and what bots did, tells nothing of goals."""
    known = list(items)
    by_ref = {item.ref: item for item in known}
    work = [one for one in by_ref.values() if _is_work(one)]
    parts = [one for one in work if one.kind != "subtask"]  # what has these is a task, and no goal
    epics = [(one.parent, one) for one in parts if one.parent and _may_be_named(by_ref.get(one.parent))]
    places = {(one.project, one.title): one for one in known if one.kind == "milestone"}
    return Survey(
        len(work),
        labels=_tallied((label, one) for one in work for label in one.labels),
        epics=tuple(
            tally._replace(name=by_ref[tally.name].title, ref=tally.name) for tally in _tallied(epics)
        ),
        milestones=_tallied_milestones(work, places),
        projects=tuple(tally.name for tally in _tallied((one.project, one) for one in work)),
    )


def missing_parents(items: Iterable[WorkItem], most: int) -> list[str]:
    """The refs of parents that are not among the items, those of most items first."""
    known = list(items)
    refs = {item.ref for item in known}
    counted = Counter(one.parent for one in known if one.parent and one.parent not in refs)
    return [ref for ref, _ in counted.most_common(most)]


def _is_work(item: WorkItem) -> bool:
    return item.kind != "milestone" and item.state != "dropped" and not item.is_bot


def _may_be_named(item: WorkItem | None) -> bool:
    """Open, and with a title that may be shown."""
    return item is not None and item.is_open and not item.is_restricted


def _tallied_milestones(
    work: Iterable[WorkItem], places: dict[tuple[str, str], WorkItem]
) -> tuple[Tally, ...]:
    def pairs() -> Iterator[tuple[str, WorkItem]]:
        for one in work:
            for title in one.milestones:
                place = places.get((one.project, title))
                if place is None or place.is_open:
                    yield title, one

    refs = {place.title: place.ref for place in places.values()}
    return tuple(tally._replace(ref=refs.get(tally.name)) for tally in _tallied(pairs()))


def _tallied(pairs: Iterable[tuple[str, WorkItem]]) -> tuple[Tally, ...]:
    items: Counter[str] = Counter()
    still_open: Counter[str] = Counter()
    for name, item in pairs:
        items[name] += 1
        still_open[name] += item.is_open
    tallies = [Tally(name, number, still_open[name]) for name, number in items.items()]
    return tuple(sorted(tallies, key=lambda one: (-one.items, one.name)))
