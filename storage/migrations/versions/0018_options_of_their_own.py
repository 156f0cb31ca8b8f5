"""an activity one can choose may have a day and hours of its own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("item_options", sa.Column("day", sa.Date(), nullable=True))
    op.add_column("item_options", sa.Column("start", sa.Time(), nullable=True))
    op.add_column("item_options", sa.Column("end", sa.Time(), nullable=True))
    op.add_column("item_options", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    for name in ("version", "end", "start", "day"):
        op.drop_column("item_options", name)
