"""When head counts lock, and which unit may still change: a grant, or an organiser who answers for it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit, facts
from storage.models import CountLock, Deadline, Grant, InvitedUnit

LIST = re.compile(r"danh sách|đăng ký|số lượng")
OF_DELEGATES = re.compile(r"đại biểu|tham dự|dự hội nghị|thành phần|thành viên đoàn|đoàn")
OF_OTHERS = re.compile(r"khen thưởng|đề nghị|đề cử|tham luận|thi đấu|tiết mục|vận động viên")


@dataclass(frozen=True, slots=True)
class Lock:
    """The first instant at which a count is too late; `line` where the plan says so, `set_by_hand` otherwise."""

    at: datetime
    line: str | None = None
    set_by_hand: bool = False


class Locked(Exception):
    """Too late for this unit; nothing was written."""

    def __init__(self, lock: Lock) -> None:
        super().__init__(lock)
        self.lock = lock


class NotInvited(Exception):
    """The unit sends no delegation to this event."""


def lock_of(session: Session, event_id: int) -> Lock | None:
    """When the event's counts lock: as an organiser set it, else the plan's day for the list of delegates."""
    chosen = session.get(CountLock, event_id)
    if chosen is not None:
        return Lock(chosen.locks_at, set_by_hand=True) if chosen.locks_at else None
    rows = [row for row in facts.of(session, event_id).deadlines if row.event_id == event_id]
    found = [Lock(row.too_late_from, row.line) for row in rows if row.too_late_from and _lists_delegates(row)]
    return max(found, key=lambda lock: lock.at, default=None)


def _lists_delegates(row: Deadline) -> bool:
    return any(_names_a_list(text) for text in (row.what, *(paper.name for paper in row.papers)))


def _names_a_list(text: str) -> bool:
    folded = unicodedata.normalize("NFC", text).lower()
    return bool(LIST.search(folded) and OF_DELEGATES.search(folded) and not OF_OTHERS.search(folded))


def granted_until(session: Session, event_id: int, unit_id: int, now: datetime) -> datetime | None:
    """Until when the unit may still change, where a grant holds."""
    query = select(Grant).where(Grant.event_id == event_id, Grant.unit_id == unit_id).order_by(Grant.id.desc())
    newest = session.scalars(query.limit(1)).first()
    return newest.until if newest is not None and newest.until > now else None


def hold(session: Session, event_id: int, unit_id: int) -> InvitedUnit:
    """Makes everybody else who changes this unit's answers wait until the transaction ends."""
    query = select(InvitedUnit).where(InvitedUnit.event_id == event_id, InvitedUnit.unit_id == unit_id)
    held = session.scalar(query.with_for_update(of=InvitedUnit))
    if held is None:
        raise NotInvited
    return held


def check(session: Session, event_id: int, unit_id: int, now: datetime) -> None:
    """Locked where it is too late and no grant holds."""
    lock = lock_of(session, event_id)
    if lock is not None and now >= lock.at and granted_until(session, event_id, unit_id, now) is None:
        raise Locked(lock)


def set_lock(session: Session, event_id: int, at: datetime | None, *, by_id: int | None, now: datetime) -> None:
    """An organiser's own moment for the lock; None keeps counts open."""
    before = lock_of(session, event_id)
    session.merge(CountLock(event_id=event_id, locks_at=at, by_id=by_id, at=now))
    audit.record(
        session,
        now=now,
        action="lock",
        subject=f"event:{event_id}",
        actor_id=by_id,
        event_id=event_id,
        before={"locks_at": before.at.isoformat() if before else None},
        after={"locks_at": at.isoformat() if at else None},
    )


def grant(session: Session, event_id: int, unit_id: int, until: datetime, *, by_id: int | None, now: datetime) -> Grant:
    """Lets one unit change until a moment."""
    before = granted_until(session, event_id, unit_id, now)
    row = Grant(event_id=event_id, unit_id=unit_id, until=until, by_id=by_id, at=now)
    session.add(row)
    session.flush()
    audit.record(
        session,
        now=now,
        action="grant",
        subject=f"unit:{unit_id}",
        actor_id=by_id,
        event_id=event_id,
        unit_id=unit_id,
        before={"until": before.isoformat() if before else None},
        after={"until": until.isoformat()},
    )
    return row
