"""What a walk left to the next: ids it met and did not read, losses too great to be believed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("places", sa.Column("owed", sa.Text))
