"""Where what was read is kept: SQLite or PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.stores.missing import refuse_missing

if TYPE_CHECKING:
    from okrsync.ports import Store


def open_store(url: str, *, must_exist: bool = False) -> Store:
    """The store at this address, made or brought up to date where needed.

    With `must_exist` nothing is made. StoreError says in one sentence why it cannot be opened.
    """
    if must_exist:
        refuse_missing(url)
    from okrsync.stores.opening import open_store as open_sql_store  # noqa: PLC0415 (SQLAlchemy is slow to import)

    return open_sql_store(url, must_exist=must_exist)
