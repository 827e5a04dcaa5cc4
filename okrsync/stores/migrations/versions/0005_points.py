"""The company's numbers on each day it was synced, for the trend of a cycle."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    day = sa.String(10).with_variant(sa.String(10, collation="C"), "postgresql")
    op.create_table(
        "points",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("cycle", sa.String(32), nullable=False, index=True),
        sa.Column("day", day, nullable=False),
        sa.Column("coverage", sa.Double),
        sa.Column("effort_share", sa.Double),
        sa.Column("progress", sa.Text, nullable=False),
    )
