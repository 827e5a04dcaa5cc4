"""Tying: which goal an item serves, and how we know.

Evidence comes in levels, asked in order; the first that names a live goal or exempts decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.evidence import NOTHING, Clue, Clues, Witness
from okrsync.core.issued_goals import with_issued
from okrsync.core.naming import Goal, Names
from okrsync.core.teams import Teams

if TYPE_CHECKING:
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.matching import Derived
    from okrsync.core.model import WorkItem
    from okrsync.core.verdicts import Level, Verdict
    from okrsync.core.work import Work

Path = tuple[str, ...]
Holder = tuple["WorkItem", Path]  # an item that may pass something on, and the way to it


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
    is_silent: bool = False  # there is no evidence at all, of any kind

    @property
    def goal_ids(self) -> tuple[str, ...]:
        return tuple(goal.id for goal in self.goals)


class Tier:
    """Ties items to the goals of one cycle, on one day."""

    def __init__(self, work: Work, goals: Goals, *, cycle: Cycle, as_of: date) -> None:
        goals = with_issued(goals, work.items.values())
        self.work = work
        self.goals = goals
        self.names = Names(goals, cycle, as_of)
        self.teams = Teams(work, goals.teams)
        self.derived: Derived = {"epic": work.epics, "team": self.teams.lineage}
        self._witness = Witness(goals, self.names, self.derived)
        self._clues: dict[str, Clues] = {}
        self._siblings: dict[tuple[str, bool], Tie] = {}

    def tie(self, item: WorkItem) -> Tie:
        """Tie by the strongest evidence: the item's own, else its nearest ancestor's, else its place's."""
        is_done = item.state == "done" and item.state_on(self.names.as_of) == "done"
        clues = self.clues(item)
        if clues is NOTHING:
            above = self.work.above(item)
            if len(above) < 2:  # noqa: PLR2004 (the one way up siblings share)
                return self._tie_like_siblings(item, above, is_done=is_done)
        return self._tie(item, is_done=is_done)

    def clues(self, item: WorkItem) -> Clues:
        known = self._clues.get(item.ref)
        if known is None:
            known = self._clues[item.ref] = self._witness.clues(item)
        return known

    def label_name(self, label: str) -> str | None:
        return self._witness.label_name(label)

    def _tie_like_siblings(self, item: WorkItem, above: tuple[WorkItem, ...], *, is_done: bool) -> Tie:
        """An item that says nothing itself is tied like the first such child of its parent was."""
        if not above:
            return Tie(item, "untied", is_silent=True)
        key = (above[0].ref, is_done)
        known = self._siblings.get(key)
        if known is None:
            known = self._siblings[key] = self._tie(item, is_done=is_done)
        if not known.grounds:
            return Tie(item, known.verdict, (), (), known.is_draft_only, known.is_silent)
        grounds = tuple([Ground(clue, on, (item.ref, *path[1:])) for clue, on, path in known.grounds])
        return Tie(item, known.verdict, known.goals, grounds)

    def _tie(self, item: WorkItem, *, is_done: bool) -> Tie:
        own = (item, (item.ref,))
        grounds = self._of_its_own(own, is_done=is_done)
        if grounds:
            return self._decided(item, grounds)
        rings = list(self.work.rings(item)) if self.work.above(item) else []
        grounds = self._inherited(own, rings, is_done=is_done)
        if grounds:
            return self._decided(item, grounds)
        return self._undecided(item, self._all_of([[own], *rings]), is_done=is_done)

    def _inherited(self, own: Holder, rings: list[list[Holder]], *, is_done: bool) -> list[Ground]:
        """Levels 4 and 5: ring by ring what ancestors pass on, then the places of the item and of theirs."""
        for ring in rings:
            if grounds := self._of_a_ring(ring, is_done=is_done):
                return grounds
        for ring in ([own], *rings):
            if grounds := self._defaults_of_a_ring(ring, is_done=is_done):
                return grounds
        return []

    def _of_its_own(self, holder: Holder, *, is_done: bool) -> list[Ground]:
        """Levels 0 to 3 of one item: the first that names a live goal or exempts."""
        clues = self.clues(holder[0])
        if clues is NOTHING:
            return []
        return (
            self._live(clues.decision, holder, is_done=is_done)
            or [Ground(clue, *holder) for clue in clues.waiver]
            or self._live(clues.explicit, holder, is_done=is_done)
            or self._live(clues.rule, holder, is_done=is_done)
            or [Ground(clue, *holder) for clue in clues.exempt]
        )

    def _of_a_ring(self, ring: list[Holder], *, is_done: bool) -> list[Ground]:
        """What the ancestors at one distance pass on; there, a goal beats an exemption."""
        found = [ground for holder in ring for ground in self._of_its_own(holder, is_done=is_done)]
        return [ground for ground in found if ground.clue.goal] or found

    def _defaults_of_a_ring(self, ring: list[Holder], *, is_done: bool) -> list[Ground]:
        return [
            ground
            for holder in ring
            if (clues := self.clues(holder[0]).default)
            for ground in self._live(clues, holder, is_done=is_done)
        ]

    def _live(self, clues: tuple[Clue, ...], holder: Holder, *, is_done: bool) -> list[Ground]:
        return [
            Ground(clue, *holder)
            for clue in clues
            if self.names.standing(clue.goal, is_done=is_done) == "live"
        ]

    def _decided(self, item: WorkItem, grounds: list[Ground]) -> Tie:
        named = [ground.clue.goal for ground in grounds if ground.clue.goal]
        if not named:
            return Tie(item, "exempt", (), tuple(grounds))
        goals = self.names.most_specific(named) if len(named) > 1 else named
        if len(goals) == 1 or len({self.names.place(goal.objective) for goal in goals}) == 1:
            return Tie(item, "tied", tuple(goals), tuple(grounds))
        return self._contested(item, goals, grounds)

    def _contested(self, item: WorkItem, goals: list[Goal], grounds: list[Ground]) -> Tie:
        on_conflict = self.goals.tying.on_conflict
        if on_conflict == "flag":
            return Tie(item, "conflicting", tuple(goals), tuple(grounds))
        if on_conflict == "first":
            goals = [goal for goal in goals if goal.objective is goals[0].objective]
        return Tie(item, "tied", tuple(goals), tuple(grounds))

    def _undecided(self, item: WorkItem, grounds: list[Ground], *, is_done: bool) -> Tie:
        if not grounds:
            return Tie(item, "untied", is_silent=True)
        standings = {self.names.standing(ground.clue.goal, is_done=is_done) for ground in grounds}
        if "dead" in standings:
            return Tie(item, "stale")
        return Tie(item, "untied", is_draft_only="draft" in standings)

    def grounds(self, item: WorkItem) -> list[Ground]:
        """Every clue there is, live or not, in the order it is asked."""
        return self._all_of([[(item, (item.ref,))], *self.work.rings(item)])

    def _all_of(self, rings: list[list[Holder]]) -> list[Ground]:
        speaking = [
            (clues, holder)
            for ring in rings
            for holder in ring
            if (clues := self.clues(holder[0])) is not NOTHING
        ]
        stated = [
            Ground(clue, *holder) for clues, holder in speaking for level in clues[:-1] for clue in level
        ]
        return stated + [Ground(clue, *holder) for clues, holder in speaking for clue in clues.default]
