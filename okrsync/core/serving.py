"""What work serves which goal, in items and effort."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrsync.core.census import Amount, Census, Group
    from okrsync.core.goals import Objective
    from okrsync.core.naming import Names


@dataclass(slots=True)
class Served:
    """The work tied to one goal; `by_team` is its effort by the team that does it."""

    items: int = 0
    done: int = 0
    effort: float = 0.0
    effort_done: float = 0.0
    by_team: defaultdict[str | None, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def open(self) -> int:
        return self.items - self.done

    def add(self, group: Group, items: int, effort: float) -> None:
        self.items += items
        self.effort += effort
        self.by_team[group.team] += effort
        if group.is_done:
            self.done += items
            self.effort_done += effort


class Ledger:
    """Books tied work on its goals in equal shares; an objective's work includes its key results'."""

    def __init__(self, census: Census, names: Names) -> None:
        self._names = names
        self._booked: dict[tuple[int, str], Served] = {}
        for group, amount in census.counted.items():
            if group.verdict == "tied":
                self._book(group, amount)

    def of(self, objective: Objective, key_result: str = "") -> Served:
        """The work of an objective, or of one of its key results alone."""
        return self._booked.get((self._names.place(objective), key_result)) or Served()

    def _book(self, group: Group, amount: Amount) -> None:
        share = amount.effort / len(group.goals)
        shares: defaultdict[tuple[int, str], float] = defaultdict(float)
        for goal in group.goals:
            place = self._names.place(goal.objective)
            shares[place, ""] += share
            if goal.key_result:
                shares[place, goal.key_result.id] += share
        for key, part in shares.items():
            self._booked.setdefault(key, Served()).add(group, amount.items, part)
