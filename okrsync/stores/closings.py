"""What is kept of closed cycles."""

from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from okrsync.ports import KeptClosing
from okrsync.stores.rows import fingerprint
from okrsync.stores.schema import closings

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection


def keep(connection: Connection, one: KeptClosing) -> None:
    drop(connection, one.cycle)
    content = gzip.compress(one.text.encode("utf-8", "surrogatepass"), mtime=0)
    row = {
        "key": fingerprint(one.cycle.casefold()),
        "cycle": one.cycle,
        "day": one.on.isoformat(),
        "content": content,
    }
    connection.execute(insert(closings), row)


def drop(connection: Connection, cycle: str) -> bool:
    """Whether there was one."""
    return connection.execute(delete(closings).where(_of(cycle))).rowcount > 0


def read(connection: Connection, cycle: str) -> KeptClosing | None:
    row = connection.execute(select(closings).where(_of(cycle))).first()
    if row is None:
        return None
    text = gzip.decompress(row.content).decode("utf-8", "surrogatepass")
    return KeptClosing(row.cycle, date.fromisoformat(row.day), text)


def _of(cycle: str) -> ColumnElement[bool]:
    return closings.c.key == fingerprint(cycle.casefold())
