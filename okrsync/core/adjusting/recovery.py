"""The objective that would bring a KPI back, as text to paste into the file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    lines = ["[[objectives]]", *_lines(heads, ""), "", "  [[objectives.key_results]]", *_lines(result, "  ")]
    return "\n".join(lines) + "\n"


def _lines(table: Mapping[str, str | float | None], indent: str) -> list[str]:
    return [f"{indent}{key} = {_written(value)}" for key, value in table.items() if value is not None]


def _written(value: str | float) -> str:
    """Texts are written as JSON has them, which TOML reads alike but for one character."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"{value:g}" if float(f"{value:g}") == value else repr(value)
