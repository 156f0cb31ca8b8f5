"""Deadlines in words: the date as the plan writes it, the last day that counts, the last working day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from handlers.messages import Fact, button_label, escape
from handlers.wording import tells
from handlers.wording.times import WEEKDAYS, first_letter_up, lines_of, weekday
from handlers.wording.told import Told, where
from storage.clock import is_day_off, working_day_before
from storage.models import Deadline

SENT_OTHERWISE = "Đã gửi đường khác"
STATES = {"owed": "chưa nộp", "claimed": "đã báo nộp (chờ xác nhận)", "received": "đã nhận", "excused": "được miễn"}


def sent_otherwise(row: Deadline) -> str:
    """The button by which a paper went another way; its short name, cut at a word."""
    name = ", ".join(paper.name for paper in row.papers) or row.what
    return button_label(f"{SENT_OTHERWISE}: {name}")


def due(row: Deadline, year: int | None = None) -> str:
    """ "trước ngày 20/11, tức hết Chủ nhật 19/11 (ngày làm việc cuối: thứ Sáu 17/11)"; uncertain days stay so.

    The year is said where it is not `year`, the one everybody has in mind.
    """
    if row.due_on is None:
        return escape(row.relative_to or "kế hoạch không ghi ngày")
    of_year = "" if year == row.due_on.year else f"/{row.due_on.year}"
    hour = f"{row.due_time:%H:%M} " if row.due_time else ""
    if row.due_time is not None:
        return f"{'trước' if row.before else 'chậm nhất'} {hour}{weekday(row.due_on)}{of_year}"
    last = row.due_on - timedelta(days=1) if row.before else row.due_on
    said = (
        f"trước ngày {row.due_on:%d/%m}{of_year}, tức hết {_day(last)}" if row.before else f"hết {_day(last)}{of_year}"
    )
    return said + _last_working_day(last)


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m}"


def _last_working_day(last: date) -> str:
    return f" (ngày làm việc cuối: {_day(working_day_before(last))})" if is_day_off(last) else ""


def rows(
    found: Sequence[Deadline],
    year: int | None,
    states: dict[int, list[str]] | None = None,
    today: date | None = None,
    *,
    who: bool = False,
) -> Told:
    """Deadlines that fall on one day stand together: what, until when, where to, what the asker's unit still owes."""
    lines: list[str] = []
    for limit in (240, 130, 80):
        lines = [_line(row, limit, year, states or {}, today) + _holders(row, who=who) for row in _merged(found)]
        if sum(len(line) for line in lines) < 600:
            break
    return Told("\n".join(lines), where(*lines_of(found)), _told(found, who=who))


def _told(found: Sequence[Deadline], *, who: bool = False) -> tuple[Fact, ...]:
    """What, until when (the day it must be there before, where the plan writes "trước"), where to, who."""
    return tuple(
        fact
        for row in found
        for fact in tells.of(
            f"deadline:{row.id}", what=row.what, due=row.due_on or row.relative_to, due_hour=row.due_time,
            to=row.send_to, person=row.who if who else None,
        )
    )  # fmt: skip


def _merged(found: Sequence[Deadline]) -> list[list[Deadline]]:
    together: dict[object, list[Deadline]] = {}
    for row in found:
        key = (row.due_on, row.due_time, row.before, row.send_to) if row.due_on else row.id
        together.setdefault(key, []).append(row)
    return list(together.values())


def _line(
    group: Sequence[Deadline], limit: int, year: int | None, states: dict[int, list[str]], today: date | None
) -> str:
    what = "; ".join(_short(row.what, limit) for row in group)
    first = group[0]
    send = f" Gửi {_receiver(first.send_to)}." if first.send_to else ""
    own = [state for row in group for state in states.get(row.id, ())]
    mine = f" Đơn vị anh/chị: {_states(own)}." if own else ""
    return f"{first_letter_up(what)}: {due(first, year)}.{_left(first, today)}{send}{mine}"


def _holders(group: Sequence[Deadline], *, who: bool) -> str:
    """Who has to, where that is asked."""
    names = list(dict.fromkeys(row.who for row in group if row.who)) if who else []
    return f" Thực hiện: {escape('; '.join(names))[:200]}." if names else ""


def _left(row: Deadline, today: date | None) -> str:
    """How many days are left, or that it is too late."""
    if today is None or row.due_on is None:
        return ""
    last = row.due_on - timedelta(days=1) if row.before and row.due_time is None else row.due_on
    days = (last - today).days
    if days < 0:
        return f" Đã quá hạn {-days} ngày."
    return " Còn kịp: hôm nay là ngày cuối." if days == 0 else f" Còn kịp: {days} ngày nữa."


def _short(text: str, limit: int) -> str:
    text = escape(text.strip().rstrip(".;,"))
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]}…"


def _receiver(text: str) -> str:
    text = escape(text.strip().rstrip(".;,"))
    return text if not text.lower().startswith(("về ", "gửi ")) else text.split(" ", 1)[1]


def _states(states: Iterable[str]) -> str:
    """One state for all papers, or how many papers stand where."""
    counts = Counter(STATES.get(state, state) for state in states)
    if len(counts) == 1:
        return next(iter(counts))
    return "; ".join(f"{number} giấy tờ {state}" for state, number in counts.items())


def receivers(found: Sequence[Deadline], year: int | None) -> Told:
    """Where papers go."""
    lines = [
        f"{first_letter_up(_short(row.what, 140))}: gửi {_receiver(row.send_to or '')}"
        + (f", {due(row, year)}." if row.due_on else ".")
        for row in found
    ]
    return Told("\n".join(lines), where(*lines_of(found)), _told(found))
