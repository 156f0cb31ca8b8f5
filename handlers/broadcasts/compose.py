"""`/gui`: text and count first, then a yes freezes it; scheduled, stopped, corrected by the buttons under it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.broadcasts.results import actor_of, result_button
from handlers.broadcasts.unheard import unheard
from handlers.messages import Button, Refusal, Reply, button_label
from handlers.reading.addressing import read_addressed, read_correction, read_whom, segment_said
from handlers.reading.matching import meant
from handlers.reading.text import fold
from handlers.reading.units import mentioned, nearest
from handlers.reading.when import read_until
from handlers.request import Request
from handlers.wording import broadcasts as wording
from storage import broadcasts, files, owing, segments, units
from storage.clock import local
from storage.models import Broadcast, Event, StoredFile
from storage.segments import BadSegment, Recipient

RECENT = 30  # broadcasts among which a number is looked for
LONGEST = 10_000  # letters; longer is a document, not a message
DRAFT_LASTS = timedelta(hours=24)
NAME = r"[^\s:,][^:\n]*?"
PART = rf"(?:all|attending|unanswered|owing:{NAME}|owing|(?:role|unit|group|choice):{NAME})"
ADDRESSED = re.compile(rf"^(?P<segment>{PART}(?:\s*,\s*{PART})*)\s*(?::\s|:?\s*\n)\s*(?P<text>.+)$", re.DOTALL)
SCHEDULED = re.compile(
    rf"^(?:(?P<segment>{PART}(?:\s*,\s*{PART})*)\s*:?\s+)?(?:vào |vao )?(?:lúc|luc|hẹn|hen)\s+"
    r"(?P<when>[^\n]{2,40}?)\s*(?::\s|:?\s*\n)\s*(?P<text>.+)$",
    re.DOTALL | re.IGNORECASE,
)
CORRECTED = re.compile(r"^(?:dinhchinh|sua) (?P<id>\d{1,9})(?:\s*:)?\s+(?P<text>.+)$", re.DOTALL)
FILED = re.compile(r"^tep(?P<id>\d{1,9})\s+(?P<text>.+)$", re.DOTALL)
SEGMENT = re.compile(rf"{PART}(?:\s*,\s*{PART})*")
WHOM = re.compile(r"^cho (?P<id>\d{1,9})(?:\s+(?P<words>[^\n]{1,200}))?$")
NOBODY_YET = ""  # the segment of a text whose recipients nobody has named
PRESSED = re.compile(r"^(?P<verb>ok|thoi|dung|dan|dinhchinh) (?P<id>\d{1,9})(?: v(?P<version>\d{1,9}))?$")


def send(request: Request) -> Reply:
    """`/gui SEGMENT: TEXT`, `/gui TEXT` (whom is asked), and the buttons under the preview."""
    words = request.command.words.strip()
    if pressed := PRESSED.match(words):
        return _pressed(request, pressed["verb"], int(pressed["id"]), int(pressed["version"] or 0))
    if not words:
        return Reply(wording.HOW_TO_SEND)
    if whom := WHOM.match(words):
        return _addressed_now(request, int(whom["id"]), (whom["words"] or "").strip())
    if correction := CORRECTED.match(words):
        return _corrected(request, int(correction["id"]), correction["text"])
    if (said := read_correction(words)) is not None:
        return _corrected(request, _sent_as(request, said[0]), said[1])
    if filed := FILED.match(words):
        file = files.of_event(request.session, request.event.id, int(filed["id"]))
        if file is None:
            raise Refusal(wording.FILE_GONE)
        return addressed(request, filed["text"], file)
    return addressed(request, words)


def addressed(request: Request, words: str, file: StoredFile | None = None) -> Reply:
    """What would go out, to whom, perhaps with a file: shown before anything leaves."""
    segment, text, send_at = _addressed(request, words)
    return _drafted(request, segment, text, send_at, file=file)


def _addressed(request: Request, words: str) -> tuple[str, str, datetime | None]:
    """Whom, what and from when: "role:focal lúc 14:00 mai: …", "unit:Tên: …"; a text alone names nobody yet."""
    if scheduled := SCHEDULED.match(words):
        when = read_until(scheduled["when"], local(request.now, request.zone))
        if isinstance(when, datetime):
            if when <= request.now:
                raise Refusal(wording.IN_THE_PAST)
            return scheduled["segment"] or NOBODY_YET, scheduled["text"], when.astimezone(UTC)
    if addressed := ADDRESSED.match(words):
        return addressed["segment"], addressed["text"], None
    said = read_addressed(words) or read_whom(words)
    if said is None:
        return NOBODY_YET, words, None
    segment = _segment(request, said.segment)
    if said.when and said.text:
        return _addressed(request, f"{segment} lúc {said.when}: {said.text}")
    return segment, said.text or wording.urged(segment, _paper(request, said.paper)), None


def _segment(request: Request, said: str) -> str:
    return _of_units(request, _of_paper(request, said))


def _of_units(request: Request, segment: str) -> str:
    """ "unit:Khe Mây và Đồng Nhân" as both of them, by their own names."""
    kind, _, named = segment.partition(":")
    if kind != "unit":
        return segment
    rows = {row.id: row for row in units.of_plan(request.session, request.event.id)}
    found = mentioned(named, units.spellings(rows.values()))
    return ",".join(f"unit:{rows[key].name}" for key in found) if len(found) > 1 else segment


def _of_paper(request: Request, segment: str) -> str:
    kind, _, named = segment.partition(":")
    return f"{kind}:{_paper(request, named)}" if kind == "owing" and named else segment


def _paper(request: Request, named: str) -> str:
    """The paper's own name where one is meant: so it is found, and written as the plan writes."""
    known = dict(enumerate(owing.paper_names(request.session, request.event.id)))
    found = meant(named, known) if named else []
    return known[found[0]] if len(found) == 1 else named


