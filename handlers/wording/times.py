"""Days, hours and sources as people say them."""

from collections.abc import Iterable, Sequence
from datetime import date, time

EDITED = "*"  # stands after the line of a row that an organiser has changed
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def weekday(day: date) -> str:
    """ "thứ Sáu 01/12"."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m}"


def full_day(day: date) -> str:
    """ "thứ Sáu 01/12/2023"."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def hours(start: time | None, end: time | None) -> str:
    """ "08:00–11:30", "từ 19:30", or nothing: no hour is ever invented."""
    if start and end:
        return f"{start:%H:%M}–{end:%H:%M}"
    if start:
        return f"từ {start:%H:%M}"
    return f"đến {end:%H:%M}" if end else ""


def span(first: date, last: date | None) -> str:
    """One day, or "từ thứ Năm 30/11 đến thứ Sáu 01/12/2023"."""
    if last is None or last == first:
        return full_day(first)
    begin = weekday(first) if first.year == last.year else full_day(first)
    return f"từ {begin} đến {full_day(last)}"


def source(*lines: object) -> str:
    """ "— Kế hoạch, dòng 84 và 90"; "3:12" is a page and its line; nothing where no line is known."""
    said = list(dict.fromkeys(str(line) for line in lines if line not in (None, "")))
    if any(line.endswith(EDITED) for line in said):
        return f"{source(*(line.rstrip(EDITED) for line in said))} (ban tổ chức đã sửa)"
    known = said
    if not known:
        return "— Kế hoạch"
    if any(":" in line for line in known):
        return "— Kế hoạch, " + "; ".join(_page(line) for line in known[:3])
    return f"— Kế hoạch, dòng {_listed(sorted(known, key=_number)[:4])}"


def source_of_list(lines: Sequence[object]) -> str:
    """ "— Kế hoạch, dòng 125–129" for rows that stand together."""
    known = [str(line) for line in lines if line not in (None, "")]
    edited = " (ban tổ chức đã sửa)" if any(line.endswith(EDITED) for line in known) else ""
    known = [line.rstrip(EDITED) for line in known if line.rstrip(EDITED)]
    if len(known) < 3 or not all(line.isdigit() for line in known):
        return source(*([known[0], known[-1]] if known else [])) + edited
    numbers = sorted(int(line) for line in known)
    return f"— Kế hoạch, dòng {numbers[0]}–{numbers[-1]}{edited}"


def _page(line: str) -> str:
    page, _, number = line.partition(":")
    return f"trang {page} dòng {number}" if number else f"dòng {page}"


def _number(line: str) -> int:
    return int(line) if line.isdigit() else 0


def _listed(words: list[str]) -> str:
    return " và ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def first_letter_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def lines_of(rows: Iterable[object]) -> list[object]:
    """The plan's lines of some rows."""
    return [getattr(row, "line", None) for row in rows]
