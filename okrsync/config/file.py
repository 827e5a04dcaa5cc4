"""The whole of okrsync.toml."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from okrsync.config.entries import Cycle, Decision, Exempt, Rule, Team, Waiver
from okrsync.config.objectives import Kpi, Objective
from okrsync.config.settings import Comments, Effort, Exclude, Lint, Method, Tying
from okrsync.config.sources import Source
from okrsync.config.values import StoreUrl, Strict, Text


class Included(Strict):
    """A file of goals, included by the main one."""

    model_config = ConfigDict(title="a file of goals")

    cycles: tuple[Cycle, ...] = Field(default=(), description="periods with dates of their own")
    teams: tuple[Team, ...] = Field(default=(), description="which work belongs to whom")
    objectives: tuple[Objective, ...] = Field(default=(), description="the goals")
    kpis: tuple[Kpi, ...] = Field(default=(), description="health metrics outside any objective")
    rules: tuple[Rule, ...] = Field(default=(), description="which work serves which goal")
    exempt: tuple[Exempt, ...] = Field(default=(), description="legitimate work without a goal")
    decisions: tuple[Decision, ...] = Field(default=(), description="how disagreements were settled")
    waivers: tuple[Waiver, ...] = Field(default=(), description="single items without a goal")


class File(Included):
    """okrsync.toml: goals, where work is read from, and how the two find each other."""

    model_config = ConfigDict(title="okrsync.toml")

    cycle: Text | None = Field(None, description="the cycle of goals that name none; default: today's")
    store: StoreUrl = Field(
        "sqlite:///.okrsync/store.db",
        description="any SQLite or PostgreSQL URL; the variable OKRSYNC_STORE wins",
    )
    include: tuple[Text, ...] = Field(default=(), description="further files of goals; globs")
    checkins: Text | None = Field(
        None, description="the folder, or the one file, that keeps dated values; default: checkins"
    )
    templates: Text | None = Field(None, description="a folder with texts of your own")
    sources: tuple[Source, ...] = Field(default=(), description="where work is read from")
    effort: Effort = Field(default_factory=Effort, description="how work is weighed")
    comments: Comments = Field(default_factory=Comments, description="the one comment on untied work")
    tying: Tying = Field(default_factory=Tying, description="how goals are named on work")
    exclude: Exclude | None = Field(None, description="work left out of every number")
    method: Method = Field(default_factory=Method, description="thresholds")
    lint: Lint = Field(default_factory=Lint, description="how the goals are judged")
