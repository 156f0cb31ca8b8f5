"""Meals and nights: which there are, and how many of each unit take them. Not locked, as arrivals are not."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit
from storage.attendance import lock
from storage.models import Event, HeadCount, InvitedUnit, ProgrammeItem, Stay

BREAKFAST, LUNCH, DINNER, NIGHT = KINDS = ("breakfast", "lunch", "dinner", "night")
MEAL = re.compile(r"\bcơm\b|\bbữa\b|\btiệc\b|\băn (?:sáng|trưa|tối|chiều)\b")
NAMED = ((BREAKFAST, "sáng"), (LUNCH, "trưa"), (DINNER, "tối"))
NOT_BREAKFAST, NOT_LUNCH = time(10), time(16)
EARLIER = timedelta(days=2)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One meal or one night of an event; a night is that of its evening."""

    day: date
    place: int  # in the order of the day

    @property
    def kind(self) -> str:
        return KINDS[self.place]


def slot(day: date, kind: str) -> Slot:
    return Slot(day, KINDS.index(kind))


def slots(session: Session, event: Event, *, said: bool = True) -> list[Slot]:
    """The meals that the programme names, the nights between its days; with what units `said` beyond that."""
    found = set(_nights(event))
    items = select(ProgrammeItem).where(ProgrammeItem.event_id == event.id, ProgrammeItem.cancelled_at.is_(None))
    for item in session.scalars(items):
        if item.day is not None and (kind := _meal(item.title, item.start)) is not None:
            found.add(slot(item.day, kind))
    if said:
        more = select(Stay.day, Stay.kind).where(Stay.event_id == event.id, Stay.count > 0).distinct()
        found |= {slot(day, kind) for day, kind in session.execute(more)}
    return sorted(found)


def _nights(event: Event) -> Iterator[Slot]:
    if event.starts_on is None:
        return
    last = event.ends_on or event.starts_on
    first = event.starts_on if last > event.starts_on else event.starts_on - timedelta(days=1)
    for number in range((max(last, event.starts_on) - first).days):
        yield slot(first + timedelta(days=number), NIGHT)


def _meal(title: str, start: time | None) -> str | None:
    title = unicodedata.normalize("NFC", title).lower()
    if not MEAL.search(title):
        return None
    for kind, word in NAMED:
        if re.search(rf"\b(?:ăn|cơm|bữa|tiệc)(?: cơm)? {word}\b", title):
            return kind
    if start is None:
        return None
    return BREAKFAST if start < NOT_BREAKFAST else LUNCH if start < NOT_LUNCH else DINNER


def possible(event: Event, day: date) -> bool:
    """Whether somebody can eat or sleep there on that day."""
    if event.starts_on is None:
        return True
    return event.starts_on - EARLIER <= day <= (event.ends_on or event.starts_on)


def stays(session: Session, event_id: int) -> dict[int, dict[Slot, int]]:
    """What each unit said, by unit; one that does not come any more takes nothing."""
    away = select(HeadCount.unit_id).where(HeadCount.event_id == event_id, HeadCount.answer == "not_coming")
    invited = select(InvitedUnit.unit_id).where(InvitedUnit.event_id == event_id)
    query = select(Stay).where(Stay.event_id == event_id, Stay.unit_id.not_in(away), Stay.unit_id.in_(invited))
    found: dict[int, dict[Slot, int]] = {}
    for row in session.scalars(query.execution_options(populate_existing=True)):
        found.setdefault(row.unit_id, {})[slot(row.day, row.kind)] = row.count
    return found


def no_meal(session: Session, event_id: int, item: ProgrammeItem, sides: Iterable[Mapping[str, Any]]) -> set[int]:
    """Units that said of a meal, as it was and as it is to be, that nobody of them takes it. Sides as of an edit."""
    meals = {_meal_of(item, side) for side in sides}
    if None in meals or not meals:
        return set()
    return {
        unit for unit, said in stays(session, event_id).items() if all(said.get(each) == 0 for each in meals if each)
    }


def _meal_of(item: ProgrammeItem, side: Mapping[str, Any]) -> Slot | None:
    """The meal that an item is on one side of a change."""
    day = date.fromisoformat(side["day"]) if side.get("day") else item.day
    start = time.fromisoformat(side["start"]) if side.get("start") else item.start
    kind = _meal(side.get("title") or item.title, start)
    return slot(day, kind) if day is not None and kind is not None else None


def set_stays(
    session: Session, event_id: int, unit_id: int, said: Mapping[Slot, int | None], *, by_id: int | None, now: datetime
) -> None:
    """Records what is said anew and keeps the rest; None takes back what was said of one."""
    lock.hold(session, event_id, unit_id)
    query = select(Stay).where(Stay.event_id == event_id, Stay.unit_id == unit_id)
    known = {slot(row.day, row.kind): row for row in session.scalars(query)}
    before = {f"{each.day} {each.kind}": row.count for each, row in known.items()}
    for each, count in said.items():
        row = known.get(each)
        if count is None:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = Stay(event_id=event_id, unit_id=unit_id, day=each.day, kind=each.kind)
            session.add(row)
        row.count, row.by_id, row.at = count, by_id, now
    session.flush()
    audit.record(
        session,
        now=now,
        action="stay",
        subject=f"unit:{unit_id}",
        actor_id=by_id,
        event_id=event_id,
        unit_id=unit_id,
        before=before,
        after={f"{each.day} {each.kind}": count for each, count in said.items()},
    )
