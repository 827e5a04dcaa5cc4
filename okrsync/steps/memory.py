"""What a run of nudges remembers: each item for good, and for its own time where it gave up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from okrsync.core.nudges import Nudge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrsync.core.model import WorkItem
    from okrsync.ports import Store

MOST_IN_A_ROW = 3  # failures of a source, refusals of a project


class Memory:
    """What is known of each item, kept in the store as soon as it changes: a run may be killed."""

    def __init__(self, store: Store, nudges: Iterable[Nudge]) -> None:
        self._store = store
        self._known = {(one.source, one.id): one for one in nudges}

    def of(self, item: WorkItem) -> Nudge:
        """Under the name it has now."""
        blank = Nudge(item.source, item.id, item.ref, item.project)
        return self._known.get((item.source, item.id), blank)._replace(ref=item.ref, project=item.project)

    def note(self, nudge: Nudge) -> None:
        self._known[nudge.source, nudge.id] = nudge
        self._store.note_nudge(nudge)

    def all(self) -> tuple[Nudge, ...]:
        return tuple(self._known.values())


class GivenUp:
    """The sources and projects that are not tried any more in this run, and why."""

    def __init__(self) -> None:
        self._why: dict[str, str] = {}
        self._in_a_row: Counter[str] = Counter()

    def why(self, item: WorkItem) -> str | None:
        return self._why.get(item.source) or self._why.get(_project(item))

    def stop(self, source: str, why: str) -> None:
        self._why[source] = f"not reached: {why}"

    def failed(self, source: str) -> None:
        self._count(source, f"{source} failed {MOST_IN_A_ROW} times in a row")

    def refused(self, item: WorkItem) -> None:
        self._count(_project(item), f"{item.project} refused {MOST_IN_A_ROW} times in a row")

    def went_well(self, item: WorkItem) -> None:
        for place in (item.source, _project(item)):
            self._in_a_row.pop(place, None)

    def _count(self, place: str, why: str) -> None:
        self._in_a_row[place] += 1
        if self._in_a_row[place] == MOST_IN_A_ROW:
            self._why[place] = f"not reached: {why}"


def _project(item: WorkItem) -> str:
    return f"{item.source}:{item.project}"
