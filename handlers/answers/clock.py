"""Answers by the clock: what is on at an hour that is named, what the asker's unit attends, how long until it begins."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from handlers.answers.found import Found
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.language.unit_names import mentioned
from handlers.programme.days import day_meant, in_part
from handlers.said.questions import Question
from handlers.wording import periods
from handlers.wording import programme as wording
from handlers.wording.told import together
from storage.clock import local
from storage.models import Event, ProgrammeItem

ATTENDS = r"du|di|tham gia|tham du|co mat|den|phuc vu|ngoi|di cung|co lich|lich|chuong trinh|hoat dong"
BOUND = r"han|nop|gui|dang ky|truoc \d|cham nhat"


def at_an_hour(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "2h30 đi đâu": what runs at that hour, on the day that is named, else today, else on any day."""
    if question.at is None or question.says(BOUND) or question.wants("count", "money", "unit", "hour"):
        return None
    timed = [item for item in sheet.items(meant) if item.day and item.start]
    day = _day(sheet, question, timed)
    for hour in _readings(question):
        found = [item for item in timed if day in (None, item.day) and _runs(item, hour)]
        if found:
            found = [item for item in found if _there(question, item)] or found
            return Found(wording.items(found[:3], performers=question.wants("person")))
    return None


def _there(question: Question, item: ProgrammeItem) -> bool:
    """Whether an item is in the room that is named."""
    return bool(item.venue) and re.search(rf"\b{re.escape(fold(item.venue or ''))}\b", question.plain) is not None


def _readings(question: Question) -> list[time]:
    """ "2h30" as typed, and in the afternoon where the morning is not meant."""
    hour = question.at
    if hour is None:
        return []
    later = [hour.replace(hour=hour.hour + 12)] if 1 <= hour.hour < 12 and question.part != "sang" else []
    return [*later, hour] if question.part in ("chieu", "toi") or hour.hour < 6 else [hour, *later]


def _runs(item: ProgrammeItem, hour: time) -> bool:
    if item.start is None:
        return False
    return item.start == hour or (item.end is not None and item.start <= hour < item.end)


def _day(sheet: Sheet, question: Question, timed: Sequence[ProgrammeItem]) -> date | None:
    days = sorted({item.day for item in timed if item.day})
    today = local(sheet.request.now, sheet.request.zone).date()
    return day_meant(question, days) or (today if today in days else None)


def _asks_what_to_attend(question: Question) -> bool:
    """Whether the asker's own unit attends something at a time that is named."""
    if question.says(BOUND) or (question.asks and not question.wants("place", "hour")):
        return False
    return question.own and question.of_a_day and question.says(ATTENDS)


def of_the_asker(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Tối nay bên em có phải đi dự gì không": the programme of that time, the unit's own items first."""
    if not _asks_what_to_attend(question):
        return None
    items = sheet.items(meant)
    day = day_meant(question, sorted({item.day for item in items if item.day}))
    found = [item for item in items if day and item.day == day and item.start and in_part(item, question.part)]
    mine = [item for item in found if _performs(sheet, item)]
    chosen = mine or found
    return Found(wording.listing(wording.head_of(meant[0], day), chosen)) if chosen else None


def _performs(sheet: Sheet, item: ProgrammeItem) -> bool:
    unit = sheet.request.unit
    if unit is None or not item.performers:
        return False
    names = sheet.spellings([unit])
    return any(mentioned(name, names) for name in item.performers)


def until(sheet: Sheet, question: Question, meant: Sequence[Event], found: Found) -> Found:
    """The answer to "còn bao lâu nữa" with the time that is left, where the clock and the plan tell it.

    A meeting of which no hour is told has its day at least, or the plan's own words where that is open.
    """
    named = bool(question.content) and not _only_of_the_meeting(sheet, question, meant)
    if found.unknown and not named and (dated := [event for event in meant if wording.when(event)]):
        found = Found(wording.days(dated))
    now = local(sheet.request.now, sheet.request.zone).replace(tzinfo=None)
    begins = [at for at in _times(found, "start") if at > now] or [
        at for at in _times(found, "day") if at.date() > now.date()
    ]
    if not begins:
        said = {fact.of for fact in found.told.facts if fact.kind == "when"}
        open_days = [event for event in meant if event.starts_on is None and wording.when(event)]
        unsaid = [event for event in open_days if f"event:{event.id}" not in said]
        return replace(found, told=together([found.told, wording.days(unsaid)])) if unsaid and not named else found
    return replace(found, told=periods.with_the_time_left(found.told, min(begins), now))


def _times(found: Found, kind: str) -> list[datetime]:
    """The starts or days that an answer tells; an hour of an open day is none."""
    told = [fact.value for fact in found.told.facts if fact.kind == kind]
    return [datetime.fromisoformat(value) for value in told if "-" in value]


def counted(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Chương trình có mấy mục": the ordered programme where there is one, with its number."""
    if not question.says(r"(?:may|bao nhieu|tong so|tong cong) (?:noi dung|muc|phan|tiet muc|phien|hoat dong)"):
        return None
    if question.says(r"thu (?:may|bao nhieu)|(?:muc|phan|noi dung) may") or (
        question.content and not _only_of_the_meeting(sheet, question, meant)
    ):
        return None
    items = sheet.items(meant)
    ordered = [item for item in items if not item.start] or items
    day = day_meant(question, sorted({item.day for item in items if item.day}))
    of_day = [item for item in ordered if item.day == day] if day else []
    chosen = of_day or ordered
    return Found(wording.counted_items(chosen)) if chosen else None


def _only_of_the_meeting(sheet: Sheet, question: Question, meant: Sequence[Event]) -> bool:
    titles = {word for event in meant for word in re.findall(r"\w+", fold(event.title))}
    idle = {"muc", "phan", "noi", "dung", "tiet", "lich", "buoi", "ca", "chuong", "trinh", "mat", "thay", "het"}
    return all(word in titles | idle or word.isdigit() for word in question.content)
