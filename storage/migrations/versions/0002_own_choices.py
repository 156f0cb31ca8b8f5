"""delegates choose among parallel activities themselves."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "own_choices",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("event_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("option_id", NUMBER, nullable=False),
        sa.Column("at", storage.clock.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_own_choices_event_id_events")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_own_choices_person_id_people")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["programme_items.id"], name=op.f("fk_own_choices_item_id_programme_items")
        ),
        sa.ForeignKeyConstraint(["option_id"], ["item_options.id"], name=op.f("fk_own_choices_option_id_item_options")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_choices")),
        sa.UniqueConstraint("person_id", "item_id", name=op.f("uq_own_choices_person_id_item_id")),
    )
    op.create_index(op.f("ix_own_choices_event_id"), "own_choices", ["event_id"])


def downgrade() -> None:
    op.drop_table("own_choices")
