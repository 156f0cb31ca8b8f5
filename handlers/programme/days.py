"""Which of the event's days and which part of it a question means."""

from collections.abc import Sequence
from datetime import date, time

from handlers.said.questions import Question
from storage.models import ProgrammeItem

# When the parts of a day begin and end for somebody who asks for them.
PARTS = {
    "sang": (time(0), time(11)),
    "trua": (time(11), time(13, 30)),
    "chieu": (time(12), time(18)),
    "toi": (time(17, 30), time(23, 59)),
}


def day_meant(question: Question, days: Sequence[date]) -> date | None:
    """The event's day that is asked for; a day without a year is the event's own."""
    if question.nth_day and days:
        at = question.nth_day - 1 if question.nth_day > 0 else -1
        return days[at] if at < len(days) else None
    if question.day_of_month:
        return next((day for day in days if day.day == question.day_of_month), None)
    if question.day:
        same = next((d for d in days if (d.day, d.month) == (question.day.day, question.day.month)), None)
        weekday = question.says("thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn")
        return same or next((d for d in days if weekday and d.weekday() == question.day.weekday()), None)
    return None


def in_part(row: ProgrammeItem, part: str | None) -> bool:
    """Whether a timed item begins in the part of the day, or still runs well into it."""
    if part is None or row.start is None:
        return part is None
    begin, end = PARTS[part]
    return begin <= row.start < end or (
        row.end is not None and row.start < begin and row.end > begin and part == "chieu"
    )
