"""`/sua`: an organiser changes an item, a deadline, the days or the place; before and after are shown first."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from typing import Any

from handlers.affected import touched
from handlers.messages import Button, Refusal, Reply, button_label
from handlers.reading.edits import EditSaid, read_edit, read_moment
from handlers.reading.matching import meal_at, meant
from handlers.reading.text import fold
from handlers.request import Request
from handlers.wording import edits as wording
from handlers.wording import programme as named
from storage import deadlines, edits, programme
from storage.clock import instant, local
from storage.edits import Stale
from storage.models import Deadline, Edit, Event, ProgrammeItem

PRESSED = re.compile(r"^(?P<verb>ok|thoi|xem) (?P<id>\d{1,9})$")
NAMED = re.compile(r"^(?P<kind>[ihe])(?P<id>\d{1,9})(?: (?P<value>.+))?$", re.DOTALL)
KINDS = {"i": "item", "h": "deadline", "e": "event"}
DRAFT_LASTS = timedelta(minutes=30)
LISTED = 8
ABOUT_EVENT = re.compile(r"\b(?:hoi nghi|su kien|cuoc hop|ngay hop|ngay to chuc|ngay|thoi gian to chuc|le)\b")
ABOUT_DEADLINE = re.compile(r"\b(?:han|nop|gui|thoi han)\b")
PLACE_WORDS = re.compile(r"\b(?:dia diem|noi|cho|hop|to chuc|dien ra|hoi truong|phong|hoi nghi|cua|an)\b")
AT_PLACE = re.compile(r"(?:đổi\s+)?(?:địa điểm|dia diem|nơi|noi|ở|o|tại|tai)\s*(?:là|:)?\s+(.+)$", re.I | re.DOTALL)
CALLED = re.compile(r"(?:tên|ten)\s*(?:là|:)?\s+(.+)$", re.IGNORECASE | re.DOTALL)
LONGEST = 300


def change(request: Request) -> Reply:
    """`/sua`, `/sua i12 19:00`, "dời bữa tối sang 19:00", and the buttons of the card."""
    words = request.command.words.strip()
    if pressed := PRESSED.match(words):
        return _pressed(request, pressed["verb"], int(pressed["id"]))
    if chosen := NAMED.match(words):
        return _chosen(request, chosen["kind"], int(chosen["id"]), (chosen["value"] or "").strip())
    if not words:
        return Reply(wording.HOW, _things(request))
    now = local(request.now, request.zone)
    said = read_edit(words, now) or read_edit(f"sửa {words}", now) or read_edit(f"chốt {words}", now)
    if said is None:
        raise Refusal(wording.NOT_FOUND, _things(request))
    subjects = _subjects(request, said)
    if not subjects:
        raise Refusal(wording.NOT_FOUND, _things(request))
    cards = [_propose(request, subject, said) for subject in subjects[:LISTED]]
    if len(cards) == 1:
        return _card(request, cards[0])
    return Reply(wording.WHICH, tuple(Button(_short(card.title), f"/sua xem {card.id}") for card in cards))


def _things(request: Request) -> tuple[Button, ...]:
    """What can be changed, as buttons: the event, the coming items, the open deadlines."""
    items = [row for row in programme.items(request.session, request.event.id) if row.start][:LISTED]
    due = [row for row in deadlines.of_plan(request.session, request.event.id) if row.event_id == request.event.id]
    return (
        Button("Ngày, địa điểm hội nghị", f"/sua e{request.event.id}"),
        *(Button(_short(named.item(row)), f"/sua i{row.id}") for row in items),
        *(Button(_short(f"Hạn: {row.what}"), f"/sua h{row.id}") for row in due[:LISTED]),
    )


def _short(text: str) -> str:
    return button_label(text, 50)


def _chosen(request: Request, kind: str, number: int, value: str) -> Reply:
    """A thing named by a button, with or without its new value."""
    subject = f"{KINDS[kind]}:{number}"
    row = edits.thing(request.session, request.event.id, subject)
    if row is None:
        raise Refusal(wording.NOT_FOUND, _things(request))
    if not value:
        return Reply(wording.asked(kind, _title(row)), expects=f"/sua {kind}{number}")
    said = _of_value(value, local(request.now, request.zone))
    return _card(request, _propose(request, subject, said))


def _of_value(value: str, now: datetime) -> EditSaid:
    """What a value means by itself: "19:00", "ngày 26/3", "ở Nhà khách", "hủy"; each line is a value of its own."""
    found = [_of_line(line.strip(), now) for line in value.splitlines() if line.strip()]
    other = [said for said in found if said.verb != "set"]
    return other[0] if other else reduce(_together, found)


def _of_line(value: str, now: datetime) -> EditSaid:
    folded = fold(value)
    if folded in ("huy", "huy bo", "bo"):
        return EditSaid("cancel")
    if folded in ("hoan", "tam hoan"):
        return EditSaid("postpone")
    if found := AT_PLACE.match(value):
        return EditSaid("set", place=found[1].strip())
    if found := CALLED.match(value):
        return EditSaid("set", name=found[1].strip())
    return read_edit(value, now) or read_moment(value, now) or EditSaid("set", place=value)


def _together(one: EditSaid, other: EditSaid) -> EditSaid:
    said = {each.name: getattr(other, each.name) for each in fields(EditSaid) if each.name not in ("verb", "what")}
    return replace(one, **{name: value for name, value in said.items() if value is not None})


def _title(row: Event | ProgrammeItem | Deadline) -> str:
    return row.what if isinstance(row, Deadline) else row.title


def _subjects(request: Request, said: EditSaid) -> list[str]:
    """What a sentence means: an item by its words, a deadline by its paper, else the event itself."""
    event, folded = f"event:{request.event.id}", fold(said.what)
    if said.verb in ("postpone", "written"):
        return [event]
    rest = PLACE_WORDS.sub(" ", folded).strip() if said.place else folded
    if said.place and not rest:
        return [event]
    due = [row for row in deadlines.of_plan(request.session, request.event.id) if row.event_id == request.event.id]
    papers = {row.id: f"{row.what} {' '.join(paper.name for paper in row.papers)}" for row in due}
    if ABOUT_DEADLINE.search(folded) or fold(request.command.words).startswith("gia han"):
        found = meant(rest, papers) or ([due[0].id] if len(due) == 1 else [])
        return [f"deadline:{key}" for key in found]
    items = {row.id: meal_at(row.title, row.start) for row in programme.items(request.session, request.event.id)}
    whole = said.day is not None or said.shift is not None or said.verb == "cancel"
    if whole and (not rest or re.fullmatch(rf"(?:{ABOUT_EVENT.pattern}|\s)+", rest)):
        return [event]
    if found := meant(rest, items):
        return [f"item:{key}" for key in found]
    if found := meant(rest, papers):
        return [f"deadline:{key}" for key in found]
    about_event = bool(ABOUT_EVENT.search(rest)) and meant(rest, {0: request.event.title})
    return [event] if whole and about_event else []


def _propose(request: Request, subject: str, said: EditSaid) -> Edit:
    row = edits.thing(request.session, request.event.id, subject)
    assert row is not None
    after = _after(row, said, request)
    if all(edits.value(row, field) == new for field, new in after.items()):
        raise Refusal(wording.NOTHING_NEW)
    return edits.propose(
        request.session, request.event.id, subject, _title(row), after,
        author_id=request.person.id if request.person else None, now=request.now,
    )  # fmt: skip


def _after(row: Event | ProgrammeItem | Deadline, said: EditSaid, request: Request) -> Mapping[str, Any]:
    """The new values of one thing."""
    if said.verb == "cancel":
        return {"cancelled_at": True}
    if said.verb in ("postpone", "written"):
        return {"postponed_at" if said.verb == "postpone" else "written_at": True}
    words = {"venue": said.place, "title": said.name}
    new: dict[str, Any] = {field: text[:LONGEST] for field, text in words.items() if text}
    if isinstance(row, Deadline):
        if new:
            raise Refusal(wording.NOT_FOUND)
        return _due(row, said, request)
    if new and not (said.day or said.start or said.shift):
        return new
    return {**new, **(_days(row, said, request) if isinstance(row, Event) else _hours(row, said, request))}


def _days(row: Event, said: EditSaid, request: Request) -> Mapping[str, Any]:
    """The event's days: as many as before, where the last one is not said."""
    first = said.day or (row.starts_on + said.shift if row.starts_on and said.shift else None)
    if first is None:
        raise Refusal(wording.NOT_FOUND)
    length = (row.ends_on or row.starts_on) - row.starts_on if row.starts_on and row.ends_on else timedelta(0)
    last = said.last_day or first + length
    _ahead(first, request)
    if last < first:
        raise Refusal(wording.ENDS_BEFORE)
    return {"starts_on": first.isoformat(), "ends_on": last.isoformat(), "date_text": None}


