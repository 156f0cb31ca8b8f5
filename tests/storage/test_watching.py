"""A piece of work that is tried: which tables it wrote to is known, on both databases, also after it is taken back."""

from sqlalchemy import select, update

from storage.database import Database
from storage.models import Setting
from storage.watching import tables_written


def test_written_tables_are_known_and_what_changed_no_row_is_not(any_database: Database) -> None:
    with any_database.transaction() as session:
        trial = session.begin_nested()
        with tables_written(session) as written:
            session.scalars(select(Setting)).all()
            session.execute(update(Setting).where(Setting.key == "nothing").values(value={}))
        assert written == set()
        with tables_written(session) as written:
            session.add(Setting(key="tried", value={}))
        trial.rollback()
        assert written == {"settings"}
        session.add(Setting(key="later", value={}))
        session.flush()
        assert written == {"settings"}
    with any_database.reading() as session:
        assert session.scalars(select(Setting.key).where(Setting.key.in_(("tried", "later")))).all() == ["later"]
