"""What `nudge` remembers of items, and of its writes in the last hour."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "nudges",
        sa.Column("nudge_id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(32), nullable=False, unique=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("ref", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text),
        sa.Column("asked_at", sa.BigInteger),
        sa.Column("outcome", sa.Text),
        sa.Column("settled_at", sa.BigInteger),
        sa.Column("taken_back_at", sa.BigInteger),
        sa.Column("tried_at", sa.BigInteger),
        sa.Column("trouble", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("retry_at", sa.BigInteger),
    )
    op.create_table(
        "writes",
        sa.Column("write_id", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("written_at", sa.BigInteger, nullable=False),
    )
