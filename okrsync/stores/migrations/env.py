"""Run by Alembic, inside the transaction of `okrsync.stores.making`."""

from __future__ import annotations

from alembic import context

from okrsync.stores.schema import metadata, version

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=version.name,
    transactional_ddl=True,  # SQLite can, though Alembic thinks not
)
context.run_migrations()
