"""What a walk leaves to the next one: ids it met that the store does not know, and losses we doubt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from okrsync.stores.portions import select_in
from okrsync.stores.rows import fingerprint
from okrsync.stores.schema import items, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from okrsync.stores.visits import Visit


def told(owed: str) -> dict[str, Any]:
    """As the tracker sees it in its mark."""
    return {name: value for name, value in json.loads(owed).items() if name != "run"}


def add(connection: Connection, where: Visit, unread: Sequence[str]) -> None:
    """Leave these ids to be read."""
    if unread:
        owed = _of(connection, where)
        _keep(connection, where, owed | {"unread": [*owed.get("unread", ()), *unread]})


def doubt(connection: Connection, where: Visit) -> None:
    """Leave it to be looked at again how much is gone."""
    _keep(connection, where, _of(connection, where) | {"is_doubted": True})


def settle(connection: Connection, where: Visit) -> None:
    """At the end of a walk: what an earlier one left had its chance, and ids may have been read since."""
    owed = _of(connection, where)
    keys = {fingerprint(where.source, id_): id_ for id_ in owed.get("unread", ())}
    held = select(items.c.key).where(items.c.until.is_(None))
    read = {row.key for row in select_in(connection, held, items.c.key, keys)}
    unread = [id_ for key, id_ in keys.items() if key not in read]
    _keep(connection, where, {"unread": unread} if unread else {})


def _of(connection: Connection, where: Visit) -> dict[str, Any]:
    """What this very run has left so far."""
    kept = connection.execute(select(places.c.owed).where(places.c.place_id == where.place_id)).scalar()
    owed: dict[str, Any] = json.loads(kept) if kept else {}
    return owed if owed.get("run") == where.run else {}


def _keep(connection: Connection, where: Visit, owed: dict[str, Any]) -> None:
    text = json.dumps(owed | {"run": where.run}) if owed else None
    connection.execute(update(places).where(places.c.place_id == where.place_id).values(owed=text))
