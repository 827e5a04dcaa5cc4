"""Assessing: from items and goals to the report, in one straight line."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from okrsync.core.adjusting.findings import findings
from okrsync.core.adjusting.look import Look
from okrsync.core.cascade import all_teams, cascade
from okrsync.core.coverage import by_project, by_team, coverage
from okrsync.core.listing import Lister
from okrsync.core.nudges import reckon
from okrsync.core.report import SCHEMA, DataQuality, Report, ReportCycle, Scope
from okrsync.core.revising import by_goal
from okrsync.core.rows import Rows
from okrsync.core.scoring import net_confidence
from okrsync.core.starving import starved
from okrsync.core.tallying import tally
from okrsync.core.trending import point, weekly
from okrsync.core.veiling import unnoted, veiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.edits import Edit
    from okrsync.core.goals import Goals
    from okrsync.core.history import CheckIn, Histories
    from okrsync.core.model import WorkItem
    from okrsync.core.nudges import Nudge
    from okrsync.core.report import TeamCoverage, TrendPoint
    from okrsync.core.tallying import Tally
    from okrsync.core.tying import Tie, Tier

NO_HISTORIES: Histories = MappingProxyType({})


def assess(  # noqa: PLR0913 (all a report depends on, by name)
    items: Iterable[WorkItem],
    goals: Goals,
    *,
    cycle: Cycle,
    as_of: date,
    generated_at: datetime,
    team: str | None = None,
    data_quality: tuple[DataQuality, ...] = (),
    histories: Histories = NO_HISTORIES,
    checkins: Iterable[CheckIn] = (),
    trend: tuple[TrendPoint, ...] = (),
    nudges: tuple[Nudge, ...] = (),
    edits: Iterable[Edit] = (),
    show_confidential: bool = False,
) -> Report:
    """Tie, count and judge everything, for the whole company or for one team and its sub-teams.

    The same arguments give the same report.
    """
    if not show_confidential:
        goals, checkins = veiled(goals), unnoted(checkins, goals)
    found = tally(items, goals, cycle=cycle, as_of=as_of, histories=histories, checkins=checkins)
    hidden = {one.id.casefold(): one.is_confidential and not show_confidential for one in goals.objectives}
    rows = Rows(found, team, by_goal(edits, as_of, hidden))
    teams = found.tier.teams
    members = [tie for tie in found.ties.values() if team is None or rows.is_shown(teams.of(tie.item))]
    lister = Lister(found.tier, found.ties, found.counted.effort)
    shown, unit = found.census.within(rows.is_shown), goals.effort_unit
    look = _look(found, rows, lister, members=members, teams=by_team(shown, unit))
    return Report(
        schema=SCHEMA,
        generated_at=generated_at,
        cycle=ReportCycle(cycle.id, cycle.start, cycle.end, cycle.elapsed(as_of)),
        scope=Scope(as_of, team),
        data_quality=(*data_quality, *_unknown_checkins(found.unknown)),
        coverage=coverage(shown, unit),
        coverage_by_team=look.teams,
        coverage_by_project=by_project(shown, unit),
        objectives=look.objectives,
        key_results=look.key_results,
        kpis=look.kpis,
        exempt=look.exempt,
        untied=lister.listed("untied", members),
        conflicting=look.conflicting,
        stale=look.stale,
        starved=look.starved,
        decisions=rows.decisions(),
        waivers=rows.waivers(),
        trend=weekly(trend, point(found)) if team is None else (),
        nudges=reckon(nudges if team is None else _of_team(nudges, found.tier, rows), _end_of(as_of)),
        findings=findings(look),
        net_confidence=net_confidence(rows.pursued(look.key_results)),
        departments=cascade(found, [one for one in all_teams(goals) if rows.is_shown(one)]),
    )


def _look(
    found: Tally, rows: Rows, lister: Lister, *, members: Sequence[Tie], teams: tuple[TeamCoverage, ...]
) -> Look:
    """What there is to look at when it comes to what to adjust."""
    return Look(
        tier=found.tier,
        scorer=found.scorer,
        rows=rows,
        ties={tie.item.ref: tie for tie in members},
        shown=tuple(rows.shown),
        objectives=rows.objectives(),
        key_results=rows.key_results(),
        kpis=rows.kpis(),
        exempt=rows.exemptions(members, found.counted.effort),
        teams=teams,
        starved=starved(found.tier, found.scorer, rows),
        conflicting=lister.conflicting(members),
        stale=lister.listed("stale", members),
    )


def _of_team(nudges: Iterable[Nudge], tier: Tier, rows: Rows) -> Iterator[Nudge]:
    """Those about items of the team; what is gone belongs to nobody."""
    by_id = {(item.source, item.id): item for item in tier.work.items.values()}
    for nudge in nudges:
        item = by_id.get((nudge.source, nudge.id))
        if item is not None and rows.is_shown(tier.teams.of(item)):
            yield nudge


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def _unknown_checkins(names: tuple[str, ...]) -> Iterator[DataQuality]:
    if names:
        message = f"Check-ins of goals that are not in the file are passed over: {', '.join(names)}."
        yield DataQuality("unknown_checkin", "warning", message, len(names))
