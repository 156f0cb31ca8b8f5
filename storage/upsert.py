"""An INSERT that may find its row there already, in the words of the database at hand."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Base


def insert_into(rows: type[Base] | Table, where: Session | Connection | str) -> sqlite.Insert | postgresql.Insert:
    """To be completed by `on_conflict_do_nothing` or `on_conflict_do_update`; `where` may be the dialect's name."""
    if not isinstance(where, str):
        where = (where.get_bind() if isinstance(where, Session) else where).dialect.name
    return sqlite.insert(rows) if where == "sqlite" else postgresql.insert(rows)
