"""Verdicts: what okrsync says of one item, and the words for why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["tied", "exempt", "conflicting", "stale", "untied"]
Level = Literal["decision", "waiver", "explicit", "rule", "exempt", "inherited", "default"]
Reason = Literal["outside_cycle", "dropped", "bot", "excluded", "represented"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an item is believed to serve a goal. `path` runs from the item to where this was found."""

    level: Level
    goal: str | None
    rule: str | None
    text: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A goal the item probably serves: `score` is 0–1."""

    goal: str
    score: float
    reason: str
