"""Stretches of a year's plan, the days it remembers, and how long it is until something, in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers.wording import tells
from handlers.wording.programme import title
from handlers.wording.times import lines_of
from handlers.wording.told import Told, where
from storage.models import Note


def stretch(first: date, last: date, tasks: Sequence[str], line: object) -> Told:
    """A period of the plan: its days and what happens in it."""
    share = max(90, 560 // max(1, len(tasks)))
    said = [title(task, share) for task in tasks[:5]]
    head = f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}:"
    lines = [f"{head} {said[0]}."] if len(said) == 1 else [head, *(f"{n}. {task}" for n, task in enumerate(said, 1))]
    return Told("\n".join(lines), where(line), tells.of(f"line:{line}", begins=first, ends=last, what=list(tasks[:5])))


def observances(rows: Sequence[Note]) -> Told:
    """ "11/6: Ngày truyền thống thi đua yêu nước"."""
    lines = [f"{row.data.get('day')}/{row.data.get('month')}: {title(row.text)}." for row in rows]
    told = (
        tells.of(f"note:{row.id}", what=row.text, on=f"{row.data.get('day')}/{row.data.get('month')}") for row in rows
    )
    return Told("\n".join(lines), where(*lines_of(rows)), tuple(fact for each in told for fact in each))


def stretches(days: Sequence[tuple[date, date]], lines: Sequence[object]) -> Told:
    """How many stretches a year plan has, and their days."""
    each = zip(lines, days, strict=True)
    told = tuple(fact for line, (first, last) in each for fact in tells.of(f"line:{line}", begins=first, ends=last))
    said = [f"{n}. Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}." for n, (first, last) in enumerate(days, 1)]
    return Told("\n".join([f"Kế hoạch chia {len(days)} giai đoạn:", *said]), where(*lines), told)


def with_the_time_left(told: Told, begins: datetime, now: datetime) -> Told:
    """An answer with how long it is until something begins."""
    return replace(told, body=f"{told.body}\n{_left(begins, now)}")


def _left(begins: datetime, now: datetime) -> str:
    """Days, or hours and minutes on its own day."""
    days = (begins.date() - now.date()).days
    if days > 0:
        return f"Còn {days} ngày nữa."
    hours_left, minutes = divmod(int((begins - now).total_seconds()) // 60, 60)
    said = [f"{hours_left} giờ" if hours_left else "", f"{minutes} phút" if minutes or not hours_left else ""]
    return f"Còn {' '.join(part for part in said if part)} nữa."
