"""Stores to test: a real file, a real server, and the fake that others test with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from okrsync.ports import Store
from okrsync.stores.holding import Patience
from okrsync.stores.opening import open_store
from okrsync.stores.schema import metadata
from tests.fakes.store import FakeStore, Memory
from tests.postgres import find_programs, running_postgres

# Everything but the one row that says who holds the store. TRUNCATE takes three times as long.
EMPTY = "; ".join(
    [str(table.delete()) for table in reversed(metadata.sorted_tables) if table.name != "holds"]
    + ["UPDATE holds SET token = NULL"]
)
ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_numbers = count(1)


@dataclass
class Time:
    """A clock that moves only by waiting. `meanwhile` happens at the first wait."""

    now: datetime = START
    waits: list[float] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None

    def read(self):
        return self.now

    def wait(self, seconds):
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)
        if self.meanwhile:
            self.meanwhile, happens = None, self.meanwhile
            happens()


@dataclass
class Shop:
    """Opens stores on one place again and again, and closes them all in the end."""

    kind: str
    make: Callable[[Time], Store]
    url: str = ""
    time: Time = field(default_factory=Time)
    opened: list[Store] = field(default_factory=list)

    def open(self):
        self.opened.append(self.make(self.time))
        return self.opened[-1]


@pytest.fixture(scope="session")
def postgres():
    programs = find_programs()
    if programs is None:
        reason = "PostgreSQL's initdb is not on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with running_postgres(programs) as server:
        server.run_sql("CREATE DATABASE okrsync_ready")
        open_store(server.url("okrsync_ready")).close()
        yield server


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory):
    """A store nothing was saved in: to be copied, which is quicker than made."""
    path = tmp_path_factory.mktemp("sqlite") / "store.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def postgres_url(postgres):
    """The address of an empty database."""
    name = f"empty_{next(_numbers)}"
    postgres.run_sql(f"CREATE DATABASE {name}")
    return postgres.url(name)


@pytest.fixture(params=["sqlite", "postgresql", "fake"])
def shop(request, tmp_path):
    """Where a store with its tables made can be opened, of each kind."""
    made = _shop(request, tmp_path)
    yield made
    for store in made.opened:
        store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def real_shop(request, tmp_path):
    made = _shop(request, tmp_path)
    yield made
    for store in made.opened:
        store.close()


@pytest.fixture
def store(shop):
    return shop.open()


def _shop(request, tmp_path):
    if request.param == "fake":
        memory = Memory()
        return Shop("fake", lambda time: FakeStore(memory, time.read, time.wait))
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path / "store.db")
        url = f"sqlite:///{tmp_path / 'store.db'}"
    else:
        server = request.getfixturevalue("postgres")
        server.run_sql(EMPTY, database="okrsync_ready")
        url = server.url("okrsync_ready")
    return Shop(request.param, lambda time: open_store(url, patience=Patience(time.read, time.wait)), url)
