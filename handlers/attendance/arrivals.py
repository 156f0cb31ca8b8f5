"""When and how delegations come; the host's list by hour."""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.attendance.counts import counted_too
from handlers.attendance.stays import said_too
from handlers.attendance.target import by_id, target, unit_forms
from handlers.messages import Button, Refusal, Reply
from handlers.reading.arrivals import (
    PLACE,
    PLATE,
    ArrivalSaid,
    beside_arrival,
    counts_people,
    read_arrival,
    without_place,
)
from handlers.reading.phones import PHONE
from handlers.reading.stays import apart
from handlers.reading.text import fold
from handlers.reading.units import without_names
from handlers.request import Request
from handlers.wording import arrivals as wording
from storage import attendance
from storage.attendance import Coming, UnitCount
from storage.clock import local
from storage.models import Arrival, Unit

EARLIEST = timedelta(days=7)
DROPS = re.compile(r"bo u(\d{1,12})")


def arrival(request: Request) -> Reply:
    """`/den`: the delegation's arrival; "13h30 ngày 30/11, 2 xe, 14 người" sets what it says and keeps the rest."""
    unit, words = target(request, without_place(request.command.words))
    beside = attendance.trips_beside(request.session, request.event.id).get(unit.unit.id, [])
    if (dropped := DROPS.fullmatch(words.strip())) is not None:
        return _dropped(request, beside, int(dropped[1]))
    words, of_stays = apart(words)
    said = read_arrival(_asking_nothing(request, words), local(request.now, request.zone), asked=True)
    if said is None:
        if any(letter.isdigit() for letter in words):
            raise Refusal(wording.ARRIVAL_UNCLEAR)
        known = attendance.arrival_of(request.session, request.event.id, unit.unit.id)
        drops = (Button(wording.drop_trip(gone), f"/den u{unit.unit.id} bo u{gone.id}") for _, gone in beside)
        return Reply(wording.how_to_arrive(unit, known, beside), tuple(drops), expects=f"/den u{unit.unit.id}")
    if said.part and not said.fault:
        return Reply(wording.at_what_hour(said.day), expects=f"/den u{unit.unit.id}{_on(said)}")
    if fault := said.fault or _impossible(request, said):
        raise Refusal(wording.arrival_refused(fault, request.event))
    coming = Coming(said.day, said.at, said.place, said.people, said.vehicles, said.drivers)
    row = attendance.set_arrival(
        request.session, request.event.id, unit.unit.id, coming, by_id=by_id(request), now=request.now
    )
    beside_it = beside_arrival(_asking_nothing(request, words), local(request.now, request.zone))
    counted = counted_too(request, unit, _count_beside(beside_it, words, said))
    if counted:
        unit = attendance.count_of(request.session, request.event.id, unit.unit.id) or unit
        beside_it = tuple(piece for piece in beside_it if not _is_number(piece))
    more = said_too(request, unit, of_stays) + wording.not_recorded(beside_it)
    return _recorded(request, unit, row, more, counted)


def _count_beside(pieces: Sequence[str], words: str, said: ArrivalSaid) -> str:
    """The head count in an arrival's sentence: its groups, or the people of a delegation that says no hour."""
    return ", ".join(filter(_is_number, pieces)) or (
        counts_people(words) if said.day is None and said.at is None else ""
    )


def _is_number(piece: str) -> bool:
    return any(map(str.isdigit, piece)) and not PHONE.search(piece) and not PLATE.search(fold(piece))


def _on(said: ArrivalSaid) -> str:
    return f" ngay {said.day:%d/%m/%Y}" if said.day else ""


def _dropped(request: Request, beside: Sequence[tuple[Arrival, Unit]], gone_id: int) -> Reply:
    """A second journey that two units had when they became one, and that nobody makes any more."""
    found = next(((trip, gone) for trip, gone in beside if gone.id == gone_id), None)
    if found is None:
        raise Refusal(wording.NO_SUCH_TRIP)
    told = wording.trip_dropped(*found)
    attendance.drop_trip(request.session, found[0], by_id=by_id(request), now=request.now)
    return Reply(told)


def _asking_nothing(request: Request, words: str) -> str:
    """The words without names of units, which may look like a question; a place keeps its name."""
    bare = without_names(without_place(words), unit_forms(request))
    place = PLACE.search(words)
    return f"{bare} {place[0].strip()}" if place else bare


def _impossible(request: Request, said: ArrivalSaid) -> str | None:
    """A day on which nobody comes to this event."""
    first, last = request.event.starts_on, request.event.ends_on or request.event.starts_on
    if said.day is None or first is None or last is None:
        return None
    return None if first - EARLIEST <= said.day <= last else "far"


def _recorded(request: Request, unit: UnitCount, row: Arrival, more: str, counted: str) -> Reply:
    text, key = counted + wording.arrival_recorded(unit, row) + more, f"/den u{unit.unit.id}"
    first = request.event.starts_on
    if row.day is not None or row.hour is None or first is None:
        return Reply(text, (Button("Sửa", key),))
    days = (first - timedelta(days=1), first)
    buttons = tuple(Button(wording.on_day(day), f"{key} ngay {day:%d/%m/%Y}") for day in days)
    return Reply(f"{text}\n{wording.WHICH_DAY}", buttons, expects=key)


def arrivals(request: Request) -> Reply:
    """`/donden`: who comes when, by day and hour; those who have not said last."""
    rows = attendance.counts(request.session, request.event.id)
    known = attendance.arrivals(request.session, request.event.id)
    beside = attendance.trips_beside(request.session, request.event.id)
    return Reply(wording.arrival_list(rows, known, beside))