def _drafted(
    request: Request,
    segment: str,
    text: str,
    send_at: datetime | None = None,
    corrects_id: int | None = None,
    file: StoredFile | None = None,
) -> Reply:
    text = _worded(text)
    named = segment != NOBODY_YET or corrects_id is not None
    people = _recipients(request.session, request.event, segment, corrects_id) if named else []
    if not people and named:
        raise Refusal(wording.nobody(segment) + unheard(request, segment, people))
    row = broadcasts.add(
        request.session, request.event.id, segment, text, recipients=len(people), critical=False,
        author_id=actor_of(request), now=request.now,
    )  # fmt: skip
    row.send_at, row.corrects_id, row.file_id = send_at, corrects_id, file.id if file else None
    return _card(request, row, people) if named else _whom(row)


def _whom(row: Broadcast) -> Reply:
    """Nobody is meant until somebody is named: everybody too has to be chosen."""
    choices = tuple(Button(button_label(label), f"/gui cho {row.id} {key}") for key, label in wording.CHOICES.items())
    return Reply(wording.whom_asked(row.text), choices, expects=f"/gui cho {row.id}")


def _addressed_now(request: Request, broadcast_id: int, words: str) -> Reply:
    """Whom a waiting text goes to, pressed or typed: "tất cả", "các đầu mối", "Khe Mây"."""
    row = broadcasts.locked(request.session, request.event.id, broadcast_id)
    if row is None or row.state != "draft" or row.confirmed_at is not None or row.corrects_id is not None:
        raise Refusal(wording.NO_SUCH_BROADCAST)
    if not words:
        return _whom(row)
    segment = words if SEGMENT.fullmatch(words) else _segment(request, segment_said(words))
    people = _recipients(request.session, request.event, segment)
    if not people:
        raise Refusal(wording.nobody(segment) + unheard(request, segment, people))
    broadcasts.address(row, segment, len(people))
    return _card(request, row, people)


def _sent_as(request: Request, number: str) -> int:
    """The broadcast that went out under a number; without one the newest."""
    sent = broadcasts.confirmed(request.session, request.event.id, RECENT)
    numbered = ((row, broadcasts.number_of(request.session, row.id)) for row in sent)
    found = next((row for row, own in numbered if not number or (own or "").lstrip("0") == number.lstrip("0")), None)
    if found is None:
        raise Refusal(wording.NO_SUCH_BROADCAST)
    return found.id


def _corrected(request: Request, broadcast_id: int, text: str) -> Reply:
    """A correction goes to those who got the first message, or may have."""
    row = broadcasts.locked(request.session, request.event.id, broadcast_id)
    if row is None or row.confirmed_at is None or row.state == "scheduled":
        raise Refusal(wording.NO_SUCH_BROADCAST)
    return _drafted(request, row.segment, text, corrects_id=row.id)


def _card(request: Request, row: Broadcast, people: Sequence[Recipient], changed: bool = False) -> Reply:
    """What would go out, to how many, and the two buttons."""
    units, channels = broadcasts.by_unit(request.session, people), broadcasts.by_channel(request.session, people)
    buttons = (Button("Gửi", f"/gui ok {row.id} v{row.version}"), Button("Thôi", f"/gui thoi {row.id}"))
    shown = wording.preview(row.text, row.segment, len(people), units, channels, changed=changed)
    file = files.of_event(request.session, request.event.id, row.file_id) if row.file_id else None
    but = wording.but(
        _local(request, row.send_at),
        correction=row.corrects_id is not None,
        file=(file.name, file.size) if file else None,
    )
    alone = "" if row.corrects_id is not None else unheard(request, row.segment, people)
    return Reply(shown + but + alone, buttons)


def _local(request: Request, moment: datetime | None) -> datetime | None:
    return local(moment, request.zone) if moment else None


