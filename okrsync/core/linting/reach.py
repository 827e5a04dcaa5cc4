"""Which goals work can reach by what the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrsync.core.goals import Goals, Objective
    from okrsync.core.naming import Names


def reachable(goals: Goals, names: Names) -> frozenset[int]:
    """The places of the objectives the file leads work to.

    By rules, labels, items, decisions, their own issues, or what they are called in a tracker's fields.
    """
    cycles = {cycle.id: cycle for cycle in goals.cycles}
    named = [(rule.goal, cycles.get(rule.cycle) if rule.cycle else None) for rule in goals.rules]
    named += [(decision.goal, None) for decision in goals.decisions]
    found = [names.find(name, cycle) for name, cycle in named]
    listed = [names.place(one) for one in goals.objectives if one.items or one.issue or _is_called(one)]
    return frozenset([*listed, *(names.place(goal.objective) for goal in found if goal)])


def _is_called(objective: Objective) -> bool:
    return bool(objective.aliases) or any(part.aliases for part in objective.key_results)
