"""The report as tables for spreadsheets, one file a list. Complete, like the JSON."""

from __future__ import annotations

import csv
from dataclasses import fields, is_dataclass
from datetime import UTC, date
from io import StringIO
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from okrsync.core import report as shapes
from okrsync.core.report import Claim, Contribution, ReportEdit
from okrsync.core.verdicts import Evidence, Suggestion
from okrsync.render.one_line import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrsync.core.report import Report

# A cell that begins so is a formula to a spreadsheet, the wide forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

_LISTS: dict[str, type] = {
    "data_quality": shapes.DataQuality,
    "coverage_by_team": shapes.TeamCoverage,
    "coverage_by_project": shapes.ProjectCoverage,
    "objectives": shapes.ReportObjective,
    "key_results": shapes.ReportKeyResult,
    "kpis": shapes.ReportKpi,
    "exempt": shapes.ReportExemption,
    "untied": shapes.ListedItem,
    "conflicting": shapes.ConflictingItem,
    "stale": shapes.ListedItem,
    "starved": shapes.Starved,
    "decisions": shapes.ReportDecision,
    "waivers": shapes.ReportWaiver,
    "findings": shapes.Finding,
    "departments": shapes.Department,
}


def to_csv(report: Report) -> dict[str, str]:
    """The text of each file by its name. Lines end as CSV's do: write them without translating line ends."""
    tables = {f"{name}.csv": _rows(shape, getattr(report, name)) for name, shape in _LISTS.items()}
    tables["coverage.csv"] = _rows(shapes.Coverage, [report.coverage])
    tables["nudges.csv"] = _rows(shapes.Nudges, [report.nudges])
    tables["report.csv"] = _head(report)
    tables["history.csv"] = _history(report)
    tables["trend.csv"] = _trend(report)
    return {name: _text(tables[name]) for name in sorted(tables)}


def _rows(shape: type, values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    columns = list(_columns(shape))
    yield [name.replace(".", "_") for name in columns]
    own = {name.partition(".")[0] for name in columns if "." in name}
    if all(getattr(value, name) is not None for value in values for name in own):
        yield from map(attrgetter(*columns), values)
    else:
        yield from ([_at(value, name) for name in columns] for value in values)


def _at(value: Any, path: str) -> Any:
    """The value there; none below what is not there."""
    for name in path.split("."):
        value = None if value is None else getattr(value, name)
    return value


def _columns(shape: type, prefix: str = "") -> Iterator[str]:
    """The fields of a shape by their dotted names, its own first; a field of fields has one column each."""
    types = get_type_hints(shape)
    for field in sorted(fields(shape), key=lambda field: field.name not in shape.__annotations__):
        inner = next(filter(is_dataclass, (types[field.name], *get_args(types[field.name]))), None)
        if isinstance(inner, type) and get_origin(types[field.name]) is not tuple:
            yield from _columns(inner, f"{prefix}{field.name}.")
        elif field.name not in ("history", "why"):
            yield f"{prefix}{field.name}"


def _head(report: Report) -> Iterator[Sequence[Any]]:
    yield "schema", "generated_at", "cycle", "start", "end", "elapsed", "as_of", "team"
    cycle, scope = report.cycle, report.scope
    yield (
        report.schema,
        report.generated_at.astimezone(UTC),
        *(cycle.id, cycle.start, cycle.end, cycle.elapsed),
        *(scope.as_of, scope.team),
    )


def _history(report: Report) -> Iterator[Sequence[Any]]:
    yield "key_result", "on", "value", "source", "confidence", "note"
    for key_result in report.key_results:
        for seen in key_result.history:
            yield key_result.id, seen.on, seen.value, seen.source, seen.confidence, seen.note


def _trend(report: Report) -> Iterator[Sequence[Any]]:
    goals = sorted({name for point in report.trend for name in point.progress})
    yield "date", "coverage", "effort_share", *(f"progress_{name}" for name in goals)
    for point in report.trend:
        yield point.date, point.coverage, point.effort_share, *map(point.progress.get, goals)


def _text(rows: Iterable[Sequence[Any]]) -> str:
    file = StringIO()
    csv.writer(file).writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def _cell(value: Any) -> object:
    if isinstance(value, str):
        line = one_line(value)
        return f"'{line}" if line.startswith(_FORMULA) else line
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple):
        return _cell("; ".join(map(_told, value)))
    return value


def _told(value: str | Evidence | Suggestion | Claim | ReportEdit | Contribution) -> str:
    if isinstance(value, Evidence):
        return f"{value.goal or 'exempt'} ({value.level}: {value.text or value.rule})"
    if isinstance(value, Suggestion):
        return f"{value.goal} ({value.score:.2f}: {value.reason})"
    if isinstance(value, Contribution):
        return f"{value.goal} ({value.team} for {value.goal_team}: {value.effort:g})"
    if isinstance(value, Claim):
        return f"{value.goal} ({value.owner or 'no owner'})"
    if isinstance(value, ReportEdit):
        why = f": {value.reason}" if value.reason else ""
        return f"{value.key} from {value.before} to {value.after} on {value.on} ({value.commit}{why})"
    return value
