"""What the store knows of work, as far as the rules of lint ask."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from okrsync.core.counting import count
from okrsync.core.matching import Matcher, is_plain, predicate
from okrsync.core.naming import Goal
from okrsync.core.tying import Tier
from okrsync.core.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.matching import When
    from okrsync.core.model import WorkItem


class Seen:
    """All work of the sources. Each question is answered once, when it is asked."""

    def __init__(self, items: Iterable[WorkItem], goals: Goals, cycle: Cycle, day: date) -> None:
        self._goals = goals
        self._day = day
        self._tier = Tier(Work(items, goals.projects), goals, cycle=cycle, as_of=day)
        self._count = count(self._tier.work, goals, cycle=cycle, as_of=day, derived=self._tier.derived)
        self._ties = {ref: self._tier.tie(self._tier.work.items[ref]) for ref in self._count.effort}

    @property
    def is_any(self) -> bool:
        """Whether there is work at all."""
        return bool(self._items)

    @cached_property
    def counted(self) -> list[WorkItem]:
        return [self._tier.work.items[ref] for ref in self._count.effort]

    @cached_property
    def served(self) -> frozenset[int]:
        """The places of the objectives that work is tied to."""
        goals = {goal for tie in self._ties.values() for goal in tie.goals}
        return frozenset(self._tier.names.place(goal.objective) for goal in goals)

    def has_label(self, pattern: str) -> bool:
        """Whether any work has a label like this."""
        if is_plain(pattern):
            return pattern.casefold() in self._labels
        return any(map(predicate((pattern,)), self._labels))

    @cached_property
    def unknown_names(self) -> Mapping[str, int]:
        """Labels that name no goal though they are made to, and how many items have them."""
        found: Counter[str] = Counter()
        for item in self._items:
            for label in item.labels:
                name = self._tier.label_name(label)
                if name is not None and name.casefold() != "none" and self._tier.names.find(name) is None:
                    found[label] += 1
        return found

    def nearest(self, label: str) -> Goal | None:
        """The live goal a label probably means."""
        return self._tier.names.nearest(self._tier.label_name(label) or label)

    def matched(self, whens: list[When], days: int) -> list[tuple[int, int]]:
        """For each condition, how many items of the last days it matches, and how many counted ones."""
        matcher = Matcher(whens, self._tier.derived)
        recent, counted = Counter[int](), Counter[int]()
        start = self._day - timedelta(days=days)
        for item in self._items:
            is_recent = (touched := item.updated or item.created) is None or touched.date() >= start
            is_counted = item.ref in self._count.effort
            for match in matcher.matches(item):
                recent[match.rule] += is_recent
                counted[match.rule] += is_counted
        return [(recent[number], counted[number]) for number in range(len(whens))]

    @cached_property
    def exempt_shares(self) -> Mapping[str, float]:
        """The share of counted effort that each exempt rule takes."""
        whole = sum(self._count.effort.values())
        found: Counter[str] = Counter()
        for ref, tie in self._ties.items():
            clue = tie.grounds[0].clue if tie.verdict == "exempt" else None
            if clue is not None and clue.rule and clue.level == "exempt":
                found[clue.rule] += self._count.effort[ref]  # type: ignore[assignment]  # efforts are no whole numbers
        return {name: effort / whole for name, effort in found.items()} if whole else {}

    @cached_property
    def orphaned_stories(self) -> tuple[int, int]:
        """How many counted stories have no epic, of how many."""
        stories = [item for item in self.counted if item.type.casefold() in ("story", "user story")]
        return sum(not self._tier.work.epics(item) for item in stories), len(stories)

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(label.casefold() for item in self._items for label in item.labels)

    @property
    def _items(self) -> Iterable[WorkItem]:
        return self._tier.work.items.values()
