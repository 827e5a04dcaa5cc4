"""A store, ready: found or made, and its tables brought up to date."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import inspect, select

from okrsync.stores.engines import name_of, open_engine, read_url
from okrsync.stores.failures import told
from okrsync.stores.holding import Patience
from okrsync.stores.making import make_ready
from okrsync.stores.missing import no_store_yet
from okrsync.stores.schema import REVISION, version
from okrsync.stores.store import SqlStore

if TYPE_CHECKING:
    from sqlalchemy import Engine


def _now() -> datetime:
    return datetime.now(UTC)


_PATIENCE = Patience(_now, time.sleep)


def open_store(url: str, *, must_exist: bool = False, patience: Patience = _PATIENCE) -> SqlStore:
    """The store at this address. Its clock is its own: a hold must last while a sync does."""
    address = read_url(url)
    place = name_of(address)
    engine = open_engine(address, must_exist=must_exist)
    try:
        with told(place):
            _find_or_make(engine, place, must_exist=must_exist)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, place, patience)


def _find_or_make(engine: Engine, place: str, *, must_exist: bool) -> None:
    revision = _revision(engine)
    if revision == REVISION:
        return
    if revision is None and must_exist:
        raise no_store_yet(place)
    make_ready(engine, place)


def _revision(engine: Engine) -> str | None:
    """Which of the migrations made the tables; None where there are none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(version.name):
            return None
        revision: str | None = connection.execute(select(version.c.version_num)).scalar()
        return revision
