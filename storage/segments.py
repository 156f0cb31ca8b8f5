"""Segments: who a broadcast goes to, as one row per person."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from storage import owing
from storage.models import (
    ChoiceSplit,
    Event,
    HeadCount,
    HeadCountGroup,
    InvitedUnit,
    ItemOption,
    Membership,
    OwnChoice,
    ProgrammeItem,
    Rsvp,
)
from storage.people import units_by_alias
from storage.plans import units_of

ROLES = ("organiser", "focal", "duty", "delegate", "helper")
PLAIN = ("all", "attending", "unanswered", "owing")
NAMED = ("role", "unit", "group", "owing", "choice")
JOINT = re.compile(rf"\s*,\s*(?=(?:{'|'.join(PLAIN)})\s*(?:,|$)|(?:{'|'.join(NAMED)}):)")

Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person of a segment, with the unit they speak for at the event."""

    person_id: int
    unit_id: int | None


class BadSegment(Exception):
    """A segment that means nothing here. reason: form, role, unit, paper, group, choice; `known` are existing names."""

    def __init__(self, part: str, reason: str, known: Sequence[str] = ()) -> None:
        super().__init__(part)
        self.part, self.reason, self.known = part, reason, tuple(known)


def recipients(session: Session, event: Event, segment: str, fold: Fold) -> list[Recipient]:
    """Everybody a segment means, each once. `all` includes newcomers who wait; the others only approved people."""
    people: set[int] = set()
    for part in JOINT.split(segment.strip()):
        people |= _people(session, event, part.strip(), fold)
    units: dict[int, int | None] = {}
    for member in session.scalars(_members(event.id, Membership.person_id.in_(people))):
        units[member.person_id] = units.get(member.person_id) or member.unit_id
    return [Recipient(person, unit) for person, unit in units.items()]


def _people(session: Session, event: Event, part: str, fold: Fold) -> set[int]:
    name, colon, value = part.partition(":")
    known = PLAIN if not colon else NAMED
    if name not in known or (colon and not value.strip()):
        raise BadSegment(part, "form", [*sorted(PLAIN), *(f"{each}:…" for each in sorted(NAMED))])
    return set(FINDERS[name](session, event, value.strip(), fold))


def _members(event_id: int, *where: ColumnElement[bool]) -> Select[Any]:
    rows = select(Membership).where(Membership.event_id == event_id, Membership.state != "revoked", *where)
    return rows.order_by(Membership.id)


def _approved(session: Session, event: Event, *where: ColumnElement[bool]) -> Iterable[int]:
    found = session.scalars(_members(event.id, Membership.state == "approved", *where))
    return [member.person_id for member in found]


def _all(session: Session, event: Event, _value: str, _fold: Fold) -> Iterable[int]:
    return [member.person_id for member in session.scalars(_members(event.id))]


def _role(session: Session, event: Event, value: str, _fold: Fold) -> Iterable[int]:
    if value not in ROLES:
        raise BadSegment(value, "role", ROLES)
    return _approved(session, event, Membership.role == value)


def _unit(session: Session, event: Event, value: str, fold: Fold) -> Iterable[int]:
    found = units_by_alias(session, event.plan_id, fold(value))
    if not found:
        raise BadSegment(value, "unit", [unit.name for unit in units_of(session, event.plan_id)])
    return _approved(session, event, Membership.unit_id.in_([unit.id for unit in found]))


def _group(session: Session, event: Event, value: str, fold: Fold) -> Iterable[int]:
    """The focal points of units that count people of a group whose name holds the given words."""
    rows = session.execute(
        select(HeadCountGroup.name, HeadCount.unit_id)
        .join(HeadCount, HeadCount.id == HeadCountGroup.head_count_id)
        .where(HeadCount.event_id == event.id, HeadCount.answer == "coming", HeadCountGroup.count > 0)
        .order_by(HeadCountGroup.position)
    ).all()
    units = {unit for name, unit in rows if fold(value) in fold(name)}
    if not units:
        raise BadSegment(value, "group", list(dict.fromkeys(name for name, _ in rows)))
    return _approved(session, event, Membership.role == "focal", Membership.unit_id.in_(units))


