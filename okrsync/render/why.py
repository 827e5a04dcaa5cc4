"""A verdict in one plain sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from okrsync.render.one_line import clip, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from okrsync.core.judging import Judgement
    from okrsync.core.verdicts import Evidence

    Tell = Callable[[Evidence], str]

_MOST = 200  # characters of a label, a line or a reason
_FEW = 5  # pieces of evidence: a text may name thousands


def why(judgement: Judgement, *, is_public: bool = False) -> str:
    """Why the item got its verdict, for people; where strangers read, without words from elsewhere."""
    told = partial(_told, is_public=is_public)
    return one_line(_WHY[judgement.verdict](judgement, told))


def chain(judgement: Judgement, *, is_public: bool = False) -> tuple[str, ...]:
    """Every piece of evidence, in the order it was weighed."""
    return tuple(
        one_line(f"{_LEVELS[one.level]} {one.goal or 'no goal needed'}: {_told(one, is_public=is_public)}")
        for one in judgement.evidence
    )


def _tied(judgement: Judgement, told: Tell) -> str:
    return f"It serves {' and '.join(judgement.goals)}: {_deciding(judgement, told)}."


def _exempt(judgement: Judgement, told: Tell) -> str:
    return f"It need not serve a goal: {_deciding(judgement, told)}."


def _conflicting(judgement: Judgement, told: Tell) -> str:
    claims = [f"{one.goal} ({told(one)})" for one in judgement.evidence if one.goal in judgement.goals]
    return f"More than one goal claims it: {_few(claims) or ', '.join(judgement.goals)}."


def _stale(judgement: Judgement, told: Tell) -> str:
    named = [told(one) for one in judgement.evidence if one.goal]
    return f"It names only goals that have ended or do not exist: {_few(named)}."


def _untied(judgement: Judgement, _: Tell) -> str:
    if judgement.is_draft_only:
        return "It names only goals that are still drafts."
    if judgement.incomplete:
        places = ", ".join(judgement.incomplete)
        return f"Nothing okrsync could see says which goal it serves; it could not look into {places}."
    return "Neither the item nor anything above it says which goal it serves."


def _few(told: list[str]) -> str:
    more = f"; and {len(told) - _FEW} more" if len(told) > _FEW else ""
    return f"{'; '.join(told[:_FEW])}{more}"


def _deciding(judgement: Judgement, told: Tell) -> str:
    return told(judgement.evidence[0]) if judgement.evidence else "by default"


def _told(evidence: Evidence, *, is_public: bool) -> str:
    """One piece of evidence: the rule, the words or facts, and the ancestor it comes from.

    In public, what other items and the file say keeps its words to itself.
    """
    is_inherited, is_from_file = len(evidence.path) > 1, evidence.rule in ("decision", "waiver")
    if is_public and is_inherited:
        return f"by way of {evidence.path[-1]}"
    if is_public and is_from_file:
        return f"a {evidence.rule} in the file"
    rule = f'rule "{evidence.rule}"' if evidence.rule and not is_from_file else ""
    found = clip(", ".join(filter(None, (rule, evidence.text))) or evidence.level, _MOST)
    return f"{found}, from {evidence.path[-1]}" if is_inherited else found


_LEVELS = {
    "decision": "decided",
    "waiver": "waived",
    "explicit": "named",
    "rule": "by a rule",
    "exempt": "exempt",
    "inherited": "inherited",
    "default": "by default",
}
_WHY = {"tied": _tied, "exempt": _exempt, "conflicting": _conflicting, "stale": _stale, "untied": _untied}
