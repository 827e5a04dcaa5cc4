"""What a report lists: work and goals that need somebody's eye, and what was settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from okrsync.core.verdicts import Evidence, Suggestion


@dataclass(frozen=True, slots=True)
class ReportExemption:
    name: str
    items: int
    effort: float
    share: float | None
    budget: float | None


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item that needs somebody's eye."""

    ref: str
    title: str
    url: str | None
    type: str
    project: str
    team: str | None
    state: str
    effort: float
    age_days: int | None
    evidence: tuple[Evidence, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the goals that claim an item, and who can settle it."""

    goal: str
    title: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class ConflictingItem(ListedItem):
    """An item of two goals, with the entry that would settle it: TOML to fill in and to paste."""

    claims: tuple[Claim, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class Starved:
    id: str
    title: str
    reason: str
    share: float | None
    planned_share: float | None


@dataclass(frozen=True, slots=True)
class ReportDecision:
    item: str
    goal: str
    by: str | None
    on: date | None
    reason: str | None
    until: date | None
    expired: bool


@dataclass(frozen=True, slots=True)
class ReportWaiver:
    item: str
    by: str | None
    on: date | None
    reason: str
    until: date | None
    expired: bool
