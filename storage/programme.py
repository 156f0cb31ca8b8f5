"""What the published plan says of an event: programme, composition, other facts. The event is always asked for."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from storage.models import Contact, DelegateGroup, Event, Note, Plan, ProgrammeItem


def plan_of(session: Session, event_id: int) -> Plan:
    """The plan the event came from, with its long texts."""
    return session.scalars(select(Plan).join(Event).where(Event.id == event_id)).one()


def events_beside(session: Session, event_id: int) -> Sequence[Event]:
    """Every event of the same plan, itself among them, in the plan's order."""
    plan_id = select(Event.plan_id).where(Event.id == event_id).scalar_subquery()
    query = select(Event).where(Event.plan_id == plan_id, Event.cancelled_at.is_(None)).order_by(Event.position)
    return session.scalars(query).all()


def items(session: Session, event_id: int) -> Sequence[ProgrammeItem]:
    """What stands of one event's programme, in its order."""
    query = (
        select(ProgrammeItem)
        .where(ProgrammeItem.event_id == event_id, ProgrammeItem.cancelled_at.is_(None))
        .order_by(ProgrammeItem.position)
        .options(selectinload(ProgrammeItem.options))
    )
    return session.scalars(query).all()


def cancelled_items(session: Session, event_id: int) -> Sequence[ProgrammeItem]:
    """What was called off of one event's programme, in its order."""
    query = (
        select(ProgrammeItem)
        .where(ProgrammeItem.event_id == event_id, ProgrammeItem.cancelled_at.is_not(None))
        .order_by(ProgrammeItem.position)
        .options(selectinload(ProgrammeItem.options))
    )
    return session.scalars(query).all()


def groups(session: Session, event_id: int) -> Sequence[DelegateGroup]:
    """Who is invited to one event, in the plan's order."""
    query = select(DelegateGroup).where(DelegateGroup.event_id == event_id).order_by(DelegateGroup.position)
    return session.scalars(query).all()


def notes(session: Session, event_id: int, *kinds: str) -> Sequence[Note]:
    """Periods, costs and other facts of the event's plan."""
    plan_id = select(Event.plan_id).where(Event.id == event_id).scalar_subquery()
    query = select(Note).where(Note.plan_id == plan_id, Note.kind.in_(kinds)).order_by(Note.kind, Note.position)
    return session.scalars(query).all()


def contacts(session: Session, event_id: int) -> Sequence[Contact]:
    """Where to turn, as the event's plan or an organiser says."""
    plan_id = select(Event.plan_id).where(Event.id == event_id).scalar_subquery()
    return session.scalars(select(Contact).where(Contact.plan_id == plan_id).order_by(Contact.position)).all()
