import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from okrsync.stores.making import make_ready
from okrsync.stores.schema import REVISION, metadata, version


def test_a_new_store_has_the_tables_the_code_describes(empty_engine):
    make_ready(empty_engine, "store")
    with empty_engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": version.name, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


def test_making_it_twice_changes_nothing(empty_engine):
    make_ready(empty_engine, "store")
    make_ready(empty_engine, "store")
    with empty_engine.connect() as connection:
        assert connection.execute(version.select()).all() == [(REVISION,)]


def test_making_that_fails_leaves_nothing_behind(empty_engine):
    with empty_engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE writes (other INTEGER)")
    with pytest.raises(Exception, match="writes"):
        make_ready(empty_engine, "store")
    assert inspect(empty_engine).get_table_names() == ["writes"]
