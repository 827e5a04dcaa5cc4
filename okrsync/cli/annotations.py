"""Annotations: what a GitHub workflow shows beside its steps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from okrsync.cli.workflow_commands import annotation

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["error", "warning", "notice"]

_MOST = 10  # of a level that a step shows; the rest it drops in silence
_LEVELS: tuple[Level, ...] = ("error", "warning", "notice")


class Annotation(NamedTuple):
    level: Level
    title: str
    message: str


def shown(wanted: Iterable[Annotation]) -> tuple[list[str], str]:
    """The commands that show them, and a sentence about those a step has no room for."""
    seen: Counter[str] = Counter()
    commands = []
    for one in wanted:
        seen[one.level] += 1
        if seen[one.level] <= _MOST:
            commands.append(annotation(one.level, one.message, title=one.title))
    left = sum(max(0, seen[level] - _MOST) for level in _LEVELS)
    return commands, f"{left} more are in the job's summary: a step shows {_MOST} of a kind." if left else ""
