"""Findings about the company's work, health and teams."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from okrsync.core.adjusting.recovery import recovery, recovery_id
from okrsync.core.numerals import numeral, told
from okrsync.core.progress import exceeds
from okrsync.core.report import Finding
from okrsync.core.teams import COMPANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.adjusting.look import Look
    from okrsync.core.report import ListedItem, ReportKpi


def conflicts(look: Look) -> Iterator[Finding]:
    """Work that is claimed by two goals."""
    if look.conflicting:
        them = "it" if len(look.conflicting) == 1 else "them"
        claimed = _counted(look.conflicting, "is", "are")
        message = f"{claimed} claimed by two goals; settle {them} with [[decisions]]"
        step = "Let the owners of both goals agree, and write down who decided what in [[decisions]]."
        yield Finding("conflicting", "error", message, None, _refs(look.conflicting), step)


def outlived(look: Look) -> Iterator[Finding]:
    """Work whose goals are no more."""
    if look.stale:
        message = f"{_counted(look.stale, 'names', 'name')} only goals that have ended or do not exist"
        step = "Name a goal of this cycle on each, or close what nobody needs any more."
        yield Finding("stale", "warning", message, None, _refs(look.stale), step)


def budgets(look: Look) -> Iterator[Finding]:
    """Exempt work that takes more than it may."""
    for row in look.exempt:
        if row.budget is not None and row.share is not None and exceeds(row.share, row.budget):
            message = f'"{row.name}" takes {row.share:.0%} of the effort, its budget is {row.budget:.0%}'
            step = "Find out what grew, and cut it, give it a goal of its own, or raise the budget."
            yield Finding("budget_exceeded", "warning", message, None, (), step)


def health(look: Look) -> Iterator[Finding]:
    """KPIs that are not healthy: beyond the watch bound for several values, with a drafted objective."""
    periods = look.tier.goals.method.kpi_periods
    for row in look.kpis:
        if row.status == "watch":
            yield _kpi(row, "info", "Keep an eye on it.")
        elif row.status == "unhealthy" and row.periods_out < periods:
            yield _kpi(row, "warning", "Find the cause now: another value like this asks for an objective.")
        elif row.status == "unhealthy" and (goal := look.tier.names.find(recovery_id(row.id))):
            step = f"It was out for {row.periods_out} values: look at what {goal.id} does about it."
            yield _kpi(row, "error", step)
        elif row.status == "unhealthy":
            step = f"It was out for {row.periods_out} values: take up an objective to bring it back."
            yield replace(_kpi(row, "error", step), draft=recovery(row, look.tier.names.cycle))


def unserved(look: Look) -> Iterator[Finding]:
    """Teams none of whose work serves a goal, and teams that have no goal."""
    for row in look.teams:
        asked = row.counted - row.exempt
        if row.team is not None and asked and not row.tied:
            work = "the one counted item" if asked == 1 else f"none of the {asked:,} counted items"
            message = f"{work} of team {row.team} serves {'no' if asked == 1 else 'a'} goal"
            step = f"Agree with {row.team} which goals its work is for, or give it one of its own."
            yield Finding("unserved_team", "warning", message, None, (), step)
    for team in _without_goal(look):
        message = f"team {team} has no goal in {look.tier.names.cycle.id}, nor has a team above it"
        step = f"Derive a goal for {team} from the company's, or say which goal it carries."
        yield Finding("team_without_goal", "info", message, None, (), step)


def _without_goal(look: Look) -> list[str]:
    """Teams of this report with work, but without a goal: neither their own nor one above or below them."""
    teams = look.tier.teams
    carriers = {one.team for one in look.tier.names.in_scope() if one.state != "abandoned" and one.team}
    carriers = {team for team in carriers if team.casefold() != COMPANY}
    working = [row.team for row in look.teams if row.team is not None and row.counted]
    return [
        team
        for team in working
        if not any(teams.includes(team, carrier) or teams.includes(carrier, team) for carrier in carriers)
    ]


def _kpi(row: ReportKpi, level: Literal["error", "warning", "info"], step: str) -> Finding:
    unit = f" {row.unit}" if row.unit else ""
    message = f"{row.title}: {told(row.current)}{unit}, healthy is {numeral(row.healthy)}{unit}"
    return Finding("kpi_out_of_corridor", level, message, None, (), step)


def _counted(items: tuple[ListedItem, ...], one: str, many: str) -> str:
    return f"1 item {one}" if len(items) == 1 else f"{len(items):,} items {many}"


def _refs(items: tuple[ListedItem, ...]) -> tuple[str, ...]:
    return tuple(item.ref for item in items)
