"""Refs that items had before they were moved or their repository was renamed: links still use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from okrsync.stores.schema import history, items

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from okrsync.core.model import WorkItem


def former_refs(connection: Connection, sources: Collection[str]) -> Mapping[str, str]:
    """The present ref by each former one that nothing else bears today; of two claims, the later."""
    moved = (
        select(history.c.ref.label("was"), items.c.ref.label("now"))
        .join(items, items.c.item_id == history.c.item_id)
        .where(history.c.source.in_(sources), items.c.until.is_(None), history.c.ref != items.c.ref)
    )
    in_order = moved.order_by(history.c.since, history.c.version_id)
    former = {row.was: row.now for row in connection.execute(in_order)}
    if former:
        borne = select(items.c.ref).where(
            items.c.until.is_(None), items.c.ref.in_(select(moved.subquery().c.was))
        )
        for ref in connection.execute(borne).scalars():
            former.pop(ref, None)
    return former


def follow(item: WorkItem, former: Mapping[str, str]) -> WorkItem:
    """The item, with its links leading to where things are now."""
    if not any(link in former for link in (item.parent, *item.closes, *item.mentions)):
        return item
    closes, mentions = (
        tuple(dict.fromkeys(former.get(link, link) for link in links))
        for links in (item.closes, item.mentions)
    )
    return item._replace(parent=former.get(item.parent or "", item.parent), closes=closes, mentions=mentions)
