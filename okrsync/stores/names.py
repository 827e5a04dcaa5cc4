"""Labels, components and milestone titles, each under the tracker's own id.

Items keep the number of a name, never its text: one row renamed is a rename everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, or_, select, update

from okrsync.stores.portions import select_in, update_in
from okrsync.stores.rows import NAMED, fingerprint, keepable
from okrsync.stores.schema import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from okrsync.core.model import WorkItem
    from okrsync.ports import Name, NameKind
    from okrsync.stores.rows import NameOnItem
    from okrsync.stores.visits import Visit

    Row = dict[str, Any]

_UNLISTED = 0  # older than any run


def learn(connection: Connection, visit: Visit, listed: Sequence[Name], complete: Sequence[NameKind]) -> None:
    """Keep what the tracker lists: new names, renames, and those of this place that are no more."""
    if not listed and not complete:
        return
    rows = {row["key"]: row for row in (_row(visit, (n.project, n.kind, n.name), n.id) for n in listed)}
    known = _numbers_of(connection, rows)
    met = _met(connection, {row["name_key"] for row in rows.values()})
    fresh, listed_again, merged = [], [], []
    for key, row in rows.items():
        unlisted = met.pop(row["name_key"], None)
        number = known.get(key, unlisted)
        if number is None:
            fresh.append(row)
        else:
            listed_again.append({"number": number, **row})
        if unlisted not in (None, number):
            merged.append({"number": unlisted, "same": number})
    _write(connection, fresh, listed_again, merged)
    if complete:
        _forget(connection, visit, complete)


def numbers(connection: Connection, visit: Visit, items: Iterable[WorkItem]) -> Mapping[NameOnItem, int]:
    """The number of every name on these items; one the tracker never listed is kept as it was met."""
    wanted = {fingerprint(visit.source, *on_item): on_item for on_item in _on_items(items)}
    found = _living(connection, wanted)
    missing = [key for key in wanted if key not in found]
    if missing:
        connection.execute(insert(names), [_row(visit, wanted[key]) for key in missing])
        found |= _living(connection, missing)
    return {on_item: found[key] for key, on_item in wanted.items()}


def _row(visit: Visit, on_item: NameOnItem, id_: str | None = None) -> Row:
    project, kind, name = on_item
    return {
        # Not of the project: it may get another name, as a label may.
        "key": None if id_ is None else fingerprint(visit.place_id, kind, id_),
        "name_key": fingerprint(visit.source, *on_item),
        "place_id": visit.place_id,
        "source": visit.source,
        "project": keepable(project),
        "kind": kind,
        "external_id": None if id_ is None else keepable(id_),
        "name": keepable(name),
        "listed_run": _UNLISTED if id_ is None else visit.run,
        "gone_at": None,
    }


def _on_items(items: Iterable[WorkItem]) -> Iterable[NameOnItem]:
    return (
        (item.project, kind, name)
        for item in items
        for kind, column in NAMED.items()
        for name in getattr(item, column)
    )


def _numbers_of(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    listed = select(names.c.key, names.c.name_id)
    return {row.key: row.name_id for row in select_in(connection, listed, names.c.key, keys)}


def _met(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    met = select(names.c.name_key, names.c.name_id).where(names.c.key.is_(None), names.c.same_as.is_(None))
    return {row.name_key: row.name_id for row in select_in(connection, met, names.c.name_key, keys)}


def _write(connection: Connection, fresh: list[Row], again: list[Row], merged: list[Row]) -> None:
    that_one = names.c.name_id == bindparam("number")
    if fresh:
        connection.execute(insert(names), fresh)
    if again:
        connection.execute(update(names).where(that_one), again)
    if merged:
        to_the_same = update(names).where(that_one).values(same_as=bindparam("same"), gone_at=None)
        connection.execute(to_the_same, merged)


def _forget(connection: Connection, visit: Visit, complete: Sequence[NameKind]) -> None:
    connection.execute(
        update(names)
        .where(
            names.c.place_id == visit.place_id,
            names.c.kind.in_(complete),
            names.c.listed_run != visit.run,
            names.c.same_as.is_(None),
            names.c.gone_at.is_(None),
        )
        .values(gone_at=visit.now)
    )


def _living(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    # A name that is gone and is met again is another one, unless nobody ever told its id. Where two
    # have the same name for a while (a swap on its way), the one listed last is it.
    bearers = (
        select(names.c.name_key, names.c.name_id, names.c.gone_at)
        .where(names.c.same_as.is_(None), or_(names.c.gone_at.is_(None), names.c.key.is_(None)))
        .order_by(names.c.listed_run, names.c.name_id)
    )
    found = {row.name_key: row for row in select_in(connection, bearers, names.c.name_key, keys)}
    back = [row.name_id for row in found.values() if row.gone_at is not None]
    update_in(connection, update(names).values(gone_at=None), names.c.name_id, back)
    return {key: row.name_id for key, row in found.items()}
