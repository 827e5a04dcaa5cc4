"""From an address to a database: what SQLite and PostgreSQL each want to hear when they are opened."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from okrsync.errors import StoreError
from okrsync.stores.files import is_file, prepare, read_only

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_PATIENCE = 10  # seconds: for a page of another process to be written, for a server to answer
_POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
_EXAMPLES = "sqlite:///.okrsync/store.db or postgresql://user@host/database"


def read_url(text: str) -> URL:
    """An address in SQLite or PostgreSQL. What is wrong with another is told without echoing it."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(f"The store's address cannot be understood: write it like {_EXAMPLES}.") from None
    if url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite":
        raise StoreError(f"A store is kept in SQLite or PostgreSQL: write its address like {_EXAMPLES}.")
    return url


def name_of(url: URL) -> str:
    """The store's name for people, without user and password."""
    if url.drivername == "sqlite":
        return url.database or "in memory"
    port = f":{url.port}" if url.port else ""
    return f"database {url.database or url.username or 'postgres'} on {url.host or 'this host'}{port}"


def open_engine(url: URL, *, must_exist: bool) -> Engine:
    """An engine that has not connected yet."""
    return _sqlite(url, must_exist=must_exist) if url.drivername == "sqlite" else _postgresql(url)


def snapshots(engine: Engine) -> Engine:
    """For transactions that read twice and must see the same; SQLite's always do."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _sqlite(url: URL, *, must_exist: bool) -> Engine:
    path = Path(str(url.database))
    is_writable = not is_file(url) or prepare(path, must_exist=must_exist)
    engine = create_engine(url if is_writable else read_only(path), connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    # Python's sqlite3 would begin transactions by itself, but not before a CREATE TABLE.
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        with suppress(sqlite3.OperationalError):  # read only, or another process is just doing it
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError:  # this is no database; nobody else would close the file
        connection.close()
        raise


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _postgresql(url: URL) -> Engine:
    settings = {
        "connect_timeout": _PATIENCE,
        "application_name": "okrsync",
        "client_encoding": "utf8",
        "prepare_threshold": None,  # a plan made while a table was empty would be kept while it fills
    }
    try:
        return create_engine(
            url,
            connect_args={key: value for key, value in settings.items() if key not in url.query},
            pool_pre_ping=True,  # a tracker may keep us waiting until a firewall has forgotten us
        )
    except ImportError:
        raise StoreError("A store in PostgreSQL needs its driver: pip install 'okrsync[postgres]'.") from None
