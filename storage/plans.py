"""Plans as files that were handed in: find the same one again, add, publish."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit
from storage.models import Event, Plan, Unit


def with_sha256(session: Session, sha256: str) -> Plan | None:
    """The plan that came from this very file."""
    return session.scalar(select(Plan).where(Plan.sha256 == sha256))


def with_identity(session: Session, identity: str) -> Plan | None:
    """The plan that this file is another version of."""
    return session.scalar(select(Plan).where(Plan.identity == identity, Plan.state.in_(("draft", "published"))))


def with_id(session: Session, plan_id: int) -> Plan:
    return session.get_one(Plan, plan_id)


def events_of(session: Session, plan_id: int) -> list[Event]:
    return list(session.scalars(select(Event).where(Event.plan_id == plan_id).order_by(Event.position)))


def event_with_key(session: Session, key: str) -> Event | None:
    return session.scalar(select(Event).where(Event.key == key))


def units_of(session: Session, plan_id: int) -> list[Unit]:
    """Every unit the plan names, members first, in the plan's order."""
    query = select(Unit).where(Unit.plan_id == plan_id, Unit.successor_id.is_(None)).order_by(Unit.position, Unit.id)
    return list(session.scalars(query))


def keys_in_use(session: Session) -> set[str]:
    return set(session.scalars(select(Event.key)))


def add(session: Session, rows: Iterable[object]) -> None:
    """Adds rows and gives them their ids."""
    session.add_all(rows)
    session.flush()


def publish(session: Session, plan: Plan, now: datetime, actor_id: int | None = None) -> bool:
    """Shows a draft to everyone who joined; False where it was shown already."""
    if plan.state != "draft":
        return False
    plan.state, plan.published_at = "published", now
    plan.version += 1
    for event in plan.events:
        event.published_at = now
        audit.record(
            session,
            now=now,
            action="publish",
            subject=f"plan:{plan.id}",
            actor_id=actor_id,
            event_id=event.id,
            after={"title": event.title},
        )
    return True
