"""The new values of one thing, from what was said of it: days, hours, a deadline, words, a mark."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from handlers.language.activities import PLACE_OF
from handlers.messages import Refusal
from handlers.request import Request
from handlers.said.edits import EditSaid
from handlers.wording import edits as wording
from storage import edits, options
from storage.clock import instant
from storage.models import Deadline, Event, ItemOption, ProgrammeItem
from storage.options import Moment

LONGEST = 300


def after_of(row: Event | ProgrammeItem | Deadline | ItemOption, said: EditSaid, request: Request) -> Mapping[str, Any]:
    """The new values of one thing."""
    if isinstance(row, ItemOption):
        return _of_option(row, said, request)
    if said.verb == "cancel":
        return {"cancelled_at": True}
    if said.verb == "restore":
        marks = {mark: False for mark in edits.MARKS if getattr(row, mark, None) is not None}
        kept = ("day", "start", "end") if isinstance(row, ProgrammeItem) else ()
        return {**marks, **{field: edits.value(row, field) for field in kept}}
    if said.verb in ("postpone", "written"):
        return {"postponed_at" if said.verb == "postpone" else "written_at": True}
    words = {"venue": said.place, "title": said.name}
    new: dict[str, Any] = {field: text[:LONGEST] for field, text in words.items() if text}
    if isinstance(row, ProgrammeItem) and said.place and not said.name:
        new |= _title_at(row, said.place)
    if isinstance(row, Deadline):
        if new:
            raise Refusal(wording.NOT_FOUND)
        return _due(row, said, request)
    if new and not _moves(said):
        return new
    if said.shift and isinstance(row, ProgrammeItem) and (row.day if said.shift.seconds == 0 else row.start) is None:
        raise Refusal(wording.no_hour(row.title))
    moment = _days(row, said, request) if isinstance(row, Event) else _hours(options.moment(row), said, request)
    return {**new, **moment}


def _moves(said: EditSaid) -> bool:
    return bool(said.day or said.start or said.shift)


def _title_at(row: ProgrammeItem, place: str) -> dict[str, Any]:
    """The new title of an item whose place changes: the old place must not stand in its name."""
    if not row.venue or row.venue not in row.title:
        return {}
    return {"title": row.title.replace(row.venue, place)[:LONGEST]}


def _of_option(row: ItemOption, said: EditSaid, request: Request) -> Mapping[str, Any]:
    """The new values of one activity among several; it is called off, or comes back, with its item."""
    if said.verb != "set":
        raise Refusal(wording.with_its_item(row.label))
    new: dict[str, Any] = {}
    if said.name:
        new = {"title": said.name[:LONGEST]}
    elif said.place:
        place = said.place[:LONGEST]
        new = {"title": f"{PLACE_OF.split(row.label, maxsplit=1)[0].strip()} tại {place}", "venue": place}
    if new and not _moves(said):
        return new
    day, start, _ = moment = options.moment(row)
    if said.shift and (day if said.shift.seconds == 0 else start) is None:
        raise Refusal(wording.no_hour(row.label))
    return {**new, **_hours(moment, said, request)}


def _first_day(row: Event, said: EditSaid) -> date | None:
    return said.day or (row.starts_on + said.shift if row.starts_on and said.shift else None)


def _length(row: Event) -> timedelta:
    return row.ends_on - row.starts_on if row.starts_on and row.ends_on else timedelta(0)


def _days(row: Event, said: EditSaid, request: Request) -> Mapping[str, Any]:
    """The event's days: as many as before, where the last one is not said."""
    first = _first_day(row, said)
    if first is None or (said.shift and said.shift.seconds):
        raise Refusal(wording.NOT_FOUND)
    last = said.last_day or first + _length(row)
    _ahead(first, request)
    if last < first:
        raise Refusal(wording.ENDS_BEFORE)
    new = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
    # What a fixed day puts an end to is part of the change, so that taking it back brings it back.
    ends = {"date_text": None, "month": f"{first:%Y-%m}", "tentative": False, "postponed_at": False}
    as_it_was = (row.starts_on, row.ends_on or row.starts_on) == (first, last)
    if as_it_was and not (row.tentative or row.postponed_at):
        return new
    return {**new, **{field: end for field, end in ends.items() if edits.value(row, field) != end}}


def _due(row: Deadline, said: EditSaid, request: Request) -> Mapping[str, Any]:
    day = said.day or (row.due_on + said.shift if row.due_on and said.shift else row.due_on)
    if day is None:
        raise Refusal(wording.NOT_FOUND)
    _ahead(day, request)
    at = said.start or (row.due_time if said.day is None else None)
    # "Gia hạn đến 20/3" still allows the 20th; "trước 20/3" does not.
    before = said.before if said.day else row.before
    return {"due_on": day.isoformat(), "due_time": at.isoformat() if at else None, "before": before or at is not None}


def _end(was: Moment, start: time | None, said: EditSaid) -> time | None:
    """It ends with its beginning as before, where that moves."""
    return _ends_with(was, start) if said.start or said.shift else was[2]


def _shifted(day: date | None, start: time | None, shift: timedelta | None) -> tuple[date | None, time | None]:
    """Earlier or later by whole days, else by hours."""
    if not shift:
        return day, start
    if shift.days and shift == timedelta(days=shift.days):
        return day + shift if day else day, start
    return day, _moved(start, shift) if start else start


def _hours(was: Moment, said: EditSaid, request: Request) -> Mapping[str, Any]:
    """An item's day and hours; it lasts as long as before where no end is said."""
    day, start = _shifted(said.day or was[0], said.start or was[1], said.shift)
    end = said.end or _end(was, start, said)
    if day is not None and start is not None:
        _ahead(day, request, start)
    if start and end and end <= start:
        raise Refusal(wording.ENDS_BEFORE)
    return {
        "day": day.isoformat() if day else None,
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
    }


def _ends_with(was: Moment, start: time | None) -> time | None:
    _, began, ended = was
    if began is None or ended is None or start is None:
        return ended
    lasts = datetime.combine(date.min, ended) - datetime.combine(date.min, began)
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