def _choice(session: Session, event: Event, value: str, fold: Fold) -> Iterable[int]:
    """ "ITEM=OPTION": delegates who chose it and the focal points of units of whom some take it."""
    item, _, option = map(fold, map(str.strip, value.rpartition("=")))
    rows = session.execute(
        select(ItemOption.id, ItemOption.label, ProgrammeItem.title)
        .join(ProgrammeItem, ProgrammeItem.id == ItemOption.item_id)
        .where(ProgrammeItem.event_id == event.id, ProgrammeItem.cancelled_at.is_(None))
        .order_by(ItemOption.item_id, ItemOption.position)
    ).all()
    meant = [number for number, label, title in rows if option in fold(label) and item in fold(title)]
    if not meant:
        raise BadSegment(value, "choice", [label for _, label, _ in rows])
    units = select(ChoiceSplit.unit_id).where(ChoiceSplit.option_id.in_(meant), ChoiceSplit.count > 0)
    own = session.scalars(select(OwnChoice.person_id).where(OwnChoice.option_id.in_(meant)))
    delegates = {*_approved(session, event, Membership.role == "delegate")}
    speakers = _approved(session, event, Membership.role == "focal", Membership.unit_id.in_(units))
    return {*speakers, *(delegates & {*own})}


def _attending(session: Session, event: Event, _value: str, _fold: Fold) -> Iterable[int]:
    """Delegates who said yes and the focal points of units that come, without those who said no themselves."""
    said = _said(session, event)
    invited = select(InvitedUnit.unit_id).where(InvitedUnit.event_id == event.id)
    coming = select(HeadCount.unit_id).where(
        HeadCount.event_id == event.id, HeadCount.answer == "coming", HeadCount.unit_id.in_(invited)
    )
    speakers = _approved(session, event, Membership.role == "focal", Membership.unit_id.in_(coming))
    delegates = _approved(session, event, Membership.role == "delegate")
    yes = {person for person in delegates if said.get(person) == "yes"}
    return yes | {person for person in speakers if said.get(person, "yes") == "yes"}


def staying_away(session: Session, event: Event) -> set[int]:
    """Who said that they do not come: for themselves, or for each unit they speak for, and has no work there."""
    said = {person for person, answer in _said(session, event).items() if answer == "no"}
    silent = select(HeadCount.unit_id).where(HeadCount.event_id == event.id, HeadCount.answer == "not_coming")
    away, units, working = set(session.scalars(silent)), dict[int, set[int | None]](), set[int]()
    for member in session.scalars(_members(event.id, Membership.state == "approved")):
        if member.role in ("organiser", "duty", "helper"):
            working.add(member.person_id)
        units.setdefault(member.person_id, set()).add(member.unit_id)
    speak = {person for person, own in units.items() if own <= away}
    return (said | speak) - working


def _unanswered(session: Session, event: Event, _value: str, _fold: Fold) -> Iterable[int]:
    """Delegates who did not answer and the focal points of invited units that are silent."""
    said = _said(session, event)
    answered = select(HeadCount.unit_id).where(HeadCount.event_id == event.id, HeadCount.answer != "unknown")
    invited = select(InvitedUnit.unit_id).where(InvitedUnit.event_id == event.id)
    silent = (Membership.unit_id.in_(invited), Membership.unit_id.not_in(answered))
    speakers = _approved(session, event, Membership.role == "focal", *silent)
    delegates = _approved(session, event, Membership.role == "delegate")
    return {*speakers, *(person for person in delegates if person not in said)}


def _said(session: Session, event: Event) -> dict[int, str]:
    rows = session.execute(select(Rsvp.person_id, Rsvp.answer).where(Rsvp.event_id == event.id))
    return {person: answer for person, answer in rows}  # noqa: C416


def _owing(session: Session, event: Event, value: str, fold: Fold) -> Iterable[int]:
    """The focal points of units that owe any paper, or a paper whose name holds the given words."""
    owed = owing.debts(session, event.id)
    if value:
        names = owing.paper_names(session, event.id)
        meant = {name for name in names if fold(value) in fold(name)}
        if not meant:
            raise BadSegment(value, "paper", names)
        owed = [debt for debt in owed if debt.paper.name in meant]
    return owing.by_focal_point(session, event.id, owed)


FINDERS: dict[str, Callable[[Session, Event, str, Fold], Iterable[int]]] = {
    "all": _all,
    "role": _role,
    "unit": _unit,
    "group": _group,
    "attending": _attending,
    "unanswered": _unanswered,
    "owing": _owing,
    "choice": _choice,
}
