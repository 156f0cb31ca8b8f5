"""questions that are passed on to the organisers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "passed_questions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("event_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=True),
        sa.Column("unit_id", NUMBER, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("asked_at", storage.clock.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", storage.clock.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", NUMBER, nullable=True),
        sa.Column("version", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_passed_questions_event_id_events")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_passed_questions_person_id_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_passed_questions_unit_id_units")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_passed_questions_answered_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_questions")),
    )
    op.create_index("ix_passed_questions_event", "passed_questions", ["event_id", "answered_at"])


def downgrade() -> None:
    op.drop_table("passed_questions")
