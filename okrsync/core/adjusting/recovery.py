"""The objective that would bring a KPI back, as text to paste into the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from okrsync.core.numerals import numeral, told
from okrsync.core.pasting import written
from okrsync.core.teams import COMPANY

if TYPE_CHECKING:
    from okrsync.core.cycles import Cycle
    from okrsync.core.report import ReportKpi

_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")


def recovery_id(kpi: str) -> str:
    """What the objective is called that brings a KPI back."""
    return f"RECOVER-{_UNFIT.sub('-', kpi).strip('-').upper() or 'KPI'}"


def recovery(row: ReportKpi, cycle: Cycle) -> str:
    """A draft that `lint` finds nothing wrong with: people who take it up find better words, and its work."""
    is_of_team = row.team is not None and row.team.casefold() != COMPANY
    heads = {
        "id": recovery_id(row.id),
        "title": f"{row.title}: back to what is healthy",
        "cycle": cycle.id,
        "team": row.team,
        "owner": row.owner or "who takes it up",
        "unaligned": "It brings back what must be healthy, whatever else we want" if is_of_team else None,
        "commitment": "committed",
        "state": "draft",
    }
    lines = ["[[objectives]]", *written(heads)]
    for part in (_return(row), _bound(row)):
        lines += ["", "  [[objectives.key_results]]", *written(part, "  ")]
    return "\n".join(lines) + "\n"


def _return(row: ReportKpi) -> dict[str, Any]:
    return {
        "id": "KR1",
        "title": f"{row.title}: from {told(row.current)} to {numeral(row.healthy)}{_unit(row)}",
        "baseline": row.current,
        "target": row.healthy,
        "unit": row.unit or "value",
    }


def _bound(row: ReportKpi) -> dict[str, Any]:
    """What must not happen again on the way."""
    bound, most = ("min", "least") if row.direction == "up" else ("max", "most")
    return {
        "id": "KR2",
        "title": f"{row.title}: at {most} {numeral(row.watch)}{_unit(row)} from then on",
        "kind": "guardrail",
        bound: row.watch,
        "unit": row.unit or "value",
    }


def _unit(row: ReportKpi) -> str:
    return f" {row.unit}" if row.unit else ""
