"""what one message changed, so that it can be taken back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.clock import UtcDateTime

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit_turns",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("event_id", NUMBER, nullable=True),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("undone_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_audit_turns_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_turns")),
    )
    op.create_index("ix_audit_turns_chat", "audit_turns", ["channel", "address"])
    op.create_index(op.f("ix_audit_turns_at"), "audit_turns", ["at"])


def downgrade() -> None:
    op.drop_table("audit_turns")
