"""When and how each delegation comes. Not locked: cars change until the last hour."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit
from storage.attendance import lock
from storage.models import Arrival, HeadCount, Unit

FIELDS = ("day", "hour", "place", "people", "vehicles", "drivers")


@dataclass(frozen=True, slots=True)
class Coming:
    """What is said of an arrival; None leaves what was said before."""

    day: date | None = None
    hour: time | None = None
    place: str | None = None
    people: int | None = None
    vehicles: int | None = None
    drivers: int | None = None


def arrivals(session: Session, event_id: int) -> dict[int, Arrival]:
    """What each unit said, by unit; one that does not come any more is not waited for."""
    away = select(HeadCount.unit_id).where(HeadCount.event_id == event_id, HeadCount.answer == "not_coming")
    gone = select(Unit.id).where(Unit.successor_id.is_not(None))
    query = select(Arrival).where(
        Arrival.event_id == event_id, Arrival.unit_id.not_in(away), Arrival.unit_id.not_in(gone)
    )
    return {row.unit_id: row for row in session.scalars(query.order_by(Arrival.id))}


def trips_beside(session: Session, event_id: int) -> dict[int, list[tuple[Arrival, Unit]]]:
    """By unit, what the units that went into it had said of another journey; each under its old name."""
    query = (
        select(Arrival, Unit)
        .join(Unit, Unit.id == Arrival.unit_id)
        .where(Arrival.event_id == event_id, Unit.successor_id.is_not(None))
        .order_by(Arrival.id)
    )
    found: dict[int, list[tuple[Arrival, Unit]]] = {}
    for row, gone in session.execute(query):
        found.setdefault(gone.successor_id or 0, []).append((row, gone))
    return found


def drop_trip(session: Session, row: Arrival, *, by_id: int | None, now: datetime) -> None:
    """Nothing is said of this journey any more; it stays on record."""
    _record(session, row, _snapshot(row), {}, by_id, now)
    session.delete(row)
    session.flush()


def arrival_of(session: Session, event_id: int, unit_id: int) -> Arrival | None:
    return session.scalar(select(Arrival).where(Arrival.event_id == event_id, Arrival.unit_id == unit_id))


def set_arrival(
    session: Session,
    event_id: int,
    unit_id: int,
    said: Coming,
    *,
    by_id: int | None,
    now: datetime,
    whole: bool = False,
) -> Arrival:
    """Records what is said anew and keeps the rest; `whole`: what is not said any more goes."""
    lock.hold(session, event_id, unit_id)
    row = arrival_of(session, event_id, unit_id)
    before = _snapshot(row)
    if row is None:
        row = Arrival(event_id=event_id, unit_id=unit_id, by_id=by_id, at=now)
        session.add(row)
    else:
        row.by_id, row.at = by_id, now
        row.version += 1
    for field, value in asdict(said).items():
        if value is not None or whole:
            setattr(row, field, value)
    session.flush()
    _record(session, row, before, _snapshot(row), by_id, now)
    return row


def _record(
    session: Session, row: Arrival, before: dict[str, Any], after: dict[str, Any], by_id: int | None, now: datetime
) -> None:
    audit.record(
        session,
        now=now,
        action="arrival",
        subject=f"unit:{row.unit_id}",
        actor_id=by_id,
        event_id=row.event_id,
        unit_id=row.unit_id,
        before=before,
        after=after,
    )


def _snapshot(row: Arrival | None) -> dict[str, Any]:
    if row is None:
        return {}
    values = {field: getattr(row, field) for field in FIELDS}
    return {field: str(value) for field, value in values.items() if value is not None}
