import pytest

from okrsync.errors import StoreError
from okrsync.stores.engines import name_of, open_engine, read_url


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///.okrsync/store.db", ".okrsync/store.db"),
        ("sqlite:////var/lib/okrsync/store.db", "/var/lib/okrsync/store.db"),
        ("sqlite://", "in memory"),
        ("postgresql://dana:s3cret@db.acme.example:5433/okrs", "database okrs on db.acme.example:5433"),
        ("postgres://dana:s3cret@db/okrs?password=s3cret", "database okrs on db"),
        ("postgresql+psycopg:///okrs", "database okrs on this host"),
        ("postgresql://dana@db", "database dana on db"),
    ],
)
def test_a_store_is_named_without_its_secrets(url, name):
    assert name_of(read_url(url)) == name


def test_postgresql_is_reached_by_its_driver_whatever_its_address_is_called():
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        assert read_url(f"{scheme}://db/okrs").drivername == "postgresql+psycopg"


def test_other_databases_are_refused():
    with pytest.raises(StoreError, match="A store is kept in SQLite or PostgreSQL"):
        read_url("mysql://db/okrs")


def test_sqlite_writes_a_log_ahead_and_keeps_to_foreign_keys(tmp_path):
    engine = open_engine(read_url(f"sqlite:///{tmp_path / 'store.db'}"), must_exist=False)
    with engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")
        ]
    engine.dispose()
    assert pragmas == ["wal", 1]
