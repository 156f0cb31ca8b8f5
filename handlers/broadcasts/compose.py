"""`/gui`: text and count first, then a yes freezes it; scheduled, stopped, corrected by the buttons under it."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.broadcasts.results import actor_of, result_button
from handlers.broadcasts.unheard import unheard
from handlers.language.folding import fold
from handlers.language.unit_names import nearest
from handlers.messages import Button, Outcome, Refusal, Reply, asking, button_label
from handlers.reading.marks import SURE, mark_in
from handlers.request import Request
from handlers.said.broadcasts import NOBODY_YET, CorrectionSaid, PressSaid, SendSaid, WhomSaid
from handlers.wording import broadcasts as wording
from handlers.wording import buttons as on_button
from storage import albums, broadcasts, files, segments
from storage.clock import local
from storage.models import Broadcast, Event, StoredFile
from storage.segments import BadSegment, Recipient

RECENT = 30  # broadcasts among which a number is looked for
LONGEST = 10_000  # letters; longer is a document, not a message
DRAFT_LASTS = timedelta(hours=24)


def send(request: Request) -> Reply:
    """`/gui SEGMENT: TEXT`, `/gui TEXT` (whom is asked), and the buttons under the preview."""
    match request.command.said:
        case PressSaid() as pressed:
            return _pressed(request, pressed)
        case WhomSaid(broadcast_id, segment):
            return _addressed_now(request, broadcast_id, segment)
        case CorrectionSaid(text, broadcast_id, number):
            wrong = _sent_as(request, number) if broadcast_id is None else broadcast_id
            return _corrected(request, wrong, text)
        case SendSaid() as said:
            return drafted(request, said, _file(request, said.file_id))
    return asking(wording.HOW_TO_SEND)


def _file(request: Request, file_id: int | None) -> StoredFile | None:
    if file_id is None:
        return None
    file = files.of_event(request.session, request.event.id, file_id)
    if file is None:
        raise Refusal(wording.FILE_GONE)
    return file


def drafted(request: Request, said: SendSaid, file: StoredFile | None = None) -> Reply:
    """What would go out, to whom, perhaps with a file: shown before anything leaves."""
    if said.send_at is not None and said.send_at <= request.now:
        raise Refusal(wording.IN_THE_PAST, faults={"hour": wording.IN_THE_PAST})
    text = wording.urged(said.segment, said.paper) if said.text is None else said.text
    return _drafted(request, said.segment, text, said.send_at, file=file)


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
    return asking(wording.whom_asked(row.text), choices, expects=f"/gui cho {row.id}")


def _addressed_now(request: Request, broadcast_id: int, segment: str) -> Reply:
    """Whom a waiting text goes to, pressed or typed: "tất cả", "các đầu mối", "Khe Mây"."""
    row = broadcasts.locked(request.session, request.event.id, broadcast_id)
    if row is None or row.state != "draft" or row.confirmed_at is not None or row.corrects_id is not None:
        raise Refusal(wording.NO_SUCH_BROADCAST)
    if segment == NOBODY_YET:
        return _whom(row)
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
    units, ways = broadcasts.by_unit(request.session, people), broadcasts.by_channel(request.session, people)
    by_label = [(request.channels.named(name) if name else "", count) for name, count in ways]
    buttons = (
        Button(on_button.SEND, f"/gui ok {row.id} v{row.version}"),
        Button(on_button.NEVER_MIND, f"/gui thoi {row.id}"),
    )
    shown = wording.preview(row.text, row.segment, len(people), units, by_label, changed=changed)
    but = wording.but(_local(request, row.send_at), correction=row.corrects_id is not None, files=_files(request, row))
    alone = "" if row.corrects_id is not None else unheard(request, row.segment, people)
    return asking(shown + but + alone, buttons)


def _files(request: Request, row: Broadcast) -> list[tuple[str, str, int]]:
    """What goes along: name, kind and bytes of each."""
    return [(file.name, file.mime, file.size) for file in albums.together(request.session, row.file_id)]


def _local(request: Request, moment: datetime | None) -> datetime | None:
    return local(moment, request.zone) if moment else None


def _pressed(request: Request, said: PressSaid) -> Reply:
    row = broadcasts.locked(request.session, request.event.id, said.broadcast_id)
    if row is None:
        raise Refusal(wording.NO_SUCH_BROADCAST)
    verb = said.verb
    if verb == "dung":
        return _stopped(request, row)
    if verb == "dan":
        return Reply(wording.to_paste(request.event.title, row.text))
    if verb == "dinhchinh":
        return asking(wording.type_correction(row.text), expects=f"/gui dinhchinh {row.id}")
    if row.segment == NOBODY_YET and row.corrects_id is None and row.state == "draft" and verb == "ok":
        return _whom(row)
    if row.confirmed_at is not None:
        return Reply(wording.already_sent(row.recipients), (result_button(row),))
    if row.state != "draft":
        raise Refusal(wording.DROPPED)
    if verb == "thoi":
        broadcasts.drop(row)
        return Reply(wording.DROPPED)
    return _confirmed(request, row, said.version)


def _confirmed(request: Request, row: Broadcast, version: int) -> Reply:
    """Freezes the draft, unless it is old or its people are not those that were shown."""
    if request.now - row.created_at > DRAFT_LASTS:
        raise Refusal(wording.TOO_OLD)
    people = _recipients(request.session, request.event, row.segment, row.corrects_id)
    if version != row.version or len(people) != row.recipients:
        if len(people) != row.recipients:
            broadcasts.recount(row, len(people))
        return _card(request, row, people, changed=True)
    buttons = (result_button(row), Button(on_button.STOP_SENDING, f"/gui dung {row.id}"))
    if row.send_at is not None and row.send_at > request.now:
        broadcasts.schedule(request.session, row, now=request.now, actor_id=actor_of(request))
        return Reply(wording.scheduled(local(row.send_at, request.zone), _files(request, row)), buttons)
    _freeze(request.session, row, people, request.now, actor_of(request))
    return Reply(wording.queued(len(people), _files(request, row)), buttons)


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
    return replace(stopped, buttons=(Button(on_button.CORRECT, f"/gui dinhchinh {row.id}"), *stopped.buttons))


def preview(session: Session, event_id: int, segment: str, text: str) -> dict[str, Any]:
    """What would be sent, for the command line: text and counts."""
    event = session.get_one(Event, event_id)
    text, people = _worded(text), _recipients(session, event, segment, by_key=True)
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
    worded, people = _worded(text), _recipients(session, event, segment, by_key=True)
    if not people:
        raise Refusal(wording.nobody(segment))
    return worded, people


def _worded(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("\x00", "").strip()
    if not text:
        raise Refusal(wording.HOW_TO_SEND, outcome=Outcome.ASK, faults={"text": wording.NO_TEXT})
    if len(text) > LONGEST:
        too_long = wording.too_long(len(text), LONGEST)
        raise Refusal(too_long, faults={"text": too_long})
    if mark := mark_in([text]):
        secret = wording.TEXT_SECRET if mark == SURE else wording.TEXT_MAYBE_SECRET
        raise Refusal(secret, faults={"text": secret})
    return text


def _recipients(
    session: Session, event: Event, segment: str, corrects_id: int | None = None, *, by_key: bool = False
) -> list[Recipient]:
    """The people of a segment; refused with those that are near or exist. `by_key`: as scripts write segments."""
    if corrects_id is not None:
        return broadcasts.reached(session, event.id, corrects_id)
    if not segment.strip(" ,"):
        raise Refusal(wording.NO_SEGMENT, outcome=Outcome.ASK, faults={"to": wording.NO_SEGMENT})
    try:
        return segments.recipients(session, event, segment, fold)
    except BadSegment as bad:
        if by_key and bad.reason == "form":
            raise Refusal(wording.bad_key(bad.part, bad.known)) from None
        close = nearest(bad.part, bad.known) if bad.reason == "unit" else bad.known
        unknown = wording.bad_segment(bad.part, bad.reason, close)
        raise Refusal(unknown, outcome=Outcome.ASK, faults={"to": unknown}) from None
