"""What work serves which goal, in items and effort."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrsync.core.goals import Objective
    from okrsync.core.naming import Goal, Names


class Contribution(NamedTuple):
    """A tied, counted item: its goals, its effort, whether it is done, and whose it is."""

    goals: tuple[Goal, ...]
    effort: float
    is_done: bool
    team: str | None


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

    def add(self, contribution: Contribution, effort: float) -> None:
        self.items += 1
        self.effort += effort
        self.by_team[contribution.team] += effort
        if contribution.is_done:
            self.done += 1
            self.effort_done += effort


class Ledger:
    """Books items on their goals in equal shares; an objective's work includes its key results'."""

    def __init__(self, contributions: Iterable[Contribution], names: Names) -> None:
        self._names = names
        self._booked: dict[tuple[int, str], Served] = {}
        for contribution in contributions:
            self._book(contribution)

    def of(self, objective: Objective, key_result: str = "") -> Served:
        """The work of an objective, or of one of its key results alone."""
        return self._booked.get((self._names.place(objective), key_result)) or Served()

    def _book(self, contribution: Contribution) -> None:
        share = contribution.effort / len(contribution.goals)
        shares: defaultdict[tuple[int, str], float] = defaultdict(float)
        for goal in contribution.goals:
            place = self._names.place(goal.objective)
            shares[place, ""] += share
            if goal.key_result:
                shares[place, goal.key_result.id] += share
        for key, effort in shares.items():
            self._booked.setdefault(key, Served()).add(contribution, effort)
