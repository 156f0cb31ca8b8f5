"""what came of each message of a chat, so that its edits and replies find their place."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "heard",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("question_id", NUMBER, nullable=True),
        sa.Column("card_id", NUMBER, nullable=True),
        sa.Column("topic", sa.JSON(), nullable=False),
        sa.Column("before", NUMBER, nullable=False),
        sa.Column("after", NUMBER, nullable=False),
        sa.Column("at", storage.clock.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heard")),
        sa.UniqueConstraint("channel", "address", "message_id", name=op.f("uq_heard_channel_address_message_id")),
    )
    op.create_index("ix_outbox_parts_platform", "outbox_parts", ["channel", "platform_id"])


def downgrade() -> None:
    op.drop_index("ix_outbox_parts_platform", "outbox_parts")
    op.drop_table("heard")
