"""Work items with their links resolved: who inherits from whom."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from okrsync.core.model import WorkItem


class Work:
    """A set of items, sorted by ref. Links to items outside of it lead nowhere, and are known as dangling."""

    def __init__(self, items: Iterable[WorkItem], projects: Mapping[str, str]) -> None:
        self.items = {item.ref: item for item in sorted(items, key=attrgetter("ref"))}
        self._projects = projects
        self._by_fold: dict[str, str] = {}
        self._above: dict[str, tuple[WorkItem, ...]] = {}
        self._milestones = {
            (item.source, item.project, item.title.casefold()): ref
            for ref, item in self.items.items()
            if item.kind == "milestone"
        }

    def find(self, ref: str) -> WorkItem | None:
        """The item of that name. Trackers take names in any case, and people write them so: `Acme/Web#3`."""
        exact = self.items.get(ref)
        if exact is not None:
            return exact
        if not self._by_fold:
            formerly = {old.casefold(): ref for ref, item in self.items.items() for old in item.aliases}
            self._by_fold = formerly | {known.casefold(): known for known in self.items}
        known = self._by_fold.get(ref.casefold())
        return None if known is None else self.items[known]

    @cached_property
    def parents(self) -> Mapping[str, WorkItem]:
        """The known parent of each item that has one, by the item's ref."""
        named = ((ref, item.parent) for ref, item in self.items.items() if item.parent)
        return {ref: parent for ref, name in named if (parent := self.find(name))}

    def closed(self, item: WorkItem) -> list[WorkItem]:
        """The known items a pull request closes."""
        return [target for ref in self.closed_refs(item) if (target := self.find(ref))]

    def closed_refs(self, item: WorkItem) -> list[str]:
        """What a pull request closes: named outright, or by the key of a configured project."""
        return [*item.closes, *self._refs_of(item.closing_keys)]

    def mentioned_refs(self, item: WorkItem) -> list[str]:
        return [*item.mentions, *self._refs_of(item.mentioned_keys)]

    def above(self, item: WorkItem) -> tuple[WorkItem, ...]:
        """The items one link up: closed issues, the parent, what it contributes to, milestones."""
        parent = self.parents.get(item.ref)
        if not (item.closes or item.closing_keys or item.milestones or item.contributes_to):
            return () if parent is None else (parent,)
        known = self._above.get(item.ref)
        if known is None:
            own = () if parent is None else (parent,)
            linked = [found for ref in item.contributes_to if (found := self.find(ref))]
            once = {one.ref: one for one in (*self.closed(item), *own, *linked, *self._milestones_of(item))}
            known = self._above[item.ref] = tuple(once.values())
        return known

    def dangling(self, item: WorkItem) -> list[str]:
        """Refs the item's upward links name and that are not here."""
        named = [*self.closed_refs(item), *([item.parent] if item.parent else []), *item.contributes_to]
        return [ref for ref in named if self.find(ref) is None]

    def rings(self, item: WorkItem) -> Iterator[list[tuple[WorkItem, tuple[str, ...]]]]:
        """The ancestors by distance, nearest first, each with its path from the item. Loops end."""
        seen = {item.ref}
        ring: list[tuple[WorkItem, tuple[str, ...]]] = [(item, (item.ref,))]
        while True:
            further: dict[str, tuple[WorkItem, tuple[str, ...]]] = {}
            for member, path in ring:
                for ancestor in self.above(member):
                    if ancestor.ref not in seen:
                        further.setdefault(ancestor.ref, (ancestor, (*path, ancestor.ref)))
            if not further:
                return
            seen.update(further)
            ring = [further[ref] for ref in sorted(further)]
            yield ring

    def epics(self, item: WorkItem) -> tuple[str, ...]:
        """The names of the item's epic: its ref, key and title. A parent nobody has read may be one."""
        seen = set()
        member = item
        while member.kind != "epic":
            seen.add(member.ref)
            if not member.parent:
                return ()
            parent = self.find(member.parent)
            if parent is None:
                return (member.parent, member.parent.partition(":")[2])
            if parent.ref in seen:
                return ()
            member = parent
        return (member.ref, member.key, member.title)

    def _refs_of(self, keys: tuple[str, ...]) -> list[str]:
        sources = ((key, self._projects.get(key.rpartition("-")[0].upper())) for key in keys)
        return [f"{source}:{key}" for key, source in sources if source]

    def _milestones_of(self, item: WorkItem) -> Iterator[WorkItem]:
        for title in item.milestones:
            ref = self._milestones.get((item.source, item.project, title.casefold()))
            if ref:
                yield self.items[ref]
