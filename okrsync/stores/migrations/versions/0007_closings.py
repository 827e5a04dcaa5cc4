"""What the reports of closed cycles are made from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "closings",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("cycle", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
