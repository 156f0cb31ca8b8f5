"""Where in a programme we are: its name, its day, the number of its last item."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from dateutil.relativedelta import relativedelta

from handlers.language.dates import Hours, Since, find_days, find_weekdays
from handlers.language.folding import fold

Span = tuple[date, date]
_ORDINAL = re.compile(r"\bngay (?:thu )?(nhat|hai|ba|tu|nam|[1-5])(?= *(?:[:(,.-]|$))")
_COUNTED = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5}
_ROOM = re.compile(r"\(((?:[Hh]ội trường|[Pp]hòng(?: họp)?|[Nn]hà văn hóa|[Ss]ân)\s[^():]{1,50})\)")
_START_OF_DAY = 9
_UNKNOWN = date.min  # while no day is known, days are counted from here


@dataclass(slots=True)
class Clock:
    """A programme being read; `span` is the first and last day of the meeting, where known."""

    programme: str | None = None
    day: date = _UNKNOWN
    span: Span | None = None
    room: str | None = None  # where everything under the last heading goes on
    position: int = 0
    last: time | None = None

    def next(self) -> int:
        """The number of the next item."""
        self.position += 1
        return self.position

    def turn_to(self, text: str, since: Since) -> None:
        """A heading or a cell that names a day begins that day."""
        day = _named_day(text, since, self.span)
        if day:
            self.day, self.last = day, None

    def enter(self, heading: str, since: Since) -> None:
        """A heading inside the programme: its day, and the room it names ("Phiên toàn thể (Hội trường A)")."""
        room = _ROOM.search(heading)
        self.room = room.group(1) if room else None
        self.turn_to(heading, since)

    def pass_by(self, span: Hours | None) -> None:
        """A clock that goes back by hours means the next day began."""
        if span is None:
            return
        back = self.last.hour - span.start.hour if self.last else 0
        if self.last and (back >= 5 or (back >= 3 and span.start.hour < _START_OF_DAY)):
            self.day += timedelta(days=1)
        self.last = span.start


def _named_day(text: str, since: Since, span: Span | None) -> date | None:
    days = [day.value for day in find_days(text, since) if day.value]
    if days or span is None or span[0] == span[1]:
        return days[0] if days else None
    count = _ORDINAL.search(fold(text))
    if count:
        word = count.group(1)
        day = span[0] + timedelta(days=(_COUNTED.get(word) or int(word)) - 1)
        return day if day <= span[1] else None
    for weekday, _, _ in find_weekdays(text[:40]):
        same = span[0] + relativedelta(weekday=weekday)
        if same <= span[1] < same + timedelta(days=7):
            return same
    return None


def settled(day: date | None, span: Span | None, turns: int) -> date | None:
    """The real day of an item that was only counted: known where the programme has as many days as the meeting."""
    if day is None or day.year > 1:
        return day
    if span is None or (span[1] - span[0]).days + 1 != turns:
        return None
    return span[0] + (day - _UNKNOWN)
