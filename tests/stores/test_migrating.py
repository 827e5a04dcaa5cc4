from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.schema import CreateTable

import okrsync.stores
from okrsync.stores.making import make_ready
from okrsync.stores.schema import REVISION, metadata, nudges, version

MIGRATIONS = Path(okrsync.stores.__file__).parent / "migrations"


@pytest.fixture
def engine(empty_engine):
    """A store as the first okrsync made it."""
    with empty_engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        connection.execute(CreateTable(version))
        command.upgrade(config, "0001")
    return empty_engine


def test_the_newest_migration_is_the_one_the_code_expects():
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [REVISION]


def test_migrations_make_the_tables_the_code_describes(engine):
    make_ready(engine, "store")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": version.name, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


def test_migrations_make_what_a_new_store_is_made_with(engine, make_engine):
    make_ready(engine, "store")
    new = make_engine()
    make_ready(new, "store")
    assert described(engine) == described(new)


def described(engine):
    """Each table with its columns in any order, its constraints and indexes, and its rows."""
    found = inspect(engine)
    return {
        table: {
            "columns": {one["name"]: {**one, "type": repr(one["type"])} for one in found.get_columns(table)},
            "key": found.get_pk_constraint(table),
            "foreign keys": found.get_foreign_keys(table),
            "unique": found.get_unique_constraints(table),
            "indexes": found.get_indexes(table),
            "checks": found.get_check_constraints(table),
            "rows": rows(engine, table),
        }
        for table in found.get_table_names()
    }


def rows(engine, table):
    with engine.connect() as connection:
        return [row._asdict() for row in connection.execute(select(text("*")).select_from(text(table)))]


def test_a_migration_that_fails_leaves_nothing_behind(engine):
    # `closings` is the last table to be made.
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE closings (other INTEGER)")
    before = inspect(engine).get_table_names()
    with pytest.raises(Exception, match="closings"):
        make_ready(engine, "store")
    assert inspect(engine).get_table_names() == before
    assert rows(engine, version.name) == [{"version_num": "0001"}]


def test_migrating_twice_changes_nothing(engine):
    make_ready(engine, "store")
    make_ready(engine, "store")
    assert rows(engine, version.name) == [{"version_num": REVISION}]


def test_a_store_from_before_nudges_is_brought_up_to_date(engine):
    make_ready(engine, "store")
    with engine.connect() as connection:
        assert connection.execute(nudges.select()).all() == []
        assert connection.execute(version.select()).all() == [(REVISION,)]
