"""How the messages of an event stand: counts that add up, rows for the command line, the list to telephone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage.measures import STATES
from storage.models import Attempt, OutboxMessage, Person, Unit
from storage.outbox.record import EDITED

NOT_REACHED = ("unknown", "failed", "expired")


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody whom a message did not surely reach."""

    name: str
    phone: str | None
    unit: str | None
    state: str
    cause: str | None


def states(session: Session, event_id: int, kind: str | None = None, subject: str | None = None) -> dict[str, int]:
    """How many messages stand in each state, zero included; they add up to the frozen count."""
    found = session.execute(_narrowed(event_id, kind, subject, OutboxMessage.state).group_by(OutboxMessage.state))
    return dict.fromkeys(STATES, 0) | {str(state): int(count) for state, count in found}


def causes(session: Session, event_id: int, kind: str, subject: str, state: str = "failed") -> list[tuple[str, int]]:
    """Why messages stand in a state, most frequent first."""
    query = _narrowed(event_id, kind, subject, OutboxMessage.cause).where(OutboxMessage.state == state)
    found = session.execute(query.group_by(OutboxMessage.cause).order_by(func.count().desc(), OutboxMessage.cause))
    return [(str(cause or ""), int(count)) for cause, count in found]


def edited(session: Session, event_id: int, kind: str, subject: str) -> int:
    """How many messages of a correction marked the one that they correct."""
    query = select(func.count()).select_from(OutboxMessage).join(Attempt, Attempt.message_id == OutboxMessage.id)
    own = (OutboxMessage.event_id == event_id, OutboxMessage.kind == kind, OutboxMessage.subject == subject)
    return session.scalar(query.where(*own, Attempt.outcome == EDITED)) or 0


def by_unit(session: Session, event_id: int, kind: str, subject: str) -> list[tuple[str | None, dict[str, int]]]:
    """How each unit's messages on a subject stand, in the plan's order; None for people of no unit, last."""
    rows = session.execute(
        select(Unit.name, OutboxMessage.state, func.count())
        .select_from(OutboxMessage)
        .outerjoin(Unit, Unit.id == OutboxMessage.unit_id)
        .where(OutboxMessage.event_id == event_id, OutboxMessage.kind == kind, OutboxMessage.subject == subject)
        .group_by(Unit.id, Unit.name, Unit.position, OutboxMessage.state)
        .order_by(Unit.id.is_(None), Unit.position, Unit.id)
    )
    found: dict[str | None, dict[str, int]] = {}
    for unit, state, count in rows:
        found.setdefault(unit, dict.fromkeys(STATES, 0))[str(state)] = int(count)
    return list(found.items())


def waits_of(session: Session, kinds: Collection[str]) -> bool:
    """Whether a message of one of these kinds waits."""
    query = select(OutboxMessage.id).where(OutboxMessage.state == "queued", OutboxMessage.kind.in_(kinds))
    return session.scalar(query.limit(1)) is not None


def unreached(session: Session, event_id: int, kind: str, subject: str) -> Sequence[Unreached]:
    """The list to telephone, by unit."""
    rows = session.execute(
        _with_names(Person.name, Person.phone, Unit.name, OutboxMessage.state, OutboxMessage.cause)
        .where(
            OutboxMessage.event_id == event_id, OutboxMessage.kind == kind, OutboxMessage.subject == subject,
            OutboxMessage.state.in_(NOT_REACHED),
        )
        .order_by(Unit.position, Person.name, OutboxMessage.id)
    )  # fmt: skip
    return [Unreached(*row) for row in rows]


def report(session: Session, event_id: int) -> dict[str, Any]:
    """The event's outbox as `outbox --json` prints it."""
    rows = session.execute(
        _with_names(OutboxMessage, Person.name, Unit.name)
        .where(OutboxMessage.event_id == event_id)
        .order_by(OutboxMessage.id)
    )
    found = [_row(message, person, unit) for message, person, unit in rows]
    counts = dict.fromkeys(STATES, 0)
    for row in found:
        counts[row["state"]] += 1
    return {"total": len(found), "states": counts, "rows": found}


def _with_names(*what: Any) -> Select[Any]:
    return (
        select(*what)
        .select_from(OutboxMessage)
        .join(Person, Person.id == OutboxMessage.person_id)
        .outerjoin(Unit, Unit.id == OutboxMessage.unit_id)
    )


def _narrowed(event_id: int, kind: str | None, subject: str | None, what: Any) -> Select[Any]:
    query = select(what, func.count()).where(OutboxMessage.event_id == event_id)
    query = query.where(OutboxMessage.kind == kind) if kind else query
    return query.where(OutboxMessage.subject == subject) if subject else query


def _row(message: OutboxMessage, person: str, unit: str | None) -> dict[str, Any]:
    return {
        "ref": message.ref,
        "kind": message.kind,
        "person": person,
        "unit": unit,
        "channel": message.channel,
        "state": message.state,
        "cause": message.cause,
        "due_at": message.due_at.isoformat(),
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
        "text": message.text,
    }
