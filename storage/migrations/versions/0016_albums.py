"""files that came as one message go out as one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "albums",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("event_id", NUMBER, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("created_at", storage.clock.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_albums_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_albums")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_albums_event_id_key")),
    )
    # Without a foreign key: SQLite would have to copy the table.
    op.add_column("files", sa.Column("album_id", NUMBER, nullable=True))
    op.add_column("files", sa.Column("position", NUMBER, nullable=False, server_default="0"))
    op.create_index(op.f("ix_files_album_id"), "files", ["album_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_files_album_id"), table_name="files")
    op.drop_column("files", "position")
    op.drop_column("files", "album_id")
    op.drop_table("albums")
