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


class Follower:
    """Gives items the refs they had before, and leads their links to where things are now."""

    def __init__(self, former: Mapping[str, str]) -> None:
        self._former = former
        self._aliases: dict[str, tuple[str, ...]] = {}
        for was, now in sorted(former.items()):
            self._aliases[now] = (*self._aliases.get(now, ()), was)

    def follow(self, item: WorkItem) -> WorkItem:
        aliases = self._aliases.get(item.ref, ())
        links = (item.parent, *item.closes, *item.mentions, *item.contributes_to)
        if not aliases and not any(link in self._former for link in links):
            return item
        return item._replace(
            parent=self._former.get(item.parent or "", item.parent),
            closes=self._now(item.closes),
            mentions=self._now(item.mentions),
            contributes_to=self._now(item.contributes_to),
            aliases=aliases,
        )

    def _now(self, links: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._former.get(link, link) for link in links))
