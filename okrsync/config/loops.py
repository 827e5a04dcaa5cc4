"""Parents that lead back to where they started."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from okrsync.config.outline import Entry, entries
from okrsync.core.cycles import Cycle, calendar_cycle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrsync.config.documents import Document
    from okrsync.config.mistakes import Mistake

# The place of each entry's parent in the same list.
Parents = dict[int, int]


def loops(documents: Sequence[Document]) -> Iterator[Mistake]:
    """Each loop of teams' or objectives' parents, once, at its first member."""
    teams = list(entries(documents, "teams"))
    yield from _told(teams, _team_parents(teams))
    objectives = list(entries(documents, "objectives"))
    yield from _told(objectives, _objective_parents(objectives, documents))


def _told(members: list[Entry], parents: Parents) -> Iterator[Mistake]:
    for loop in _loops(parents):
        names = " → ".join(str(members[place].text("id")) for place in (*loop, loop[0]))
        yield members[loop[0]].mistake("parent", f"the parents run in a loop: {names}")


def _loops(parents: Parents) -> Iterator[list[int]]:
    seen: set[int] = set()
    for start in sorted(parents):
        chain: list[int] = []
        at: int | None = start
        while at is not None and at not in seen:
            seen.add(at)
            chain.append(at)
            at = parents.get(at)
        if at in chain:
            loop = chain[chain.index(at) :]
            first = loop.index(min(loop))
            yield loop[first:] + loop[:first]


def _team_parents(teams: list[Entry]) -> Parents:
    places = _by_id(teams)
    named = ((place, (team.text("parent") or "").casefold()) for place, team in enumerate(teams))
    return {place: places[name][0] for place, name in named if name in places}


def _objective_parents(objectives: list[Entry], documents: Sequence[Document]) -> Parents:
    places, cycles = _by_id(objectives), _cycles(objectives, documents)
    found = {}
    for place, objective in enumerate(objectives):
        name = (objective.text("parent") or "").partition(".")[0].casefold()
        if name in places:
            found[place] = _nearest(places[name], cycles, cycles[place])
    return found


def _nearest(places: list[int], cycles: list[Cycle | None], seen_from: Cycle | None) -> int:
    return min(places, key=lambda place: _distance(cycles[place], seen_from))


def _by_id(members: Iterable[Entry]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(members):
        if name := entry.text("id"):
            places.setdefault(name.casefold(), []).append(place)
    return places


def _cycles(objectives: Iterable[Entry], documents: Sequence[Document]) -> list[Cycle | None]:
    """The cycle of each objective; None where it depends on the day."""
    declared = dict(_declared(documents))
    default = documents[0].tables.get("cycle")
    names = (str(objective.text("cycle") or default) for objective in objectives)
    return [declared.get(name.casefold()) or calendar_cycle(name) for name in names]


def _declared(documents: Sequence[Document]) -> Iterator[tuple[str, Cycle]]:
    for entry in entries(documents, "cycles"):
        name, start, end = entry.text("id"), entry.table.get("start"), entry.table.get("end")
        if name and type(start) is date and type(end) is date:
            yield name.casefold(), Cycle(name, start, end)


def _distance(cycle: Cycle | None, seen_from: Cycle | None) -> tuple[int, int]:
    """A name means the goal of the same cycle, else of the shortest that encloses it, else the latest."""
    if cycle == seen_from:
        return (0, 0)
    if cycle and seen_from and cycle.encloses(seen_from):
        return (1, cycle.days)
    return (2, -cycle.end.toordinal() if cycle else 0)
