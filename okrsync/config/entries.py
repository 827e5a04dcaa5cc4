"""Teams, cycles, rules, exemptions, decisions and waivers, as a person writes them."""

from __future__ import annotations

from datetime import date

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from okrsync.config.conditions import When
from okrsync.config.values import Day, Ref, Share, Strict, Text


class Team(Strict):
    """A team and the work that is its own. Teams need not be declared to have goals."""

    id: Text = Field(description="as objectives name it")
    title: Text | None = Field(None, description="how reports call it")
    parent: Text | None = Field(None, description="the team it is part of")
    when: When | None = Field(None, description="which work is this team's; the first that matches has it")

    @field_validator("when", mode="after")
    @classmethod
    def _not_by_team(cls, when: When | None) -> When | None:
        if any(table.team is not None for table in when or ()):
            raise PydanticCustomError("team", "a team cannot be recognised by its team; use label or project")
        return when


class Cycle(Strict):
    """A period with dates of its own. 2026-Q4, 2026-H2 and 2026 are known without."""

    id: Text = Field(description="as objectives name it")
    start: Day = Field(description="its first day")
    end: Day = Field(description="its last day, inclusive")

    @field_validator("end", mode="after")
    @classmethod
    def _not_before_its_start(cls, end: date, others: ValidationInfo) -> date:
        if end < others.data.get("start", end):
            raise PydanticCustomError("cycle", "the cycle ends before it starts")
        return end


class Rule(Strict):
    """Ties work that matches to a goal."""

    goal: Text = Field(description="an objective or a key result: GROW or GROW.KR1")
    when: When = Field(description="all conditions of a table must hold; of several tables, any")
    name: Text | None = Field(None, description="how explanations call it; default: its place in the file")


class Exempt(Strict):
    """Legitimate work that serves no objective."""

    name: Text = Field(description="how reports call it")
    when: When = Field(description="all conditions of a table must hold; of several tables, any")
    budget: Share | None = Field(None, description="the share of effort it may take: 0.25")


class Decision(Strict):
    """How a disagreement about one item was settled."""

    item: Ref = Field(description="the item's ref")
    goal: Text = Field(description="the goal it serves")
    by: Text | None = Field(None, description="who settled it")
    on: Day | None = Field(None, description="when")
    reason: Text | None = Field(None, description="why")
    until: Day | None = Field(None, description="the last day it holds; default: for good")


class Waiver(Strict):
    """One item that need not serve a goal."""

    item: Ref = Field(description="the item's ref")
    reason: Text = Field(description="why")
    by: Text | None = Field(None, description="who said so")
    on: Day | None = Field(None, description="when")
    until: Day | None = Field(None, description="the last day it holds; default: for good")
