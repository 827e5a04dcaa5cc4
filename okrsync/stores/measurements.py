"""What the measures of key results gave, day by day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from okrsync.core.measuring import Measured
from okrsync.stores.rows import fingerprint, keepable
from okrsync.stores.schema import measurements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def keep(connection: Connection, found: Iterable[Measured]) -> None:
    """One row a goal and day. A value replaces that day's earlier one; a failure is noted beside it."""
    for one in found:
        key = fingerprint(one.cycle, one.goal, one.on)
        new = {"error": None if one.error is None else keepable(one.error)}
        if one.value is not None:
            new["value"] = json.dumps(one.value)
        known = update(measurements).where(measurements.c.key == key).values(new)
        if connection.execute(known).rowcount == 0:
            row = {"key": key, "cycle": one.cycle, "goal": one.goal, "day": one.on, "value": None}
            connection.execute(insert(measurements), {**row, **new})


def read(connection: Connection) -> tuple[Measured, ...]:
    """Every row, oldest first."""
    columns = measurements.c
    rows = connection.execute(select(measurements).order_by(columns.day, columns.cycle, columns.goal))
    return tuple(
        Measured(row.cycle, row.goal, row.day, json.loads(row.value) if row.value else None, row.error)
        for row in rows
    )
