"""When and how delegations come; the host's list by hour."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.attendance.counts import counted_too
from handlers.attendance.stays import stays_too
from handlers.attendance.target import by_id, unit_meant
from handlers.messages import Button, Refusal, Reply, asking
from handlers.request import Request
from handlers.said.arrivals import ArrivalSaid, ComesSaid
from handlers.wording import arrivals as wording
from handlers.wording import buttons as on_button
from storage import attendance
from storage.attendance import Coming, UnitCount
from storage.models import Arrival, Unit

EARLIEST = timedelta(days=7)


def arrival(request: Request) -> Reply:
    """`/den`: the delegation's arrival; what is said is set, the rest is kept."""
    given: ComesSaid = request.command.said
    unit, said = unit_meant(request, given.unit_id), given.arrival
    beside = attendance.trips_beside(request.session, request.event.id).get(unit.unit.id, [])
    if given.drops is not None:
        return _dropped(request, beside, given.drops)
    if said is None:
        return _asked(request, unit, beside, unread=given.unread)
    if said.part and not said.fault:
        return asking(wording.at_what_hour(said.day), expects=f"/den u{unit.unit.id}{_on(said)}")
    if fault := said.fault or impossible(request, said):
        raise Refusal(wording.arrival_refused(fault, request.event))
    coming = Coming(said.day, said.at, said.place, said.people, said.vehicles, said.drivers)
    row = attendance.set_arrival(
        request.session, request.event.id, unit.unit.id, coming, by_id=by_id(request), now=request.now
    )
    counted = counted_too(request, unit, given.count)
    if counted:
        unit = attendance.count_of(request.session, request.event.id, unit.unit.id) or unit
    more = stays_too(request, unit, given.stays) + wording.not_recorded(given.beside)
    return _recorded(request, unit, row, more, counted)


def _asked(request: Request, unit: UnitCount, beside: Sequence[tuple[Arrival, Unit]], *, unread: bool) -> Reply:
    """How does the delegation come? With what is known of it."""
    if unread:
        raise Refusal(wording.ARRIVAL_UNCLEAR)
    known = attendance.arrival_of(request.session, request.event.id, unit.unit.id)
    drops = (Button(wording.drop_trip(gone), f"/den u{unit.unit.id} bo u{gone.id}") for _, gone in beside)
    return asking(wording.how_to_arrive(unit, known, beside), tuple(drops), f"/den u{unit.unit.id}")


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


def impossible(request: Request, said: ArrivalSaid) -> str | None:
    """A day on which nobody comes to this event."""
    first, last = request.event.starts_on, request.event.ends_on or request.event.starts_on
    if said.day is None or first is None or last is None:
        return None
    return None if first - EARLIEST <= said.day <= last else "far"


def _recorded(request: Request, unit: UnitCount, row: Arrival, more: str, counted: str) -> Reply:
    text, key = counted + wording.arrival_recorded(unit, row) + more, f"/den u{unit.unit.id}"
    first = request.event.starts_on
    if row.day is not None or row.hour is None or first is None:
        return Reply(text, (Button(on_button.FIX, key),))
    days = (first - timedelta(days=1), first)
    buttons = tuple(Button(wording.on_day(day), f"{key} ngay {day:%d/%m/%Y}") for day in days)
    return asking(f"{text}\n{wording.WHICH_DAY}", buttons, key)


def arrivals(request: Request) -> Reply:
    """`/donden`: who comes when, by day and hour; those who have not said last."""
    rows = attendance.counts(request.session, request.event.id)
    known = attendance.arrivals(request.session, request.event.id)
    beside = attendance.trips_beside(request.session, request.event.id)
    return Reply(wording.arrival_list(rows, known, beside))
