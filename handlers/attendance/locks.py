"""When head counts lock, and one unit that may still change."""

import re
from datetime import UTC, datetime

from handlers.attendance.target import by_id, split_unit, target, unit_buttons
from handlers.messages import Button, Refusal, Reply
from handlers.reading.text import fold
from handlers.reading.when import read_until
from handlers.request import Request
from handlers.wording import locks as wording
from storage import attendance, outbox, owing
from storage.attendance import UnitCount
from storage.clock import local
from storage.outbox import Draft, Topic, Words

NEVER = ("bo", "bo khoa", "mo het", "khong khoa")
NOW = re.compile(r"(?:(?:ngay|luon|bay gio|lap tuc|tu bay gio|di|nhe|a|lai)(?: |$))+")


def lock(request: Request) -> Reply:
    """`/khoa`: shows when counts lock; `/khoa 17:00 20/11`, `/khoa ngay`, `/khoa bo` sets it."""
    words = fold(request.command.words).removeprefix("khoa").strip()
    if not words:
        return _standing(request)
    if words in NEVER:
        attendance.set_lock(request.session, request.event.id, None, by_id=by_id(request), now=request.now)
        return Reply(wording.NEVER_LOCKS)
    at = request.now if NOW.fullmatch(words) else _moment(request, request.command.words)
    if at is None:
        raise Refusal(wording.HOW_TO_LOCK)
    attendance.set_lock(request.session, request.event.id, at, by_id=by_id(request), now=request.now)
    return Reply(wording.lock_set(local(at, request.zone)), (Button("Bỏ khóa", "/khoa bo"),))


def _standing(request: Request) -> Reply:
    found = attendance.lock_of(request.session, request.event.id)
    if found is None:
        return Reply(wording.no_lock(), (Button("Khóa ngay", "/khoa ngay"),), expects="/khoa")
    shown = wording.standing(found, local(found.at, request.zone), locked=request.now >= found.at)
    return Reply(
        f"{shown}\n{wording.HOW_TO_LOCK}",
        (Button("Khóa ngay", "/khoa ngay"), Button("Bỏ khóa", "/khoa bo")),
        expects="/khoa",
    )


def grant(request: Request) -> Reply:
    """`/mo UNIT đến 12:00 21/11`: one unit may change after the lock, until a moment."""
    if not request.command.words.strip():
        return Reply(wording.WHOM_TO_OPEN, unit_buttons(request))
    unit, words = target(request)
    if attendance.lock_of(request.session, request.event.id) is None:
        return Reply(wording.no_lock())
    until = _moment(request, words)
    if until is None:
        return _until_when(request, unit, words)
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


def _until_when(request: Request, unit: UnitCount, words: str) -> Reply:
    key = f"/mo u{unit.unit.id}"
    buttons = (Button("Hết hôm nay", f"{key} hom nay"), Button("Hết ngày mai", f"{key} ngay mai"))
    return Reply(wording.until_when(unit.unit), buttons, expects=key)


def _moment(request: Request, words: str) -> datetime | None:
    """The instant in the words, kept as UTC; a refusal where it cannot be."""
    found = read_until(split_unit(words)[1], local(request.now, request.zone))
    if isinstance(found, str):
        raise Refusal(wording.no_such_moment(found))
    return found and found.astimezone(UTC)


def _tell(request: Request, unit: UnitCount, grant_id: int, until: datetime) -> None:
    """The unit's focal points hear of the grant through the outbox."""
    event_id = request.event.id
    speakers = owing.speakers(request.session, {event_id}).get(event_id, {}).get(unit.unit.id, ())

    def write(number: str) -> Words:
        return wording.grant_notice(request.event, unit.unit, until, number)

    drafts = [Draft(person, unit.unit.id, write) for person, _ in speakers]
    topic = Topic(event_id, "grant", f"unit:{unit.unit.id}", str(grant_id))
    outbox.put(request.session, topic, drafts, now=request.now, due_at=request.now, expires_at=until)
