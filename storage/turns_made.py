"""What was written since a moment: lines of the record, rows, questions passed on, messages put."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import AuditEntry, AuditTurn, OutboxMessage, PassedQuestion


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest row of each kind at a moment."""

    turn: int
    line: int
    question: int
    message: int


def mark(session: Session) -> Mark:
    return Mark(*(_newest(session, table) for table in (AuditTurn, AuditEntry, PassedQuestion, OutboxMessage)))


def _newest(session: Session, table: Any) -> int:
    return session.scalar(select(func.max(table.id))) or 0


def lines(session: Session, since: Mark) -> Sequence[AuditEntry]:
    """What was put on record, oldest first."""
    return session.scalars(select(AuditEntry).where(AuditEntry.id > since.line).order_by(AuditEntry.id)).all()


def rows(session: Session, since: Mark) -> list[Any]:
    """The images of the rows that were written, as turns keep them; a turn that erased somebody keeps none."""
    turns = session.scalars(select(AuditTurn).where(AuditTurn.id > since.turn).order_by(AuditTurn.id))
    return [row for turn in turns for row in turn.rows]


def passed(session: Session, since: Mark) -> int:
    """How many questions were handed to the organisers."""
    query = select(func.count()).select_from(PassedQuestion).where(PassedQuestion.id > since.question)
    return session.scalar(query) or 0


def messages(session: Session, since: Mark) -> Sequence[str]:
    """The kinds of the messages that were put, one for each person."""
    query = select(OutboxMessage.kind).where(OutboxMessage.id > since.message).order_by(OutboxMessage.id)
    return session.scalars(query).all()
