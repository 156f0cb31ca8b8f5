"""Forgets a person wherever they are kept: one way for `/xoadulieu` and for retention."""

from datetime import datetime

from sqlalchemy.orm import Session

from storage import audit, outbox, people, web
from storage.models import Person


def erase(session: Session, person: Person, now: datetime) -> None:
    """Forgets name, telephone, chats and what waits for them; what was counted stays, without a name."""
    outbox.forget(session, person.id)
    for address in list(person.addresses):
        if address.channel == "web":
            web.forget(session, address.address)
        session.delete(address)
    for member in people.memberships(session, person.id):
        member.state = "revoked"
    person.name, person.phone, person.erased_at = "", None, now
    audit.record(session, now=now, action="erase", subject=f"person:{person.id}", actor_id=person.id)
