"""What a goal's name means in a report: which goal, and whether work can still be tied to it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals, KeyResult, Objective

Standing = Literal["live", "draft", "dead"]


class Goal(NamedTuple):
    """An objective, or one of its key results."""

    objective: Objective
    key_result: KeyResult | None = None

    @property
    def id(self) -> str:
        return self.key_result.id if self.key_result else self.objective.id


class Names:
    """The goals of a file, seen from one cycle on one day."""

    def __init__(self, goals: Goals, cycle: Cycle, as_of: date) -> None:
        self.cycle = cycle
        self.as_of = as_of
        self.objectives = goals.objectives
        self._order = {id(objective): place for place, objective in enumerate(goals.objectives)}
        self._by_fold: dict[str, list[Objective]] = {}
        for objective in goals.objectives:
            self._by_fold.setdefault(objective.id.casefold(), []).append(objective)
        self._by_alias: dict[str, list[Goal]] = {}
        for objective in goals.objectives:
            for goal in (Goal(objective), *(Goal(objective, part) for part in objective.key_results)):
                for alias in (goal.key_result or objective).aliases:
                    self._by_alias.setdefault(alias.casefold(), []).append(goal)
        self._found: dict[tuple[str, str], Goal | None] = {}
        self._nearest: dict[str, Goal | None] = {}
        self._above: dict[int, frozenset[tuple[int, str]]] = {}

    def find(self, name: str, cycle: Cycle | None = None) -> Goal | None:
        """The goal of that name, in any case: of the cycle, else of one that encloses it, else the latest.

        What goals are called elsewhere comes after the names they have here.
        """
        seen_from = cycle or self.cycle
        key = (name.casefold(), seen_from.id)
        if key not in self._found:
            self._found[key] = self._look_up(key[0], seen_from) or self._elsewhere(key[0], seen_from)
        return self._found[key]

    def standing(self, goal: Goal | None, *, is_done: bool) -> Standing:
        """Whether work may be tied to the goal. Under a closed goal only work already done stays tied."""
        if goal is None or not goal.objective.cycle.encloses(self.cycle):
            return "dead"
        state = goal.objective.state
        if state == "draft":
            return "draft"
        if state == "active" or (state == "closed" and (is_done or self.is_finished)):
            return "live"
        return "dead"

    @property
    def is_finished(self) -> bool:
        return self.as_of > self.cycle.end

    def in_scope(self) -> list[Objective]:
        """The objectives of the cycle and of those that enclose it, whatever their state."""
        return [objective for objective in self.objectives if objective.cycle.encloses(self.cycle)]

    def live(self) -> list[Goal]:
        """Every goal open work can be tied to, in the file's order."""
        objectives = [one for one in self.in_scope() if self.standing(Goal(one), is_done=False) == "live"]
        return [Goal(one, part) for one in objectives for part in (None, *one.key_results)]

    def place(self, objective: Objective) -> int:
        """Where the objective stands in the file."""
        return self._order[id(objective)]

    def most_specific(self, goals: Iterable[Goal]) -> list[Goal]:
        """Without what a more specific goal hides: a key result its objective, an objective its parents."""
        distinct = {self._key(goal): goal for goal in goals}
        if len(distinct) > 1:
            hidden = frozenset().union(*(self._hidden_by(goal) for goal in distinct.values()))
            distinct = {key: goal for key, goal in distinct.items() if key not in hidden}
        return [distinct[key] for key in sorted(distinct)]

    def nearest(self, name: str) -> Goal | None:
        """The live goal whose name looks most like this one."""
        folded = name.casefold()
        if folded not in self._nearest:
            live = {goal.id.casefold(): goal for goal in self.live()}
            close = get_close_matches(folded, live, n=1, cutoff=0.6)
            self._nearest[folded] = live[close[0]] if close else None
        return self._nearest[folded]

    def parent(self, objective: Objective) -> Goal | None:
        return self.find(objective.parent, objective.cycle) if objective.parent else None

    def _look_up(self, name: str, cycle: Cycle) -> Goal | None:
        first, dot, rest = name.partition(".")
        candidates = self._by_fold.get(first)
        if not candidates:
            return None
        objective = min(candidates, key=lambda one: _nearness(one, cycle))
        if not dot:
            return Goal(objective)
        return next((Goal(objective, part) for part in objective.key_results if _own(part.id) == rest), None)

    def _elsewhere(self, alias: str, cycle: Cycle) -> Goal | None:
        called = self._by_alias.get(alias, ())
        return min(called, key=lambda goal: _nearness(goal.objective, cycle), default=None)

    def _key(self, goal: Goal) -> tuple[int, str]:
        return (self.place(goal.objective), goal.key_result.id if goal.key_result else "")

    def _hidden_by(self, goal: Goal) -> frozenset[tuple[int, str]]:
        above = self._above_of(goal.objective)
        return above | {(self.place(goal.objective), "")} if goal.key_result else above

    def _above_of(self, objective: Objective) -> frozenset[tuple[int, str]]:
        place = self.place(objective)
        if place not in self._above:
            found: set[tuple[int, str]] = set()
            parent = self.parent(objective)
            while parent and self._key(parent) not in found and parent.objective is not objective:
                found |= {self._key(parent), (self.place(parent.objective), "")}
                parent = self.parent(parent.objective)
            self._above[place] = frozenset(found)
        return self._above[place]


def _nearness(objective: Objective, cycle: Cycle) -> tuple[int, int]:
    if objective.cycle.id == cycle.id:
        return (0, 0)
    if objective.cycle.encloses(cycle):
        return (1, objective.cycle.days)
    return (2, -objective.cycle.end.toordinal())


def _own(key_result_id: str) -> str:
    return key_result_id.partition(".")[2].casefold()
