"""When head counts lock, and one unit that may still change."""

from datetime import datetime

from handlers.attendance.target import by_id, unit_buttons, unit_meant
from handlers.messages import Button, Refusal, Reply, asking
from handlers.request import Request
from handlers.said.locks import NEVER, NOW, SHOW, GrantSaid, LockSaid
from handlers.wording import buttons as on_button
from handlers.wording import locks as wording
from storage import attendance, outbox, owing
from storage.attendance import UnitCount
from storage.clock import local
from storage.outbox import Draft, Topic, Words


def lock(request: Request) -> Reply:
    """`/khoa`: shows when counts lock, or sets the moment: now, at an hour, never."""
    given: LockSaid = request.command.said
    if given.what == SHOW:
        return _standing(request)
    if given.what == NEVER:
        attendance.set_lock(request.session, request.event.id, None, by_id=by_id(request), now=request.now)
        return Reply(wording.NEVER_LOCKS)
    at = request.now if given.what == NOW else given.at
    if at is None:
        raise Refusal(wording.HOW_TO_LOCK)
    attendance.set_lock(request.session, request.event.id, at, by_id=by_id(request), now=request.now)
    return Reply(wording.lock_set(local(at, request.zone)), (Button(on_button.UNLOCK, "/khoa bo"),))


def _standing(request: Request) -> Reply:
    found = attendance.lock_of(request.session, request.event.id)
    if found is None:
        return Reply(wording.no_lock(), (Button(on_button.LOCK_NOW, "/khoa ngay"),), expects="/khoa")
    shown = wording.standing(found, local(found.at, request.zone), locked=request.now >= found.at)
    return Reply(
        f"{shown}\n{wording.HOW_TO_LOCK}",
        (Button(on_button.LOCK_NOW, "/khoa ngay"), Button(on_button.UNLOCK, "/khoa bo")),
        expects="/khoa",
    )


def grant(request: Request) -> Reply:
    """`/mo UNIT đến 12:00 21/11`: one unit may change after the lock, until a moment."""
    given: GrantSaid = request.command.said
    if given == GrantSaid():
        return asking(wording.WHOM_TO_OPEN, unit_buttons(request))
    unit, until = unit_meant(request, given.unit_id), given.until
    if attendance.lock_of(request.session, request.event.id) is None:
        return Reply(wording.no_lock())
    if until is None:
        return _until_when(unit)
    if until <= request.now:
        raise Refusal(wording.ALREADY_PAST)
    known = attendance.granted_until(request.session, request.event.id, unit.unit.id, request.now)
    row = attendance.grant(
        request.session, request.event.id, unit.unit.id, until, by_id=by_id(request), now=request.now
    )
    shown = local(until, request.zone)
    if known != until:  # the same again is no news
        _tell(request, unit, row.id, shown)
    return Reply(wording.granted(unit.unit, shown))


def _until_when(unit: UnitCount) -> Reply:
    key = f"/mo u{unit.unit.id}"
    buttons = (Button(on_button.END_OF_TODAY, f"{key} hom nay"), Button(on_button.END_OF_TOMORROW, f"{key} ngay mai"))
    return asking(wording.until_when(unit.unit), buttons, key)


def _tell(request: Request, unit: UnitCount, grant_id: int, until: datetime) -> None:
    """The unit's focal points hear of the grant through the outbox."""
    event_id = request.event.id
    speakers = owing.speakers(request.session, {event_id}).get(event_id, {}).get(unit.unit.id, ())

    def write(number: str) -> Words:
        return wording.grant_notice(request.event, unit.unit, until, number)

    drafts = [Draft(person, unit.unit.id, write) for person, _ in speakers]
    topic = Topic(event_id, "grant", f"unit:{unit.unit.id}", str(grant_id))
    outbox.put(request.session, topic, drafts, now=request.now, due_at=request.now, expires_at=until)
