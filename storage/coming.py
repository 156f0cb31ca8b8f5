"""What lies ahead: meetings by their day, the items of some days, who is at an event and in which role."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from storage.models import Arrival, Duty, Event, Membership, Plan, ProgrammeItem, Unit

STANDS = (
    Event.published_at.is_not(None),
    Event.cancelled_at.is_(None),
    Event.postponed_at.is_(None),
    Event.written_at.is_(None),
)


def meetings(session: Session, first: date, last: date) -> Sequence[Event]:
    """Published meetings that take place and begin in these days."""
    query = select(Event).where(*STANDS, Event.starts_on >= first, Event.starts_on <= last)
    return session.scalars(query.order_by(Event.starts_on, Event.id)).all()


def held_on(session: Session, day: date) -> Sequence[Event]:
    """Published meetings that are on, or have items, on a day."""
    items = select(ProgrammeItem.event_id).where(ProgrammeItem.day == day, ProgrammeItem.cancelled_at.is_(None))
    query = select(Event).where(*STANDS, or_(Event.starts_on == day, Event.id.in_(items)))
    return session.scalars(query.order_by(Event.id)).all()


def undated(session: Session) -> Sequence[Event]:
    """Published meetings whose month is known and whose day is not."""
    query = select(Event).where(*STANDS, Event.starts_on.is_(None), Event.month.is_not(None))
    return session.scalars(query.order_by(Event.id)).all()


def items_of(session: Session, event_ids: Collection[int]) -> Sequence[ProgrammeItem]:
    """The items of these events that still stand, in their order."""
    query = select(ProgrammeItem).where(ProgrammeItem.event_id.in_(event_ids), ProgrammeItem.cancelled_at.is_(None))
    query = query.options(selectinload(ProgrammeItem.options))
    return session.scalars(query.order_by(ProgrammeItem.event_id, ProgrammeItem.position)).all()


def timed_items(session: Session, days: Collection[date]) -> Sequence[tuple[ProgrammeItem, Event]]:
    """Items with an hour on these days, at meetings that take place."""
    query = (
        select(ProgrammeItem, Event)
        .join(Event, Event.id == ProgrammeItem.event_id)
        .where(*STANDS, ProgrammeItem.cancelled_at.is_(None), ProgrammeItem.day.in_(days))
        .where(ProgrammeItem.start.is_not(None))
        .options(selectinload(ProgrammeItem.options))
    )
    return [(item, event) for item, event in session.execute(query.order_by(ProgrammeItem.event_id, ProgrammeItem.id))]


def approved(session: Session, event_ids: Collection[int]) -> Sequence[Membership]:
    """Everybody who was let in, with their names and their units' spellings."""
    query = (
        select(Membership)
        .where(Membership.event_id.in_(event_ids), Membership.state == "approved")
        .options(joinedload(Membership.person), joinedload(Membership.unit).selectinload(Unit.aliases))
    )
    return session.scalars(query.order_by(Membership.id)).all()


def arrivals_on(session: Session, days: Collection[date]) -> Sequence[tuple[Arrival, Event, Unit]]:
    """Delegations that said they come on these days."""
    query = (
        select(Arrival, Event, Unit)
        .join(Event, Event.id == Arrival.event_id)
        .join(Unit, Unit.id == Arrival.unit_id)
        .where(*STANDS, Arrival.day.in_(days))
        .order_by(Arrival.day, Arrival.hour, Unit.position)
    )
    return [(arrival, event, unit) for arrival, event, unit in session.execute(query)]


def plan_lines(session: Session, plan_id: int) -> list[tuple[str, str]]:
    """The plan's own lines, without those that are somebody's duty: (number, words)."""
    rows = session.scalar(select(Plan.text_lines).where(Plan.id == plan_id)) or []
    duties = select(Duty.line).join(Event, Event.id == Duty.event_id).where(Event.plan_id == plan_id)
    of_somebody = {str(line) for line in session.scalars(duties)}
    return [(str(number), str(words)) for number, words in rows if str(number) not in of_somebody]
