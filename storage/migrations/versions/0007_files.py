"""files that go out with a broadcast."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("event_id", NUMBER, nullable=False),
        sa.Column("author_id", NUMBER, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("created_at", storage.clock.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_files_event_id_events")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_files_author_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("path", name=op.f("uq_files_path")),
        sa.UniqueConstraint("token", name=op.f("uq_files_token")),
    )
    op.create_index(op.f("ix_files_event_id"), "files", ["event_id"])
    # Without foreign keys: SQLite would have to copy the tables, with everything that hangs on their rows.
    op.add_column("broadcasts", sa.Column("file_id", NUMBER, nullable=True))
    op.add_column("outbox", sa.Column("file_id", NUMBER, nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "file_id")
    op.drop_column("broadcasts", "file_id")
    op.drop_table("files")
