"""Whom a change or an hour touches: who attends, performs or prepares an item, who owes or receives, everybody."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.language.folding import fold
from handlers.language.matching import prepares
from handlers.language.unit_names import means_all_members, mentioned
from storage import attendance, coming, duties, edits, owing, segments, units
from storage.clock import instant
from storage.models import Deadline, Edit, Event, ItemOption, Membership, ProgrammeItem
from storage.segments import Recipient

WAITS = timedelta(minutes=10)  # after the last change, before it is told
NEAR = timedelta(hours=24)  # a change of what is nearer is told in quiet hours too
PERFORMING = ("focal", "duty", "delegate")

Side = Mapping[str, Any]  # of an edit: {field: value}, days and hours as ISO text


def _is_of_a_member_unit(member: Membership) -> bool:
    return member.unit is not None and member.unit.kind == "member"


def performing(item: ProgrammeItem, members: Sequence[Membership]) -> Iterator[Membership]:
    """Members whose unit or own name stands among an item's performers."""
    said = " ; ".join(item.performers)
    meant = set(mentioned(said, units.spellings(member.unit for member in members if member.unit is not None)))
    everybody = any(means_all_members(performer) for performer in item.performers)
    for member in members:
        named = len(member.person.name.split()) > 1 and bool(mentioned(said, {0: [fold(member.person.name)]}))
        of_unit = member.role in PERFORMING and member.unit is not None
        own = member.unit_id in meant or (everybody and _is_of_a_member_unit(member))
        if named or (of_unit and own):
            yield member


def touched(session: Session, event: Event, subject: str, before: Side, after: Side) -> list[Recipient]:
    """Those whom a change of "item:12", "option:5", "deadline:3" or "event:1" touches, each once.

    The sides are as an edit has them.
    """
    kind, _, number = subject.partition(":")
    if kind == "event":
        return _at_event(session, event, after)
    if kind == "deadline":
        return _at_deadline(session, event, session.get_one(Deadline, int(number)))
    members = coming.approved(session, [event.id])
    if kind == "option":
        option = session.get_one(ItemOption, int(number))
        return _at_item(session, event, option, members, _elsewhere(session, event, option, members))
    item = session.get_one(ProgrammeItem, int(number))
    return _at_item(session, event, item, members, _idle(session, event, item, (before, after), members))


def _at_event(session: Session, event: Event, after: Side) -> list[Recipient]:
    """Everybody; a new place or name is no news to those who do not come, a new day may be."""
    everybody = segments.recipients(session, event, "all", fold)
    if {"starts_on", *edits.MARKS} & set(after):
        return everybody
    away = segments.staying_away(session, event)
    return [each for each in everybody if each.person_id not in away]


def _at_deadline(session: Session, event: Event, row: Deadline) -> list[Recipient]:
    """Who speaks for a unit that owes, and the office that the papers go to."""
    owed = owing.by_focal_point(session, event.id, owing.debts(session, event.id, row.id))
    found = {person: Recipient(person, own[0].unit.id) for person, own in owed.items()}
    offices = [member for member in coming.approved(session, [event.id]) if member.role == "duty" and member.unit]
    receive = set(mentioned(row.send_to or "", units.spellings(each.unit for each in offices if each.unit)))
    for member in offices:
        if member.unit_id in receive:
            found.setdefault(member.person_id, Recipient(member.person_id, member.unit_id))
    return list(found.values())


def _at_item(
    session: Session, event: Event, of: ProgrammeItem | ItemOption, members: Sequence[Membership], idle: set[int]
) -> list[Recipient]:
    """Those who attend and did not say that they take no part in it, who performs it and who prepares it."""
    item, title = (of.item, of.label) if isinstance(of, ItemOption) else (of, of.title)
    found = {
        each.person_id: each
        for each in segments.recipients(session, event, "attending", fold)
        if each.person_id not in idle
    }
    away = segments.staying_away(session, event)
    for member in (*performing(item, members), *_preparing(session, event, title, members)):
        if member.person_id not in away:
            found.setdefault(member.person_id, Recipient(member.person_id, member.unit_id))
    return list(found.values())


def _preparing(session: Session, event: Event, title: str, members: Sequence[Membership]) -> Iterator[Membership]:
    """Members of the offices whose duty it is to prepare what stands under a title."""
    holders = {
        holder.unit_id
        for duty in duties.of_event(session, event.id)
        if prepares(duty.text, title)
        for holder in duty.holders
    }
    yield from (each for each in members if each.role in ("duty", "focal") and each.unit_id in holders)


def _idle(
    session: Session, event: Event, item: ProgrammeItem, sides: Sequence[Side], members: Sequence[Membership]
) -> set[int]:
    """People all of whose units said that nobody of them eats this meal, or takes any of these activities."""
    out = attendance.no_meal(session, event.id, item, sides) | attendance.in_no_activity(session, event.id, item.id)
    chose = attendance.who_chose(session, event.id, item.id)
    own = _units_of(members, "focal", "delegate")
    return {person for person, of_person in own.items() if of_person <= out and person not in chose}


def _elsewhere(session: Session, event: Event, option: ItemOption, members: Sequence[Membership]) -> set[int]:
    """People who chose another activity, or whose units give this one nobody; who chose nothing yet may still take it.

    Who chose another one and speaks for a unit hears for the unit.
    """
    out, others = attendance.not_taking(session, event.id, option)
    chose = attendance.who_chose(session, event.id, option.item_id) - others
    speak = _units_of(members, "focal")
    idle = {person for person in others if speak.get(person, set()) <= out}
    own = _units_of(members, "focal", "delegate")
    return idle | {person for person, of_person in own.items() if of_person <= out and person not in chose}


def _units_of(members: Sequence[Membership], *roles: str) -> dict[int, set[int]]:
    """The units of each person who has one in one of these roles."""
    own: dict[int, set[int]] = {}
    for member in members:
        if member.unit_id is not None and member.role in roles:
            own.setdefault(member.person_id, set()).add(member.unit_id)
    return own


def hours_of(edit: Edit, event: Event, zone: str) -> list[datetime]:
    """When the changed thing was to be and is to be; the event's own beginning where it has no day."""
    found = []
    for side in (edit.before, edit.after):
        day = side.get("day") or side.get("starts_on") or side.get("due_on")
        at = side.get("start") or side.get("due_time")
        if day:
            found.append(instant(date.fromisoformat(day), time.fromisoformat(at) if at else time(), zone))
    if not found and event.starts_on:
        found.append(instant(event.starts_on, zone_name=zone))
    return found
