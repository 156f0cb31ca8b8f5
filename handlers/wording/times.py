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


def places(*lines: object) -> list[str]:
    """["dòng 84 và 90"]; "3:12" is a page and its line; nothing where no line is known."""
    known = list(dict.fromkeys(str(line) for line in lines if line not in (None, "")))
    if any(line.endswith(EDITED) for line in known):
        return _edited(places(*(line.rstrip(EDITED) for line in known)))
    if any(":" in line for line in known):
        return [_page(line) for line in known[:3]]
    return [f"dòng {_listed(sorted(known, key=_number)[:4])}"] if known else []


def places_of_list(lines: Sequence[object]) -> list[str]:
    """["dòng 125–129"] for rows that stand together."""
    known = [str(line) for line in lines if line not in (None, "")]
    bare = [line.rstrip(EDITED) for line in known if line.rstrip(EDITED)]
    if len(bare) < 3 or not all(line.isdigit() for line in bare):
        said = places(*([bare[0], bare[-1]] if bare else []))
    else:
        numbers = sorted(map(int, bare))
        said = [f"dòng {numbers[0]}–{numbers[-1]}"]
    return _edited(said) if any(line.endswith(EDITED) for line in known) else said


def _edited(said: list[str]) -> list[str]:
    return [*said[:-1], f"{said[-1]} (ban tổ chức đã sửa)"] if said else []


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
