"""What an item's own facts say of goals, level by level."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.matching import Derived, Match, Matcher, facts, names_only_a_place, predicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrsync.core.goals import Goals
    from okrsync.core.matching import Table
    from okrsync.core.model import WorkItem
    from okrsync.core.naming import Goal, Names
    from okrsync.core.rules import Rule
    from okrsync.core.verdicts import Level

CONTROL_LABELS = frozenset({"", "snooze"})  # they steer comments, and name no goal
NONE = "none"


class Clue(NamedTuple):
    """One reason to tie an item, or to leave it be.

    `name` is the goal as it was written, None for an exemption; `goal` is None when that names nothing.
    """

    level: Level
    name: str | None
    goal: Goal | None = None
    rule: str | None = None
    text: str = ""
    table: Table | None = None

    def told(self, item: WorkItem, derived: Derived) -> str:
        """The words or facts of the item this rests on."""
        if self.table is None:
            return self.text
        return " and ".join(
            f'{dimension} "{_matched(facts(dimension, derived)(item), patterns)}"'
            for dimension, patterns in self.table.items()
        )


class Clues(NamedTuple):
    """An item's own clues by level. Those of `default` are asked last, after the ancestors."""

    decision: tuple[Clue, ...] = ()
    waiver: tuple[Clue, ...] = ()
    explicit: tuple[Clue, ...] = ()
    rule: tuple[Clue, ...] = ()
    exempt: tuple[Clue, ...] = ()
    default: tuple[Clue, ...] = ()


NOTHING = Clues()


class Witness:
    """Asks an item's own facts what it serves."""

    def __init__(self, goals: Goals, names: Names, derived: Derived) -> None:
        self._names = names
        self._goals = goals
        self._prefix = goals.tying.label_prefix.casefold()
        self._labels: dict[str, str | None] = {}
        self._stated = _stated(goals, names)
        self._fields = [(field, facts(f"field.{field}", {})) for field in goals.tying.fields]
        self._cycles = {cycle.id: cycle for cycle in goals.cycles}
        # One matcher asks an item for its facts once: own rules first, then exemptions, then places.
        self._sections: list[tuple[Level, int]] = [
            *(("rule", number) for number in range(len(goals.rules))),
            *(("exempt", number) for number in range(len(goals.exempt))),
            *(("default", number) for number in range(len(goals.rules))),
        ]
        own = [_tables(rule, is_place=False) for rule in goals.rules]
        places = [_tables(rule, is_place=True) for rule in goals.rules]
        self._by_matches: dict[tuple[tuple[int, int], ...], Clues] = {}
        self._matcher = Matcher([*own, *(one.when for one in goals.exempt), *places], derived)

    def clues(self, item: WorkItem) -> Clues:
        """Everything the item's own facts say; nothing is inherited."""
        ruled = self._ruled(self._matcher.matches(item))
        said = self._stated_of(item) if self._stated else []
        for label in item.labels:
            if (name := self.label_name(label)) is not None:
                said.append(self._named(name, f'label "{label}"'))
        if item.named_goals or item.waiver is not None or item.fields:
            said += self._said(item)
        if not said:
            return ruled
        return ruled._replace(
            decision=tuple(clue for clue in said if clue.level == "decision"),
            waiver=tuple(clue for clue in said if clue.level == "waiver"),
            explicit=tuple(clue for clue in said if clue.level == "explicit"),
        )

    def label_name(self, label: str) -> str | None:
        """The goal an `okr:` label names; None for any other label."""
        if label not in self._labels:
            folded = label.strip().casefold()
            name = label.strip()[len(self._prefix) :].strip() if folded.startswith(self._prefix) else ""
            self._labels[label] = None if name.casefold() in CONTROL_LABELS else name
        return self._labels[label]

    def _stated_of(self, item: WorkItem) -> list[Clue]:
        """What the file says of this very item, by any ref it goes by."""
        return [clue for ref in (item.ref, *item.aliases) for clue in self._stated.get(ref.casefold(), ())]

    def _said(self, item: WorkItem) -> Iterator[Clue]:
        if item.waiver is not None:
            yield Clue("waiver", None, text=f"OKR: none – {item.waiver}" if item.waiver else "OKR: none")
        for name in item.named_goals:
            yield Clue("explicit", name, self._names.find(name), None, f"OKR: {name}")
        for field, values in self._fields:
            named = [self._named(name, f'field "{field}" is "{name}"') for name in values(item)]
            # A goal may stand there by its key and by its id: it is enough that we know it by one of them.
            yield from [clue for clue in named if clue.goal or clue.level == "waiver"] or named

    def _named(self, name: str, text: str) -> Clue:
        if name.casefold() == NONE:
            return Clue("waiver", None, text=text)
        return Clue("explicit", name, self._names.find(name), None, text)

    def _ruled(self, matches: list[Match]) -> Clues:
        """What rules say: the same to all items they match, so it is made up once."""
        if not matches:
            return NOTHING
        key = tuple([match[:2] for match in matches])
        known = self._by_matches.get(key)
        if known is None:
            clues = [self._matched(match) for match in matches]
            known = self._by_matches[key] = Clues(
                rule=tuple(clue for clue in clues if clue.level == "rule"),
                exempt=tuple(clue for clue in clues if clue.level == "exempt"),
                default=tuple(clue for clue in clues if clue.level == "default"),
            )
        return known

    def _matched(self, match: Match) -> Clue:
        level, number = self._sections[match.rule]
        if level == "exempt":
            return Clue("exempt", None, None, self._goals.exempt[number].name, table=match.table)
        rule = self._goals.rules[number]
        cycle = self._cycles.get(rule.cycle) if rule.cycle else None
        return Clue(level, rule.goal, self._names.find(rule.goal, cycle), rule.name, table=match.table)


def _stated(goals: Goals, names: Names) -> dict[str, list[Clue]]:
    """What the file says of single items, by their refs in lower case."""
    decisions = (
        (one.item, Clue("decision", one.goal, names.find(one.goal), "decision", one.reason or ""))
        for one in goals.decisions
        if _holds(one.until, names.as_of)
    )
    waivers = (
        (one.item, Clue("waiver", None, None, "waiver", one.reason))
        for one in goals.waivers
        if _holds(one.until, names.as_of)
    )
    listed = (
        (ref, Clue("explicit", one.id, names.find(one.id, one.cycle), f"items of {one.id}", ref))
        for one in goals.objectives
        for ref in one.items
    )
    return _grouped(chain(decisions, waivers, listed, _lived(goals, names)))


def _lived(goals: Goals, names: Names) -> Iterator[tuple[str, Clue]]:
    """The issues that goals live as."""
    for objective in goals.objectives:
        named = [(one.id, one.issue) for one in objective.key_results]
        for name, issue in ((objective.id, objective.issue), *named):
            if issue is not None:
                yield issue, Clue("explicit", name, names.find(name, objective.cycle), "goal issue", issue)


def _grouped(pairs: Iterable[tuple[str, Clue]]) -> dict[str, list[Clue]]:
    found: dict[str, list[Clue]] = {}
    for ref, clue in pairs:
        found.setdefault(ref.casefold(), []).append(clue)
    return found


def _holds(until: date | None, day: date) -> bool:
    return until is None or day <= until


def _tables(rule: Rule, *, is_place: bool) -> tuple[Table, ...]:
    return tuple(table for table in rule.when if names_only_a_place(table) == is_place)


@lru_cache(maxsize=65_536)  # few facts, many items
def _matched(values: tuple[str, ...], patterns: tuple[str, ...]) -> str:
    holds = predicate(patterns)
    return next((value for value in values if holds(value)), "")
