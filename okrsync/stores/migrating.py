"""The tables of an older okrsync, or of none, made those of this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from okrsync.errors import StoreError
from okrsync.stores.schema import REVISION, version

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_ATTEMPTS = 3


def migrate(engine: Engine, place: str) -> None:
    """All steps in one transaction: killed half-way, it never happened. Two at once take turns."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with engine.begin() as connection:
                _upgrade(connection, place)
        except DBAPIError:
            # PostgreSQL tells the second of two who make the same table that it exists.
            if attempt == _ATTEMPTS:
                raise
        else:
            return


def _upgrade(connection: Connection, place: str) -> None:
    # A statement that writes comes first: there SQLite waits for its turn.
    connection.execute(CreateTable(version, if_not_exists=True))
    revision = connection.execute(select(version.c.version_num)).scalar()
    if revision == REVISION:
        return
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreError(
            f"The store ({place}) was made by a newer okrsync: update okrsync, or name another store."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
