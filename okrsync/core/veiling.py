"""Confidential goals: present with their id and numbers, without their words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrsync.core.goals import Goals, KeyResult, Objective


def veiled(goals: Goals) -> Goals:
    """The goals with their ids in place of confidential titles."""
    return replace(
        goals, objectives=tuple(_veiled(one) if one.is_confidential else one for one in goals.objectives)
    )


def _veiled(objective: Objective) -> Objective:
    key_results = tuple(_titled_by_id(one) for one in objective.key_results)
    return replace(objective, title=objective.id, key_results=key_results)


def _titled_by_id(key_result: KeyResult) -> KeyResult:
    return replace(key_result, title=key_result.id)
