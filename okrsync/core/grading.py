"""Scores at the end: what was reached, against what a goal of its kind is expected to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.progress import band, reaches
from okrsync.core.report import Grade

if TYPE_CHECKING:
    from okrsync.core.goals import Commitment, Outcome
    from okrsync.core.method import Method

_LEARNED = {"green": "validated", "yellow": "inconclusive", "red": "invalidated"}


def grade(
    computed: float | None,
    final: float | None,
    commitment: Commitment,
    *,
    method: Method,
    outcome: Outcome | None = None,
) -> Grade:
    """The computed score and the one a person gave, graded by the latter where there is one.

    A learning goal has nothing to reach: it is validated, invalidated or inconclusive, by a person's word,
    else by its band; without any value it is inconclusive.
    """
    score = computed if final is None else final
    colour = None if score is None else band(score, method)
    if commitment == "learning":
        learned = outcome or _LEARNED[colour or "yellow"]
        return Grade(computed, final, colour, None, learned)
    wanted = method.committed_score if commitment == "committed" else method.aspirational_score
    if score is None:
        return Grade(computed, final, colour, wanted, None)
    return Grade(computed, final, colour, wanted, "met" if reaches(score, wanted) else "missed")
