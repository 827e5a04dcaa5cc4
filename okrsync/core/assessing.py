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
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.edits import Edit
    from okrsync.core.goals import Goals
    from okrsync.core.history import CheckIn, Histories
    from okrsync.core.model import WorkItem
    from okrsync.core.nudges import Nudge
    from okrsync.core.report import TrendPoint
    from okrsync.core.tying import Tier

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
    tier, counted, ties, census, ledger, scorer, unknown = found
    hidden = {one.id.casefold(): one.is_confidential and not show_confidential for one in goals.objectives}
    changes = by_goal(edits, as_of, hidden)
    rows = Rows(tier, scorer, ledger, census=census, team=team, edits=changes)
    lister = Lister(tier, ties, counted.effort)
    shown = census.within(rows.is_shown)
    members = [tie for tie in ties.values() if team is None or rows.is_shown(tier.teams.of(tie.item))]
    exempt = rows.exemptions(members, counted.effort)
    objectives, key_results, kpis = rows.objectives(), rows.key_results(), rows.kpis()
    hungry = starved(tier, scorer, rows)
    conflicting, stale = lister.conflicting(members), lister.listed("stale", members)
    by_teams = by_team(shown, goals.effort_unit)
    look = Look(
        tier=tier,
        scorer=scorer,
        rows=rows,
        ties={tie.item.ref: tie for tie in members},
        shown=tuple(rows.shown),
        objectives=objectives,
        key_results=key_results,
        kpis=kpis,
        exempt=exempt,
        teams=by_teams,
        starved=hungry,
        conflicting=conflicting,
        stale=stale,
    )
    return Report(
        schema=SCHEMA,
        generated_at=generated_at,
        cycle=ReportCycle(cycle.id, cycle.start, cycle.end, cycle.elapsed(as_of)),
        scope=Scope(as_of, team),
        data_quality=(*data_quality, *_unknown_checkins(unknown)),
        coverage=coverage(shown, goals.effort_unit),
        coverage_by_team=by_teams,
        coverage_by_project=by_project(shown, goals.effort_unit),
        objectives=objectives,
        key_results=key_results,
        kpis=kpis,
        exempt=exempt,
        untied=lister.listed("untied", members),
        conflicting=conflicting,
        stale=stale,
        starved=hungry,
        decisions=rows.decisions(),
        waivers=rows.waivers(),
        trend=weekly(trend, point(found)) if team is None else (),
        nudges=reckon(nudges if team is None else _of_team(nudges, tier, rows), _end_of(as_of)),
        findings=findings(look),
        net_confidence=net_confidence(rows.pursued(key_results)),
        departments=cascade(found, [one for one in all_teams(goals) if rows.is_shown(one)]),
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
