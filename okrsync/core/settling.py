"""Settling disagreement: who claims an item, and the entry of the file that would decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.pasting import written
from okrsync.core.report import Claim

if TYPE_CHECKING:
    from datetime import date

    from okrsync.core.tying import Tie


def claims(tie: Tie) -> tuple[Claim, ...]:
    """The goals that claim the item, each with the title and the owner of its objective."""
    return tuple(Claim(goal.id, goal.objective.title, goal.objective.owner) for goal in tie.goals)


def decision(tie: Tie, day: date) -> str:
    """The entry to paste: it names the first goal, the others stand beside it."""
    first, *others = tie.goal_ids
    table: dict[str, str | date] = {
        "item": tie.item.ref,
        "goal": first,
        "by": "who decided it",
        "on": day,
        "reason": "why it serves this goal and not the other",
    }
    lines = written(table)
    lines[1] += f"  # or {' or '.join(others)}"
    return "\n".join(["[[decisions]]", *lines]) + "\n"
