"""A run's visit to a place of a source: whose page was read, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select, update

from okrsync.stores.rows import fingerprint, keepable
from okrsync.stores.schema import places

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Visit(NamedTuple):
    """Where and when a page was read."""

    run: int
    source: str
    place_id: int
    now: int  # microseconds


def visit(connection: Connection, run: int, source: str, *, place: str, now: int) -> Visit:
    """Note that this run walks the place."""
    key = fingerprint(source, place)
    known = select(places.c.place_id, places.c.walked_run).where(places.c.key == key)
    found = connection.execute(known).first()
    if found is None:
        row = {"key": key, "source": source, "place": keepable(place), "walked_run": run}
        connection.execute(insert(places), row)
        found = connection.execute(known).one()
    elif found.walked_run != run:
        connection.execute(update(places).where(places.c.key == key).values(walked_run=run))
    return Visit(run, source, found.place_id, now)
