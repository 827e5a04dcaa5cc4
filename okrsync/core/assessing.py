"""Assessing: from items and goals to the report, in one straight line."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from okrsync.core.adjusting import findings, starved
from okrsync.core.counting import count
from okrsync.core.coverage import Entry, by_project, by_team, coverage
from okrsync.core.listing import Lister
from okrsync.core.report import SCHEMA, Report, ReportCycle, Scope
from okrsync.core.rows import Rows
from okrsync.core.scoring import Scorer
from okrsync.core.serving import Contribution, Ledger
from okrsync.core.tying import Tier
from okrsync.core.veiling import veiled
from okrsync.core.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from okrsync.core.counting import Count
    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.history import Histories
    from okrsync.core.model import WorkItem
    from okrsync.core.report import DataQuality, TrendPoint
    from okrsync.core.tying import Tie

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
    trend: tuple[TrendPoint, ...] = (),
    show_confidential: bool = False,
) -> Report:
    """Tie, count and judge everything, for the whole company or for one team and its sub-teams.

    The same arguments give the same report.
    """
    if not show_confidential:
        goals = veiled(goals)
    tier = Tier(Work(items, goals.projects), goals, cycle=cycle, as_of=as_of)
    counted = count(tier.work, goals, cycle=cycle, as_of=as_of, derived=tier.derived)
    ties = {ref: tier.tie(tier.work.items[ref]) for ref in counted.effort}
    entries = _entries(tier, ties, counted)
    ledger = Ledger(_contributions(tier, ties, counted), tier.names)
    scorer = Scorer(tier.names, ledger, histories, goals.method)
    in_scope = {
        ref for ref, entry in entries.items() if team is None or tier.teams.includes(team, entry.team)
    }
    shown = [entry for ref, entry in entries.items() if ref in in_scope]
    members = [tie for ref, tie in ties.items() if ref in in_scope]
    rows = Rows(tier, scorer, ledger, entries=entries.values(), team=team)
    lister = Lister(tier, ties, counted.effort)
    exempt = rows.exemptions(members, counted.effort)
    hungry = starved(tier, scorer, rows)
    conflicting, stale = lister.listed("conflicting", members), lister.listed("stale", members)
    return Report(
        schema=SCHEMA,
        generated_at=generated_at,
        cycle=ReportCycle(cycle.id, cycle.start, cycle.end, cycle.elapsed(as_of)),
        scope=Scope(as_of, team),
        data_quality=data_quality,
        coverage=coverage(shown, goals.effort_unit),
        coverage_by_team=by_team(shown, goals.effort_unit),
        coverage_by_project=by_project(shown, goals.effort_unit),
        objectives=rows.objectives(),
        key_results=rows.key_results(),
        kpis=rows.kpis(),
        exempt=exempt,
        untied=lister.listed("untied", members),
        conflicting=conflicting,
        stale=stale,
        starved=hungry,
        decisions=rows.decisions(),
        waivers=rows.waivers(),
        trend=trend,
        findings=findings(tier, rows, exempt=exempt, starving=hungry, conflicting=conflicting, stale=stale),
    )


def _entries(tier: Tier, ties: dict[str, Tie], counted: Count) -> dict[str, Entry]:
    """Every item as coverage sees it, by ref."""
    return {
        ref: Entry(
            team=tier.teams.of(item),
            project=item.project,
            verdict=ties[ref].verdict if ref in ties else None,
            effort=counted.effort.get(ref, 0.0),
            reason=counted.left_out.get(ref),
        )
        for ref, item in tier.work.items.items()
    }


def _contributions(tier: Tier, ties: dict[str, Tie], counted: Count) -> Iterable[Contribution]:
    day = tier.names.as_of
    return (
        Contribution(
            goals=tie.goals,
            effort=counted.effort[ref],
            is_done=tie.item.state_on(day) == "done",
            team=tier.teams.of(tie.item),
        )
        for ref, tie in ties.items()
        if tie.verdict == "tied"
    )
