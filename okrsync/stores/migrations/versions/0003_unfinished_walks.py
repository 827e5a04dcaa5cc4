"""Where a walk that stopped half-way goes on, and in which run it began."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("places", sa.Column("resume", sa.Text))
    op.add_column("places", sa.Column("began_run", sa.Integer))
