"""What a plan says under a heading of its own: "Trang phục: lễ phục."."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.wording import tells
from handlers.wording.times import lines_of
from handlers.wording.told import Told, where
from storage.models import Note


def told(label: str, rows: Sequence[Note]) -> Told:
    """As the plan writes it, a line each."""
    lines = [f"{label}: {escape(row.text.rstrip(' .;'))}." for row in rows]
    facts = tuple(fact for row in rows for fact in tells.of(f"note:{row.id}", what=row.text))
    return Told("\n".join(lines), where(*lines_of(rows)), facts)
