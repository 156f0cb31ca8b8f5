"""what others were told of a change, so that they hear when it is taken back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("audit_turns", sa.Column("told", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("audit_turns", "told")
