"""Everything that is kept about one person, for `/dulieucuatoi`."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import people
from storage.models import (
    AuditEntry,
    Delegate,
    Event,
    HeadCount,
    ItemOption,
    Membership,
    OutboxMessage,
    OwnChoice,
    PassedQuestion,
    Person,
    Rsvp,
    Unit,
    UnitContact,
)

MOST_LINES = 10  # of the log


@dataclass(frozen=True, slots=True)
class OwnData:
    """What one person said, what was said of them by name, and how much was written to them."""

    roles: Sequence[Membership]
    rsvps: Sequence[tuple[Rsvp, str]]  # with the event's title
    choices: Sequence[str]
    counts: Sequence[tuple[HeadCount, str]]  # with the unit's name
    listed: Sequence[tuple[Delegate, str]]
    contacts: Sequence[UnitContact]
    questions: Sequence[str]
    messages: int
    log: Sequence[AuditEntry]  # the newest lines first
    changes: int


def of(session: Session, person: Person) -> OwnData:
    """The person's own rows; a name on a unit's list is theirs where it is exactly the same."""
    own = select(Membership.unit_id).where(Membership.person_id == person.id, Membership.unit_id.is_not(None))
    rsvps = select(Rsvp, Event.title).join(Event, Event.id == Rsvp.event_id).where(Rsvp.person_id == person.id)
    labels = select(ItemOption.label).join(OwnChoice, OwnChoice.option_id == ItemOption.id)
    counts = select(HeadCount, Unit.name).join(Unit, Unit.id == HeadCount.unit_id).where(HeadCount.by_id == person.id)
    listed = select(Delegate, Unit.name).join(Unit, Unit.id == Delegate.unit_id)
    contacts = select(UnitContact).where(UnitContact.unit_id.in_(own), UnitContact.name == person.name)
    log = select(AuditEntry).where(AuditEntry.actor_id == person.id)
    messages = select(func.count()).where(OutboxMessage.person_id == person.id)
    return OwnData(
        people.memberships(session, person.id),
        [(row, title) for row, title in session.execute(rsvps.order_by(Rsvp.id))],
        session.scalars(labels.where(OwnChoice.person_id == person.id).order_by(OwnChoice.id)).all(),
        [(row, name) for row, name in session.execute(counts.order_by(HeadCount.id))],
        [
            (row, name)
            for row, name in session.execute(listed.where(Delegate.unit_id.in_(own), Delegate.name == person.name))
        ],
        session.scalars(contacts.order_by(UnitContact.id)).all(),
        session.scalars(select(PassedQuestion.text).where(PassedQuestion.person_id == person.id)).all(),
        session.scalar(messages) or 0,
        session.scalars(log.order_by(AuditEntry.id.desc()).limit(MOST_LINES)).all(),
        session.scalar(select(func.count()).where(AuditEntry.actor_id == person.id)) or 0,
    )
