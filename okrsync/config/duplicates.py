"""Ids that stand in the file twice. Case is ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.config.mistakes import quoted
from okrsync.config.outline import Entry, entries, inner, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrsync.config.documents import Document
    from okrsync.config.mistakes import Mistake

_UNIQUE = (("teams", "id"), ("cycles", "id"), ("kpis", "id"), ("sources", "name"))


def duplicates(documents: Sequence[Document]) -> Iterator[Mistake]:
    """Every second use of an id.

    An objective's is unique in its cycle, a key result's in its objective, a goal's alias in its cycle.
    """
    for key, id_key in _UNIQUE:
        yield from _repeated(entries(documents, key), id_key)
    objectives = list(entries(documents, "objectives"))
    for together in _by_cycle(objectives, documents):
        yield from _repeated(together, "id")
        yield from _claimed(together)
    for objective in objectives:
        yield from _repeated(inner(objective, "key_results"), "id")


def _repeated(found: Iterable[Entry], key: str) -> Iterator[Mistake]:
    first: dict[str, Entry] = {}
    for entry in found:
        name = entry.text(key)
        if name is None:
            continue
        earlier = first.setdefault(name.casefold(), entry)
        if earlier is not entry:
            yield entry.mistake(key, f"{quoted(name)} is already used in {earlier.place}")


def _claimed(objectives: Iterable[Entry]) -> Iterator[Mistake]:
    first: dict[str, Entry] = {}
    for objective in objectives:
        for goal in (objective, *inner(objective, "key_results")):
            for index, alias in texts(goal.table.get("aliases")):
                earlier = first.setdefault(alias.casefold(), goal)
                if earlier is not goal:
                    what = f"{quoted(alias)} is already an alias of the goal in {earlier.place}"
                    yield goal.mistake("aliases", what, *(() if index is None else (index,)))


def _by_cycle(objectives: Iterable[Entry], documents: Sequence[Document]) -> Iterable[list[Entry]]:
    default = documents[0].tables.get("cycle")
    groups: dict[str, list[Entry]] = {}
    for objective in objectives:
        cycle = objective.text("cycle") or default
        groups.setdefault(str(cycle).casefold(), []).append(objective)
    return groups.values()