def _pressed(request: Request, verb: str, broadcast_id: int, version: int) -> Reply:
    row = broadcasts.locked(request.session, request.event.id, broadcast_id)
    if row is None:
        raise Refusal(wording.NO_SUCH_BROADCAST)
    if verb == "dung":
        return _stopped(request, row)
    if verb == "dan":
        return Reply(wording.to_paste(request.event.title, row.text))
    if verb == "dinhchinh":
        return Reply(wording.type_correction(row.text), expects=f"/gui dinhchinh {row.id}")
    if row.segment == NOBODY_YET and row.corrects_id is None and row.state == "draft" and verb == "ok":
        return _whom(row)
    if row.confirmed_at is not None:
        return Reply(wording.already_sent(row.recipients), (result_button(row),))
    if row.state != "draft":
        raise Refusal(wording.DROPPED)
    if verb == "thoi":
        broadcasts.drop(row)
        return Reply(wording.DROPPED)
    return _confirmed(request, row, version)


def _confirmed(request: Request, row: Broadcast, version: int) -> Reply:
    """Freezes the draft, unless it is old or its people are not those that were shown."""
    if request.now - row.created_at > DRAFT_LASTS:
        raise Refusal(wording.TOO_OLD)
    people = _recipients(request.session, request.event, row.segment, row.corrects_id)
    if version != row.version or len(people) != row.recipients:
        if len(people) != row.recipients:
            broadcasts.recount(row, len(people))
        return _card(request, row, people, changed=True)
    buttons = (result_button(row), Button("Dừng gửi", f"/gui dung {row.id}"))
    if row.send_at is not None and row.send_at > request.now:
        broadcasts.schedule(request.session, row, now=request.now, actor_id=actor_of(request))
        return Reply(wording.scheduled(local(row.send_at, request.zone)), buttons)
    _freeze(request.session, row, people, request.now, actor_of(request))
    return Reply(wording.queued(len(people)), buttons)


def _freeze(session: Session, row: Broadcast, people: Sequence[Recipient], now: datetime, actor_id: int | None) -> None:
    write = wording.written(row.text, broadcasts.number_of(session, row.corrects_id))
    broadcasts.freeze(session, row, people, write, now=now, actor_id=actor_id)


def _stopped(request: Request, row: Broadcast) -> Reply:
    if row.confirmed_at is None:
        raise Refusal(wording.NO_SUCH_BROADCAST)
    waited = row.state == "scheduled"
    stopped = broadcasts.stop(request.session, row, now=request.now, actor_id=actor_of(request))
    return Reply(wording.UNSCHEDULED if waited else wording.stopped(stopped), () if waited else (result_button(row),))


def called_back(request: Request, change: Mapping[str, Any]) -> Reply:
    """Undo of a message to many: what has not left is held back; what has left can only be corrected."""
    row = broadcasts.locked(request.session, request.event.id, int(change["subject"].partition(":")[2]))
    if row is None or row.state == "stopped":
        raise Refusal(wording.NO_SUCH_BROADCAST)
    stopped = _stopped(request, row)
    return replace(stopped, buttons=(Button("Đính chính", f"/gui dinhchinh {row.id}"), *stopped.buttons))


def preview(session: Session, event_id: int, segment: str, text: str) -> dict[str, Any]:
    """What would be sent, for the command line: text and counts."""
    event = session.get_one(Event, event_id)
    text, people = _worded(text), _recipients(session, event, segment)
    return {"text": text, "recipients": len(people), **_counts(session, people)}


def send_now(
    session: Session, event_id: int, segment: str, text: str, *, now: datetime, critical: bool = False
) -> dict[str, Any]:
    """Freezes a broadcast without asking again, for the command line's --yes."""
    event = session.get_one(Event, event_id)
    text, people = _checked(session, event, segment, text)
    row = broadcasts.add(
        session, event_id, segment, text, recipients=len(people), critical=critical, author_id=None, now=now
    )
    _freeze(session, row, people, now, None)
    return {"id": row.id, "recipients": len(people), **_counts(session, people, critical)}


def _counts(session: Session, people: Sequence[Recipient], critical: bool = False) -> dict[str, dict[str, int]]:
    units = {name or wording.NO_UNIT: count for name, count in broadcasts.by_unit(session, people)}
    channels = broadcasts.by_channel(session, people, critical=critical)
    return {"by_unit": units, "by_channel": {name or "none": count for name, count in channels}}


def _checked(session: Session, event: Event, segment: str, text: str) -> tuple[str, list[Recipient]]:
    """The text as it may go out and the people it goes to; refuses what cannot be sent."""
    worded, people = _worded(text), _recipients(session, event, segment)
    if not people:
        raise Refusal(wording.nobody(segment))
    return worded, people


def _worded(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("\x00", "").strip()
    if not text:
        raise Refusal(wording.HOW_TO_SEND)
    if len(text) > LONGEST:
        raise Refusal(wording.too_long(len(text), LONGEST))
    return text


def _recipients(session: Session, event: Event, segment: str, corrects_id: int | None = None) -> list[Recipient]:
    if corrects_id is not None:
        return broadcasts.reached(session, event.id, corrects_id)
    try:
        return segments.recipients(session, event, segment, fold)
    except BadSegment as bad:
        close = nearest(bad.part, bad.known) if bad.reason == "unit" else bad.known
        raise Refusal(wording.bad_segment(bad.part, bad.reason, close)) from None
