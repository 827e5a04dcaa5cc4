"""The values that measures of key results gave, one a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    day = sa.String(10).with_variant(sa.String(10, collation="C"), "postgresql")
    name = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "measurements",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("cycle", name, nullable=False),
        sa.Column("goal", name, nullable=False),
        sa.Column("day", day, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("error", sa.Text),
    )
