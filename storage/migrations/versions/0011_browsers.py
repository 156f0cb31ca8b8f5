"""browsers with a name and a last use; wrong codes by internet address."""

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("web_sessions") as table:
        table.add_column(sa.Column("label", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("used_at", storage.clock.UtcDateTime(timezone=True), nullable=True))
    op.execute("UPDATE web_sessions SET used_at = created_at")
    with op.batch_alter_table("web_sessions") as table:
        table.alter_column("used_at", nullable=False)
        table.alter_column("label", server_default=None)
    _links_as_visits()
    with op.batch_alter_table("wrong_codes") as table:
        table.add_column(sa.Column("source", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("wrong_codes") as table:
        table.alter_column("source", server_default=None)
    op.create_index(op.f("ix_wrong_codes_source"), "wrong_codes", ["source", "at"])


def _links_as_visits() -> None:
    """A link knew its one chat by the token alone; now a chat knows the link that began it."""
    bind = op.get_bind()
    for number, token_hash, address in bind.execute(
        sa.text("SELECT id, secret_hash, address FROM web_sessions WHERE kind = 'link'")
    ).all():
        visit = hashlib.sha256(f"{token_hash} {address}".encode()).hexdigest()
        change = sa.text("UPDATE web_sessions SET kind = 'visit', secret_hash = :visit WHERE id = :number")
        bind.execute(change, {"visit": visit, "number": number})


def downgrade() -> None:
    op.drop_index(op.f("ix_wrong_codes_source"), "wrong_codes")
    with op.batch_alter_table("wrong_codes") as table:
        table.drop_column("source")
    with op.batch_alter_table("web_sessions") as table:
        table.drop_column("used_at")
        table.drop_column("label")
