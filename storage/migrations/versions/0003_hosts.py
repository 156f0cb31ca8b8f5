"""a unit may be the host beside its role."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("units") as batch:
        batch.add_column(sa.Column("host", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE units SET host = true WHERE role = 'host'")
    with op.batch_alter_table("units") as batch:
        batch.alter_column("host", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("units") as batch:
        batch.drop_column("host")
