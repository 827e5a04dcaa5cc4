"""What a report says of how much work serves goals, and whose."""

from __future__ import annotations

from dataclasses import dataclass


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
