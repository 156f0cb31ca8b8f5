"""reminders have an occurrence: a new day starts the next one, whose steps are due again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.clock

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = storage.clock.UtcDateTime(timezone=True)
OLD = ("event_id", "kind", "subject", "step", "person_id")
NEW = ("event_id", "kind", "subject", "step", "occurrence", "person_id")
THINGS = ("events", "deadlines", "programme_items")
TOLD = ("outbox", "outbox_matters")
# What was moved before this step: its next steps are due again, and what it said since then is not.
MOVED = (("events", "event", "'meeting'"), ("deadlines", "deadline", "'deadline', 'lead'"))


def upgrade() -> None:
    for table in THINGS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("occurrence", NUMBER, nullable=False, server_default="1"))
    with op.batch_alter_table("events") as batch:
        batch.add_column(sa.Column("restored_at", INSTANT, nullable=True))
    with op.batch_alter_table("programme_items") as batch:
        batch.add_column(sa.Column("dated_at", INSTANT, nullable=True))
    for table in TOLD:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("occurrence", NUMBER, nullable=False, server_default="1"))
            batch.drop_constraint(f"uq_{table}_{'_'.join(OLD)}", type_="unique")
            batch.create_unique_constraint(f"uq_{table}_key", list(NEW))
    _second_occurrences()


def _second_occurrences() -> None:
    """A thing that was moved is in its second occurrence, and so is what was put since then."""
    for table, name, kinds in MOVED:
        op.execute(f"UPDATE {table} SET occurrence = 2 WHERE dated_at IS NOT NULL")
        since = (
            f"SELECT 1 FROM {table} thing WHERE thing.occurrence = 2"
            f" AND outbox.subject = '{name}:' || thing.id AND outbox.created_at >= thing.dated_at"
        )
        op.execute(f"UPDATE outbox SET occurrence = 2 WHERE kind IN ({kinds}) AND EXISTS ({since})")
        in_digest = (
            f"SELECT 1 FROM {table} thing JOIN outbox ON outbox.id = outbox_matters.message_id"
            f" WHERE thing.occurrence = 2 AND outbox_matters.subject = '{name}:' || thing.id"
            " AND outbox.created_at >= thing.dated_at"
        )
        op.execute(f"UPDATE outbox_matters SET occurrence = 2 WHERE kind IN ({kinds}) AND EXISTS ({in_digest})")


def downgrade() -> None:
    for table in TOLD:
        op.execute(f"DELETE FROM {table} WHERE occurrence > 1")
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"uq_{table}_key", type_="unique")
            batch.create_unique_constraint(f"uq_{table}_{'_'.join(OLD)}", list(OLD))
            batch.drop_column("occurrence")
    with op.batch_alter_table("programme_items") as batch:
        batch.drop_column("dated_at")
    with op.batch_alter_table("events") as batch:
        batch.drop_column("restored_at")
    for table in THINGS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("occurrence")
