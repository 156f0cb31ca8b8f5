"""meals and nights of delegations."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "stays",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("event_id", NUMBER, nullable=False),
        sa.Column("unit_id", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", NUMBER, nullable=False),
        sa.Column("by_id", NUMBER, nullable=True),
        sa.Column("at", storage.clock.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_stays_event_id_events")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_stays_unit_id_units")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_stays_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stays")),
        sa.UniqueConstraint("event_id", "unit_id", "day", "kind", name=op.f("uq_stays_event_id_unit_id_day_kind")),
    )
    op.create_index(op.f("ix_stays_unit_id"), "stays", ["unit_id"])


def downgrade() -> None:
    op.drop_table("stays")
