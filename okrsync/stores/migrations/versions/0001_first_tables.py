"""The first tables: items and their history, names, places, sources, runs, configurations, the hold.

A migration describes the tables as they were at its time, so it repeats what `schema` says today.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _what_was_read()
    _how_it_was_read()
    holds = op.create_table(
        "holds",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("token", sa.String(32)),
        sa.Column("holder", sa.Text),
        sa.Column("host", sa.Text),
        sa.Column("pid", sa.Integer),
        sa.Column("since", sa.BigInteger),
        sa.Column("expires_at", sa.BigInteger),
    )
    op.bulk_insert(holds, [{"name": "sync"}])


def _what_was_read() -> None:
    op.create_table(
        "places",
        sa.Column("place_id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(32), nullable=False, unique=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("mark", sa.Text),
        sa.Column("walked_run", sa.Integer, nullable=False),
    )
    op.create_table(
        "items",
        sa.Column("item_id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(32), nullable=False, unique=True),
        sa.Column("place_id", sa.Integer, sa.ForeignKey("places.place_id"), nullable=False, index=True),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("seen_run", sa.Integer, nullable=False),
        sa.Column("first_seen", sa.BigInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger),
        *_facts(),
    )
    op.create_table(
        "item_history",
        sa.Column("version_id", sa.Integer, primary_key=True),
        sa.Column("item_id", sa.Integer, sa.ForeignKey("items.item_id"), nullable=False, index=True),
        sa.Column("first_seen", sa.BigInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        *_facts(),
    )
    op.create_table(
        "names",
        sa.Column("name_id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(32), unique=True),
        sa.Column("name_key", sa.String(32), nullable=False, index=True),
        sa.Column("place_id", sa.Integer, sa.ForeignKey("places.place_id"), nullable=False, index=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("listed_run", sa.Integer, nullable=False),
        sa.Column("gone_at", sa.BigInteger),
        sa.Column("same_as", sa.Integer, sa.ForeignKey("names.name_id")),
    )


def _how_it_was_read() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("synced_at", sa.BigInteger),
        sa.Column("error", sa.Text),
        sa.Column("warnings", sa.Text),
        sa.Column("warnings_run", sa.Integer, nullable=False),
    )
    op.create_table(
        "configurations",
        sa.Column("configuration_id", sa.Integer, primary_key=True),
        sa.Column("synced_at", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("run_id", sa.Integer, primary_key=True),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column(
            "configuration_id",
            sa.Integer,
            sa.ForeignKey("configurations.configuration_id"),
            nullable=False,
        ),
    )


def _facts() -> list[sa.Column[Any]]:
    return [
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("ref", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        *(
            sa.Column(name, sa.Text)
            for name in ("url", "labels", "components", "milestones", "parent", "links", "named_goals")
        ),
        sa.Column("waiver", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("flags", sa.Integer, nullable=False),
        sa.Column("created", sa.BigInteger),
        sa.Column("updated", sa.BigInteger),
        sa.Column("closed", sa.BigInteger),
        sa.Column("effort", sa.Double),
        sa.Column("fields", sa.Text),
    ]
