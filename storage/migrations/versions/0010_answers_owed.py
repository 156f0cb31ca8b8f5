"""the answer to an update is kept with it until it was given."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OWED = sa.text("owed_since IS NOT NULL")


def upgrade() -> None:
    op.add_column("inbox", sa.Column("address", sa.String(), nullable=True))
    op.add_column("inbox", sa.Column("replies", sa.JSON(none_as_null=True), nullable=True))
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("inbox", sa.Column("parts_given", number, nullable=False, server_default="0"))
    op.add_column("inbox", sa.Column("owed_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_inbox_owed", "inbox", ["channel"], sqlite_where=OWED, postgresql_where=OWED)


def downgrade() -> None:
    op.drop_index("ix_inbox_owed", "inbox")
    for column in ("owed_since", "parts_given", "replies", "address"):
        op.drop_column("inbox", column)
