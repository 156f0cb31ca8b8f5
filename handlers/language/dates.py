"""Days, months and hours as Vietnamese papers write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

_D = r"(?<![\d/.,])(0?[1-9]|[12]\d|3[01])"
_M = r"(0?[1-9]|1[0-2])"
_Y = r"(\d{4})"
_LIST = r"(?:,|;|và|&|-|–|—|→|->|đến|tới|đến hết)"
_LEAD = rf"((?:(?<![\d/.,hHgG:])(?<!giờ )(?<!thứ )(?:0?[1-9]|[12]\d|3[01])\s*{_LIST}\s*(?:ngày\s+)?){{0,9}})"
_NO_TAIL = r"(?![\d/]|\.\d|\s*(?:ngày|buổi)\b)"
_DAY = re.compile(
    _LEAD
    + _D
    + r"(?:"
    + rf"\s*/\s*{_M}\s*/\s*{_Y}(?![\d/])"
    + rf"|\s*[-.]\s*{_M}\s*[-.]\s*{_Y}(?![\d/]|\.\d)"
    + rf"|\s*,?\s*tháng\s+{_M}\s*(?:,?\s*năm\s*|/\s*|-\s*){_Y}(?!\d)"
    + rf"|\s*,?\s*tháng\s+{_M}(?![\d/])"
    + rf"|\s*/\s*{_M}{_NO_TAIL}"
    + rf"|(?<=ngày\s\d\d)-{_M}{_NO_TAIL}"
    + r")",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?:tháng|T|ngày[\s.…_]*/)\s*{_M}\s*(?:/|-|,?\s*năm\s+|\.){_Y}(?!\d)", re.IGNORECASE)
_BARE_MONTH = re.compile(rf"tháng\s+{_M}(?![\d/])", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)
_HALF = r"(?:sáng|trưa|chiều|tối|đêm)"
_OF_MONTH = r"\s*/\s*(?:0?[1-9]|1[0-2])\b"  # behind "15h 18" it makes a day of the 18
_TIME = (
    rf"(\d{{1,2}})\s*(?:h|giờ|g)(?![a-zà-ỹ])(?:\s*[.:]?(\d{{2}})(?!\d|{_OF_MONTH}))?(?!\d(?!\d?{_OF_MONTH}))"
    r"\s*(?:phút|ph|’|'|′|p)?(?![a-zà-ỹ])"
    r"|(\d{1,2}):(\d{2})(?::\d\d)?(?!\d)"
)
_TIME_RE = re.compile(rf"(?<![\d/])(?:{_TIME})(?:\s*(?:giờ\s+)?({_HALF})\b)?", re.IGNORECASE)
_SPAN = re.compile(r"^\s*(?:-|–|—|−|→|->|=>|đến|tới|cho đến|~)+\s*(?:khoảng\s+|hết\s+)?$", re.IGNORECASE)
_TIME_LEAD = re.compile(r"^[\s(*]*(?:(?:vào\s+lúc|bắt đầu từ|vào|lúc|từ|khoảng|đúng|trước|sau)\s*)*$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(thứ\s+(hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|CN)\b", re.IGNORECASE)
_WEEKDAYS = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tư": 2,
    "4": 2,
    "năm": 3,
    "5": 3,
    "sáu": 4,
    "6": 4,
    "bảy": 5,
    "bẩy": 5,
    "7": 5,
}

Since = date | int | None  # when the paper was issued, or only its year: what a day without a year is counted from
_LOOKS_BACK = 3  # months that a paper may speak of as past


@dataclass(frozen=True, slots=True)
class Day:
    """A written day: value is None where it cannot exist; where in the text it begins and ends."""

    value: date | None
    start: int
    end: int
    words: str = ""
    year_given: bool = True


@dataclass(frozen=True, slots=True)
class Hours:
    """A written hour or stretch of hours, and where in the text it stands."""

    start: time
    end: time | None
    begins: int
    ends: int


def find_days(text: str, since: Since = None) -> list[Day]:
    """Every day in the order written; one without a year takes that of the next full day, or what `since` tells."""
    found = list(_DAY.finditer(text))
    days: list[Day] = []
    year_after: int | None = None
    month_after = 0
    for match in reversed(found):
        lead, last, month, own_year = _parts(match)
        this_year = own_year or (_year_before(year_after, month_after, month) if days else _year_since(since, month))
        words = match.group()
        firsts = [int(d) for d in re.findall(r"\d+", lead)]
        days += [
            Day(_date(this_year, month, day), match.start(), match.end(), words, own_year is not None)
            for day in (last, *reversed(firsts))
        ]
        year_after, month_after = this_year, month
    return days[::-1]


def _parts(match: re.Match[str]) -> tuple[str, int, int, int | None]:
    groups = match.groups()
    numbers = [int(g) for g in groups[2:] if g]
    return groups[0] or "", int(groups[1]), numbers[0], numbers[1] if len(numbers) > 1 else None


def _year_before(year: int | None, month_after: int, month: int) -> int | None:
    return year - 1 if year is not None and month > month_after else year


def _year_since(since: Since, month: int) -> int | None:
    """In a paper of December "ngày 20/01" lies in the next year."""
    return since.year + (month < since.month - _LOOKS_BACK) if isinstance(since, date) else since


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def find_range(text: str, since: Since = None) -> tuple[date, date] | None:
    """First and last of the days written in a text."""
    values = [day.value for day in find_days(text, since) if day.value]
    return (min(values), max(values)) if values else None


def find_month(text: str, since: Since = None) -> str | None:
    """A month without a day, as YYYY-MM: "trong tháng 7/2024", "cuối tháng 3"."""
    match = _MONTH.search(text)
    if match:
        return f"{int(match.group(2)):04}-{int(match.group(1)):02}"
    match = _BARE_MONTH.search(text)
    year = _year_since(since, int(match.group(1))) if match else None
    return f"{year:04}-{int(match.group(1)):02}" if match and year else None


def find_year(text: str) -> int | None:
    """The first "năm 20xx" of a text."""
    match = _YEAR.search(text)
    return int(match.group(1)) if match else None


def find_hours(text: str) -> list[Hours]:
    """Every hour or stretch of hours: "13h30-14h00", "Từ 06 h30 đến 07h30 phút", "2h chiều"."""
    singles = [(m, _hour(m)) for m in _TIME_RE.finditer(text)]
    known = [(m, value) for m, value in singles if value is not None]
    hours: list[Hours] = []
    taken = False
    for index, (match, value) in enumerate(known):
        if taken:
            taken = False
            continue
        after = known[index + 1] if index + 1 < len(known) else None
        if after and _SPAN.match(text[match.end() : after[0].start()]):
            hours.append(Hours(_matching(value, after), after[1], match.start(), after[0].end()))
            taken = True
        else:
            hours.append(Hours(value, None, match.start(), match.end()))
    return hours


def _matching(start: time, after: tuple[re.Match[str], time]) -> time:
    half = (after[0].group(5) or "").lower()
    if half in ("chiều", "tối") and start.hour < 12 and start.hour + 12 <= after[1].hour:
        return start.replace(hour=start.hour + 12)
    return start


def _is_of_afternoon(hour: int, half: str) -> bool:
    """Whether an hour up to twelve is meant behind noon: "3h chiều", "1h trưa"."""
    return (half in ("chiều", "tối", "đêm") and 1 <= hour < 12) or (half == "trưa" and hour < 3)


def _hour(match: re.Match[str]) -> time | None:
    hour = int(match.group(1) or match.group(3))
    minute = int(match.group(2) or match.group(4) or 0)
    half = (match.group(5) or "").lower()
    if _is_of_afternoon(hour, half):
        hour += 12
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def leading_hours(text: str) -> Hours | None:
    """The hours a text opens with ("Từ 8h00 đến 8h30: …"), or None."""
    if not any(c.isdigit() for c in text[:32]):
        return None
    found = find_hours(text[:80])
    return found[0] if found and _TIME_LEAD.match(text[: found[0].begins]) else None


def find_weekdays(text: str) -> Iterator[tuple[int, int, int]]:
    """Written days of the week as (0 for Monday, begin, end)."""
    for match in _WEEKDAY.finditer(text):
        word = (match.group(2) or "").lower()
        yield _WEEKDAYS.get(word, 6), match.start(), match.end()
