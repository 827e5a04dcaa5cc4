"""Stores to test: a real file, a real server, and the fake that others test with."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from okrsync.ports import Store
from okrsync.stores.engines import name_of, open_engine, read_url
from okrsync.stores.holding import Patience
from okrsync.stores.opening import open_store
from okrsync.stores.schema import holds, metadata
from okrsync.stores.store import SqlStore
from tests.fakes.store import FakeStore, Memory
from tests.postgres import find_programs, running_postgres

# Everything but the one row that says who holds the store. TRUNCATE takes three times as long.
EMPTY = [
    *(table.delete() for table in reversed(metadata.sorted_tables) if table is not holds),
    holds.update().values(token=None),
]
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
    """Opens stores on one place again and again. Their connections are kept for the next test."""

    kind: str
    make: Callable[[Time], Store]
    url: str = ""
    time: Time = field(default_factory=Time)

    def open(self):
        return self.make(self.time)


@pytest.fixture(scope="session")
def postgres():
    programs = find_programs()
    if programs is None:
        reason = "PostgreSQL's initdb is not on this machine"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with running_postgres(programs) as server:
        yield server


@pytest.fixture(scope="session")
def ready_postgres(postgres):
    """A store to be emptied for each test. Its engine is all tests', and compiles each statement once."""
    postgres.run_sql("CREATE DATABASE okrsync_ready")
    yield from _ready(postgres.url("okrsync_ready"))


@pytest.fixture(scope="session")
def ready_sqlite(tmp_path_factory):
    yield from _ready(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'store.db'}")


def _ready(url):
    open_store(url).close()
    engine = open_engine(read_url(url), must_exist=True)
    yield url, engine
    engine.dispose()


@pytest.fixture
def postgres_url(postgres):
    """The address of an empty database."""
    return _empty_database(postgres)


def _empty_database(postgres):
    name = f"empty_{next(_numbers)}"
    postgres.run_sql(f"CREATE DATABASE {name}")
    return postgres.url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def make_engine(request, tmp_path):
    """Makes engines, each of an empty database."""
    made = []

    def make():
        url = f"sqlite:///{tmp_path / '50%' / f'{next(_numbers)}.db'}"
        if request.param == "postgresql":
            url = _empty_database(request.getfixturevalue("postgres"))
        made.append(open_engine(read_url(url), must_exist=False))
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def empty_engine(make_engine):
    return make_engine()


@pytest.fixture(params=["sqlite", "postgres", "fake"])
def shop(request):
    """Where a store with its tables made can be opened, of each kind."""
    return _shop(request)


@pytest.fixture(params=["sqlite", "postgres"])
def real_shop(request):
    return _shop(request)


@pytest.fixture
def store(shop):
    return shop.open()


def _shop(request):
    if request.param == "fake":
        memory = Memory()
        return Shop("fake", lambda time: FakeStore(memory, time.read, time.wait))
    url, engine = request.getfixturevalue(f"ready_{request.param}")
    _empty(engine)
    place = name_of(engine.url)
    return Shop(request.param, lambda time: SqlStore(engine, place, Patience(time.read, time.wait)), url)


def _empty(engine):
    with engine.begin() as connection:
        for statement in EMPTY:
            connection.execute(statement)
