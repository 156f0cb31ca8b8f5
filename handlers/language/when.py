"""A moment that somebody sets: "đến 12:00 21/11", "17h ngày 20/11", "chiều mai 2h", "hết ngày 21/11"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.language.dates import find_hours
from handlers.language.folding import fold
from handlers.language.moments import find_moment

MARKED = {"gio": "giờ", "sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối", "phut": "phút"}
NUMBERS = re.compile(r"\d{1,2}\s*/\s*\d{1,2}")
HOUR = re.compile(r"\b(\d{1,3})\s*(?:h|gio|:\d)")


@dataclass(frozen=True, slots=True)
class When:
    """What was said of a day and an hour; fault: day or hour that cannot be."""

    day: date | None = None
    at: time | None = None
    fault: str | None = None


def read_when(text: str, now_local: datetime) -> When:
    """The day and the hour in a text; a day without a year is the nearest one."""
    folded = fold(text)
    day = find_moment(text, folded, now_local).day
    hours = find_hours(_marked(text, folded))
    if day is None and NUMBERS.search(folded):
        return When(fault="day")
    if not hours and HOUR.search(folded):
        return When(day, fault="hour")
    return When(day, _of_the_half(hours[0].start, folded) if hours else None)


def _marked(text: str, folded: str) -> str:
    """Typed without marks, the words of the clock get theirs, so that the reader of papers knows them."""
    if fold(text) != text.lower():
        return text
    return re.sub(r"\b(?:" + "|".join(MARKED) + r")\b", lambda match: MARKED[match[0]], folded)


def _of_the_half(at: time, folded: str) -> time:
    """ "Chiều mai 2h" is 14:00: the half of the day may stand before the hour."""
    later = re.search(r"\bchieu\b", folded) and at.hour < 7
    return at.replace(hour=at.hour + 12) if later else at


def read_until(text: str, now_local: datetime) -> datetime | str | None:
    """The instant until which something holds: a day alone means its end. A fault's name where it cannot be."""
    when = read_when(text, now_local)
    if when.fault:
        return when.fault
    if when.day is None and when.at is None:
        return None
    day = when.day or now_local.date()
    if when.at is None:
        return datetime.combine(day + timedelta(days=1), time(), now_local.tzinfo)
    found = datetime.combine(day, when.at, now_local.tzinfo)
    return found + timedelta(days=1) if when.day is None and found <= now_local else found
