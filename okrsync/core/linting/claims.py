"""M1: a label that two goals claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from okrsync.core.linting.draft import Flaw
from okrsync.core.matching import is_plain, predicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.core.linting.draft import Draft, Path
    from okrsync.core.naming import Goal

Claims = dict[str, list[tuple["Goal", "Path"]]]
_TOGETHER = 2
_WILD = re.compile(r"[*?]")


class _Wildcards:
    """The patterns with wildcards, by how they begin: comparing each with every label would take long."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for pattern in patterns:
            if not is_plain(pattern):
                start = "" if pattern.startswith("re:") else _WILD.split(pattern, maxsplit=1)[0]
                self._by_start.setdefault(start, []).append(pattern)

    def matching(self, label: str) -> list[str]:
        """Those that match a plain label."""
        if not is_plain(label):
            return []
        starts = (label[:length] for length in range(len(label) + 1))
        likely = [pattern for start in starts for pattern in self._by_start.get(start, ())]
        return [pattern for pattern in likely if predicate((pattern,))(label)]


def contested_labels(draft: Draft) -> Iterator[Flaw]:
    """M1: told at each claim that meets an earlier one, unless the file says what happens on conflict."""
    if draft.goals.tying.on_conflict != "flag":
        return
    claims = _claims(draft)
    wildcards = _Wildcards(claims)
    for pattern, own in claims.items():
        earlier = [claim for other in wildcards.matching(pattern) for claim in claims[other]]
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


def _collide(draft: Draft, one: Goal, other: Goal) -> bool:
    """Whether work with both goals would be in conflict in some report."""
    if one.objective is other.objective:
        return False
    a, b = one.objective.cycle, other.objective.cycle
    if not (a.encloses(b) or b.encloses(a)):
        return False
    return len(draft.names.most_specific([one, other])) == _TOGETHER
