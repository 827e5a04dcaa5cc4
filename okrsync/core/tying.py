"""Tying: which goal an item serves, and how we know.

Evidence comes in levels, asked in order; the first that names a live goal or exempts decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.evidence import Clue, Clues, Witness
from okrsync.core.naming import Goal, Names
from okrsync.core.teams import Teams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.matching import Derived
    from okrsync.core.model import WorkItem
    from okrsync.core.report import Level, Verdict
    from okrsync.core.work import Work

Path = tuple[str, ...]


class Ground(NamedTuple):
    """A clue, the item it was found on, and the way there."""

    clue: Clue
    item: WorkItem
    path: Path

    @property
    def level(self) -> Level:
        """Decisions, labels and rules of an ancestor are all inherited; its defaults stay defaults."""
        return self.clue.level if len(self.path) == 1 or self.clue.level == "default" else "inherited"


class Tie(NamedTuple):
    """What an item serves. `grounds` are those that decided; the most specific goals are left."""

    item: WorkItem
    verdict: Verdict
    goals: tuple[Goal, ...] = ()
    grounds: tuple[Ground, ...] = ()
    is_draft_only: bool = False

    @property
    def goal_ids(self) -> tuple[str, ...]:
        return tuple(goal.id for goal in self.goals)


class Tier:
    """Ties items to the goals of one cycle, on one day."""

    def __init__(self, work: Work, goals: Goals, *, cycle: Cycle, as_of: date) -> None:
        self.work = work
        self.goals = goals
        self.names = Names(goals, cycle, as_of)
        self.teams = Teams(work, goals.teams)
        self.derived: Derived = {"epic": work.epics, "team": self.teams.lineage}
        self._witness = Witness(goals, self.names, self.derived)
        self._clues: dict[str, Clues] = {}

    def tie(self, item: WorkItem) -> Tie:
        """Tie by the strongest evidence: the item's own, else its nearest ancestor's, else its place's."""
        is_done = item.state_on(self.names.as_of) == "done"
        own = (item, (item.ref,))
        for grounds in self._levels(own, is_done=is_done):
            if grounds:
                return self._decided(item, grounds)
        return self._undecided(item, is_done=is_done)

    def clues(self, item: WorkItem) -> Clues:
        if item.ref not in self._clues:
            self._clues[item.ref] = self._witness.clues(item)
        return self._clues[item.ref]

    def label_name(self, label: str) -> str | None:
        return self._witness.label_name(label)

    def _levels(self, own: tuple[WorkItem, Path], *, is_done: bool) -> Iterator[list[Ground]]:
        yield self._of_its_own(own, is_done=is_done)
        clues = self.clues(own[0])
        above = self.work.above(own[0])
        if above:
            rings = list(self.work.rings(own[0]))
            yield from (self._of_a_ring(ring, is_done=is_done) for ring in rings)
            yield self._live(clues.default, own, is_done=is_done)
            yield from (self._defaults_of_a_ring(ring, is_done=is_done) for ring in rings)
        elif clues.default:
            yield self._live(clues.default, own, is_done=is_done)

    def _of_its_own(self, holder: tuple[WorkItem, Path], *, is_done: bool) -> list[Ground]:
        """Levels 0 to 3 of one item: the first that names a live goal or exempts."""
        clues = self.clues(holder[0])
        if not any(clues):
            return []
        return (
            self._live(clues.decision, holder, is_done=is_done)
            or [Ground(clue, *holder) for clue in clues.waiver]
            or self._live(clues.explicit, holder, is_done=is_done)
            or self._live(clues.rule, holder, is_done=is_done)
            or [Ground(clue, *holder) for clue in clues.exempt]
        )

    def _of_a_ring(self, ring: list[tuple[WorkItem, Path]], *, is_done: bool) -> list[Ground]:
        """What the ancestors at one distance pass on; there, a goal beats an exemption."""
        found = [ground for holder in ring for ground in self._of_its_own(holder, is_done=is_done)]
        return [ground for ground in found if ground.clue.goal] or found

    def _defaults_of_a_ring(self, ring: list[tuple[WorkItem, Path]], *, is_done: bool) -> list[Ground]:
        return [
            ground
            for holder in ring
            for ground in self._live(self.clues(holder[0]).default, holder, is_done=is_done)
        ]

    def _live(self, clues: Iterable[Clue], holder: tuple[WorkItem, Path], *, is_done: bool) -> list[Ground]:
        return [
            Ground(clue, *holder)
            for clue in clues
            if self.names.standing(clue.goal, is_done=is_done) == "live"
        ]

    def _decided(self, item: WorkItem, grounds: list[Ground]) -> Tie:
        named = [ground.clue.goal for ground in grounds if ground.clue.goal]
        if not named:
            return Tie(item, "exempt", (), tuple(grounds))
        goals = self.names.most_specific(named)
        if len({self.names.place(goal.objective) for goal in goals}) == 1:
            return Tie(item, "tied", tuple(goals), tuple(grounds))
        return self._contested(item, goals, grounds)

    def _contested(self, item: WorkItem, goals: list[Goal], grounds: list[Ground]) -> Tie:
        on_conflict = self.goals.tying.on_conflict
        if on_conflict == "flag":
            return Tie(item, "conflicting", tuple(goals), tuple(grounds))
        if on_conflict == "first":
            goals = [goal for goal in goals if goal.objective is goals[0].objective]
        return Tie(item, "tied", tuple(goals), tuple(grounds))

    def _undecided(self, item: WorkItem, *, is_done: bool) -> Tie:
        named = [ground.clue.goal for ground in self.grounds(item)]
        standings = {self.names.standing(goal, is_done=is_done) for goal in named}
        if "dead" in standings:
            return Tie(item, "stale")
        return Tie(item, "untied", is_draft_only="draft" in standings)

    def grounds(self, item: WorkItem) -> list[Ground]:
        """Every clue there is, live or not, in the order it is asked."""
        holders: list[tuple[WorkItem, Path]] = [(item, (item.ref,))]
        if self.work.above(item):
            holders += [holder for ring in self.work.rings(item) for holder in ring]
        stated = [
            Ground(clue, *holder)
            for holder in holders
            for level in self.clues(holder[0])[:-1]
            for clue in level
        ]
        defaults = [Ground(clue, *holder) for holder in holders for clue in self.clues(holder[0]).default]
        return stated + defaults
