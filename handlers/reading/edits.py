"""Reads a change that an organiser says in a sentence: "dời bữa tối sang 19:00", "đổi địa điểm sang Hội trường B"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.reading.counts import QUESTION
from handlers.reading.dates import find_hours
from handlers.reading.moments import find_moment
from handlers.reading.text import fold

POLITE = r"(?:hay |xin |cho |de nghi |nho |nho ban |giup |lam on |em |toi |ban )*"
VERB = re.compile(
    rf"^{POLITE}(?P<verb>doi|chuyen|sua|lui|day|thay|chot|an dinh|cap nhat|dieu chinh|gia han|keo dai|hoan"
    rf"|huy(?: bo)?|bo)\b"
    r"(?: (?:lai|doi|len|xuong))?"
)
SEPARATOR = re.compile(
    r"\s(?:sang|thành|thanh|đến|den|tới|toi|vào|vao|về|ve|là|la|qua|xuống|xuong|lên|len)"
    r"(?:\s+(?:lúc|luc|là|la|ngày|ngay))?(?=\s)|\s*(?:->|→|=>)\s*|\s*:\s+",
    re.IGNORECASE,
)
LONGER = re.compile(r"\b(\d{1,3})\s*(phut|tieng|gio|ngay)\b(?!\s*\d)")
EARLIER = re.compile(r"\b(?:som|len)(?: hon)?\b")
PLACE = re.compile(r"\b(?:dia diem|noi (?:hop|to chuc|dien ra|an)|cho (?:hop|an)|hoi truong|phong hop)\b")
NAME = re.compile(r"\b(?:ten|tieu de)\b")
WRITTEN = re.compile(r"\b(?:bang van ban|hinh thuc van ban|lay y kien|gui van ban)\b")
MOMENT = re.compile(
    r"(?:ngay |luc |vao |khoang |tu )*"
    r"(?:\d|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|mai\b|chieu|sang (?:mai|nay|thu|ngay))"
)
WRITTEN_DAY = re.compile(r"(\d{1,2})\s*[/-]\s*(\d{1,2})(?:\s*[/-]\s*(\d{4}))?")


@dataclass(frozen=True, slots=True)
class EditSaid:
    """A change: what is to be changed, in whose words, and to what.

    verb: set, cancel, postpone, written. `shift` moves hours; `place` and `name` are new words.
    """

    verb: str
    what: str = ""
    day: date | None = None
    last_day: date | None = None
    start: time | None = None
    end: time | None = None
    shift: timedelta | None = None
    place: str | None = None
    name: str | None = None


def read_edit(text: str, now_local: datetime) -> EditSaid | None:
    """The change a sentence orders; None where it orders none."""
    text = " ".join(text.split()).strip(" .")
    folded = fold(text)
    found = VERB.match(folded)
    if found is None or QUESTION.search(folded) or len(folded) > 400 or len(folded) != len(text):
        return None
    verb, rest = found["verb"], text[found.end() :].strip()
    if WRITTEN.search(folded) and verb in ("doi", "chuyen", "thay"):
        return EditSaid("written", rest)
    what, value = _cut(rest)
    if verb in ("huy", "huy bo", "bo", "hoan") and not value:
        return EditSaid("postpone" if verb == "hoan" else "cancel", rest)
    return _valued(verb, what, value, now_local) if value else _shifted(verb, rest, now_local)


def _cut(rest: str) -> tuple[str, str]:
    """The thing and its new value, at the first word between them after which a day or an hour stands, if any does."""
    found = list(SEPARATOR.finditer(f" {rest}"))
    cuts = [(f" {rest}"[: m.start()].strip(), f" {rest}"[m.end() :].strip(" .“”\"'")) for m in found]
    if not cuts:
        return rest, ""
    if PLACE.search(fold(cuts[0][0])) or NAME.search(fold(cuts[0][0])):
        return cuts[0]
    return next((cut for cut in cuts if MOMENT.match(fold(cut[1]))), cuts[0])


def _valued(verb: str, what: str, value: str, now_local: datetime) -> EditSaid | None:
    folded = fold(what)
    if PLACE.search(folded):
        return EditSaid("set", what, place=value)
    if NAME.search(folded) and verb in ("doi", "sua", "thay"):
        return EditSaid("set", what, name=value)
    return read_moment(value, now_local, what)


def read_moment(value: str, now_local: datetime, what: str = "") -> EditSaid | None:
    """Days and hours of a new value: "19:00-21:00", "14h ngày 26/3", "30/3-31/3"."""
    moment = find_moment(value, fold(value), now_local)
    days = WRITTEN_DAY.findall(_without_hours(value))
    hours = find_hours(WRITTEN_DAY.sub(" ", value) if moment.day else value)
    first = moment.day
    last = _last(days, first) if first and len(days) > 1 else None
    if first is None and not hours:
        return None
    start, end = (hours[0].start, hours[0].end) if hours else (None, None)
    return EditSaid("set", what, day=first, last_day=last, start=start, end=end)


def _without_hours(value: str) -> str:
    """ "19:00-21:00" holds no day."""
    return re.sub(r"\d{1,2}\s*(?::|h|g)\s*\d{0,2}", " ", value)


def _last(days: list[tuple[str, str, str]], first: date) -> date | None:
    day, month, year = days[-1]
    try:
        return date(int(year) if year else first.year, int(month), int(day))
    except ValueError:
        return None


def _shifted(verb: str, rest: str, now_local: datetime) -> EditSaid | None:
    """ "Lùi bữa tối 30 phút", "chốt ngày 30/3", "lùi hội nghị 2 ngày"."""
    if verb in ("chot", "an dinh"):
        return read_moment(rest, now_local)
    found = LONGER.search(fold(rest))
    if found is None or verb not in ("lui", "doi", "day", "chuyen", "keo dai"):
        return None
    unit = {"phut": "minutes", "tieng": "hours", "gio": "hours", "ngay": "days"}[found[2]]
    shift = timedelta(**{unit: int(found[1])})
    earlier = EARLIER.search(fold(rest)[: found.start()]) or EARLIER.search(fold(rest)[found.end() :])
    what = " ".join(EARLIER.sub(" ", fold(rest)[: found.start()]).split())
    return EditSaid("set", what, shift=-shift if earlier else shift)
