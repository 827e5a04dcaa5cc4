"""Which team an item belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.core.goals import Team
    from okrsync.core.model import WorkItem
    from okrsync.core.work import Work

COMPANY = "company"


class Teams:
    """The first team whose conditions match an item's own facts, else its nearest ancestor's, else none."""

    def __init__(self, work: Work, teams: Sequence[Team]) -> None:
        self._work = work
        self._teams = teams
        self._matcher = Matcher([team.when for team in teams], {"epic": work.epics})
        self._parents = {team.id.casefold(): team.parent for team in teams}
        self._lineages: dict[str | None, tuple[str, ...]] = {None: ()}
        self._known: dict[str, str | None] = {}

    def of(self, item: WorkItem) -> str | None:
        """The team's id."""
        if not self._teams:
            return None
        if item.ref in self._known:
            return self._known[item.ref]
        team = self._own(item)
        if team is None and (above := self._work.above(item)):
            is_told = len(above) == 1 and above[0].ref in self._known
            team = self._known[above[0].ref] if is_told else self._inherited(item)
        self._known[item.ref] = team
        return team

    def lineage(self, item: WorkItem) -> tuple[str, ...]:
        """The item's team and those it is part of, innermost first."""
        return self.above(self.of(item))

    def above(self, team: str | None) -> tuple[str, ...]:
        """The team and those it is part of. Loops end."""
        if team not in self._lineages:
            found: dict[str, None] = {}
            member = team
            while member is not None and member not in found:
                found[member] = None
                member = self._parents.get(member.casefold())
            self._lineages[team] = tuple(found)
        return self._lineages[team]

    def includes(self, team: str, member: str | None) -> bool:
        """Whether `member` is the team or one of its sub-teams."""
        folded = team.casefold()
        return any(one.casefold() == folded for one in self.above(member))

    def _own(self, item: WorkItem) -> str | None:
        found = self._matcher.matches(item)
        return self._teams[found[0].rule].id if found else None

    def _inherited(self, item: WorkItem) -> str | None:
        for ring in self._work.rings(item):
            found = [match for ancestor, _ in ring for match in self._matcher.matches(ancestor)]
            if found:
                return self._teams[min(match.rule for match in found)].id
        return None
