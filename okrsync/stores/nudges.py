"""What `nudge` remembers: of each item it asked about, and of its writes in the last hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from okrsync.core.nudges import Nudge
from okrsync.stores.rows import fingerprint, from_micros, keepable, to_micros
from okrsync.stores.schema import nudges, writes

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

_HOUR = timedelta(hours=1)
_TIMES = ("asked_at", "settled_at", "taken_back_at", "tried_at", "retry_at")
_COLUMNS = [nudges.c[name] for name in Nudge._fields]


def nudges_of(connection: Connection, sources: Collection[str]) -> tuple[Nudge, ...]:
    kept = select(*_COLUMNS).where(nudges.c.source.in_(sources)).order_by(nudges.c.ref, nudges.c.nudge_id)
    return tuple(_nudge(row._asdict()) for row in connection.execute(kept))


def note(connection: Connection, nudge: Nudge) -> None:
    """One row for each item, whatever it is called."""
    key = fingerprint(nudge.source, nudge.id)
    row = {"key": key, **_row(nudge)}
    if not connection.execute(update(nudges).where(nudges.c.key == key).values(row)).rowcount:
        connection.execute(insert(nudges), row)


def note_write(connection: Connection, source: str, now: datetime) -> None:
    connection.execute(delete(writes).where(writes.c.written_at <= to_micros(now - _HOUR)))
    connection.execute(insert(writes), {"source": source, "written_at": to_micros(now)})


def writes_on(connection: Connection, source: str, now: datetime) -> tuple[datetime, ...]:
    recent = (writes.c.source == source, writes.c.written_at > to_micros(now - _HOUR))
    found = select(writes.c.written_at).where(*recent).order_by(writes.c.written_at)
    return tuple(map(from_micros, connection.execute(found).scalars()))


def _row(nudge: Nudge) -> dict[str, Any]:
    values = nudge._asdict()
    times = {name: None if values[name] is None else to_micros(values[name]) for name in _TIMES}
    texts = {name: keepable(text) for name, text in values.items() if isinstance(text, str)}
    return values | texts | times


def _nudge(row: dict[str, Any]) -> Nudge:
    times = {name: None if row[name] is None else from_micros(row[name]) for name in _TIMES}
    return Nudge(**row | times)
