"""One unit goes into another: people, numbers, names and contacts go along, and what was on record stays so."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import attendance, unit_edits
from storage.attendance import COMING, NOT_COMING, UNKNOWN, Coming, Given, UnitCount
from storage.models import (
    Arrival,
    ChoiceSplit,
    Delegate,
    DutyHolder,
    Event,
    Invitation,
    InvitedUnit,
    Membership,
    Stay,
    Unit,
    UnitAlias,
    UnitContact,
)
from storage.unit_edits import Hand

LEADING = ("chair", "deputy")
NUMBERS = ("people", "vehicles", "drivers")


def together(one: UnitCount | None, other: UnitCount | None) -> Given | None:
    """The answer of two units as one; None where neither gave a number of its own."""
    given = [row for row in (one, other) if row is not None and row.answer is not None and not row.by_delegates]
    coming = [row for row in given if row.answer == COMING]
    if not given:
        return None
    if not coming:
        return Given(NOT_COMING if all(row.answer == NOT_COMING for row in given) else UNKNOWN)
    groups: Counter[str] = Counter()
    for row in coming:
        groups.update(dict(row.groups))
    whole = all(row.groups for row in coming)
    return Given(COMING, sum(row.total for row in coming), tuple(groups.items()) if whole else ())


def merge(hand: Hand, gone: Unit, into: Unit) -> None:
    """`gone` is `into` from now on, at every event of the plan. Papers that it owed stay under its old name."""
    session = hand.session
    before = {"name": gone.name, "into": into.name}
    for event in session.scalars(select(Event).where(Event.plan_id == gone.plan_id).order_by(Event.position)):
        _at_event(Hand(session, event, hand.by_id, hand.now), gone, into)
    _names(session, gone, into)
    _people(session, gone, into)
    _contacts(session, gone, into)
    session.execute(update(Unit).where(Unit.successor_id == gone.id).values(successor_id=into.id))
    gone.successor_id = into.id
    into.host = into.host or gone.host
    if gone.role in LEADING and into.role not in LEADING:
        into.role = gone.role
    session.flush()
    hand.record("unit_merged", gone, before, {"successor": into.id})


def _at_event(hand: Hand, gone: Unit, into: Unit) -> None:
    """What both answered at one event, as one."""
    session, event_id = hand.session, hand.event.id
    query = select(InvitedUnit).where(InvitedUnit.event_id == event_id, InvitedUnit.unit_id.in_((gone.id, into.id)))
    rows = {row.unit_id: row for row in session.scalars(query.order_by(InvitedUnit.unit_id).with_for_update())}
    leaving = rows.get(gone.id)
    if leaving is None:
        return
    unit_edits.invite(hand, into)
    counts = {row.unit.id: row for row in attendance.counts(session, event_id)}
    seats = [row.quota for row in rows.values() if row.quota is not None]
    unit_edits.set_quota(hand, into, sum(seats) if seats else None)
    if (given := together(counts.get(into.id), counts.get(gone.id))) is not None:
        attendance.set_count(
            session, event_id, into.id, given, by_id=hand.by_id, now=hand.now, organiser=True
        )  # fmt: skip
    _splits(hand, gone, into)
    _delegation(session, event_id, gone, into)
    _journey(hand, gone, into)
    session.delete(leaving)
    session.flush()


def _splits(hand: Hand, gone: Unit, into: Unit) -> None:
    for choice in attendance.choices(hand.session, hand.event.id):
        if gone.id not in choice.versions:
            continue
        said = [choice.by_unit.get(unit.id, {}) for unit in (gone, into) if unit.id in choice.versions]
        sums = {option: sum(counts.get(option, 0) for counts in said) for option, _ in choice.options}
        attendance.set_split(
            hand.session, hand.event.id, into.id, choice.item.id, sums,
            by_id=hand.by_id, now=hand.now, organiser=True,
        )  # fmt: skip
        options = [option for option, _ in choice.options]
        for row in hand.session.scalars(
            select(ChoiceSplit).where(ChoiceSplit.unit_id == gone.id, ChoiceSplit.option_id.in_(options))
        ):
            hand.session.delete(row)


def _delegation(session: Session, event_id: int, gone: Unit, into: Unit) -> None:
    """Names, meals and nights go along."""
    known = {row.folded for row in attendance.delegates(session, event_id, into.id)}
    for person in attendance.delegates(session, event_id, gone.id):
        if person.folded not in known:
            session.execute(update(Delegate).where(Delegate.id == person.id).values(unit_id=into.id))
    _stays(session, event_id, gone, into)


def one_journey(one: Arrival, other: Arrival) -> bool:
    """Whether two arrivals can be one: nothing said of hour, day and place differs."""
    pairs = ((getattr(one, field), getattr(other, field)) for field in ("day", "hour", "place"))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


def _journey(hand: Hand, gone: Unit, into: Unit) -> None:
    """The arrival goes along; two of one hour are added up; one of another hour stays beside, under its old name."""
    session, event_id = hand.session, hand.event.id
    leaving, known = (attendance.arrival_of(session, event_id, unit.id) for unit in (gone, into))
    if leaving is None:
        return
    if known is None:
        leaving.unit_id = into.id
    elif one_journey(leaving, known):
        sums = {field: _added(getattr(leaving, field), getattr(known, field)) for field in NUMBERS}
        where = Coming(known.day or leaving.day, known.hour or leaving.hour, known.place or leaving.place, **sums)
        attendance.set_arrival(session, event_id, into.id, where, by_id=hand.by_id, now=hand.now)
        attendance.drop_trip(session, leaving, by_id=hand.by_id, now=hand.now)
    session.flush()


def _added(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def _stays(session: Session, event_id: int, gone: Unit, into: Unit) -> None:
    """Meals and nights of both, added up."""
    known = {(row.day, row.kind): row for row in _stay_rows(session, event_id, into)}
    for row in _stay_rows(session, event_id, gone):
        if (twin := known.get((row.day, row.kind))) is None:
            row.unit_id = into.id
        else:
            twin.count += row.count
            session.delete(row)
    session.flush()


def _stay_rows(session: Session, event_id: int, unit: Unit) -> Sequence[Stay]:
    return session.scalars(select(Stay).where(Stay.event_id == event_id, Stay.unit_id == unit.id)).all()


def _names(session: Session, gone: Unit, into: Unit) -> None:
    """The old names are understood as the new unit."""
    forms = [alias.folded for alias in gone.aliases]
    known = {alias.folded for alias in into.aliases}
    gone.aliases.clear()
    session.flush()
    into.aliases.extend(UnitAlias(folded=form) for form in forms if form not in known)
    into.also_called = list(dict.fromkeys([*into.also_called, *gone.also_called]))


def _people(session: Session, gone: Unit, into: Unit) -> None:
    """Roles and open codes are of the new unit; who held the same role in both holds it once."""
    held = {(row.person_id, row.event_id, row.role): row for row in _members(session, into)}
    for member in _members(session, gone):
        twin = held.get((member.person_id, member.event_id, member.role))
        if twin is None:
            member.unit_id = into.id
            member.version += 1
        elif member.state != "revoked":
            twin.state = twin.state if twin.state == "approved" else member.state
            member.state = "revoked"
    session.execute(update(Invitation).where(Invitation.unit_id == gone.id).values(unit_id=into.id))
    duties = set(session.scalars(select(DutyHolder.duty_id).where(DutyHolder.unit_id == into.id)))
    for holder in session.scalars(select(DutyHolder).where(DutyHolder.unit_id == gone.id)):
        if holder.duty_id not in duties:
            holder.unit_id = into.id


def _members(session: Session, unit: Unit) -> Sequence[Membership]:
    return session.scalars(select(Membership).where(Membership.unit_id == unit.id).order_by(Membership.id)).all()


def _contacts(session: Session, gone: Unit, into: Unit) -> None:
    known = set(session.scalars(select(UnitContact.phone).where(UnitContact.unit_id == into.id)))
    for row in session.scalars(select(UnitContact).where(UnitContact.unit_id == gone.id)):
        if row.phone not in known:
            row.unit_id = into.id
