"""Whom a change or an hour touches: performers of an item, those who attend it, those who owe, everybody."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers.reading.text import fold
from handlers.reading.units import means_all_members, mentioned
from storage import coming, owing, segments, units
from storage.clock import instant
from storage.models import Edit, Event, Membership, ProgrammeItem
from storage.segments import Recipient

WAITS = timedelta(minutes=10)  # after the last change, before it is told
NEAR = timedelta(hours=24)  # a change of what is nearer is told in quiet hours too
PERFORMING = ("focal", "duty", "delegate")


def performing(item: ProgrammeItem, members: Sequence[Membership]) -> Iterator[Membership]:
    """Members whose unit or own name stands among an item's performers."""
    said = " ; ".join(item.performers)
    meant = set(mentioned(said, units.spellings(member.unit for member in members if member.unit is not None)))
    everybody = any(means_all_members(performer) for performer in item.performers)
    for member in members:
        named = len(member.person.name.split()) > 1 and bool(mentioned(said, {0: [fold(member.person.name)]}))
        of_unit = member.role in PERFORMING and member.unit is not None
        own = member.unit_id in meant or (everybody and member.unit is not None and member.unit.kind == "member")
        if named or (of_unit and own):
            yield member


def touched(session: Session, event: Event, subject: str) -> list[Recipient]:
    """Those whom a change of "item:12", "deadline:3" or "event:1" touches, each once."""
    kind, _, number = subject.partition(":")
    if kind == "event":
        return segments.recipients(session, event, "all", fold)
    if kind == "deadline":
        debts = owing.debts(session, event.id, int(number))
        found = owing.by_focal_point(session, event.id, debts)
        return [Recipient(person, own[0].unit.id) for person, own in found.items()]
    return _at_item(session, event, session.get_one(ProgrammeItem, int(number)))


def _at_item(session: Session, event: Event, item: ProgrammeItem) -> list[Recipient]:
    attending = segments.recipients(session, event, "attending", fold)
    performers = performing(item, coming.approved(session, [event.id]))
    found = {each.person_id: each for each in attending}
    for member in performers:
        found.setdefault(member.person_id, Recipient(member.person_id, member.unit_id))
    return list(found.values())


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
