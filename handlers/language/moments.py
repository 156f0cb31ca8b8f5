"""Which day, which part of the day, now or next: what a question says about time."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.language.folding import fold

_DATE = re.compile(r"(?:\b|(?<=\dh))(\d{1,2}) ?(?:/|-| thang ) ?(\d{1,2})(?:(?:/|-| nam )(\d{4}))?\b(?!:)")
_CLOCK = re.compile(r"\b(\d{1,2}) ?(?:h|gio|:) ?(\d{2}(?! ?/ ?\d)|ruoi)?\b(?! ?(?:nua|dong ho|lam viec))")
_REST_OF_TODAY = re.compile(
    r"\btu (?:gio|bay gio|nay|luc nay) (?:den|toi|cho den) (?:toi|het ngay|cuoi ngay|khuya|dem)\b"
)
_DAY_ONLY = re.compile(
    r"\b(?:ngay|hom|mung|mong|sang|chieu|toi|trua) (\d{1,2})\b(?! ?(?:[/:]|gio|h\b|phut|nguoi|ngay|thang))"
)
_MONTH = re.compile(
    r"\bthang (\d{1,2}|gieng|hai|ba|tu|nam|sau|bay|tam|chin|muoi mot|muoi hai|muoi|chap)\b(?! (?:dau|cuoi|nay))"
)
_MONTH_WORDS = {
    "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?<!doan )(?<!lan )(?<!dot )(?<!phien )(?<!ngay )(?<!phan )(?<!dung )(?<!muc )"
    r"\bthu (hai|ba|tu|nam|sau|bay|[2-7])\b"
    r"|\bt([2-7])\b|\b(chu nhat|cn)\b"
)
_WEEK = re.compile(r" (?:cua )?tuan (nay|sau nua|sau|toi|truoc)\b")
_WEEKS = {"nay": 0, "sau": 1, "toi": 1, "sau nua": 2, "truoc": -1}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_NTH_DAY = re.compile(
    r"\b(?:ngay|hom|bua|buoi|toi|sang|chieu) (?:thu )?(dau tien|dau|nhat|mot|hai|ba|cuoi cung|cuoi)\b(?! (?:thang|nam|tuan))"
)
_NTH = {"dau": 1, "dau tien": 1, "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "cuoi": -1, "cuoi cung": -1}
_SHIFTS = (
    (re.compile(r"\b(?:ngay kia|ngay mot|mot kia)\b"), 2),
    (re.compile(r"\b(?:ngay mai|sang mai|chieu mai|toi mai|trua mai|mai)\b(?! (?:khai|be))"), 1),
    (re.compile(r"\bhom qua\b"), -1),
    (re.compile(r"\b(?:hom nay|ngay nay|sang nay|chieu nay|toi nay|trua nay|bua nay)\b"), 0),
)
_NOW = re.compile(
    r"\b(?:bay gio|hien gio|hien tai|luc nay|dang (?:dien ra|hop|lam|den|o phan|o muc|la)|ngay luc nay"
    r"|(?:xong|ket thuc|bat dau|khai mac|het|tan|vao) (?:chua|roi chua)|hay (?:la )?(?:da )?(?:xong|het|tan|nghi) roi"
    r"|(?:hop|hoc) nua (?:khong|hay)|gio nay|den (?:phan|muc|dau) (?:nao )?roi)\b"
)
_NEXT = re.compile(
    r"\b(?:tiep theo|ke tiep|sap toi|sap den|sap dien ra|sap toi|phan sau|muc sau|tiep toi|tiep nua"
    r"|(?:xong|het|(?<!thu )sau) (?:cai|phan|viec|muc|buoi|tiet muc)? ?(?:nay|do)(?: thi| la)? (?:toi|den|lam|la|co|con)|sau do"
    r"|(?:roi|thi) (?:toi|den) (?:gi|phan|cai|muc))\b"
)
_SANG = re.compile(
    r"\b(?:buoi|bua|an|vao|dau|com|ca|phien) sang\b"
    r"|\bsang (?:ngay|mai|nay|hom|som|thu|chu|co|lam|hop|di|an|\d)|\bsang$"
)
_TOI = re.compile(r"\b(?:buoi|bua|an|vao|com|ca|dem|tiec) toi\b|\btoi (?:ngay|mai|nay|hom|thu [2-7bhtns]|chu nhat|\d)")
_MARKED_SANG = re.compile(r"(?<!ánh )\bsáng\b(?! tạo| kiến)", re.IGNORECASE)
_MARKED_TOI = re.compile(r"\b(?:tối|đêm)\b(?! đa| thiểu)", re.IGNORECASE)


_PART_WORD = re.compile(
    r"(?<!an )(?<!com )(?<!tiec )(?<!bua )(?<!anh )\b(?:buoi |vao |ca )?(?:sang|trua|chieu)\b(?! (?:tao|kien))"
    r"|\bbuoi toi\b|\btoi(?= ngay)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What is said about time; nth_day counts the event's own days, -1 is the last."""

    day: date | None = None
    day_of_month: int | None = None
    nth_day: int | None = None
    part: str | None = None
    when: str | None = None
    months: tuple[int, ...] = ()
    at: time | None = None


