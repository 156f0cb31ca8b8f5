"""When and how each delegation comes. Not locked: cars change until the last hour."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit
from storage.attendance import lock
from storage.models import Arrival, HeadCount

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
    query = select(Arrival).where(Arrival.event_id == event_id, Arrival.unit_id.not_in(away)).order_by(Arrival.id)
    return {row.unit_id: row for row in session.scalars(query)}


def arrival_of(session: Session, event_id: int, unit_id: int) -> Arrival | None:
    return session.scalar(select(Arrival).where(Arrival.event_id == event_id, Arrival.unit_id == unit_id))


def set_arrival(
    session: Session, event_id: int, unit_id: int, said: Coming, *, by_id: int | None, now: datetime
) -> Arrival:
    """Records what is said anew and keeps the rest."""
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
        if value is not None:
            setattr(row, field, value)
    session.flush()
    audit.record(
        session,
        now=now,
        action="arrival",
        subject=f"unit:{unit_id}",
        actor_id=by_id,
        event_id=event_id,
        unit_id=unit_id,
        before=before,
        after=_snapshot(row),
    )
    return row


def _snapshot(row: Arrival | None) -> dict[str, Any]:
    if row is None:
        return {}
    values = {field: getattr(row, field) for field in FIELDS}
    return {field: str(value) for field, value in values.items() if value is not None}
