"""An INSERT that may find its row there already, in the words of the database at hand."""

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Base


def insert_into(model: type[Base], where: Session | Connection) -> sqlite.Insert | postgresql.Insert:
    """To be completed by `on_conflict_do_nothing` or `on_conflict_do_update`."""
    dialect = (where.get_bind() if isinstance(where, Session) else where).dialect.name
    return sqlite.insert(model) if dialect == "sqlite" else postgresql.insert(model)
