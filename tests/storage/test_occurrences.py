"""What stood in the outbox before reminders had an occurrence keeps its meaning, and the way back is open."""

from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from storage import database as databases
from storage import keys
from storage.database import Database
from storage.models import Deadline, Event, OutboxMatter, OutboxMessage
from tests import KEY
from tests.delivering import NOW, make_event, make_people

BEFORE = "0012"


def to(database: Database, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(databases.__file__).parent / "migrations"))
    with databases._rebuilding(database.engine) as connection:
        config.attributes.update({"connection": connection, keys.NAME: keys.Keys(KEY)})
        command.downgrade(config, revision)


def test_what_was_moved_before_is_in_its_second_occurrence(any_database: Database) -> None:
    """Two messages of a deadline that was moved between them, one of them in a digest, one of a meeting never moved."""
    with any_database.transaction() as session:
        event = make_event(session)
        (person,) = make_people(session, event, 1)
        deadline = Deadline(plan_id=event.plan_id, event_id=event.id, position=1, what="Báo cáo", created_at=NOW)
        session.add(deadline)
        session.flush()
        ids = (event.id, person.id, deadline.id)
    to(any_database, BEFORE)
    with any_database.transaction() as session:
        session.execute(
            text("UPDATE deadlines SET dated_at = :at"), {"at": (NOW + timedelta(days=2)).replace(tzinfo=None)}
        )
        for number, (kind, subject, step, days) in enumerate(
            (
                ("deadline", f"deadline:{ids[2]}", "T-7", 1),
                ("digest", "day:2027-03-04", "1", 3),
                ("meeting", f"event:{ids[0]}", "T-7", 3),
            ),
            1,
        ):
            session.execute(
                text(
                    "INSERT INTO outbox (id, ref, event_id, kind, subject, step, person_id, text, buttons, critical, state,"
                    " due_at, created_at, tries) VALUES (:id, :ref, :event, :kind, :subject, :step, :person, 'x', '[]',"
                    " :no, 'sent', :at, :at, 0)"
                ),
                {"id": number, "ref": f"HN-{number}/1", "event": ids[0], "kind": kind, "subject": subject, "step": step,
                 "person": ids[1], "no": False, "at": (NOW + timedelta(days=days)).replace(tzinfo=None)},
            )  # fmt: skip
        session.execute(
            text(
                "INSERT INTO outbox_matters (id, message_id, event_id, kind, subject, step, person_id)"
                " VALUES (1, 2, :event, 'deadline', :subject, 'T-3', :person)"
            ),
            {"event": ids[0], "subject": f"deadline:{ids[2]}", "person": ids[1]},
        )
    any_database.migrate()
    with any_database.reading() as session:
        assert session.get_one(Deadline, ids[2]).occurrence == 2
        assert session.get_one(Event, ids[0]).occurrence == 1
        assert [row.occurrence for row in session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))] == [
            1,
            1,
            1,
        ]
        assert session.scalars(select(OutboxMatter.occurrence)).all() == [2]
        assert session.scalars(select(OutboxMessage.text)).all() == ["x"] * 3


def test_the_key_has_the_occurrence(any_database: Database) -> None:
    with any_database.transaction() as session:
        event = make_event(session)
        (person,) = make_people(session, event, 1)

        def row(occurrence: int) -> OutboxMessage:
            return OutboxMessage(
                ref=f"HN-{occurrence}/{len(session.new)}", event_id=event.id, kind="meeting", subject="event:1", step="T",
                occurrence=occurrence, person_id=person.id, text="x", due_at=NOW, created_at=NOW,
            )  # fmt: skip

        session.add_all([row(1), row(2)])
        session.flush()
        session.add(row(2))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
