"""The tables of an older okrsync, made those of this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from okrsync.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection


def migrate(connection: Connection, revision: str, place: str) -> None:
    """From this revision to the newest, inside the connection's transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision not in known:
        raise StoreError(
            f"The store ({place}) was made by a newer okrsync: update okrsync, or name another store."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
