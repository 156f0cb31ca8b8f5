"""The new values of one thing, from a form that shows all of them: what stands in a field is what is kept."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from handlers.request import Request
from handlers.said.edits import FormSaid
from handlers.wording import edits as wording
from storage import edits
from storage.clock import instant, last_allowed_day
from storage.models import Deadline, Event, ItemOption, ProgrammeItem

Values = Mapping[str, Any]
LAST_MOMENT = time(23, 59, 59)
MOMENT = ("day", "start", "end")


def filled(row: Event | ProgrammeItem | Deadline, said: FormSaid, request: Request) -> tuple[Values, Mapping[str, str]]:
    """(what differs from what stands, what is wrong by field)."""
    if isinstance(row, Event):
        return _event(row, said, request)
    return _deadline(row, said, request) if isinstance(row, Deadline) else _item(row, said, request)


def _event(row: Event, said: FormSaid, request: Request) -> tuple[Values, Mapping[str, str]]:
    new = _words(row, {"venue": said.venue})
    first, last = said.day, said.last or said.day
    if (first, last) == (row.starts_on, row.ends_on or row.starts_on):
        return new, {}
    if first is None or last is None:
        faults = {"day": wording.NO_FIRST_DAY} if last else {}
        return {**new, "starts_on": None, "ends_on": None}, faults
    faults = {"last": wording.LAST_BEFORE_FIRST} if last < first else _past(first, request)
    # What a fixed day puts an end to is part of the change, so that taking it back brings it back.
    ends = {"date_text": None, "month": f"{first:%Y-%m}", "tentative": False, "postponed_at": False}
    days = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
    return {**new, **days, **{field: end for field, end in ends.items() if edits.value(row, field) != end}}, faults


def _item(row: ProgrammeItem, said: FormSaid, request: Request) -> tuple[Values, Mapping[str, str]]:
    new = _words(row, {"venue": said.venue, "title": said.title})
    faults: dict[str, str] = {} if said.title else {"title": wording.NO_TITLE}
    if all(getattr(said, field) == getattr(row, field) for field in MOMENT):
        return new, faults
    if said.end and not said.start:
        faults["start"] = wording.NO_START
    elif said.end and said.start and said.end <= said.start:
        faults["end"] = wording.ENDS_BEFORE
    if said.day and said.start:
        faults |= _past(said.day, request, said.start)
    return {**new, **{field: _iso(getattr(said, field)) for field in MOMENT}}, faults


def _deadline(row: Deadline, said: FormSaid, request: Request) -> tuple[Values, Mapping[str, str]]:
    if (said.day, said.start) == last_moment(row, request.zone):
        return {}, {}
    if said.day is None:
        return {"due_on": None, "due_time": None}, {"day": wording.HOUR_ALONE} if said.start else {}
    new = {"due_on": said.day.isoformat(), "due_time": _iso(said.start), "before": said.start is not None}
    return new, _past(said.day, request, said.start or LAST_MOMENT)


def of_one_activity(row: ProgrammeItem, after: Values) -> tuple[ItemOption, Values] | None:
    """Where only the words of one activity differ in an item's new title: that one, and its new name."""
    if set(after) != {"title"}:
        return None
    for option in row.options:
        head, found, tail = row.title.partition(option.label)
        name = after["title"].removeprefix(head).removesuffix(tail).strip()
        if found and name and after["title"] == f"{head}{name}{tail}":
            return option, {"title": name}
    return None


def _words(row: Event | ProgrammeItem, said: Mapping[str, str | None]) -> dict[str, Any]:
    """The words that differ from what stands; a form shows those without spaces around them."""
    return {name: text for name, text in said.items() if text != ((getattr(row, name) or "").strip() or None)}


def last_moment(row: Deadline, zone: str) -> tuple[date | None, time | None]:
    """The last day on which a paper is on time, and the hour where one is set."""
    if row.due_time is not None or row.too_late_from is None:
        return row.due_on, row.due_time
    return last_allowed_day(row.too_late_from, zone), None


def _past(day: date, request: Request, at: time = LAST_MOMENT) -> dict[str, str]:
    return {"day": wording.IN_THE_PAST} if instant(day, at, request.zone) <= request.now else {}


def _iso(value: date | time | None) -> str | None:
    return value.isoformat() if value is not None else None
