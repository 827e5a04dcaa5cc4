"""The company's numbers on each day it was synced, by cycle."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from okrsync.core.report import TrendPoint
from okrsync.stores.rows import fingerprint
from okrsync.stores.schema import points

if TYPE_CHECKING:
    from sqlalchemy import Connection


def keep(connection: Connection, cycle: str, one: TrendPoint) -> None:
    """A day keeps its newest numbers."""
    key = fingerprint(cycle, one.date.isoformat())
    connection.execute(delete(points).where(points.c.key == key))
    row = {
        "key": key,
        "cycle": fingerprint(cycle),
        "day": one.date.isoformat(),
        "coverage": one.coverage,
        "effort_share": one.effort_share,
        "progress": json.dumps(one.progress),
    }
    connection.execute(insert(points), row)


def read(connection: Connection, cycle: str) -> tuple[TrendPoint, ...]:
    """Those of a cycle, oldest first."""
    found = select(points).where(points.c.cycle == fingerprint(cycle)).order_by(points.c.day)
    return tuple(
        TrendPoint(date.fromisoformat(row.day), row.coverage, row.effort_share, json.loads(row.progress))
        for row in connection.execute(found)
    )
