"""A code or a link for one person that a second one tries: on record, and the organisers are told once a day."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.wording import access as wording
from storage import access, audit, outbox, people
from storage.clock import local
from storage.models import Invitation
from storage.outbox import Draft, Topic, Words


def tried_again(session: Session, invitation: Invitation, channel: str, now: datetime, *, link: bool = False) -> None:
    """Somebody else uses what was meant for one person and is used up."""
    if invitation.uses != 1 or invitation.used < 1:
        return
    audit.record(
        session,
        now=now,
        action="shared_link" if link else "shared_code",
        subject=f"invitation:{invitation.id}",
        event_id=invitation.event_id,
        unit_id=invitation.unit_id,
        after={"channel": channel, "role": invitation.role},
    )
    _tell(session, invitation, now, link=link)


def _tell(session: Session, invitation: Invitation, now: datetime, *, link: bool) -> None:
    owners = [member.person.name for member in access.holders(session, invitation.id) if member.person.name]

    def write(number: str) -> Words:
        return wording.shared(invitation, owners, number, link=link)

    drafts = [Draft(person.id, None, write) for person in people.organisers_of(session, invitation.event_id)]
    day = local(now).date().isoformat()
    topic = Topic(invitation.event_id, "shared", f"invitation:{invitation.id}", day)
    outbox.put(session, topic, drafts, now=now, due_at=now)
