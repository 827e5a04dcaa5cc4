from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateTable

import okrsync.stores
from okrsync.stores.engines import open_engine, read_url
from okrsync.stores.migrating import migrate
from okrsync.stores.schema import REVISION, metadata, nudges, version

MIGRATIONS = Path(okrsync.stores.__file__).parent / "migrations"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    url = f"sqlite:///{tmp_path / '50%' / 'store.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    opened = open_engine(read_url(url), must_exist=False)
    yield opened
    opened.dispose()


def test_the_newest_migration_is_the_one_the_code_expects():
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [REVISION]


def test_migrations_make_the_tables_the_code_describes(engine):
    migrate(engine, "store")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": version.name, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(engine):
    migrate(engine, "store")
    migrate(engine, "store")
    with engine.connect() as connection:
        assert connection.execute(version.select()).all() == [(REVISION,)]


def test_a_migration_that_fails_leaves_nothing_behind(engine):
    # `writes` is the last table to be made.
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE writes (other INTEGER)")
    with pytest.raises(Exception, match="writes"):
        migrate(engine, "store")
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).dialect.get_table_names(connection)
    assert found == ["writes"]


def test_a_store_from_before_nudges_is_brought_up_to_date(engine):
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        connection.execute(CreateTable(version))
        command.upgrade(config, "0001")
    migrate(engine, "store")
    with engine.connect() as connection:
        assert connection.execute(nudges.select()).all() == []
        assert connection.execute(version.select()).all() == [(REVISION,)]
