"""A: how goals hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.linting.draft import Flaw, is_company, is_reached
from okrsync.core.naming import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """A3."""
    for one in filter(is_company, draft.objectives):
        if not draft.children.get(draft.names.place(one)) and not is_reached(draft, one):
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
    """A6."""
    found: dict[tuple[str, str], list[Objective]] = {}
    for one in draft.objectives:
        if one.allocation is not None:
            found.setdefault(((one.team or "company").casefold(), one.cycle.id), []).append(one)
    for (team, cycle), members in found.items():
        total = sum(one.allocation or 0.0 for one in members)
        if total > 1 + 1e-9:
            message = f"the allocations of team {members[0].team or team} in {cycle} add up to {total:.2f}"
            yield Flaw(message, (*draft.place(Goal(members[-1])), "allocation"))
