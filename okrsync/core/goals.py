"""The shape of goals, and of all the file says about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from okrsync.core.method import Method
from okrsync.core.rules import Tying

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.matching import When
    from okrsync.core.measures import Measure
    from okrsync.core.rules import Decision, Exemption, Rule, Waiver

Relation = Literal["contributes", "supports"]
Commitment = Literal["committed", "aspirational", "learning"]
GoalState = Literal["draft", "active", "closed", "abandoned"]
Driver = Literal["key_results", "children", "both", "none"]
KeyResultKind = Literal["metric", "milestone", "range", "guardrail", "ordinal", "work"]
Claim = Literal["achieved", "on track", "behind", "at risk"]  # what a person may say of a status
Outcome = Literal["validated", "invalidated", "inconclusive"]  # of a learning goal

Indicator = Literal["leading", "lagging"]
LintLevel = Literal["error", "warning", "info"]
LintSetting = Literal["error", "warning", "info", "off"]

# Rules of lint that leave a goal alone, each with the reason: "K7" → "a pilot".
Silences = MappingProxyType[str, str]
NO_SILENCES: Silences = MappingProxyType({})

Reading = float | str | bool  # a number, an ordinal's level, or whether a milestone is reached


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of a milestone key result."""

    title: str
    due: date | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One observed value of a key result, or of a KPI."""

    on: date
    value: Reading
    source: str  # manual, check-in, auto
    confidence: float | None = None
    note: str | None = None
    is_guess: bool = False  # as old as what we know of the file: its real day may be earlier


@dataclass(frozen=True, slots=True)
class Override:
    """What a person says of a status, through its last day: shown beside the computed one."""

    status: Claim
    by: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class KeyResult:
    """How we know an objective is reached. `id` is the whole name: `GROW.KR1`."""

    id: str
    title: str
    kind: KeyResultKind = "metric"
    baseline: float | None = None
    target: float | None = None
    unit: str | None = None
    current: Reading | None = None
    current_on: date | None = None
    weight: float = 1.0
    min: float | None = None
    max: float | None = None
    levels: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    cadence_days: int | None = None
    phases: tuple[tuple[date, float], ...] = ()
    score: float | None = None
    status: Override | None = None
    measure: Measure | None = None
    cause: str | None = None  # why the score is what it is
    owner: str | None = None  # who checks in, where it is not the objective's owner
    confidence: float | None = None  # when it was drafted, 0–1
    indicator: Indicator | None = None
    lint_ignore: Silences = field(default_factory=lambda: NO_SILENCES)
    aliases: tuple[str, ...] = ()  # what it is called elsewhere
    issue: str | None = None  # the ref of the issue it lives as

    def __hash__(self) -> int:
        return hash(self.id)  # asked once for each item of a report: all fields would take long


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal of one cycle. The same id may name another objective in another cycle."""

    id: str
    title: str
    cycle: Cycle
    team: str | None = None
    owner: str | None = None
    parent: str | None = None  # "ACME" or "ACME.KR2", as the file says it
    relation: Relation = "contributes"
    commitment: Commitment = "committed"
    state: GoalState = "active"
    weight: float = 1.0
    allocation: float | None = None
    driver: Driver = "key_results"
    unaligned: str | None = None
    coordinator: str | None = None
    is_confidential: bool = False
    is_local: bool = True  # from a file of the repository okrsync runs for
    score: float | None = None
    outcome: Outcome | None = None
    status: Override | None = None
    cause: str | None = None
    has_cycle: bool = True  # the file names one; else the calendar gives it, and another one next quarter
    has_commitment: bool = True  # the file says which
    lint_ignore: Silences = field(default_factory=lambda: NO_SILENCES)
    items: tuple[str, ...] = ()
    key_results: tuple[KeyResult, ...] = ()
    aliases: tuple[str, ...] = ()
    issue: str | None = None

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    parent: str | None = None
    when: When = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Kpi:
    """A health metric with a corridor, outside any objective."""

    id: str
    title: str
    healthy: float
    watch: float
    current: float | None = None
    current_on: date | None = None
    unit: str | None = None
    direction: Literal["up", "down"] = "up"
    team: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class GoalIssues:
    """Goals that live as issues of a source: their types from the top down, and their fields by meaning."""

    source: str
    types: tuple[str, ...]  # in lower case; the last of several is that of key results
    fields: Mapping[str, str]  # "target" → what the tracker calls it
    cycle: Cycle  # of those that do not say which


@dataclass(frozen=True, slots=True)
class Lint:
    """How severe the rules of lint are, and which leave this file alone, each with the reason."""

    levels: Mapping[str, LintSetting] = field(default_factory=lambda: MappingProxyType({}))
    ignore: Silences = field(default_factory=lambda: NO_SILENCES)


@dataclass(frozen=True, slots=True)
class Goals:
    """All the file says about goals and how work finds them. Objectives stand in the file's order."""

    objectives: tuple[Objective, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    rules: tuple[Rule, ...] = ()  # those of `labels` first, in the objectives' order, then `[[rules]]`
    exempt: tuple[Exemption, ...] = ()
    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    teams: tuple[Team, ...] = ()
    cycles: tuple[Cycle, ...] = ()  # every cycle the file names
    exclude: When = ()
    skip_authors: tuple[str, ...] = ()
    effort_unit: Literal["points", "items"] = "points"
    default_points: float = 1.0
    tying: Tying = field(default_factory=Tying)
    method: Method = field(default_factory=Method)
    lint: Lint = field(default_factory=Lint)
    issues: tuple[GoalIssues, ...] = ()
    projects: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # "ONB" → source "jira"
