"""What the rules of lint look at, and what they find."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.history import Known, values
from okrsync.core.linting.reach import reachable
from okrsync.core.naming import Goal, Names
from okrsync.core.teams import COMPANY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.edits import Edit
    from okrsync.core.goals import Goals, KeyResult, LintLevel, Objective, Value
    from okrsync.core.history import Histories
    from okrsync.core.linting.seen import Seen
    from okrsync.core.method import Method
    from okrsync.core.rules import Rule

# A place in the file, includes counted on: ("objectives", 3, "key_results", 0, "title").
Path = tuple[str | int, ...]

WHOLE_FILE: Path = ()


class Flaw(NamedTuple):
    """One thing a rule found. `about` is None where it is no single goal's."""

    message: str
    path: Path
    about: Goal | None = None
    level: LintLevel | None = None  # where it differs from its rule's


@dataclass(frozen=True)
class Draft:
    """The goals of a file on one day. What could not be looked at is None."""

    goals: Goals
    cycle: Cycle
    day: date
    histories: Histories = field(default_factory=lambda: MappingProxyType({}))
    checkins: Histories = field(default_factory=lambda: MappingProxyType({}))
    seen: Seen | None = None  # the work in the store
    edits: tuple[Edit, ...] | None = None  # from the file's history

    @property
    def method(self) -> Method:
        return self.goals.method

    @cached_property
    def names(self) -> Names:
        return Names(self.goals, self.cycle, self.day)

    @cached_property
    def objectives(self) -> list[Objective]:
        """Those that are still to be reached; how closed ones were written matters no more."""
        return [one for one in self.goals.objectives if one.state in ("draft", "active")]

    @cached_property
    def children(self) -> Mapping[int, list[Objective]]:
        """The objectives below each one, by its place in the file."""
        found: dict[int, list[Objective]] = {}
        for child in self.objectives:
            parent = self.names.parent(child)
            if parent is not None:
                found.setdefault(self.names.place(parent.objective), []).append(child)
        return found

    @cached_property
    def reachable(self) -> frozenset[int]:
        """The places of the objectives the file leads work to."""
        return reachable(self.goals, self.names)

    @cached_property
    def cycles(self) -> Mapping[str, Cycle]:
        return {cycle.id: cycle for cycle in self.goals.cycles}

    @cached_property
    def rules(self) -> list[tuple[Rule, Path]]:
        """Each rule with its place in the file: its own, or that of the labels it is written as."""
        own = [rule for rule in self.goals.rules if rule.cycle is None]
        labels = [
            (rule, goal)
            for rule in self.goals.rules
            if rule.cycle and (goal := self.names.find(rule.goal, self.cycles.get(rule.cycle)))
        ]
        return [
            *((rule, (*self.place(goal), "labels")) for rule, goal in labels),
            *((rule, ("rules", number, "when")) for number, rule in enumerate(own)),
        ]

    @property
    def measures(self) -> Iterator[tuple[Goal, KeyResult]]:
        """Every key result that is still to be reached."""
        return ((Goal(one, part), part) for one in self.objectives for part in one.key_results)

    def flaw(self, about: Goal, key: str, message: str, level: LintLevel | None = None) -> Flaw:
        """A finding about one goal, at one of its keys, or where that would stand."""
        return Flaw(message, (*self.place(about), key), about, level)

    def values(self, objective: Objective, part: KeyResult) -> tuple[Value, ...]:
        """The values of a key result by that day, oldest first."""
        return values(objective, part, self.histories, Known(self.checkins, self.day))

    def place(self, goal: Goal) -> Path:
        """Where a goal stands in the file."""
        path: Path = ("objectives", self.names.place(goal.objective))
        if goal.key_result is None:
            return path
        return (*path, "key_results", goal.objective.key_results.index(goal.key_result))


def is_company(objective: Objective) -> bool:
    return (objective.team or COMPANY).casefold() == COMPANY


def is_reached(draft: Draft, objective: Objective) -> bool:
    """Whether the file leads work to the objective, or work in the store serves it."""
    place = draft.names.place(objective)
    return place in draft.reachable or (draft.seen is not None and place in draft.seen.served)


def counts(key_result: KeyResult) -> bool:
    """Whether it moves progress; guardrails and ranges must merely hold."""
    return key_result.kind not in ("guardrail", "range")
