"""What an answer tells, as data: made where its sentence is made, from the same rows; nobody looks for it in the words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from handlers.messages import Fact
from storage.models import Event, ProgrammeItem


def of(row: str, **known: object) -> tuple[Fact, ...]:
    """Facts of one row by their kinds; of what is None or empty nothing is told, of several values each."""
    found = ((kind, value) for kind, values in known.items() for value in _each(values))
    return tuple(Fact(kind, _said(value), row) for kind, value in found if value not in (None, ""))


def of_items(rows: Iterable[ProgrammeItem], *, persons: bool = False, place: bool = True) -> tuple[Fact, ...]:
    """What, when, where and, where that is told, by whom; what was called off begins at no hour."""
    return tuple(fact for row in rows for fact in _of_item(row, persons=persons, place=place))


def _of_item(row: ProgrammeItem, *, persons: bool, place: bool) -> Iterator[Fact]:
    key = f"item:{row.id}"
    yield from of(key, what=row.title, place=row.venue if place else None, person=row.performers if persons else None)
    if row.cancelled_at is not None:
        yield from of(key, called_off=row.cancelled_at.date())
    elif row.start is not None:
        yield from of(key, start=_moment(row.day, row.start), end=_moment(row.day, row.end))
    else:
        yield from of(key, day=row.day, position=row.number)


def _moment(day: date | None, hour: time | None) -> datetime | time | None:
    """An hour of a day that is open stays an hour."""
    return datetime.combine(day, hour) if day is not None and hour is not None else hour


def of_days(event: Event, said: str) -> tuple[Fact, ...]:
    """When an event is: its days; else what is said of it: the plan's own words, or that it is not held."""
    key, held = f"event:{event.id}", not (event.cancelled_at or event.postponed_at or event.written_at)
    if event.starts_on is None or not held:
        return of(key, what=event.title, when=said)
    return of(key, what=event.title, day=event.starts_on, last_day=event.ends_on)


def _each(values: object) -> Iterable[object]:
    return values if isinstance(values, list | tuple) else (values,)


def _said(value: object) -> str:
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value).strip()
