import sqlite3

import pytest
from sqlalchemy import event

from okrsync.errors import StoreError
from okrsync.stores import open_store
from okrsync.stores.engines import open_engine, read_url
from okrsync.stores.holding import Patience
from okrsync.stores.store import SqlStore
from tests.fakes.work import item
from tests.stores.conftest import START, Time
from tests.stores.syncing import full, refs, sync

WEB_1 = "github:acme/web#1"


def failure(url, **more):
    """What opening this store says, as one plain sentence."""
    with pytest.raises(StoreError) as told:
        open_store(url, **more)
    return plain(told.value)


def plain(error):
    sentence = str(error)
    for word in ("sqlalchemy", "Traceback", "psycopg", "sqlite3", "SELECT", "sqlalche.me", "s3cret", "\n"):
        assert word not in sentence
    assert error.exit_code == 4
    return sentence


def test_a_folder_is_no_store(tmp_path):
    assert failure(f"sqlite:///{tmp_path}").endswith(
        f"is a folder: name a file in it, such as {tmp_path}/store.db."
    )


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "store.db").write_text("Dear diary, " * 1000)
    assert "is no store of okrsync, or is damaged" in failure(f"sqlite:///{tmp_path / 'store.db'}")


def test_a_damaged_store(tmp_path):
    path = tmp_path / "store.db"
    store = open_store(f"sqlite:///{path}")
    sync(store, full(*(item(f"github:acme/web#{n}") for n in range(1000))))
    store.close()
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (path.stat().st_size - 8192))
    assert "damaged" in failure(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    sentence = failure(f"sqlite:///{tmp_path / 'file' / 'kept' / 'store.db'}")
    assert "The store's folder" in sentence
    assert "cannot be made" in sentence


@pytest.mark.parametrize(
    "url", ["", "store.db", "mysql://root:s3cret@db/okrsync", "postgresql://u:s3cret@host:port/db"]
)
def test_an_address_that_is_none_is_answered_with_examples_and_not_echoed(url):
    sentence = failure(url)
    assert "write it like sqlite:///" in sentence or "write its address like sqlite:///" in sentence


def test_a_full_disk_loses_only_the_page_that_did_not_fit(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.db'}"
    open_store(url).close()
    engine = open_engine(read_url(url), must_exist=True)
    store = SqlStore(engine, "store.db", Patience(Time().read, Time().wait))
    sync(store, full(item(WEB_1)))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 40"))
    run = store.begin_sync(START, "{}")
    with pytest.raises(StoreError) as told:
        store.save(
            run,
            "github",
            full(*(item(f"github:acme/web#{n}", title="x" * 1000) for n in range(2, 500))),
            START,
        )
    assert plain(told.value) == (
        "The disk of the store (store.db) is full; what was kept is safe: free some space and run it again."
    )
    assert refs(store) == [WEB_1]
    store.close()


def test_a_store_another_program_keeps_locked(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.db'}"
    open_store(url).close()
    engine = open_engine(read_url(url), must_exist=True)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 1"))
    store = SqlStore(engine, "store.db", Patience(Time().read, Time().wait))
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as told:
        store.begin_sync(START, "{}")
    assert "Another program keeps writing to the store (store.db)" in plain(told.value)
    other.close()
    assert store.begin_sync(START, "{}") == 1
    store.close()


def test_a_server_by_a_name_nobody_knows():
    sentence = failure("postgresql://okrsync:s3cret@db.invalid/okrsync")
    assert sentence.startswith("The server of the store (database okrsync on db.invalid) cannot be reached")


def test_a_server_that_is_not_there():
    sentence = failure("postgresql://okrsync:s3cret@127.0.0.1:1/okrsync")
    assert sentence.startswith("The server of the store (database okrsync on 127.0.0.1:1) cannot be reached")


def test_a_wrong_password_is_told_and_never_shown(postgres):
    sentence = failure(postgres.url("okrsync_ready", password="s3cret"))
    assert sentence.startswith("PostgreSQL refused the user or the password")


def test_a_password_in_the_query_is_never_shown(postgres):
    url = f"postgresql://okrsync@127.0.0.1:{postgres.port}/okrsync_ready?password=s3cret"
    assert failure(url).startswith("PostgreSQL refused the user or the password")


def test_a_database_that_does_not_exist(postgres):
    assert "does not exist on its server: create the database" in failure(postgres.url("nowhere"))


def test_a_user_who_may_make_no_tables(postgres, postgres_url):
    database = postgres_url.rpartition("/")[2]
    postgres.run_sql(f"CREATE ROLE {database} LOGIN PASSWORD 's3cret'", database=database)
    sentence = failure(f"postgresql://{database}:s3cret@127.0.0.1:{postgres.port}/{database}")
    assert "lets this user make no tables" in sentence


def test_a_connection_the_server_ended_is_opened_again(postgres, postgres_url):
    store = open_store(postgres_url)
    sync(store, full(item(WEB_1)))
    postgres.run_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'okrsync'"
    )
    assert refs(store) == [WEB_1]
    store.close()


def test_a_server_that_hangs_up_in_the_middle_is_told(postgres, postgres_url):
    store = open_store(postgres_url)
    sync(store, full(*(item(f"github:acme/web#{n}") for n in range(3000))))
    reading = store.items(["github"])
    next(reading)
    postgres.run_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'okrsync'"
    )
    with pytest.raises(StoreError) as told:
        list(reading)
    assert "hung up; what was kept before is safe" in plain(told.value)
    store.close()
