"""codes by which a person connects one more channel."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "channel_codes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", storage.clock.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", storage.clock.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", storage.clock.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_channel_codes_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_channel_codes_code_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_channel_codes_token_hash")),
    )
    op.create_index(op.f("ix_channel_codes_person_id"), "channel_codes", ["person_id"])


def downgrade() -> None:
    op.drop_table("channel_codes")
