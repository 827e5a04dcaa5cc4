"""The report: what a company learns of its goals and its work. Its JSON is the contract.

Shares are 0–1, absent values None, effort in the unit of the coverage. Field names are those of
the published JSON Schema; every list is sorted and complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from okrsync.core.progress import Progress
from okrsync.core.verdicts import Evidence, Suggestion

SCHEMA = "okrsync.report/1"

Day = date  # beside a field called `date` the type would not be found
Status = Literal["at risk", "behind", "outdated", "pending", "too early", "on track", "achieved"]


@dataclass(frozen=True, slots=True)
class ReportCycle:
    id: str
    start: date
    end: date
    elapsed: float


@dataclass(frozen=True, slots=True)
class Scope:
    as_of: date
    team: str | None


@dataclass(frozen=True, slots=True)
class DataQuality:
    id: str
    level: Literal["error", "warning", "info"]
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class EffortCoverage:
    unit: str
    counted: float
    tied: float
    exempt: float
    conflicting: float
    stale: float
    untied: float
    share: float | None


@dataclass(frozen=True, slots=True)
class NotCounted:
    outside_cycle: int = 0
    dropped: int = 0
    bot: int = 0
    excluded: int = 0
    represented: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    counted: int
    tied: int
    exempt: int
    conflicting: int
    stale: int
    untied: int
    share: float | None
    effort: EffortCoverage
    not_counted: NotCounted
    definition: str


@dataclass(frozen=True, slots=True)
class TeamCoverage(Coverage):
    team: str | None


@dataclass(frozen=True, slots=True)
class ProjectCoverage(Coverage):
    project: str


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
    """A baseline, target, owner or due date that was changed in the file after the cycle began."""

    key: str
    before: str
    after: str
    on: date
    commit: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Original:
    """What a key result is by the baseline and the target it began the cycle with."""

    baseline: float | None
    target: float | None
    progress: Progress
    grade: Grade | None


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
    status: Literal["healthy", "watch", "unhealthy", "no data"]
    as_of: date | None = None
    periods_out: int = 0  # the last values, one after the other, beyond the watch bound
    history: tuple[Observation, ...] = ()


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


@dataclass(frozen=True, slots=True)
class TrendPoint:
    date: Day
    coverage: float | None
    effort_share: float | None
    progress: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Nudges:
    """What became of the questions `nudge` asked: tied or waived within seven days, ignored, or open."""

    asked: int = 0
    tied: int = 0
    waived: int = 0
    ignored: int = 0
    open: int = 0
    acceptance: float | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """The effort one team gives to a goal of another."""

    goal: str
    team: str
    goal_team: str
    effort: float


@dataclass(frozen=True, slots=True)
class Department:
    """The company, or a team, with its goals; progress and coverage are those of its teams, too."""

    team: str
    title: str
    parent: str | None
    depth: int
    objectives: tuple[str, ...]
    progress: float | None
    coverage: float | None
    gives: tuple[Contribution, ...]
    takes: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    id: str
    level: Literal["error", "warning", "info"]
    message: str
    goal: str | None
    items: tuple[str, ...]
    step: str | None = None  # what to do about it
    draft: str | None = None  # TOML to paste, where the step is an edit of the file


@dataclass(frozen=True, slots=True)
class Report:
    schema: str
    generated_at: datetime
    cycle: ReportCycle
    scope: Scope
    data_quality: tuple[DataQuality, ...]
    coverage: Coverage
    coverage_by_team: tuple[TeamCoverage, ...]
    coverage_by_project: tuple[ProjectCoverage, ...]
    objectives: tuple[ReportObjective, ...]
    key_results: tuple[ReportKeyResult, ...]
    kpis: tuple[ReportKpi, ...]
    exempt: tuple[ReportExemption, ...]
    untied: tuple[ListedItem, ...]
    conflicting: tuple[ConflictingItem, ...]
    stale: tuple[ListedItem, ...]
    starved: tuple[Starved, ...]
    decisions: tuple[ReportDecision, ...]
    waivers: tuple[ReportWaiver, ...]
    trend: tuple[TrendPoint, ...]
    nudges: Nudges
    net_confidence: NetConfidence
    departments: tuple[Department, ...]
    findings: tuple[Finding, ...]
