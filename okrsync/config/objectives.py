"""Objectives, key results and KPIs, as a person writes them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from okrsync.config.conditions import Pattern
from okrsync.config.measures import Measure
from okrsync.config.mistakes import cure, quoted
from okrsync.config.silences import Silences
from okrsync.config.values import (
    Day,
    Duration,
    Flag,
    GoalId,
    Id,
    Number,
    Reading,
    Ref,
    Share,
    Strict,
    Text,
)
from okrsync.core.goals import (
    Claim,
    Commitment,
    Driver,
    GoalState,
    Indicator,
    KeyResultKind,
    Outcome,
    Relation,
)

Current = float | bool | str | None


class Step(Strict):
    """One step of a milestone key result."""

    title: Text = Field(description="what is reached with it")
    due: Day | None = Field(None, description="by when")
    done: Flag = Field(default=False, description="whether it is reached")


class Status(Strict):
    """What a person says of a status, and until when. It is shown beside the computed one."""

    said: Claim = Field(description="achieved, on track, behind or at risk")
    by: Text = Field(description="who says so")
    reason: Text = Field(description="why the computed status misleads")
    until: Day = Field(description="the last day it holds")


class KeyResult(Strict):
    """How we know that its objective is reached. Elsewhere it is called GROW.KR1."""

    id: Id = Field(description="short, unique in its objective: KR1")
    title: Text = Field(description="what will be measurably different")
    kind: KeyResultKind = Field(
        "metric", description="metric, milestone (done or not), range, guardrail (must hold), ordinal, work"
    )
    baseline: Number | None = Field(None, description="the value at the beginning; leave out while unknown")
    target: Number | None = Field(None, description="the value to reach")
    unit: Text | None = Field(None, description="of baseline, target and current")
    levels: tuple[Text, ...] = Field(default=(), description="of an ordinal, lowest first")
    current: Reading | None = Field(
        None, description="the value now; true or false for a milestone, a level for an ordinal"
    )
    current_on: Day | None = Field(None, description="the day of the current value")
    weight: Number = Field(1.0, description="its part in the objective's progress")
    labels: tuple[Pattern, ...] = Field(
        default=(), description="labels of work that serves it: the short way to write a rule"
    )
    min: Number | None = Field(None, description="lower bound of a range or guardrail")
    max: Number | None = Field(None, description="upper bound of a range or guardrail")
    steps: tuple[Step, ...] = Field(default=(), description="of a milestone; the share that is done counts")
    cadence: Duration | None = Field(None, description="how often a new value is due; default: weekly")
    phases: tuple[tuple[Day, Share], ...] = Field(
        default=(), description="a curve instead of a straight line: [[2026-11-15, 0.2], …]"
    )
    score: Share | None = Field(None, description="given at the end, by a person")
    status: Status | None = Field(None, description="a person's word beside the computed status")
    measure: Measure | None = Field(None, description="where the current value is read from")
    cause: Text | None = Field(None, description="why the score is what it is, below 0.7")
    owner: Text | None = Field(None, description="who checks in; default: the objective's owner")
    confidence: Share | None = Field(None, description="of reaching it, when it was drafted: 0.6")
    indicator: Indicator | None = Field(
        None, description="leading (moves early, in our hands) or lagging (the outcome itself)"
    )
    aliases: tuple[Text, ...] = Field(
        default=(),
        description="what it is called elsewhere: the key or the id of an Atlassian goal",
    )
    lint_ignore: Silences = Field(
        default_factory=dict, description="rules of lint that leave it alone, and why"
    )

    @field_validator("max", mode="after")
    @classmethod
    def _not_below_min(cls, highest: float | None, others: ValidationInfo) -> float | None:
        lowest = others.data.get("min")
        if highest is not None and lowest is not None and highest < lowest:
            raise PydanticCustomError("bounds", "is below min")
        return highest

    @field_validator("current", mode="after")
    @classmethod
    def _fit_its_kind(cls, current: Current, others: ValidationInfo) -> Current:
        flaw = _flaw(current, others.data.get("kind"), others.data.get("levels", ()))
        if flaw is not None:
            raise PydanticCustomError("current", "{flaw}", {"flaw": flaw})
        return current


class Objective(Strict):
    """A goal of one cycle, with one owner and key results."""

    id: GoalId = Field(description="short, unique in its cycle: GROW")
    title: Text = Field(description="what will be better, and for whom")
    cycle: Text | None = Field(None, description="default: the file's cycle")
    team: Text | None = Field(None, description="who carries it; company goals have team company, or none")
    owner: Text | None = Field(None, description="the one person who answers for it")
    parent: Text | None = Field(None, description="the goal above: ACME or ACME.KR2")
    relation: Relation = Field(
        "contributes", description="to the parent; supports is traced, but its progress moves nothing"
    )
    commitment: Commitment | None = Field(
        None, description="how much of it we expect to reach; default: committed"
    )
    state: GoalState = Field("active", description="a draft is never counted and never nudged")
    weight: Number = Field(1.0, description="its part in the parent's progress")
    allocation: Share | None = Field(None, description="the share of effort we mean to spend here: 0.35")
    driver: Driver = Field("key_results", description="what its progress is made of")
    unaligned: Text | None = Field(None, description="why it has no parent")
    coordinator: Text | None = Field(None, description="who keeps the teams of a shared goal together")
    confidential: Flag = Field(default=False, description="reports leave its title out")
    score: Share | None = Field(None, description="given at the end, by a person")
    outcome: Outcome | None = Field(None, description="of a learning goal, given at the end, by a person")
    status: Status | None = Field(None, description="a person's word beside the computed status")
    cause: Text | None = Field(None, description="why the score is what it is, below 0.7")
    lint_ignore: Silences = Field(
        default_factory=dict, description="rules of lint that leave it and its key results alone, and why"
    )
    labels: tuple[Pattern, ...] = Field(
        default=(), description="labels of work that serves it: the short way to write a rule"
    )
    items: tuple[Ref, ...] = Field(default=(), description="work that serves it, named outright")
    aliases: tuple[Text, ...] = Field(
        default=(),
        description="what it is called elsewhere: the key or the id of an Atlassian goal",
    )
    key_results: tuple[KeyResult, ...] = Field(default=(), description="how we know it is reached")


class Kpi(Strict):
    """A health metric with a corridor, outside any objective."""

    id: Text = Field(description="short and unique: uptime")
    title: Text = Field(description="what is watched")
    healthy: Number = Field(description="from here on all is well")
    watch: Number = Field(description="between this and healthy, keep an eye on it; beyond, act")
    current: Number | None = Field(None, description="the value now")
    current_on: Day | None = Field(None, description="the day of the current value")
    unit: Text | None = Field(None, description="of all its values")
    direction: Literal["up", "down"] | None = Field(
        None, description="which way is better; default: from watch to healthy"
    )
    team: Text | None = Field(None, description="who watches it")
    owner: Text | None = Field(None, description="the one person who answers for it")


def _flaw(current: Current, kind: str | None, levels: tuple[str, ...]) -> str | None:
    """Why a value does not fit the kind of its key result. `kind` is None where it is a mistake itself."""
    if current is None or kind is None:
        return None
    if kind == "ordinal":
        return _level_flaw(current, levels)
    if isinstance(current, str):
        return f"should be a number for a key result of kind {kind}, without quotes"
    if isinstance(current, bool) and kind != "milestone":
        return "is true or false only for a key result of kind milestone"
    return None


def _level_flaw(current: Current, levels: tuple[str, ...]) -> str | None:
    if not isinstance(current, str):
        return "should be the name of one of the levels, in quotes"
    if levels and current.casefold() not in (level.casefold() for level in levels):
        return f"{quoted(current)} is no level; {cure(current, levels)}"
    return None
