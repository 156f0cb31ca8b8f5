"""Reads a change that an organiser says in a sentence: "dời bữa tối sang 19:00", "đổi địa điểm sang Hội trường B"."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from handlers.language.dates import find_hours
from handlers.language.folding import fold
from handlers.language.moments import find_moment
from handlers.said.edits import EditSaid
from handlers.speech.sentences.counts import QUESTION

POLITE = r"(?:hay |xin |cho |de nghi |nho |nho ban |giup |lam on |em |toi |ban )*"
VERB = re.compile(
    rf"^{POLITE}(?P<verb>khoi phuc|phuc hoi|bo huy|thoi huy|hoan tac|doi|chuyen|sua|lui|day|thay|chot|an dinh|cap nhat"
    r"|dieu chinh|gia han|keo dai|hoan|huy(?: bo)?|bo)\b"
    r"(?: (?:lai|doi|len|xuong))?"
)
RESTORES = ("khoi phuc", "phuc hoi", "bo huy", "thoi huy")
OFF = ("huy", "huy bo", "bo", "hoan")
BETWEEN = r"(?:\s+(?:lúc|luc|là|la|ngày|ngay))?(?=\s)|\s*(?:->|→|=>)\s*|\s*:\s+"
SEPARATOR = re.compile(
    r"\s(?:sang|thành|thanh|đến|den|tới|toi|vào|vao|về|ve|là|la|qua|xuống|xuong|lên|len)" + BETWEEN, re.IGNORECASE
)
TARGET = re.compile(r"\s(?:sang|thành|thanh|về|ve|là|la|qua)" + BETWEEN, re.IGNORECASE)
STARTS_WITH_ONE = re.compile(r"(?:sang|thành|thanh)\s", re.IGNORECASE)
OLD_MOMENT = re.compile(
    r"\s(?:(?:tu|luc|vao|ngay) )*(?<!\S)\d{1,2}(?:\s?(?:h|g|gio|:|/|-)\s?\d{0,4})*(?: phut| ruoi)?"
    r"(?=\s(?:sang|thanh|xuong|len|qua)\s|\s*(?:->|→|=>))"
)
LONGER = re.compile(r"\b(\d{1,3})\s*(phut|tieng|gio|ngay)\b(?!\s*\d)")
EARLIER = re.compile(r"\b(?:som|len)(?: hon)?\b")
PLACE = re.compile(r"\b(?:dia diem|noi (?:hop|to chuc|dien ra|an)|cho (?:hop|an)|hoi truong|phong hop)\b")
AT = re.compile(r"\s(?:ở|o|tại|tai)\s+", re.IGNORECASE)
IS_PLACE = re.compile(
    r"(?:(?:o|tai) )?(?:nha (?:hang|khach|van hoa|thi dau|hoi nghi)|hoi truong|khach san|trung tam|phong hop|phong so"
    r"|tru so|san van dong|quang truong|tang \d)\b"
)
NAME = re.compile(r"\b(?:ten|tieu de)\b")
WRITTEN = re.compile(r"\b(?:bang van ban|hinh thuc van ban|lay y kien|gui van ban)\b")
MOMENT = re.compile(
    r"(?:ngay |luc |vao |khoang |tu )*"
    r"(?:\d|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|mai\b|chieu|sang (?:mai|nay|thu|ngay))"
)
DAYS = re.compile(
    r"(?<![\d/])(?P<first>\d{1,2})(?:\s*/\s*(?P<of>\d{1,2}))?(?:\s*/\s*\d{4})?\s*(?:-|–|den(?: ngay)?|toi|va|,)\s*"
    r"(?:ngay )?(?P<last>\d{1,2})\s*/\s*(?P<month>\d{1,2})(?:\s*/\s*(?P<year>\d{4}))?(?!\d)"
)
WRITTEN_DAY = re.compile(r"\d{1,2}\s*[/-]\s*\d{1,2}(?:\s*[/-]\s*\d{4})?")
LONG_PAST = 60  # days
A_YEAR = relativedelta(years=1)
BOTH = re.compile(r"\s*(?:[,;]|\s(?:và|va|còn|con|đồng thời|dong thoi))\s+", re.IGNORECASE)


def read_edits(text: str, now_local: datetime) -> list[EditSaid]:
    """The changes that a sentence orders: "dời bữa tối sang 19h và bữa sáng sang 7h" are two of the same verb."""
    text = " ".join(text.split()).strip(" .")
    for cut in BOTH.finditer(text):
        first = read_edit(text[: cut.start()], now_local)
        verb = VERB.match(fold(text))
        if first is None or verb is None or first.verb != "set":
            continue
        rest = text[cut.end() :]
        rest = rest if VERB.match(fold(rest)) else f"{text[: verb.end()]} {rest}"
        more = [said for said in read_edits(rest, now_local) if said.what]
        if more and all(said.verb == "set" for said in more):
            return [first, *more]
    said = read_edit(text, now_local)
    return [said] if said is not None else []


def read_edit(text: str, now_local: datetime) -> EditSaid | None:
    """The change a sentence orders; None where it orders none."""
    text = " ".join(text.split()).strip(" .")
    folded = fold(text)
    found = VERB.match(folded)
    if found is None or QUESTION.search(folded) or len(folded) > 400 or len(folded) != len(text):
        return None
    verb, rest = found["verb"], text[found.end() :].strip()
    if verb == "hoan" and text[found.start("verb") : found.end("verb")].lower() == "hoàn":
        return None  # "hoàn thành" is not "hoãn"
    if verb == "hoan tac":
        return EditSaid("undo") if not rest else None
    if verb in RESTORES:
        return EditSaid("restore", rest) if rest else None
    if WRITTEN.search(folded) and verb in ("doi", "chuyen", "thay"):
        return EditSaid("written", rest)
    what, value = _cut(_without_old(rest))
    if verb in OFF and not value:
        return EditSaid("postpone" if verb == "hoan" else "cancel", rest) if rest else None
    return _valued(verb, what, value, now_local) if value else _shifted(verb, rest, now_local)


def _without_old(rest: str) -> str:
    """ "Bữa tối từ 19h30 sang 19h": what counts stands after "sang"."""
    old = OLD_MOMENT.search(fold(f"x {rest}"))
    if old is None or not fold(rest)[: max(old.start() - 2, 0)].strip():
        return rest
    return f"{rest[: old.start() - 2]}{rest[old.end() - 2 :]}"


def _cut(rest: str) -> tuple[str, str]:
    """The thing and its new value, at the first word between them after which a day or an hour stands, if any does."""
    cuts = _cuts(SEPARATOR, rest)
    if not cuts:
        return rest, ""
    targets = [cut for cut in _cuts(TARGET, rest) if cut[1] and not STARTS_WITH_ONE.match(f"{cut[1]} ")]
    if PLACE.search(fold(cuts[0][0])) or NAME.search(fold(cuts[0][0])):
        return (targets or cuts)[0]
    of_moment = next((cut for cut in cuts if MOMENT.match(fold(cut[1]))), None)
    return of_moment or next((cut for cut in targets if IS_PLACE.match(fold(cut[1]))), cuts[0])


def _cuts(between: re.Pattern[str], rest: str) -> list[tuple[str, str]]:
    whole = f" {rest}"
    return [(whole[: m.start()].strip(), whole[m.end() :].strip(" .“”\"'")) for m in between.finditer(whole)]


def _valued(verb: str, what: str, value: str, now_local: datetime) -> EditSaid | None:
    folded = fold(what)
    if NAME.search(folded) and verb in ("doi", "sua", "thay"):
        return EditSaid("set", what, name=value)
    moment, place = _with_place(value, now_local)
    if moment is not None and place:
        return replace(moment, what=what, place=place)
    if PLACE.search(folded) or IS_PLACE.match(fold(value)):
        return EditSaid("set", what, place=value)
    return read_moment(value, now_local, what)


def _with_place(value: str, now_local: datetime) -> tuple[EditSaid | None, str]:
    """ "19h15 ở nhà hàng Hồ Xanh": both."""
    at = AT.search(value)
    moment = read_moment(value[: at.start()], now_local) if at and MOMENT.match(fold(value)) else None
    return moment, value[at.end() :].strip() if at and moment else ""


def read_moment(value: str, now_local: datetime, what: str = "") -> EditSaid | None:
    """Days and hours of a new value: "19:00-21:00", "14h ngày 26/3", "30/3-31/3"."""
    first, last = _days(fold(value), now_local)
    first = first or find_moment(value, fold(value), now_local).day
    if first and (now_local.date() - first).days > LONG_PAST and not re.search(r"\d{4}", value):
        first, last = first + A_YEAR, last and last + A_YEAR  # a new day lies ahead
    hours = find_hours(WRITTEN_DAY.sub(" ", _hours_apart(value)) if first else value)
    if first is None and not hours:
        return None
    start, end = (hours[0].start, hours[0].end) if hours else (None, None)
    return EditSaid("set", what, day=first, last_day=last, start=start, end=end)


def _hours_apart(value: str) -> str:
    """ "15h18/3" is 15h and 18/3."""
    return re.sub(r"(?<=\dh)(?=\d{1,2}/\d)", " ", value)


def _days(folded: str, now_local: datetime) -> tuple[date | None, date | None]:
    """ "25-26/3", "30/3 đến 1/4": the first and the last day; none where they are hours or cannot be."""
    found = DAYS.search(folded)
    if found is None:
        return None, None
    year = f"/{found['year']}" if found["year"] else ""
    first = find_moment("", f"{found['first']}/{found['of'] or found['month']}{year}", now_local).day
    last = find_moment("", f"{found['last']}/{found['month']}{year}", now_local).day
    return (first, last) if first and last else (None, None)


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
    what = re.sub(r" (?:lai|them|xuong)$", "", " ".join(EARLIER.sub(" ", fold(rest)[: found.start()]).split()))
    return EditSaid("set", what, shift=-shift if earlier else shift)
