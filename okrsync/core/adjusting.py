"""What to adjust: goals without work, budgets exceeded, work that moves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from okrsync.core.report import Finding, Starved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.goals import Method, Objective
    from okrsync.core.report import ListedItem, ReportExemption, ReportKpi, ReportObjective
    from okrsync.core.rows import Rows
    from okrsync.core.scoring import Scorer
    from okrsync.core.tying import Tier

_MOST_IMPORTANT_FIRST = ("error", "warning", "info")


def starved(tier: Tier, scorer: Scorer, rows: Rows) -> tuple[Starved, ...]:
    """Active goals a quarter into their cycle with no open work, or far below their planned share.

    An objective is looked at with the objectives that contribute to it.
    """
    found = (_hunger(tier, scorer, rows, objective) for objective in rows.shown)
    return tuple(one for one in found if one)


def findings(
    method: Method,
    objectives: tuple[ReportObjective, ...],
    *,
    kpis: tuple[ReportKpi, ...],
    exempt: tuple[ReportExemption, ...],
    starving: tuple[Starved, ...],
    conflicting: tuple[ListedItem, ...],
    stale: tuple[ListedItem, ...],
) -> tuple[Finding, ...]:
    """Everything to act on, most important first."""
    found = [
        *_contested(conflicting),
        *(Finding("starved", "warning", f"{one.id}: {one.reason}", one.id, ()) for one in starving),
        *(trap for row in objectives if (trap := _trap(row, method))),
        *(one for row in objectives if (one := _off_plan(row, method))),
        *(one for row in exempt if (one := _over_budget(row))),
        *(one for row in kpis if (one := _unhealthy(row))),
        *_outlived(stale),
    ]
    return tuple(sorted(found, key=lambda one: _MOST_IMPORTANT_FIRST.index(one.level)))


def _hunger(tier: Tier, scorer: Scorer, rows: Rows, objective: Objective) -> Starved | None:
    method = tier.goals.method
    is_young = objective.cycle.elapsed(tier.names.as_of) < method.starved_elapsed
    if objective.state != "active" or is_young or scorer.judged(objective).standing.status == "achieved":
        return None
    family = _family(scorer, objective)
    share, planned = rows.share(objective, family), objective.allocation
    if not any(rows.work(member).open for member in family):
        reason = "no open work serves it"
    elif planned is not None and share is not None and share < method.starved_share * planned:
        reason = f"{share:.0%} of the effort serves it, {planned:.0%} was planned"
    else:
        return None
    return Starved(objective.id, objective.title, reason, share, planned)


def _family(scorer: Scorer, objective: Objective) -> list[Objective]:
    """The objective and all that contribute to it. Loops end."""
    family: dict[int, Objective] = {}
    waiting = [objective]
    while waiting:
        member = waiting.pop()
        if id(member) not in family:
            family[id(member)] = member
            waiting += scorer.children(member)
    return list(family.values())


def _contested(conflicting: tuple[ListedItem, ...]) -> Iterator[Finding]:
    if conflicting:
        them = "it" if len(conflicting) == 1 else "them"
        message = (
            f"{_counted(conflicting, 'is', 'are')} claimed by two goals; settle {them} with [[decisions]]"
        )
        yield Finding("conflicting", "error", message, None, _refs(conflicting))


def _outlived(stale: tuple[ListedItem, ...]) -> Iterator[Finding]:
    if stale:
        message = f"{_counted(stale, 'names', 'name')} only goals that have ended or do not exist"
        yield Finding("stale", "warning", message, None, _refs(stale))


def _trap(row: ReportObjective, method: Method) -> Finding | None:
    """Activity trap: most of the work is done, and the outcome has hardly moved."""
    if row.progress.value is None or not row.expected or not row.work.effort:
        return None
    done = row.work.effort_done / row.work.effort
    is_late = row.expected >= method.trap_elapsed
    if not is_late or done < method.trap_work_done or row.progress.value > method.trap_outcome * row.expected:
        return None
    outcome = f"its outcome is at {row.progress.value:.0%}: shipping is not moving this"
    message = f"{row.id}: {done:.0%} of its work is done, {outcome}"
    return Finding("activity_trap", "warning", message, row.id, ())


def _off_plan(row: ReportObjective, method: Method) -> Finding | None:
    if row.work.share is None or row.work.planned_share is None or row.state != "active":
        return None
    points = (row.work.share - row.work.planned_share) * 100
    if abs(points) <= method.divergence_points:
        return None
    shares = f"{row.work.share:.0%} of the effort instead of {row.work.planned_share:.0%}"
    message = f"{row.id}: {shares} ({points:+.0f} points)"
    return Finding("off_plan", "warning", message, row.id, ())


def _over_budget(row: ReportExemption) -> Finding | None:
    if row.budget is None or row.share is None or row.share <= row.budget:
        return None
    message = f'"{row.name}" takes {row.share:.0%} of the effort, its budget is {row.budget:.0%}'
    return Finding("budget_exceeded", "warning", message, None, ())


def _unhealthy(row: ReportKpi) -> Finding | None:
    if row.status not in ("watch", "unhealthy"):
        return None
    level: Literal["error", "warning"] = "error" if row.status == "unhealthy" else "warning"
    message = f"{row.title} is at {row.current:g}{_unit(row)}, healthy is {row.healthy:g}{_unit(row)}"
    return Finding("kpi_out_of_corridor", level, message, None, ())


def _unit(row: ReportKpi) -> str:
    return f" {row.unit}" if row.unit else ""


def _counted(items: tuple[ListedItem, ...], one: str, many: str) -> str:
    return f"1 item {one}" if len(items) == 1 else f"{len(items):,} items {many}"


def _refs(items: tuple[ListedItem, ...]) -> tuple[str, ...]:
    return tuple(item.ref for item in items)
