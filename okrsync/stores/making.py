"""The tables of a store: made where there are none, those of an older okrsync brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from okrsync.stores.schema import REVISION, holds, metadata, version

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_ATTEMPTS = 3


def make_ready(engine: Engine, place: str) -> None:
    """All steps in one transaction: killed half-way, it never happened. Two at once take turns."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with engine.begin() as connection:
                _bring_up_to_date(connection, place)
        except DBAPIError:
            # PostgreSQL tells the second of two who make the same table that it exists.
            if attempt == _ATTEMPTS:
                raise
        else:
            return


def _bring_up_to_date(connection: Connection, place: str) -> None:
    # A statement that writes comes first: there SQLite waits for its turn.
    connection.execute(CreateTable(version, if_not_exists=True))
    revision = connection.execute(select(version.c.version_num)).scalar()
    if revision is None:
        _make(connection)
    elif revision != REVISION:
        from okrsync.stores.migrating import migrate  # noqa: PLC0415 (Alembic is slow, and rarely needed)

        migrate(connection, revision, place)


def _make(connection: Connection) -> None:
    """What all migrations together make."""
    metadata.create_all(connection, checkfirst=False)  # a table of somebody else's is none of ours
    connection.execute(holds.insert().values(name="sync"))
    connection.execute(version.insert().values(version_num=REVISION))