def _due(row: Deadline, said: EditSaid, request: Request) -> Mapping[str, Any]:
    day = said.day or (row.due_on + said.shift if row.due_on and said.shift else row.due_on)
    if day is None:
        raise Refusal(wording.NOT_FOUND)
    _ahead(day, request)
    at = said.start or (row.due_time if said.day is None else None)
    # "Gia hạn đến 20/3" still allows the 20th; "trước 20/3" does not.
    before = bool(re.search(r"\btruoc\b", fold(request.command.words))) if said.day else row.before
    return {"due_on": day.isoformat(), "due_time": at.isoformat() if at else None, "before": before or at is not None}


def _hours(row: ProgrammeItem, said: EditSaid, request: Request) -> Mapping[str, Any]:
    """An item's day and hours; it lasts as long as before where no end is said."""
    day, start = said.day or row.day, said.start or row.start
    if said.shift and said.shift.days and said.shift == timedelta(days=said.shift.days):
        day = day + said.shift if day else day
    elif said.shift and start:
        start = _moved(start, said.shift)
    end = said.end or (_ends_with(row, start) if said.start or said.shift else row.end)
    if day is not None and start is not None:
        _ahead(day, request, start)
    if start and end and end <= start:
        raise Refusal(wording.ENDS_BEFORE)
    return {
        "day": day.isoformat() if day else None,
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
    }


