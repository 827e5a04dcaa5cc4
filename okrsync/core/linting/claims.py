"""M1: a label that two goals claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.linting.draft import Flaw
from okrsync.core.matching import is_plain, predicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from okrsync.core.linting.draft import Draft, Path
    from okrsync.core.naming import Goal

_TOGETHER = 2
_WILD = re.compile(r"[*?]")


class _Claim(NamedTuple):
    """A goal that a label leads to, at a place of the file; `only` where these conditions hold, too."""

    goal: Goal
    path: Path
    only: Mapping[str, tuple[str, ...]]


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
        for place, claim in enumerate(own):
            rival = next((one for one in (*earlier, *own[:place]) if _collide(draft, one, claim)), None)
            if rival is not None:
                also = f"leads to {rival.goal.id}, too, and nothing decides between them"
                yield Flaw(f'the label "{pattern}" {also}', claim.path, claim.goal)


def _claims(draft: Draft) -> dict[str, list[_Claim]]:
    """The goals each pattern of a label leads to."""
    found: dict[str, list[_Claim]] = {}
    for rule, path in draft.rules:
        goal = draft.names.find(rule.goal, draft.cycles.get(rule.cycle or ""))
        for table in rule.when:
            if goal is not None and goal.objective.state in ("draft", "active"):
                only = {name: values for name, values in table.items() if name != "label"}
                for pattern in table.get("label", ()):
                    found.setdefault(pattern.casefold(), []).append(_Claim(goal, path, only))
    return found


def _collide(draft: Draft, one: _Claim, other: _Claim) -> bool:
    """Whether both claim the same work, which would be in conflict in some report."""
    if one.only != other.only or one.goal.objective is other.goal.objective:
        return False
    a, b = one.goal.objective.cycle, other.goal.objective.cycle
    if not (a.encloses(b) or b.encloses(a)):
        return False
    return len(draft.names.most_specific([one.goal, other.goal])) == _TOGETHER
