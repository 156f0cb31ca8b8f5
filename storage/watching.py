"""Work that is tried: done in a savepoint, looked at by the tables it writes to, then kept or taken back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

from storage import audit, journal
from storage.audit import Change

Done = TypeVar("Done")


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


@contextmanager
def attempted(session: Session) -> Iterator[None]:
    """A savepoint: of what ends in an exception neither the rows stand nor what was noted of them."""
    marked = journal.mark(session)
    try:
        with session.begin_nested():
            yield
    except Exception:
        journal.back_to(session, marked)
        raise


class Trial:
    """A piece of work in a savepoint, of which it is decided afterwards whether it stands."""

    def __init__(self, session: Session) -> None:
        self._session, self._marked = session, journal.mark(session)
        self._savepoint = session.begin_nested()
        self.written: set[str] = set()  # tables

    def run(self, work: Callable[[], Done]) -> Done:
        """Does the work and notes which tables it writes to; what it raises leaves the savepoint open."""
        with tables_written(self._session) as self.written:
            return work()

    @property
    def changes(self) -> Sequence[Change]:
        """What the work changed so far."""
        return audit.made(self._session, self._marked.changes)

    def keep(self) -> None:
        """It stands."""
        self._savepoint.commit()

    def undo(self) -> None:
        """It did not happen."""
        self._savepoint.rollback()
        journal.back_to(self._session, self._marked)
