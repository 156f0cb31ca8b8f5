"""Which unit a change is for: a focal point has one, an organiser names it. And what stands in its way."""

from collections.abc import Iterator
from contextlib import contextmanager

from handlers.messages import Button, Denied, Outcome, Refusal, button_label
from handlers.permissions import ORGANISER
from handlers.request import Request
from handlers.wording import attendance as wording
from handlers.wording import locks as lock_wording
from storage import attendance, people, programme
from storage.attendance import UnitCount
from storage.clock import local

MOST_BUTTONS = 30


def is_organiser(request: Request) -> bool:
    return request.membership is not None and request.membership.role == ORGANISER


def by_id(request: Request) -> int | None:
    return request.person.id if request.person else None


def unit_meant(request: Request, unit_id: int | None) -> UnitCount:
    """The unit a change is for: an organiser must have named it, a focal point has one of their own."""
    rows = attendance.counts(request.session, request.event.id)
    row = next((row for row in rows if row.unit.id == unit_id), None)
    if is_organiser(request):
        if row is None:
            raise Refusal(wording.WHICH_UNIT, unit_buttons(request, rows), Outcome.ASK)
        return row
    own = own_count(request, rows)
    if unit_id is not None and (row is None or row.unit.id != own.unit.id):
        raise Denied(wording.NOT_YOUR_UNIT)
    return own


def unit_buttons(request: Request, rows: list[UnitCount] | None = None) -> tuple[Button, ...]:
    """A button for each unit, so that the command can be finished by a press or a number."""
    rows = attendance.counts(request.session, request.event.id) if rows is None else rows
    name = request.command.name
    return (
        tuple(Button(button_label(row.unit.name), f"/{name} u{row.unit.id}") for row in rows[:MOST_BUTTONS])
        if name
        else ()
    )


def own_count(request: Request, rows: list[UnitCount] | None = None) -> UnitCount:
    """The asker's own unit at this event."""
    if request.unit is None:
        raise Refusal(wording.NO_UNIT)
    rows = attendance.counts(request.session, request.event.id) if rows is None else rows
    own = next((row for row in rows if row.unit.id == request.unit.id), None)
    if own is None:
        raise Refusal(wording.NOT_INVITED)
    return own


@contextmanager
def not_too_late(request: Request) -> Iterator[None]:
    """Turns a lock into a kind refusal: why, and whom to call."""
    try:
        yield
    except attendance.Locked as late:
        lock = late.lock
        said = lock_wording.locked(lock, local(lock.at, request.zone), whom_to_call(request))
        raise Refusal(said) from None


def whom_to_call(request: Request) -> str:
    """A name or a number of the organisers, from their own data or from the plan."""
    for person in people.organisers_of(request.session, request.event.id):
        if person.phone:
            return f"{person.name} {person.phone}".strip()
    known = programme.contacts(request.session, request.event.id)
    for kind in ("phone", "office", "email"):
        found = next((row for row in known if row.kind == kind), None)
        if found is not None:
            return f"{found.label}: {found.value}" if found.label and found.label != found.value else found.value
    return ""
