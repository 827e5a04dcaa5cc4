"""The whole report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from okrsync.core.report.coverage import Coverage, Department, ProjectCoverage, TeamCoverage
from okrsync.core.report.goals import NetConfidence, ReportKeyResult, ReportKpi, ReportObjective
from okrsync.core.report.lists import (
    ConflictingItem,
    ListedItem,
    ReportDecision,
    ReportExemption,
    ReportWaiver,
    Starved,
)

SCHEMA = "okrsync.report/1"

Day = date  # beside a field called `date` the type would not be found


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


FindingId = Literal[
    "conflicting",
    "decision_contradicted",
    "kpi_out_of_corridor",
    "uncarried",
    "starved",
    "activity_trap",
    "flat_but_green",
    "target_changed",
    "stale_goal",
    "off_plan",
    "opposed_metric",
    "budget_exceeded",
    "unserved_team",
    "stale",
    "waiver_contradicted",
    "decision_expired",
    "waiver_expired",
    "team_without_goal",
    "uncoordinated",
]


@dataclass(frozen=True, slots=True)
class Finding:
    id: FindingId
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
