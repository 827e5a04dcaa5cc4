"""Work items out of the store: those of today, or as they were known on a day gone by."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, or_, select, union_all

from okrsync.stores.former import Follower, former_refs
from okrsync.stores.rows import to_item, to_micros
from okrsync.stores.schema import FACTS, history, items, names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from okrsync.core.model import WorkItem

_AT_ONCE = 1_000  # rows in memory


def read(connection: Connection, sources: Collection[str], as_of: date | None) -> Iterator[WorkItem]:
    """The items of these sources, sorted by ref; of two that share a ref, the one seen as such last."""
    found = _read(connection, sources, as_of)
    former = former_refs(connection, sources) if as_of is None else {}
    yield from map(Follower(former).follow, found) if former else found


def _read(connection: Connection, sources: Collection[str], as_of: date | None) -> Iterator[WorkItem]:
    end = None if as_of is None else _end_of(as_of)
    to_work = to_item(_names(connection, sources, end))
    streaming = connection.execution_options(yield_per=_AT_ONCE)
    last: WorkItem | None = None
    with streaming.execute(_versions(sources, end)) as rows:
        for item in map(to_work, rows):
            if last is not None and last.ref != item.ref:
                yield last
            last = item
    if last is not None:
        yield last


def _end_of(day: date) -> int:
    return to_micros(datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC))


def _names(connection: Connection, sources: Collection[str], end: int | None) -> dict[str, str]:
    """What to read for each number, as text: the name it has today, unless it was gone by then."""
    bearers = select(names.c.name_id, names.c.same_as, names.c.name).where(names.c.source.in_(sources))
    there = (
        names.c.gone_at.is_(None) if end is None else or_(names.c.gone_at.is_(None), names.c.gone_at >= end)
    )
    rows = connection.execute(bearers.where(there)).all()
    by_number = {number: name for number, _, name in rows}
    return {
        str(number): by_number[same_as or number]
        for number, same_as, _ in rows
        if (same_as or number) in by_number
    }


def _versions(sources: Collection[str], end: int | None) -> Select[Any]:
    if end is None:
        chosen = select(*_columns(items)).where(items.c.source.in_(sources), items.c.until.is_(None))
        return chosen.order_by(items.c.ref, items.c.since, items.c.item_id)
    both = union_all(
        *(
            select(*_columns(table), table.c.since, table.c.item_id).where(
                table.c.source.in_(sources), _stood(table, end)
            )
            for table in (items, history)
        )
    ).subquery()
    # An item seen only later gives way to one that had the ref on that day.
    was_known = case((both.c.since < end, 1), else_=0)
    chosen = select(*(both.c[fact] for fact in FACTS))
    return chosen.order_by(both.c.ref, was_known, both.c.since, both.c.item_id)


def _columns(table: Table) -> list[ColumnElement[Any]]:
    return [table.c[fact] for fact in FACTS]


def _stood(table: Table, end: int) -> ColumnElement[bool]:
    """The version in force at the end of a day; of an item first seen later, the first one known."""
    in_force = and_(table.c.since < end, or_(table.c.until.is_(None), table.c.until >= end))
    lasted = or_(table.c.until.is_(None), table.c.until > table.c.since)
    return or_(in_force, and_(table.c.first_seen >= end, table.c.since == table.c.first_seen, lasted))
