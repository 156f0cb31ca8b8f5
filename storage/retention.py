"""What must not be kept for ever: people after their events, raw updates, closed doors, old audit lines."""

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage import erasure, files, heard, inbox, journal, sessions, written_log
from storage.clock import DEFAULT_ZONE, local, month_span
from storage.models import AuditEntry, Event, Membership, OpenQuestion, Person, WrongCode

PERSONAL_DAYS = 90  # after the last event of a person
UPDATE_DAYS = 30
AUDIT_MONTHS = 12


def forget_old(session: Session, now: datetime, *, days: int = PERSONAL_DAYS, zone: str = DEFAULT_ZONE) -> int:
    """Erases people whose events are long over, and what nobody needs any more; how many people."""
    today = local(now, zone).date()
    written_log.mark(session)
    gone = [person for person in _living(session) if _is_over(session, person, today - timedelta(days=days))]
    for person in gone:
        erasure.erase(session, person, now)
    files.forget(
        session, [event.id for event in session.scalars(select(Event)) if _ended(event, today - timedelta(days=days))]
    )
    inbox.forget(session, now - timedelta(days=UPDATE_DAYS))
    heard.forget_old(session, now)
    sessions.tidy(session, now)
    journal.tidy(session, now)
    session.execute(delete(WrongCode).where(WrongCode.at < now - timedelta(days=1)))
    session.execute(delete(OpenQuestion).where(OpenQuestion.expires_at < now - timedelta(days=UPDATE_DAYS)))
    session.execute(delete(AuditEntry).where(AuditEntry.at < now - relativedelta(months=AUDIT_MONTHS)))
    return len(gone)


def _living(session: Session) -> list[Person]:
    return list(session.scalars(select(Person).where(Person.erased_at.is_(None))))


def _is_over(session: Session, person: Person, limit: date) -> bool:
    """All events of the person ended before `limit`; an event without a known day is never over."""
    events = session.scalars(select(Event).join(Membership).where(Membership.person_id == person.id)).all()
    ends = [_end(event) for event in events]
    return bool(ends) and all(end is not None and end < limit for end in ends)


def _ended(event: Event, limit: date) -> bool:
    end = _end(event)
    return end is not None and end < limit


def _end(event: Event) -> date | None:
    if event.ends_on or event.starts_on:
        return event.ends_on or event.starts_on
    return month_span(event.month)[1] if event.month else None
