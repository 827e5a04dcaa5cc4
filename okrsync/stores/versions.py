"""The items of a page, kept: what is new, what changed, and what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, bindparam, func, insert, literal, select, update

from okrsync.stores.names import numbers
from okrsync.stores.portions import portions, select_in, update_in
from okrsync.stores.rows import fingerprint, to_row
from okrsync.stores.schema import FACTS, history, items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Row

    from okrsync.core.model import WorkItem
    from okrsync.stores.visits import Visit

    Values = dict[str, Any]

_KNOWN = select(
    *(items.c[column] for column in ("key", "item_id", "digest", "since", "until", "updated", "ref"))
)
_THIS = items.c.item_id == bindparam("number")
_ARCHIVED = ("item_id", "first_seen", "since", *FACTS)


def keep(connection: Connection, visit: Visit, read: Sequence[WorkItem]) -> int:
    """Keep each item as it was read now; how many of them are new, changed or back."""
    known_names = numbers(connection, visit, read)
    rows = {fingerprint(visit.source, item.id): to_row(item, known_names) for item in read}
    known = {row.key: row for row in select_in(connection, _KNOWN, items.c.key, rows)}
    new = [_first_version(visit, key, row) for key, row in rows.items() if key not in known]
    pairs = [(known[key], row) for key, row in rows.items() if key in known]
    changed = [(before, row) for before, row in pairs if before.digest != row["digest"] or before.until]
    _archive(connection, visit, changed)
    _see(connection, visit, pairs)
    if new:
        connection.execute(insert(items), new)
    if changed:
        connection.execute(update(items).where(_THIS), [_next_version(visit, *pair) for pair in changed])
    return len(new) + len(changed)


def see(connection: Connection, visit: Visit, ids: Sequence[str]) -> list[str]:
    """Note that the items of these ids are there; those that are not held as such come back."""
    keys = {fingerprint(visit.source, id_): id_ for id_ in ids}
    held = select(items.c.key, items.c.item_id).where(items.c.until.is_(None))
    known = {row.key: row.item_id for row in select_in(connection, held, items.c.key, keys)}
    seen = update(items).values(seen_run=visit.run, place_id=visit.place_id)
    update_in(connection, seen, items.c.item_id, known.values())
    return [id_ for key, id_ in keys.items() if key not in known]


def _first_version(visit: Visit, key: str, row: Values) -> Values:
    return {
        **row,
        "key": key,
        "place_id": visit.place_id,
        "seen_run": visit.run,
        "first_seen": visit.now,
        "since": visit.now,
    }


def _next_version(visit: Visit, before: Row[Any], row: Values) -> Values:
    since = max(before.since, visit.now) if _is_another(visit, before, row) else before.since
    return {**row, "number": before.item_id, "since": since, "until": None}


def _is_another(visit: Visit, before: Row[Any], row: Values) -> bool:
    """Whether a version ended: one of other facts did, and one that was gone for a while."""
    was_away: bool = before.until is not None and before.until < visit.now
    return was_away or before.digest != row["digest"]


def _archive(connection: Connection, visit: Visit, changed: Iterable[tuple[Row[Any], Values]]) -> None:
    # A version replaced at the very time it was first seen was never shown to anybody; but others may
    # have read its ref.
    ended = [
        before.item_id
        for before, row in changed
        if _is_another(visit, before, row)
        and (before.since < (before.until or visit.now) or before.ref != row["ref"])
    ]
    until = func.coalesce(items.c.until, literal(visit.now, BigInteger))
    for portion in portions(ended):
        versions = select(*(items.c[column] for column in _ARCHIVED), until).where(
            items.c.item_id.in_(portion)
        )
        connection.execute(insert(history).from_select([*_ARCHIVED, "until"], versions))


def _see(connection: Connection, visit: Visit, pairs: Iterable[tuple[Row[Any], Values]]) -> None:
    """Note that these are there, and where; a mere touch moves `updated` and is no change."""
    seen = update(items).values(seen_run=visit.run, place_id=visit.place_id)
    update_in(connection, seen, items.c.item_id, [before.item_id for before, _ in pairs])
    touched = [
        {"number": before.item_id, "updated": row["updated"]}
        for before, row in pairs
        if before.updated != row["updated"]
    ]
    if touched:
        connection.execute(update(items).where(_THIS), touched)
