"""names that are compared know one kind of apostrophe."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OTHERS = "’‘`´ʼʻʹˈ′‵＇‛ꞌ"
ALIASES = sa.table("unit_aliases", sa.column("id"), sa.column("unit_id"), sa.column("folded"))
DELEGATES = sa.table(
    "delegates", sa.column("id"), sa.column("event_id"), sa.column("unit_id"), sa.column("folded")
)  # fmt: skip
PLANS = sa.table("plans", sa.column("id"), sa.column("identity"))


def upgrade() -> None:
    _fold(ALIASES, "folded", ("unit_id",), delete=True)
    _fold(DELEGATES, "folded", ("event_id", "unit_id"), delete=False)
    _fold(PLANS, "identity", (), delete=False)


def downgrade() -> None:
    """The old spellings are not kept; the new ones are found as well."""


def _fold(table: sa.TableClause, column: str, within: Sequence[str], *, delete: bool) -> None:
    """One row a spelling: a second alias goes; a second person stays as written, somebody may have meant two."""
    here = op.get_bind()
    rows = here.execute(sa.select(table).order_by(table.c.id)).mappings().all()
    taken = {(*(row[key] for key in within), row[column]) for row in rows} if within else set()
    for row in rows:
        folded = row[column].translate(dict.fromkeys(map(ord, OTHERS), "'"))
        place = (*(row[key] for key in within), folded)
        if folded == row[column]:
            continue
        if place not in taken:
            here.execute(sa.update(table).where(table.c.id == row["id"]).values({column: folded}))
            taken |= {place} if within else set()
        elif delete:
            here.execute(sa.delete(table).where(table.c.id == row["id"]))
