"""A: how goals hang together."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from okrsync.core.linting.draft import Flaw, is_company, is_reached
from okrsync.core.naming import Goal
from okrsync.core.progress import exceeds
from okrsync.core.teams import COMPANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Objective
    from okrsync.core.linting.draft import Draft


def parents(draft: Draft) -> Iterator[Flaw]:
    """A1."""
    for one in draft.objectives:
        if not is_company(one) and one.parent is None and one.unaligned is None:
            yield draft.flaw(Goal(one), "parent", "it has no parent, and does not say why")


def parents_cycles(draft: Draft) -> Iterator[Flaw]:
    """A2."""
    for one in draft.objectives:
        parent = draft.names.parent(one)
        if parent is not None and not parent.objective.cycle.encloses(one.cycle):
            cycle = parent.objective.cycle.id
            yield draft.flaw(
                Goal(one), "parent", f"its parent {parent.id} is of {cycle}, it is of {one.cycle.id}"
            )


def supported(draft: Draft) -> Iterator[Flaw]:
    """A3. Drafts have time."""
    for one in filter(is_company, draft.objectives):
        is_supported = draft.children.get(draft.names.place(one)) or is_reached(draft, one)
        if one.state == "active" and not is_supported:
            yield draft.flaw(Goal(one), "id", "no other goal and no work supports it")


def company_goal(draft: Draft) -> Iterator[Flaw]:
    """A4."""
    above = [one.cycle for one in draft.goals.objectives if is_company(one) and one.state != "abandoned"]
    if not draft.objectives:
        yield Flaw("there is no objective to judge, neither of the company nor of a team", ())
    told = set()
    for one in draft.objectives:
        if one.cycle.id not in told and not any(cycle.encloses(one.cycle) for cycle in above):
            told.add(one.cycle.id)
            yield Flaw(f"{one.cycle.id} has no company objective", draft.place(Goal(one)))


def coordinators(draft: Draft) -> Iterator[Flaw]:
    """A5."""
    for one in draft.objectives:
        below = draft.children.get(draft.names.place(one), [])
        teams = {child.team.casefold() for child in below if not is_company(child) and child.team}
        if len(teams) >= draft.method.shared_teams and one.coordinator is None:
            message = f"{len(teams)} teams carry it, and nobody coordinates them"
            yield draft.flaw(Goal(one), "coordinator", message)


def allocations(draft: Draft) -> Iterator[Flaw]:
    """A6: in each cycle, with those of the cycles around it. What is too much all year is told once."""
    planned = [one for one in draft.objectives if one.allocation is not None]
    found: dict[tuple[str, str], list[Objective]] = {}
    for one in planned:
        found.setdefault((_team(one), one.cycle.id), []).append(one)
    broken: dict[str, list[Cycle]] = {}
    for (team, _), members in sorted(found.items(), key=lambda pair: -pair[1][0].cycle.days):
        cycle, told = members[0].cycle, broken.setdefault(team, [])
        alive = [one for one in planned if _team(one) == team and one.cycle.encloses(cycle)]
        total = fsum(one.allocation or 0.0 for one in alive)
        if exceeds(total, 1) and not any(around.encloses(cycle) for around in told):
            told.append(cycle)
            whose = f"team {members[0].team or team} in {_named(cycle, alive)}"
            message = f"the allocations of {whose} add up to {total:.2f}"
            yield Flaw(message, (*draft.place(Goal(members[-1])), "allocation"))


def _team(one: Objective) -> str:
    return (one.team or COMPANY).casefold()


def _named(cycle: Cycle, alive: Iterable[Objective]) -> str:
    around = sorted({one.cycle.id for one in alive} - {cycle.id})
    return f"{cycle.id}, with those of {' and '.join(around)}," if around else cycle.id
