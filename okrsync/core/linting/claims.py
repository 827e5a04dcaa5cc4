"""M1: a label that two goals claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.linting.draft import Flaw
from okrsync.core.matching import predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrsync.core.linting.draft import Draft, Path
    from okrsync.core.naming import Goal

Claims = dict[str, list[tuple["Goal", "Path"]]]
_TOGETHER = 2


def contested_labels(draft: Draft) -> Iterator[Flaw]:
    """M1: told at each claim that meets an earlier one, unless the file says what happens on conflict."""
    if draft.goals.tying.on_conflict != "flag":
        return
    claims = _claims(draft)
    for pattern, own in claims.items():
        earlier = [claim for other in _wider(pattern, claims) for claim in claims[other]]
        for place, (goal, path) in enumerate(own):
            rival = next((one for one, _ in (*earlier, *own[:place]) if _collide(draft, one, goal)), None)
            if rival is not None:
                message = f'the label "{pattern}" leads to {rival.id}, too, and nothing decides between them'
                yield Flaw(message, path, goal)


def _claims(draft: Draft) -> Claims:
    """The goals each pattern of a label leads to by itself."""
    found: Claims = {}
    for rule, path in draft.rules:
        goal = draft.names.find(rule.goal, draft.cycles.get(rule.cycle or ""))
        for table in rule.when:
            if goal is not None and goal.objective.state in ("draft", "active") and set(table) == {"label"}:
                for pattern in table["label"]:
                    found.setdefault(pattern.casefold(), []).append((goal, path))
    return found


def _wider(pattern: str, claims: Mapping[str, object]) -> Iterator[str]:
    """The patterns with wildcards that match this plain label."""
    if _is_plain(pattern):
        yield from (other for other in claims if not _is_plain(other) and predicate((other,))(pattern))


def _is_plain(pattern: str) -> bool:
    return not pattern.startswith("re:") and not set("*?") & set(pattern)


def _collide(draft: Draft, one: Goal, other: Goal) -> bool:
    """Whether work with both goals would be in conflict in some report."""
    if one.objective is other.objective:
        return False
    a, b = one.objective.cycle, other.objective.cycle
    if not (a.encloses(b) or b.encloses(a)):
        return False
    return len(draft.names.most_specific([one, other])) == _TOGETHER
