"""The objective that would bring a KPI back, as text to paste into the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from okrsync.core.pasting import written

if TYPE_CHECKING:
    from okrsync.core.cycles import Cycle
    from okrsync.core.report import ReportKpi

_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")


def recovery(row: ReportKpi, cycle: Cycle) -> str:
    """A draft: people who take it up find better words, and the work that serves it."""
    unit = f" {row.unit}" if row.unit else ""
    verb = "rises" if row.direction == "up" else "falls"
    heads = {
        "id": f"RECOVER-{_UNFIT.sub('-', row.id).strip('-').upper() or 'KPI'}",
        "title": f"{row.title}: back to where it is healthy",
        "cycle": cycle.id,
        "team": row.team,
        "owner": row.owner,
        "state": "draft",
    }
    result = {
        "id": "KR1",
        "title": f"{row.title} {verb} from {row.current:g} to {row.healthy:g}{unit}",
        "baseline": row.current,
        "target": row.healthy,
        "unit": row.unit,
    }
    lines = ["[[objectives]]", *written(heads), "", "  [[objectives.key_results]]", *written(result, "  ")]
    return "\n".join(lines) + "\n"
