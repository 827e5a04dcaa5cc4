"""What a report says of goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from okrsync.core.progress import Progress

Status = Literal["at risk", "behind", "outdated", "pending", "too early", "on track", "achieved"]
Health = Literal["healthy", "watch", "unhealthy", "no data"]  # of a KPI


@dataclass(frozen=True, slots=True)
class ObjectiveProgress:
    value: float | None
    raw: float | None
    missing_weight: float


@dataclass(frozen=True, slots=True)
class Formula:
    """One number of a goal, with the formula and the values it is made from."""

    number: str
    value: float | None
    formula: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value at the end of the cycle: a tenth, half, nine tenths of the courses end below."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class StatusOverride:
    """What a person says of a status. After `until`, and over silence, the computed one is shown."""

    status: Literal["achieved", "on track", "behind", "at risk"]
    by: str
    reason: str
    until: date
    expired: bool
    applies: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """The score at the end: computed, given by a person, and against what was expected."""

    computed: float | None
    final: float | None
    band: str | None
    expected: float | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class ReportEdit:
    """A baseline, target, owner or date that was changed in the file after the cycle began."""

    key: str
    before: str
    after: str
    on: date
    commit: str | None  # none: not committed yet
    reason: str | None


@dataclass(frozen=True, slots=True)
class Original:
    """What a key result is by the bounds and the dates it began the cycle with."""

    baseline: float | None
    target: float | None
    progress: Progress
    grade: Grade | None
    min: float | None = None
    max: float | None = None
    levels: tuple[str, ...] = ()
    expected: float | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class NetConfidence:
    """Of all key results, those on track (or achieved) less those at risk, as shares."""

    key_results: int
    on_track: float | None
    at_risk: float | None
    net: float | None


@dataclass(frozen=True, slots=True)
class Work:
    items: int
    open: int
    done: int
    effort: float
    effort_done: float
    share: float | None
    planned_share: float | None
    share_with_below: float | None  # with what contributes to the goal: what the plan is compared with


@dataclass(frozen=True, slots=True)
class ReportObjective:
    id: str
    title: str
    team: str | None
    owner: str | None
    parent: str | None
    relation: str
    commitment: str
    state: str
    progress: ObjectiveProgress
    expected: float | None
    pace: float | None
    status: Status
    status_reason: str
    score: float | None
    confidence: float | None
    work: Work
    key_results: tuple[str, ...]
    weight: float = 1.0
    driver: str = "key_results"
    children: tuple[str, ...] = ()  # the objectives that contribute to it
    computed_status: Status | None = None
    status_override: StatusOverride | None = None
    grade: Grade | None = None  # from the end of the cycle on, or when it is closed
    net_confidence: NetConfidence | None = None
    why: tuple[Formula, ...] = ()
    coordinator: str | None = None
    edits: tuple[ReportEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    on: date
    value: float | str | bool
    source: str
    confidence: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReportKeyResult:
    id: str
    title: str
    baseline: float | None
    target: float | None
    current: float | str | bool | None
    unit: str | None
    source: str | None
    as_of: date | None
    progress: Progress
    status: Status
    status_reason: str
    confidence: float | None
    history: tuple[Observation, ...]
    kind: str = "metric"
    weight: float = 1.0
    expected: float | None = None
    pace: float | None = None
    age_days: int | None = None  # of the current value
    due_on: date | None = None  # when the next value is due; none when none is expected any more
    forecast: Forecast | None = None
    computed_status: Status | None = None
    status_override: StatusOverride | None = None
    score: float | None = None  # given by a person
    grade: Grade | None = None
    why: tuple[Formula, ...] = ()
    edits: tuple[ReportEdit, ...] = ()
    original: Original | None = None  # where baseline or target were changed after the cycle began


@dataclass(frozen=True, slots=True)
class ReportKpi:
    id: str
    title: str
    team: str | None
    owner: str | None
    current: float | None
    unit: str | None
    healthy: float
    watch: float
    direction: str
    status: Health
    as_of: date | None = None
    periods_out: int = 0  # the last values, one after the other, beyond the watch bound
    history: tuple[Observation, ...] = ()
