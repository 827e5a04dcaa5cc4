"""What is present without its words: confidential goals, items with a security level."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.core.goals import Goals, KeyResult, Objective, Override
    from okrsync.core.history import CheckIn
    from okrsync.core.model import WorkItem
    from okrsync.core.verdicts import Suggestion


def veiled(goals: Goals) -> Goals:
    """The goals with their ids in place of confidential titles."""
    return replace(
        goals, objectives=tuple(_veiled(one) if one.is_confidential else one for one in goals.objectives)
    )


def unnoted(checkins: Iterable[CheckIn], goals: Goals) -> Iterator[CheckIn]:
    """The check-ins; those of confidential goals without their notes."""
    hidden = {
        part.id.casefold() for one in goals.objectives if one.is_confidential for part in one.key_results
    }
    for one in checkins:
        is_hidden = one.name.casefold() in hidden
        yield one._replace(value=replace(one.value, note=None)) if is_hidden else one


def unquoted(item: WorkItem, suggestions: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    """The suggestions; of an item with a security level without its words and labels that speak for them."""
    if not item.is_restricted:
        return suggestions
    return tuple(replace(one, reason="its security level hides why") for one in suggestions)


def _veiled(objective: Objective) -> Objective:
    key_results = tuple(_titled_by_id(one) for one in objective.key_results)
    status = _unexplained(objective.status)
    return replace(objective, title=objective.id, key_results=key_results, status=status)


def _titled_by_id(key_result: KeyResult) -> KeyResult:
    return replace(key_result, title=key_result.id, status=_unexplained(key_result.status))


def _unexplained(status: Override | None) -> Override | None:
    return None if status is None else replace(status, reason="the goal is confidential")
