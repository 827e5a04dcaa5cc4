"""The report's lists of goals, exemptions, decisions and waivers."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from okrsync.core.coverage import share
from okrsync.core.history import last_of_days
from okrsync.core.report import (
    Observation,
    ReportDecision,
    ReportExemption,
    ReportKeyResult,
    ReportKpi,
    ReportObjective,
    ReportWaiver,
    Work,
)
from okrsync.core.revising import began_as, began_when, original, told
from okrsync.core.teams import COMPANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from okrsync.core.edits import Edit
    from okrsync.core.goals import KeyResult, Kpi, Objective, Reading
    from okrsync.core.report import Health
    from okrsync.core.revising import Edits
    from okrsync.core.tallying import Tally
    from okrsync.core.tying import Tie

WAIVED = "waived"


class Rows:
    """Makes the rows of one report; `team` narrows the goals to a team and its sub-teams."""

    def __init__(self, found: Tally, team: str | None, edits: Edits) -> None:
        self._tier = found.tier
        self._scorer = found.scorer
        self._ledger = found.ledger
        self._team = team
        self._edits = edits
        self._effort = found.census.effort_by_team()
        shown = [one for one in found.tier.names.in_scope() if self.is_shown(one.team or COMPANY)]
        self.shown = sorted(shown, key=lambda one: (natural(one.id), one.cycle.start))

    def objectives(self) -> tuple[ReportObjective, ...]:
        return tuple(self._objective(one) for one in self.shown)

    def key_results(self) -> tuple[ReportKeyResult, ...]:
        rows = [self._key_result(one, part) for one in self.shown for part in one.key_results]
        return tuple(sorted(rows, key=lambda row: natural(row.id)))

    def pursued(self, rows: Iterable[ReportKeyResult]) -> list[ReportKeyResult]:
        """The rows of objectives somebody pursues: no drafts, nothing abandoned."""
        active = {
            part.id for one in self.shown if one.state in ("active", "closed") for part in one.key_results
        }
        return [row for row in rows if row.id in active]

    def kpis(self) -> tuple[ReportKpi, ...]:
        shown = [kpi for kpi in self._tier.goals.kpis if self.is_shown(kpi.team or COMPANY)]
        return tuple(self._kpi(kpi) for kpi in sorted(shown, key=lambda kpi: natural(kpi.id)))

    def exemptions(self, members: Iterable[Tie], efforts: Mapping[str, float]) -> tuple[ReportExemption, ...]:
        """What was exempt by which rule; waived items are one row, so that the rows add up."""
        found: dict[str, list[float]] = {one.name: [] for one in self._tier.goals.exempt}
        whole = 0.0
        for tie in members:
            whole += efforts[tie.item.ref]
            if tie.verdict == "exempt":
                clue = tie.grounds[0].clue
                name = (clue.rule or WAIVED) if clue.level == "exempt" else WAIVED
                found.setdefault(name, []).append(efforts[tie.item.ref])
        budgets = {one.name: one.budget for one in self._tier.goals.exempt}
        return tuple(
            ReportExemption(
                name, len(found[name]), sum(found[name]), share(sum(found[name]), whole), budgets.get(name)
            )
            for name in sorted(found)
        )

    def decisions(self) -> tuple[ReportDecision, ...]:
        """Those about the team's work, or for its goals."""
        day = self._tier.names.as_of
        rows = [
            ReportDecision(
                one.item, one.goal, one.by, one.on, one.reason, one.until, _is_over(one.until, day)
            )
            for one in self._tier.goals.decisions
            if self._is_about_us(one.item, one.goal)
        ]
        return tuple(sorted(rows, key=lambda row: (row.item, row.goal)))

    def waivers(self) -> tuple[ReportWaiver, ...]:
        day = self._tier.names.as_of
        rows = [
            ReportWaiver(one.item, one.by, one.on, one.reason, one.until, _is_over(one.until, day))
            for one in self._tier.goals.waivers
            if self._is_about_us(one.item)
        ]
        return tuple(sorted(rows, key=lambda row: (row.item, row.reason)))

    def open_work(self, objective: Objective) -> int:
        return self._ledger.of(objective).open

    def share(self, objective: Objective, family: Iterable[Objective]) -> float | None:
        """The share of its own team's counted effort that serves the family of an objective."""
        efforts = [self._ledger.of(member).by_team for member in family]
        own = sum(
            effort for by_team in efforts for team, effort in by_team.items() if self._is_of(objective, team)
        )
        whole = sum(effort for team, effort in self._effort.items() if self._is_of(objective, team))
        return share(own, whole)

    def _work(self, objective: Objective) -> Work:
        """Its work; the shares are of all counted effort of its own team."""
        served = self._ledger.of(objective)
        return Work(
            items=served.items,
            open=served.open,
            done=served.done,
            effort=served.effort,
            effort_done=served.effort_done,
            share=self.share(objective, [objective]),
            planned_share=objective.allocation,
            share_with_below=self.share(objective, self._scorer.family(objective)),
        )

    def _objective(self, objective: Objective) -> ReportObjective:
        return ReportObjective(
            id=objective.id,
            title=objective.title,
            team=objective.team,
            owner=objective.owner,
            parent=objective.parent,
            relation=objective.relation,
            commitment=objective.commitment,
            state=objective.state,
            score=objective.score,
            work=self._work(objective),
            key_results=tuple(one.id for one in objective.key_results),
            weight=objective.weight,
            driver=objective.driver,
            children=tuple(child.id for child in self._scorer.children(objective)),
            coordinator=objective.coordinator,
            edits=told(self._edits_of(objective, objective.id)),
            **self._scorer.facts(objective),
        )

    def _key_result(self, objective: Objective, part: KeyResult) -> ReportKeyResult:
        row = self._scorer.key_result(objective, part)
        edits, dates = self._edits_of(objective, part.id), self._edits_of(objective, objective.id)
        first, cycle = began_as(part, edits), began_when(objective.cycle, dates)
        if (first, cycle) == (part, objective.cycle):
            return replace(row, edits=told(edits)) if edits else row
        then = self._scorer.judge_as(objective, first, cycle)
        return replace(row, edits=told(edits), original=original(first, then))

    def _edits_of(self, objective: Objective, goal: str) -> Sequence[Edit]:
        return self._edits.get((objective.cycle.id, goal), ())

    def _kpi(self, kpi: Kpi) -> ReportKpi:
        seen = self._scorer.kpi(kpi)
        health = [_health(kpi, value.value) for value in last_of_days(seen)]
        last = seen[-1] if seen else None
        return ReportKpi(
            id=kpi.id,
            title=kpi.title,
            team=kpi.team,
            owner=kpi.owner,
            current=last.value if last and isinstance(last.value, (int, float)) else None,
            unit=kpi.unit,
            healthy=kpi.healthy,
            watch=kpi.watch,
            direction=kpi.direction,
            status=health[-1] if health else "no data",
            as_of=last.on if last else None,
            periods_out=sum(1 for _ in takewhile(lambda one: one == "unhealthy", reversed(health))),
            history=tuple(Observation(one.on, one.value, one.source, note=one.note) for one in seen),
        )

    def is_shown(self, team: str | None) -> bool:
        """Whether a team's work and goals are part of this report."""
        return self._team is None or self._tier.teams.includes(self._team, team)

    def _is_about_us(self, ref: str, goal: str = "") -> bool:
        item, named = self._tier.work.find(ref), self._tier.names.find(goal)
        is_our_work = item is not None and self.is_shown(self._tier.teams.of(item))
        is_our_goal = named is not None and self.is_shown(named.objective.team or COMPANY)
        return self._team is None or is_our_work or is_our_goal

    def _is_of(self, objective: Objective, team: str | None) -> bool:
        if objective.team is None or objective.team.casefold() == COMPANY:
            return True
        return self._tier.teams.includes(objective.team, team)


def natural(name: str) -> list[tuple[int, str]]:
    """A sort key in which KR2 comes before KR10."""
    parts = re.split(r"(\d+)", name)
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in parts]


def _health(kpi: Kpi, current: Reading) -> Health:
    if not isinstance(current, (int, float)):
        return "no data"
    sign = 1 if kpi.direction == "up" else -1
    if sign * current >= sign * kpi.healthy:
        return "healthy"
    return "watch" if sign * current >= sign * kpi.watch else "unhealthy"


def _is_over(until: date | None, day: date) -> bool:
    return until is not None and day > until
