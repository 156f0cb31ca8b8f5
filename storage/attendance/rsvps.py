"""A delegate's own yes or no."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit
from storage.models import Membership, Rsvp


def rsvp_of(session: Session, event_id: int, person_id: int) -> Rsvp | None:
    return session.scalar(select(Rsvp).where(Rsvp.event_id == event_id, Rsvp.person_id == person_id))


def set_rsvp(
    session: Session,
    event_id: int,
    person_id: int,
    *,
    answer: str,
    reason: str | None = None,
    substitute: str | None = None,
    now: datetime,
) -> Rsvp:
    """Records a delegate's own answer: yes, no, substitute."""
    row = rsvp_of(session, event_id, person_id)
    before = _snapshot(row)
    if row is None:
        row = Rsvp(event_id=event_id, person_id=person_id, answer=answer, reason=reason, substitute=substitute, at=now)
        session.add(row)
    else:
        row.answer, row.reason, row.substitute, row.at = answer, reason, substitute, now
        row.version += 1
    audit.record(
        session,
        now=now,
        action="rsvp",
        subject=f"person:{person_id}",
        actor_id=person_id,
        event_id=event_id,
        before=before,
        after=_snapshot(row),
    )
    return row


def _snapshot(row: Rsvp | None) -> dict[str, object]:
    return {"answer": row.answer, "reason": row.reason, "substitute": row.substitute} if row else {}


def rsvp_totals(session: Session, event_id: int, unit_id: int | None = None) -> dict[str, int]:
    """How many delegates said yes, no, substitute; of one unit where given."""
    query = select(Rsvp).where(Rsvp.event_id == event_id)
    if unit_id is not None:
        own = select(Membership.person_id).where(
            Membership.event_id == event_id,
            Membership.unit_id == unit_id,
            Membership.role == "delegate",
            Membership.state == "approved",
        )
        query = query.where(Rsvp.person_id.in_(own))
    found: dict[str, int] = {}
    for row in session.scalars(query):
        found[row.answer] = found.get(row.answer, 0) + 1
    return found
