"""The files earlier syncs ran with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrsync.config import Configuration
    from okrsync.ports import Store


class Kept(NamedTuple):
    """A file that was in force, from that day on."""

    day: date
    file: Configuration


def kept(store: Store, current: Configuration) -> Iterator[Kept]:
    """The files earlier syncs ran with, oldest first; those no version reads any more are passed over."""
    for one in store.configurations():
        try:
            yield Kept(one.synced_at.date(), current.from_kept(one.text, current.folder))
        except ConfigError:
            continue
