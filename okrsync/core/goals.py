"""The shape of goals: what the file says, ready to be tied to."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.matching import When
    from okrsync.core.measures import Measure

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
class Rule:
    """Ties what matches to a goal. `cycle` is the cycle of the objective it was written in, if it was."""

    name: str
    goal: str
    when: When
    cycle: str | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Legitimate work that serves no objective."""

    name: str
    when: When
    budget: float | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """How a disagreement was settled."""

    item: str
    goal: str
    by: str | None = None
    on: date | None = None
    reason: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """An item that need not serve a goal, through its `until` day."""

    item: str
    reason: str
    by: str | None = None
    on: date | None = None
    until: date | None = None


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
class Method:
    """The thresholds of the method; the defaults are Oboard's published ones."""

    on_track: float = 0.70
    behind: float = 0.40
    too_early: float = 0.15
    min_observations: int = 2
    cadence_days: int = 7
    grace_days: int = 3
    starved_elapsed: float = 0.25
    starved_share: float = 0.5
    trap_work_done: float = 0.60
    trap_elapsed: float = 1 / 3
    trap_outcome: float = 0.20
    divergence_points: float = 10.0
    flat_days: int = 28
    kpi_periods: int = 2
    shared_teams: int = 4
    score_yellow: float = 0.40
    score_green: float = 0.70
    committed_score: float = 1.0
    aspirational_score: float = 0.70
    forecast_observations: int = 4
    forecast_runs: int = 500
    company_objectives: int = 5
    team_objectives: int = 3
    title_words_min: int = 4
    title_words_max: int = 18
    title_similarity: float = 0.90
    key_results_min: int = 2
    key_results_max: int = 5
    milestone_share: float = 0.50
    confidence_low: float = 0.40
    confidence_high: float = 0.75
    confidence_fantasy: float = 0.25
    confidence_sandbagging: float = 0.90
    sandbagging_score: float = 0.85
    rule_idle_days: int = 60
    rule_share: float = 0.60
    stories_without_epic: float = 0.20
    work_without_estimate: float = 0.30
    slip_factor: float = 10.0


@dataclass(frozen=True, slots=True)
class Tying:
    """How names are found on items."""

    label_prefix: str = "okr:"
    fields: tuple[str, ...] = ()  # tracker fields that name a goal
    on_conflict: Literal["flag", "split", "first"] = "flag"


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
