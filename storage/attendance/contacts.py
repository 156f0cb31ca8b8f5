"""Persons of a unit who can be telephoned, for organisers and the unit itself."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit
from storage.models import UnitContact


def unit_contacts(session: Session, unit_id: int) -> Sequence[UnitContact]:
    """The persons of one unit."""
    return session.scalars(select(UnitContact).where(UnitContact.unit_id == unit_id).order_by(UnitContact.id)).all()


def contacts_by_unit(session: Session, unit_ids: Sequence[int]) -> dict[int, list[UnitContact]]:
    """The persons of several units, by unit."""
    found: dict[int, list[UnitContact]] = {}
    query = select(UnitContact).where(UnitContact.unit_id.in_(unit_ids)).order_by(UnitContact.id)
    for row in session.scalars(query):
        found.setdefault(row.unit_id, []).append(row)
    return found


def add_contact(
    session: Session,
    event_id: int,
    unit_id: int,
    *,
    name: str,
    post: str | None,
    phone: str,
    by_id: int | None,
    now: datetime,
) -> bool:
    """Keeps a person with a telephone number; False where nothing is new."""
    query = select(UnitContact).where(UnitContact.unit_id == unit_id, UnitContact.phone == phone)
    row = session.scalar(query)
    if row is not None and (row.name, row.post) == (name, post or row.post):
        return False
    if row is None:
        row = UnitContact(unit_id=unit_id, phone=phone, name=name, by_id=by_id, at=now)
        session.add(row)
    row.name, row.post, row.by_id, row.at = name, post or row.post, by_id, now
    session.flush()
    audit.record(
        session,
        now=now,
        action="unit_contact",
        subject=f"unit:{unit_id}",
        actor_id=by_id,
        event_id=event_id,
        unit_id=unit_id,
    )
    return True