def find_moment(text: str, plain: str, now_local: datetime) -> Moment:
    """Reads the original text (for tối against tôi) and its plain form."""
    today = now_local.date()
    if _REST_OF_TODAY.search(plain):
        return Moment(day=today, when="today")
    day, when = _said_day(plain, today)
    alone = _DAY_ONLY.search(plain) if day is None else None
    nth = _NTH_DAY.search(plain) if day is None and alone is None else None
    return Moment(
        day=day,
        day_of_month=int(alone[1]) if alone and 1 <= int(alone[1]) <= 31 else None,
        nth_day=_NTH[nth[1]] if nth else None,
        part=_part(text, plain),
        when="now" if _NOW.search(plain) else "next" if _NEXT.search(plain) else when,
        months=_months(plain),
        at=_hour(plain),
    )


def without_moments(plain: str) -> str:
    """The sentence without its "ngày mai", "chiều nay", "ngày đầu tiên": they name a time, not a thing."""
    for pattern in (*(pattern for pattern, _ in _SHIFTS), _NTH_DAY, _WEEKDAY, _NOW, _NEXT):
        plain = pattern.sub(" ", plain)
    return " ".join(_PART_WORD.sub(" ", plain).split())


def _said_day(plain: str, today: date) -> tuple[date | None, str | None]:
    for match in _DATE.finditer(plain):
        if day := _nearest(int(match[1]), int(match[2]), match[3], today):
            return day, None
    for pattern, shift in _SHIFTS:
        if pattern.search(plain):
            return today + timedelta(days=shift), "today" if shift == 0 else None
    weekday = _WEEKDAY.search(plain)
    return (_of_week(weekday, plain, today), None) if weekday else (None, None)


def _of_week(weekday: re.Match[str], plain: str, today: date) -> date:
    """ "Thứ 5" is the next one, "thứ 5 tuần sau" that of the week from next Monday."""
    ahead = _weekday(weekday) - today.weekday()
    week = _WEEK.match(plain, weekday.end())
    if week is None:
        return today + timedelta(days=ahead % 7)
    return today + timedelta(days=ahead + 7 * _WEEKS[week[1]])


def _hour(plain: str) -> time | None:
    """An hour that is named: "2h30", "8 giờ rưỡi", "13:30"."""
    found = _CLOCK.search(plain)
    if found is None:
        return None
    hour, minute = int(found[1]), found[2] or "0"
    minutes = 30 if minute == "ruoi" else int(minute)
    return time(hour, minutes) if hour < 24 and minutes < 60 else None


def _weekday(match: re.Match[str]) -> int:
    word = match[1] or match[2]
    if not word:
        return 6
    return _WEEKDAYS[word] if word in _WEEKDAYS else int(word) - 2


def _nearest(day: int, month: int, year: str | None, today: date) -> date | None:
    """The day in the year that is given, else in the year that brings it nearest."""
    years = [int(year)] if year else range(today.year - 4, today.year + 5)
    found = []
    for each in years:
        try:
            found.append(date(each, month, day))
        except ValueError:
            continue
    return min(found, key=lambda d: abs((d - today).days), default=None)


def _months(plain: str) -> tuple[int, ...]:
    words = (match[1] for match in _MONTH.finditer(re.sub(r"\b\d+ thang\b(?! \d)", " ", plain)))
    numbers = [_MONTH_WORDS.get(word) or int(word) if not word.isdigit() else int(word) for word in words]
    return tuple(n for n in dict.fromkeys(numbers) if 1 <= n <= 12)


def _part(text: str, plain: str) -> str | None:
    if re.search(r"\b(?:sang|chieu|toi) hay (?:la )?(?:buoi )?(?:sang|chieu|toi)\b", plain):
        return None
    marked = text != text.lower() or fold(text) != text.lower()
    if _MARKED_SANG.search(text) or _SANG.search(plain):
        return "sang"
    if re.search(r"\btrua\b", plain):
        return "trua"
    if re.search(r"\bchieu\b(?! dai| rong)", plain):
        return "chieu"
    if _MARKED_TOI.search(text) or (_TOI.search(plain) and not (marked and "tôi" in text.lower())):
        return "toi"
    return None
