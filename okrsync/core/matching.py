"""Conditions: which rules match an item's own facts.

Every distinct value is compared with every pattern once, then remembered: a hundred thousand items
share a few hundred labels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.model import WorkItem

if TYPE_CHECKING:
    from collections.abc import Sequence

# Conditions that must all hold: a dimension ("label", "field.team") → patterns, any of which may match.
Table = MappingProxyType[str, tuple[str, ...]]
# Any of the tables may match.
When = tuple[Table, ...]

PLACES = frozenset({"source", "project", "team"})

Values = tuple[str, ...]
# What an item says in the dimensions no tracker gives: its epic and its team.
Derived = Mapping[str, Callable[[WorkItem], Values]]


class Match(NamedTuple):
    """The rule that matched and which of its tables did, both by their place in the list."""

    rule: int
    alternative: int
    table: Table


class _Dimension(NamedTuple):
    """How to ask an item, and which conditions each value is known to fulfil."""

    name: str
    values: Callable[[WorkItem], Values]
    memory: dict[str, frozenset[int]]


class Matcher:
    """Finds, for an item, the first matching table of each `when` in a list."""

    def __init__(self, whens: Sequence[When], derived: Derived) -> None:
        self._conditions: list[tuple[str, Callable[[str], bool]]] = []
        self._known: dict[tuple[str, Values], int] = {}
        self._by_lead: dict[int, list[tuple[Match, frozenset[int]]]] = {}
        for index, when in enumerate(whens):
            for number, table in enumerate(when):
                self._add(Match(index, number, table))
        self._answers: dict[frozenset[int], list[Match]] = {}
        named = sorted({dimension for dimension, _ in self._conditions})
        self._dimensions = [_Dimension(name, facts(name, derived), {}) for name in named]

    def matches(self, item: WorkItem) -> list[Match]:
        """The matching tables, in the order of the list, at most one for each `when`."""
        holding: frozenset[int] = frozenset()
        for dimension in self._dimensions:
            for value in dimension.values(item):
                held = dimension.memory.get(value)
                if held is None:
                    held = self._remembered(dimension, value)
                if held:
                    holding = holding | held if holding else held
        if not holding:
            return []
        known = self._answers.get(holding)
        if known is None:
            known = self._answers[holding] = self._matching(holding)
        return known

    def _matching(self, holding: frozenset[int]) -> list[Match]:
        found = [
            match
            for condition in holding
            for match, needed in self._by_lead.get(condition, ())
            if needed <= holding
        ]
        return _first_of_each(found)

    def _add(self, match: Match) -> None:
        needed = [self._condition(dimension, patterns) for dimension, patterns in match.table.items()]
        self._by_lead.setdefault(needed[0], []).append((match, frozenset(needed)))

    def _condition(self, dimension: str, patterns: Values) -> int:
        key = (dimension, patterns)
        if key not in self._known:
            self._known[key] = len(self._conditions)
            self._conditions.append((dimension, predicate(patterns)))
        return self._known[key]

    def _remembered(self, dimension: _Dimension, value: str) -> frozenset[int]:
        held = frozenset(
            number
            for number, (named, holds) in enumerate(self._conditions)
            if named == dimension.name and holds(value)
        )
        if dimension.name != "title":  # as many titles as items: remembering them would only fill the memory
            dimension.memory[value] = held
        return held


def names_only_a_place(table: Mapping[str, object]) -> bool:
    return PLACES.issuperset(table)


def facts(dimension: str, derived: Derived) -> Callable[[WorkItem], Values]:
    """What items say in one dimension of conditions."""
    if dimension in derived:
        return derived[dimension]
    if dimension.startswith("field."):
        return partial(_field, dimension.removeprefix("field.").casefold())
    return _FACTS[dimension]


@lru_cache(maxsize=4096)
def predicate(patterns: Values) -> Callable[[str], bool]:
    """Whether a value matches any pattern: case is ignored, `*` and `?` are globs, `re:` searches."""
    exact = {pattern.casefold() for pattern in patterns if is_plain(pattern)}
    expressions = [_expression(pattern) for pattern in patterns if not is_plain(pattern)]

    def holds(value: str) -> bool:
        return value.casefold() in exact or any(found.search(value) for found in expressions)

    return holds


def _first_of_each(found: list[Match]) -> list[Match]:
    if len(found) < 2:  # noqa: PLR2004 (the usual case, kept quick)
        return found
    first: dict[int, Match] = {}
    for match in sorted(found, key=lambda match: match[:2]):
        first.setdefault(match.rule, match)
    return list(first.values())


def is_plain(pattern: str) -> bool:
    """Whether it means itself and nothing else."""
    return not pattern.startswith("re:") and "*" not in pattern and "?" not in pattern


def _expression(pattern: str) -> re.Pattern[str]:
    if pattern.startswith("re:"):
        return re.compile(pattern.removeprefix("re:"), re.IGNORECASE)
    glob = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(rf"\A{glob}\Z", re.IGNORECASE | re.DOTALL)


def _field(name: str, item: WorkItem) -> Values:
    return next((values for field, values in item.fields.items() if field.casefold() == name), ())


def _types(item: WorkItem) -> Values:
    return (item.type, item.kind, item.kind.replace("_", " "))


_FACTS: dict[str, Callable[[WorkItem], Values]] = {
    "source": lambda item: (item.source,),
    "project": lambda item: (item.project,),
    "type": _types,
    "label": attrgetter("labels"),
    "component": attrgetter("components"),
    "milestone": attrgetter("milestones"),
    "title": lambda item: (item.title,),
}
