"""A list too long to read, made readable: a few of its items, and how many there are of which sort."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from okrsync.core.report import ListedItem

MOST_SHOWN = 50
MOST_GROUPS = 10


@dataclass(frozen=True, slots=True)
class Group:
    """How many items of a list share a project, a type or a likely goal."""

    name: str
    items: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What a page shows of a list: open items first, the newest first; `more` are left to JSON and CSV."""

    shown: tuple[ListedItem, ...]
    total: int
    projects: tuple[Group, ...]
    types: tuple[Group, ...]
    likely: tuple[Group, ...]

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def digest(items: Sequence[ListedItem], most: int = MOST_SHOWN) -> Digest:
    """The `most` items somebody can still do something about, and the size of the groups of all."""
    return Digest(
        shown=tuple(nsmallest(most, items, key=_urgency)),
        total=len(items),
        projects=_groups(item.project for item in items),
        types=_groups(item.type for item in items),
        likely=_groups(item.suggestions[0].goal for item in items if item.suggestions),
    )


def _urgency(item: ListedItem) -> tuple[bool, float, str]:
    return item.state not in ("todo", "doing"), inf if item.age_days is None else item.age_days, item.ref


def _groups(names: Iterable[str]) -> tuple[Group, ...]:
    """The largest first; beyond ten, the small ones together."""
    ranked = sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) <= MOST_GROUPS:
        return tuple(Group(*pair) for pair in ranked)
    kept, rest = ranked[: MOST_GROUPS - 1], ranked[MOST_GROUPS - 1 :]
    others = Group(f"{len(rest)} others", sum(size for _, size in rest))
    return (*(Group(*pair) for pair in kept), others)
