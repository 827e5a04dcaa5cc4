"""Goals that live as issues of a tracker, made out of the work items they are read as."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.cycles import calendar_cycle, calendar_periods, default_cycle
from okrsync.core.goals import KeyResult, Objective
from okrsync.core.teams import Teams
from okrsync.core.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import GoalIssues, Goals, GoalState
    from okrsync.core.model import WorkItem

_NEVER = 3660  # days: whether an issue is done is known without anybody telling
DRAFTS = frozenset({"draft", "proposed", "proposal", "idea", "backlog"})  # names of statuses


class Issued(NamedTuple):
    """Objectives made out of issues, and sentences about what could not be taken as it stands."""

    objectives: tuple[Objective, ...] = ()
    doubts: tuple[str, ...] = ()


def with_issued(goals: Goals, items: Iterable[WorkItem]) -> Goals:
    """The goals, and behind them those that live as issues among the items. Twice is once.

    Where the file has a goal of an issue's name, the file's counts, and the issue stands for it.
    """
    if not goals.issues:  # the usual case, kept quick
        return goals
    found = {_place(one): one for one in issued(goals, items).objectives}
    own = [_standing_for(one, found.pop(_place(one), None)) for one in goals.objectives]
    cycles = dict.fromkeys([*goals.cycles, *(one.cycle for one in found.values())])
    return replace(goals, objectives=(*own, *found.values()), cycles=tuple(cycles))


def issued(goals: Goals, items: Iterable[WorkItem]) -> Issued:
    """Every goal that lives as an issue, in the order of their keys, whatever the file says of it."""
    if not goals.issues:
        return Issued()
    known = _Issues(goals, items)
    own = {_place(one): one for one in goals.objectives}
    found: dict[tuple[str, str], Objective] = {}
    for item in known.objectives():
        objective = known.objective(item)
        other = found.get(_place(objective)) or own.get(_place(objective))
        if other is None or other.issue == objective.issue:
            found[_place(objective)] = objective
        elif other.issue is None:
            found[_place(objective)] = objective
            known.doubts.append(f"{item.ref} has the name of a goal of the file, which counts in its place.")
        else:
            known.doubts.append(f"{item.ref} has the name of {other.issue}, which counts in its place.")
    return Issued(tuple(found.values()), tuple(dict.fromkeys([*known.doubts, *known.missing()])))


def is_goal(item: WorkItem, issues: Iterable[GoalIssues]) -> bool:
    """Whether an item is one of the issues that goals live as: no work, but what work is for."""
    return any(item.source == one.source and item.type.casefold() in one.types for one in issues)


class _Issues:
    """The issues of goals among some items."""

    def __init__(self, goals: Goals, items: Iterable[WorkItem]) -> None:
        self.doubts: list[str] = []
        self._goals = goals
        self._by_source = {one.source: one for one in goals.issues}
        self._work = Work([item for item in items if is_goal(item, goals.issues)], {})

    def missing(self) -> Iterator[str]:
        """A sentence for each source that has none: most likely its types are misspelt."""
        seen = {item.source for item in self._work.items.values()}
        for source, one in self._by_source.items():
            if source not in seen:
                yield f"{source} has no issue of the types {', '.join(one.types)}: check goal_types."

    def objectives(self) -> list[WorkItem]:
        found = [item for item in self._work.items.values() if self._owner(item) is None]
        return sorted(found, key=_in_order)

    def objective(self, item: WorkItem) -> Objective:
        parts = sorted(self._parts.get(item.ref, ()), key=_in_order)
        above = self._above(item)
        cycle = self._cycle(item)
        return Objective(
            id=item.key,
            title=_title(item),
            cycle=cycle or self._by_source[item.source].cycle,
            team=self._one(item, "team") or self._teams.of(item),
            owner=self._one(item, "owner"),
            parent=self._id(above[0]) if above else None,
            state=self._state(item),
            is_confidential=item.is_restricted,
            is_local=False,
            has_cycle=cycle is not None,
            key_results=tuple(self._key_result(part, item) for part in parts),
            issue=item.ref,
            aliases=_old_keys(item),
        )

    @cached_property
    def _parts(self) -> dict[str, list[WorkItem]]:
        """The issues of key results by their objective's ref; what was dropped is none any more."""
        found: dict[str, list[WorkItem]] = {}
        for item in self._work.items.values():
            owner = self._owner(item)
            if owner is not None and item.state != "dropped":
                found.setdefault(owner.ref, []).append(item)
        return found

    @cached_property
    def _teams(self) -> Teams:
        return Teams(self._work, self._goals.teams)

    def _above(self, item: WorkItem) -> list[WorkItem]:
        """The goals an issue stands below, nearest first. Loops end."""
        found: dict[str, WorkItem] = {}
        member = item
        while (up := self._work.above(member)) and up[0].ref not in {item.ref, *found}:
            member = found[up[0].ref] = up[0]
        return list(found.values())

    def _owner(self, item: WorkItem) -> WorkItem | None:
        """The objective that an issue is a key result of; None for what is an objective itself.

        The last of several types is that of key results. Of one type alone, every second level is.
        """
        types, above = self._by_source[item.source].types, self._above(item)
        if len(types) == 1:
            return above[0] if len(above) % 2 else None
        if item.type.casefold() != types[-1]:
            return None
        return next((one for one in above if one.type.casefold() != types[-1]), None)

    def _id(self, item: WorkItem) -> str:
        owner = self._owner(item)
        return f"{owner.key}.{item.key}" if owner else item.key

    def _key_result(self, item: WorkItem, owner: WorkItem) -> KeyResult:
        numbers = {name: self._number(item, name) for name in ("baseline", "target", "current")}
        is_measured = numbers["target"] is not None or numbers["baseline"] is not None
        return KeyResult(
            id=f"{owner.key}.{item.key}",
            title=item.key if owner.is_restricted else _title(item),
            kind="metric" if is_measured else "milestone",
            baseline=numbers["baseline"],
            target=numbers["target"],
            unit=self._one(item, "unit"),
            current=numbers["current"] if is_measured else item.state == "done",
            current_on=item.updated.date() if item.updated else None,
            cadence_days=None if is_measured else _NEVER,
            owner=self._one(item, "owner"),
            issue=item.ref,
            aliases=(item.key, *_old_keys(item)),
        )

    def _state(self, item: WorkItem) -> GoalState:
        """What nobody has begun to work for is a goal all the same; a draft says so by its status."""
        if item.is_open:
            return "draft" if (self._one(item, "status") or "").casefold() in DRAFTS else "active"
        return "closed" if item.state == "done" else "abandoned"

    def _cycle(self, item: WorkItem) -> Cycle | None:
        """The cycle a field or a fix version names, else the shortest around its days or its end."""
        named = {one.id.casefold(): one for one in self._goals.cycles}
        for word in (*self._values(item, "cycle"), *item.milestones):
            if cycle := named.get(word.strip().casefold()) or calendar_cycle(word.strip()):
                return cycle
        days = [day for name in ("start", "due") if (day := self._day(item, name))]
        if days:
            around = [*self._goals.cycles, *calendar_periods(days[-1])]
            spanning = [one for one in around if all(one.contains(day) for day in days)]
            return default_cycle(spanning, days[-1])
        ended = item.closed if not item.is_open else None
        return default_cycle(list(self._goals.cycles), ended.date()) if ended else None

    def _number(self, item: WorkItem, name: str) -> float | None:
        written = self._one(item, name)
        if written is None:
            return None
        try:
            number = float(written.removesuffix("%"))
        except ValueError:
            number = float("nan")
        if isfinite(number):
            return number
        self.doubts.append(f"{item.ref} has no number for its {name}: “{written}”.")
        return None

    def _day(self, item: WorkItem, name: str) -> date | None:
        try:
            return date.fromisoformat((self._one(item, name) or "")[:10])
        except ValueError:
            return None

    def _one(self, item: WorkItem, name: str) -> str | None:
        return next((value.strip() for value in self._values(item, name) if value.strip()), None)

    def _values(self, item: WorkItem, name: str) -> Iterator[str]:
        field = self._by_source[item.source].fields.get(name)
        if field is not None:
            yield from item.fields.get(field, ())


def _place(objective: Objective) -> tuple[str, str]:
    return objective.id.casefold(), objective.cycle.id.casefold()


def _standing_for(own: Objective, other: Objective | None) -> Objective:
    return own if other is None else replace(own, issue=other.issue)


def _title(item: WorkItem) -> str:
    """A security level hides it, as it does everywhere."""
    return item.key if item.is_restricted or not item.title.strip() else item.title


def _old_keys(item: WorkItem) -> tuple[str, ...]:
    """The keys it had before it was moved: labels may still name them."""
    return tuple(ref.partition(":")[2] for ref in item.aliases)


def _in_order(item: WorkItem) -> tuple[str, int, str]:
    """By the numbers in keys: `OKR-2` before `OKR-10`."""
    project, _, number = item.key.rpartition("-")
    return project, int(number) if number.isdecimal() else 0, item.key
