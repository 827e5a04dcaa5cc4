"""What is present without its words: confidential goals, items with a security level."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrsync.core.goals import Goals, KeyResult, Objective
    from okrsync.core.model import WorkItem
    from okrsync.core.verdicts import Suggestion


def veiled(goals: Goals) -> Goals:
    """The goals with their ids in place of confidential titles."""
    return replace(
        goals, objectives=tuple(_veiled(one) if one.is_confidential else one for one in goals.objectives)
    )


def unquoted(item: WorkItem, suggestions: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    """The suggestions; of an item with a security level without its words and labels that speak for them."""
    if not item.is_restricted:
        return suggestions
    return tuple(replace(one, reason="its security level hides why") for one in suggestions)


def _veiled(objective: Objective) -> Objective:
    key_results = tuple(_titled_by_id(one) for one in objective.key_results)
    return replace(objective, title=objective.id, key_results=key_results)


def _titled_by_id(key_result: KeyResult) -> KeyResult:
    return replace(key_result, title=key_result.id)
