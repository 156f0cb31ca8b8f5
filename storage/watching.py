"""Which tables a piece of work writes to: so that it can be tried, looked at and taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session


@contextmanager
def tables_written(session: Session) -> Iterator[set[str]]:
    """Fills with the names of the tables in which a row was inserted, updated or deleted meanwhile."""
    written: set[str] = set()

    def look(_connection: Any, cursor: Any, _statement: str, _values: Any, context: Any, _many: bool) -> None:
        changes = context is not None and (context.isinsert or context.isupdate or context.isdelete)
        if changes and context.compiled is not None and cursor.rowcount != 0:
            written.add(str(context.compiled.compile_state.dml_table.name))

    connection = session.connection()
    event.listen(connection, "after_cursor_execute", look)
    try:
        yield written
        session.flush()
    finally:
        event.remove(connection, "after_cursor_execute", look)
