"""A meeting in words: its days, its hours or its end, its place, how long it takes."""

import re
from collections.abc import Sequence

from handlers.answers.found import Found
from handlers.answers.main_item import closing_item, first_before, main_item
from handlers.answers.rows import Row
from handlers.answers.sheet import Sheet
from handlers.language.dates import Hours, find_hours
from handlers.language.folding import fold
from handlers.messages import Place
from handlers.said.questions import Question
from handlers.wording import programme
from handlers.wording.times import hours
from handlers.wording.told import Told
from storage.models import Event, ProgrammeItem

ENDING = "ket thuc|xong|be mac|tan|ve"


def say_event(sheet: Sheet, question: Question, rows: Sequence[Row]) -> Found:
    """When and where a meeting is, or the days of several."""
    events = [row.of for row in rows if isinstance(row.of, Event)]
    if len(events) > 1:
        return Found(programme.days(events, with_place=question.wants("place", "unit") or not question.wants("day")))
    event = events[0]
    items = sheet.items(events)
    main = main_item(sheet.index, events, items)
    place = Place(event.venue) if event.venue and question.wants("place") else None
    written = _written_hours(event)
    if question.wants("hour") and written and not question.says(ENDING):
        hour = hours(written[0].start, written[0].end)
        return Found(programme.days(events, with_place=question.wants("place"), hour=hour), place=place)
    if question.wants("hour") and main is not None:
        return Found(_hour(question, event, main, items), place=place)
    if question.wants("place") and not question.wants("day", "hour", "duration"):
        return Found(programme.places(events), place=place)
    also = _lengths(sheet, event) if question.wants("duration") else []
    return Found(programme.days(events, with_place=question.wants("place", "unit"), also=also), place=place)


def _written_hours(event: Event) -> Sequence[Hours]:
    return find_hours(event.date_text or "")


def _hour(question: Question, event: Event, main: ProgrammeItem, items: Sequence[ProgrammeItem]) -> Told:
    """The meeting's own hours, or its end where that is asked for."""
    last = closing_item(items, main) if question.says(ENDING) else main
    if last is not main:
        return programme.one_item(event, last)
    inside = next((i for i in items if not i.start and _named(question, i)), None)
    return programme.hour_of_meeting(event, main, first_before(items, main), inside)


def _lengths(sheet: Sheet, event: Event) -> Sequence[tuple[str, object]]:
    """What else the plan says of how long it takes: "Thời gian: 1/2 ngày, …" of its programme."""
    if len(sheet.events) > 1:
        return []
    own = fold(event.date_text or "").strip(" .;")
    said = [p for p in sheet.index.passages if p.parts == 1 and re.match(r"thoi (?:gian|luong)\b", p.folded)]
    found: list[tuple[str, object]] = [(p.text, p.line) for p in said if p.holds("duration") and own not in p.folded]
    return [pair for pair in found if len(pair[0]) < 160][:1]


def _named(question: Question, item: ProgrammeItem) -> bool:
    """Whether an untimed item is what was asked for: "khai mạc"."""
    asked = [word for word in question.words if word in ("khai", "mac", "be", "bat", "dau")]
    return "mac" in asked and all(word in fold(item.title).split() for word in asked if word in ("khai", "be", "mac"))
