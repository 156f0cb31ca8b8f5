"""Questions that the plan does not answer: passed on once per asker, answered by organisers, remembered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import audit
from storage.models import AuditEntry, PassedQuestion

ACTION = "passed"
MOST_A_DAY = 5  # of one person
REMEMBERED = 200  # the newest answers are looked through


def pass_on(
    session: Session, event_id: int, person_id: int, unit_id: int | None, text: str, words: Sequence[str], now: datetime
) -> tuple[PassedQuestion, bool]:
    """Keeps a question; whether organisers have not been told of one in the same words yet."""
    alike = [row for row in unanswered(session, event_id) if list(row.words) == list(words)]
    own = next((row for row in alike if row.person_id == person_id), None)
    if own is not None:
        return own, False
    row = PassedQuestion(
        event_id=event_id, person_id=person_id, unit_id=unit_id, text=text, words=list(words), asked_at=now
    )
    session.add(row)
    session.flush()
    audit.record(
        session, now=now, action=ACTION, subject=f"question:{row.id}", actor_id=person_id, event_id=event_id,
        unit_id=unit_id, after={"waits": True},
    )  # fmt: skip
    return row, not alike


def shared(session: Session, event_id: int, number: int) -> bool:
    """Whether somebody else waits for the same answer, so that taking one question back would leave them unheard."""
    waiting = unanswered(session, event_id)
    own = next((row for row in waiting if row.id == number), None)
    return own is not None and any(row is not own and list(row.words) == list(own.words) for row in waiting)


def passed_today(session: Session, event_id: int, person_id: int, now: datetime) -> int:
    """How often somebody passed a question on in the last 24 hours, or took one back."""
    query = select(func.count()).where(
        AuditEntry.event_id == event_id,
        AuditEntry.actor_id == person_id,
        AuditEntry.action == ACTION,
        AuditEntry.at > now - timedelta(days=1),
    )
    return session.scalar(query) or 0


def unanswered(session: Session, event_id: int) -> Sequence[PassedQuestion]:
    """What waits for an answer, the oldest first."""
    query = select(PassedQuestion).where(PassedQuestion.event_id == event_id, PassedQuestion.answered_at.is_(None))
    return session.scalars(query.order_by(PassedQuestion.id)).all()


def of_event(session: Session, event_id: int, number: int) -> PassedQuestion | None:
    """The question of that number, if it is the event's."""
    row = session.get(PassedQuestion, number)
    return row if row is not None and row.event_id == event_id else None


def answered(session: Session, event_id: int) -> Sequence[PassedQuestion]:
    """The newest answers first."""
    query = select(PassedQuestion).where(PassedQuestion.event_id == event_id, PassedQuestion.answered_at.is_not(None))
    return session.scalars(query.order_by(PassedQuestion.answered_at.desc()).limit(REMEMBERED)).all()


def answer(
    session: Session, row: PassedQuestion, text: str, by_person_id: int, now: datetime
) -> Sequence[PassedQuestion]:
    """Answers a question and all that wait in the same words; the rows whose askers are to hear it."""
    alike = [other for other in unanswered(session, row.event_id) if other.words == row.words and other is not row]
    audit.record(
        session,
        now=now,
        action="answer_question",
        subject=f"question:{row.id}",
        actor_id=by_person_id,
        event_id=row.event_id,
        before={"answer": row.answer} if row.answer else None,
        after={"answer": text},
    )
    for one in (row, *alike):
        one.answer, one.answered_at, one.answered_by_id = text, now, by_person_id
        one.version += 1
    return [one for one in (row, *alike) if one.person_id is not None]