def _ends_with(row: ProgrammeItem, start: time | None) -> time | None:
    if row.start is None or row.end is None or start is None:
        return row.end
    lasts = datetime.combine(date.min, row.end) - datetime.combine(date.min, row.start)
    ends = datetime.combine(date.min, start) + lasts
    return ends.time() if ends.date() == date.min else None


def _moved(start: time, shift: timedelta) -> time:
    moved = datetime.combine(date(2000, 1, 2), start) + shift
    if moved.date() != date(2000, 1, 2):
        raise Refusal(wording.ENDS_BEFORE)
    return moved.time()


def _ahead(day: date, request: Request, at: time = time(23, 59, 59)) -> None:
    if instant(day, at, request.zone) <= request.now:
        raise Refusal(wording.IN_THE_PAST)


def _card(request: Request, edit: Edit) -> Reply:
    told = len(touched(request.session, request.event, edit.subject)) if request.event.published_at else 0
    buttons = (Button(wording.yes(edit), f"/sua ok {edit.id}"), Button("Thôi", f"/sua thoi {edit.id}"))
    return Reply(wording.card(edit, wording.said(edit.before), wording.said(edit.after), told), buttons)


def _pressed(request: Request, verb: str, number: int) -> Reply:
    edit = edits.locked(request.session, request.event.id, number)
    if edit is None or edit.state != "draft":
        raise Refusal(wording.GONE)
    if verb == "xem":
        return _card(request, edit)
    if verb == "thoi":
        edit.state = "dropped"
        return Reply(wording.DROPPED)
    if request.now - edit.created_at > DRAFT_LASTS:
        raise Refusal(wording.TOO_OLD)
    return _written(request, edit)


def _written(request: Request, edit: Edit) -> Reply:
    actor = request.person.id if request.person else None
    whom = touched(request.session, request.event, edit.subject) if request.event.published_at else []
    try:
        edits.apply(request.session, edit, actor_id=actor, now=request.now, zone=request.zone)
    except Stale:
        raise Refusal(wording.STALE) from None
    return Reply(wording.recorded(edit, wording.said(edit.before), wording.said(edit.after), len(whom)))
