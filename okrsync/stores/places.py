"""The places of a source (a repository, a project, a file): how far each was read, and what left it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from okrsync.stores import owing
from okrsync.stores.schema import items, places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Select

    from okrsync.ports import Mark, Page
    from okrsync.stores.visits import Visit

_FORGOTTEN = {"mark": None, "resume": None, "began_run": None, "owed": None}
_FEW = 4  # of no more items than this, half may well disappear at once


def marks(connection: Connection, source: str) -> Mapping[str, Mark]:
    """Where the last complete walk of each place ended, or a later one that was not complete goes on."""
    last = func.coalesce(places.c.resume, places.c.mark)
    marked = select(places.c.place, last, places.c.owed).where(places.c.source == source, last.is_not(None))
    return {
        place: json.loads(mark) | ({"owed": owing.told(owed)} if owed else {})
        for place, mark, owed in connection.execute(marked)
    }


def interrupt(connection: Connection, where: Visit, page: Page) -> None:
    """Keep where the walk goes on, should it get no further than this page."""
    unfinished = {"resume": json.dumps(page.resume), "began_run": _began(connection, where, page)}
    connection.execute(update(places).where(places.c.place_id == where.place_id).values(unfinished))


def complete(connection: Connection, where: Visit, page: Page) -> tuple[int, tuple[str, ...]]:
    """Keep the mark of a complete walk; after a full one, how much is gone, or why we doubt it."""
    began = _began(connection, where, page)
    finished = {"mark": json.dumps(page.mark), "resume": None, "began_run": None}
    connection.execute(update(places).where(places.c.place_id == where.place_id).values(finished))
    owing.settle(connection, where)
    if not page.is_full:
        return 0, ()
    living = (items.c.place_id == where.place_id, items.c.until.is_(None))
    unseen = (*living, items.c.seen_run < began)
    total, missing = (
        connection.execute(select(func.count()).select_from(items).where(*which)).scalar_one()
        for which in (living, unseen)
    )
    if page.is_guarded and total > _FEW and 2 * missing >= total:
        owing.doubt(connection, where)
        return 0, (_too_many(page.place, missing, total),)
    connection.execute(update(items).where(*unseen).values(until=where.now))
    return missing, ()


def leave(connection: Connection, run: int, source: str, now: int) -> tuple[str, ...]:
    """Let go of the places a complete walk of the source no longer went to; a sentence for each.

    Their marks go too: a place that returns is read whole. A walk that went nowhere leaves nothing.
    """
    if not connection.execute(_of(source, places.c.walked_run == run)).first():
        return ()
    sentences = []
    for place_id, place in connection.execute(_of(source, places.c.walked_run != run)).all():
        living = (items.c.place_id == place_id, items.c.until.is_(None))
        left = connection.execute(update(items).where(*living).values(until=now)).rowcount
        if left:
            sentences.append(f"{place} is no longer read: its {left} items are left out from now on.")
    not_walked = (places.c.source == source, places.c.walked_run != run)
    connection.execute(update(places).where(*not_walked).values(_FORGOTTEN))
    return tuple(sentences)


def _began(connection: Connection, where: Visit, page: Page) -> int:
    """The run in which this walk began: an earlier one, when it goes on with one that stopped."""
    earlier = select(places.c.began_run).where(places.c.place_id == where.place_id)
    return int((page.goes_on and connection.execute(earlier).scalar()) or where.run)


def _of(source: str, condition: ColumnElement[bool]) -> Select[int, str]:
    return select(places.c.place_id, places.c.place).where(places.c.source == source, condition)


def _too_many(place: str, missing: int, total: int) -> str:
    return (
        f"{place}: {missing} of its {total} items were missing from a full reading. That looks like lost "
        "access, so all were kept: check the rights of the account. If they really are gone, take the "
        "place out of the file, sync, and put it back."
    )
