"""The report of a closed cycle: all it is made from is kept, so that it does not change any more."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.core.cycles import Cycle
from okrsync.core.edits import Edit
from okrsync.core.goals import Value
from okrsync.core.history import CheckIn
from okrsync.core.issued_goals import with_issued
from okrsync.core.model import WorkItem
from okrsync.core.nudges import Nudge
from okrsync.core.report import DataQuality, TrendPoint
from okrsync.errors import ConfigError, StoreError
from okrsync.ports import KeptClosing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrsync.config import Configuration
    from okrsync.core.goals import Goals
    from okrsync.core.history import Histories


class Known(NamedTuple):
    """All a report depends on but its reader: the cycle, the day, the goals, the work."""

    cycle: Cycle
    as_of: date
    goals: Goals
    items: tuple[WorkItem, ...]
    quality: tuple[DataQuality, ...]
    histories: Histories
    checkins: tuple[CheckIn, ...]
    nudges: tuple[Nudge, ...]
    trend: tuple[TrendPoint, ...]
    edits: tuple[Edit, ...]


def frozen(known: Known, file: Configuration) -> KeptClosing:
    """What is kept of a cycle when it is closed."""
    parts = {
        "cycle": asdict(known.cycle),
        "as_of": known.as_of,
        "file": file.kept(),
        "items": [_short(item) for item in known.items],
        "quality": [asdict(one) for one in known.quality],
        "histories": [[*key, [asdict(one) for one in values]] for key, values in known.histories.items()],
        "checkins": [[one.name, asdict(one.value), one.cycle] for one in known.checkins],
        "nudges": [one._asdict() for one in known.nudges],
        "trend": [asdict(one) for one in known.trend],
        "edits": [one._asdict() for one in known.edits],
    }
    text = json.dumps(parts, default=_dated, ensure_ascii=False, separators=(",", ":"))
    return KeptClosing(known.cycle.id, known.as_of, text)


def thawed(kept: KeptClosing, current: Configuration) -> Known:
    """What was kept. StoreError where this version cannot read it any more."""
    try:
        parts = json.loads(kept.text, object_hook=_undated)
        file = current.from_kept(parts["file"], current.folder)
        items = tuple(
            WorkItem(**{name: _tupled(value) for name, value in one.items()}) for one in parts["items"]
        )
        as_of = parts["as_of"]
        return Known(
            cycle=Cycle(**parts["cycle"]),
            as_of=as_of,
            goals=with_issued(file.goals(as_of), items),
            items=items,
            quality=tuple(DataQuality(**one) for one in parts["quality"]),
            histories={
                (cycle, name): tuple(Value(**one) for one in values)
                for cycle, name, values in parts["histories"]
            },
            checkins=tuple(CheckIn(name, Value(**value), of) for name, value, of in parts["checkins"]),
            nudges=tuple(Nudge(**one) for one in parts["nudges"]),
            trend=tuple(TrendPoint(**one) for one in parts["trend"]),
            edits=tuple(Edit(**one) for one in parts["edits"]),
        )
    except (ConfigError, KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"What was kept of {kept.cycle} cannot be read by this version of okrsync ({error}); "
            f"use the version that closed it, or `okrsync cycle reopen {kept.cycle}`."
        ) from error


def told(known: Known) -> Known:
    """With the line that says that nothing newer is in it."""
    message = f"{known.cycle.id} was closed on {known.as_of}: whatever changed later is not in this report."
    line = DataQuality("cycle_closed", "info", message, 0)
    return known._replace(quality=(line, *known.quality))


def before_closing(closed: Known, then: Known) -> Known:
    """What was known on a day before the closing: what became known after the closing does not get in."""
    refs = {item.ref for item in closed.items}
    early = tuple(one for one in then.quality if one.id == "before_first_sync")
    return closed._replace(
        as_of=then.as_of,
        goals=then.goals,
        items=tuple(item for item in then.items if item.ref in refs),
        quality=(*closed.quality, *early),
        histories=then.histories,
    )


def is_closed(goals: Goals, cycle: Cycle) -> bool:
    """Whether all its objectives are closed, and all their key results have a score."""
    own = [one for one in goals.objectives if one.cycle.id == cycle.id]
    closed = [one for one in own if one.state == "closed"]
    scores = [part.score for one in closed for part in one.key_results]
    return bool(scores) and None not in scores and all(one.state != "active" for one in own)


def ended(goals: Goals, day: date) -> Iterable[Cycle]:
    """The cycles that are over, and closed in the file."""
    cycles = {one.cycle.id: one.cycle for one in goals.objectives if one.cycle.end < day}
    return [cycle for cycle in cycles.values() if is_closed(goals, cycle)]


def _short(item: WorkItem) -> dict[str, Any]:
    """Without what is as usual: a company has a hundred thousand items."""
    usual = WorkItem._field_defaults
    facts = item._asdict()
    facts["fields"] = dict(item.fields)
    return {name: value for name, value in facts.items() if name not in usual or value != usual[name]}


def _dated(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"$time": value.isoformat()}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _undated(found: dict[str, Any]) -> Any:
    if found.keys() == {"$time"}:
        return datetime.fromisoformat(found["$time"])
    if found.keys() == {"$day"}:
        return date.fromisoformat(found["$day"])
    return found


def _tupled(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {name: tuple(one) for name, one in value.items()}
    return value
