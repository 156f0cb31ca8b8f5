"""a unit's other names as somebody wrote them, beside the folded ways to write its name."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("units", sa.Column("also_called", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("units", "also_called")
