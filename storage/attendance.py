"""Who comes: a unit's head count and a delegate's own answer. Every write has a version and an audit line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage import audit
from storage.models import HeadCount, HeadCountGroup, InvitedUnit, Rsvp, Unit


@dataclass(frozen=True, slots=True)
class UnitCount:
    """One invited unit and its answer; answer None means silent."""

    unit: Unit
    quota: int | None
    answer: str | None
    total: int
    groups: tuple[tuple[str, int], ...] = ()
    version: int = 0


class Stale(Exception):
    """Somebody else changed it in between; nothing was written."""


def counts(session: Session, event_id: int) -> list[UnitCount]:
    """Every invited unit with its answer, in the plan's order."""
    invited = session.scalars(
        select(InvitedUnit)
        .where(InvitedUnit.event_id == event_id)
        .options(joinedload(InvitedUnit.unit))
        .order_by(InvitedUnit.id)
    ).all()
    given = {count.unit_id: count for count in _head_counts(session, event_id)}
    return [_unit_count(row, given.get(row.unit_id)) for row in invited]


def count_of(session: Session, event_id: int, unit_id: int) -> UnitCount | None:
    """The answer of one unit; None where it was not invited."""
    return next((row for row in counts(session, event_id) if row.unit.id == unit_id), None)


def _head_counts(session: Session, event_id: int) -> Sequence[HeadCount]:
    return (
        session.scalars(select(HeadCount).where(HeadCount.event_id == event_id).options(joinedload(HeadCount.groups)))
        .unique()
        .all()
    )


def _unit_count(row: InvitedUnit, given: HeadCount | None) -> UnitCount:
    if given is None:
        return UnitCount(row.unit, row.quota, None, 0)
    groups = tuple((group.name, group.count) for group in given.groups)
    return UnitCount(row.unit, row.quota, given.answer, given.total, groups, given.version)


def set_count(
    session: Session,
    event_id: int,
    unit_id: int,
    *,
    answer: str,
    total: int,
    groups: Sequence[tuple[str, int]] = (),
    by_id: int | None,
    now: datetime,
    expected_version: int | None = None,
) -> HeadCount:
    """Records a unit's answer. Stale where it is no longer the version that the speaker saw."""
    row = session.scalar(
        select(HeadCount).where(HeadCount.event_id == event_id, HeadCount.unit_id == unit_id).with_for_update()
    )
    if expected_version is not None and expected_version != (row.version if row else 0):
        raise Stale
    before = _snapshot(row)
    if row is None:
        row = HeadCount(event_id=event_id, unit_id=unit_id, answer=answer, total=total, by_id=by_id, at=now)
        session.add(row)
    else:
        row.answer, row.total, row.by_id, row.at = answer, total, by_id, now
        row.version += 1
        row.groups.clear()
        session.flush()
    row.groups.extend(HeadCountGroup(position=n, name=name, count=count) for n, (name, count) in enumerate(groups, 1))
    session.flush()
    audit.record(
        session,
        now=now,
        action="head_count",
        subject=f"unit:{unit_id}",
        actor_id=by_id,
        event_id=event_id,
        unit_id=unit_id,
        before=before,
        after=_snapshot(row),
    )
    return row


def _snapshot(row: HeadCount | None) -> dict[str, object]:
    if row is None:
        return {}
    return {"answer": row.answer, "total": row.total, "groups": [[g.name, g.count] for g in row.groups]}


def rsvp_of(session: Session, event_id: int, person_id: int) -> Rsvp | None:
    return session.scalar(select(Rsvp).where(Rsvp.event_id == event_id, Rsvp.person_id == person_id))


def set_rsvp(
    session: Session, event_id: int, person_id: int, *, answer: str, reason: str | None, now: datetime
) -> Rsvp:
    """Records a delegate's own answer: yes, no, substitute."""
    row = rsvp_of(session, event_id, person_id)
    before = {"answer": row.answer, "reason": row.reason} if row else {}
    if row is None:
        row = Rsvp(event_id=event_id, person_id=person_id, answer=answer, reason=reason, at=now)
        session.add(row)
    else:
        row.answer, row.reason, row.at = answer, reason, now
        row.version += 1
    audit.record(
        session,
        now=now,
        action="rsvp",
        subject=f"person:{person_id}",
        actor_id=person_id,
        event_id=event_id,
        before=before,
        after={"answer": answer, "reason": reason},
    )
    return row


def rsvp_totals(session: Session, event_id: int) -> dict[str, int]:
    """How many delegates said yes, no, substitute."""
    totals: dict[str, int] = {}
    for row in session.scalars(select(Rsvp).where(Rsvp.event_id == event_id)):
        totals[row.answer] = totals.get(row.answer, 0) + 1
    return totals
