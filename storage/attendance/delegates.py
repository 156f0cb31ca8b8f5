"""The names of a unit's delegation. The event and the unit are always asked for: names are the unit's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import audit
from storage.attendance import lock
from storage.models import Delegate


@dataclass(frozen=True, slots=True)
class Named:
    """A name to be kept; `folded` is how it is compared, so that the same list again changes nothing."""

    name: str
    folded: str
    post: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a list: how many were new, changed, and there already."""

    new: int
    changed: int
    same: int


def delegates(session: Session, event_id: int, unit_id: int) -> Sequence[Delegate]:
    """The names of one unit, in the order given."""
    query = select(Delegate).where(Delegate.event_id == event_id, Delegate.unit_id == unit_id)
    return session.scalars(query.order_by(Delegate.id)).all()


def names_by_unit(session: Session, event_id: int) -> dict[int, int]:
    """How many names each unit has given."""
    query = select(Delegate.unit_id, func.count()).where(Delegate.event_id == event_id).group_by(Delegate.unit_id)
    return {unit_id: number for unit_id, number in session.execute(query)}  # noqa: C416


def add_delegates(
    session: Session, event_id: int, unit_id: int, names: Sequence[Named], *, by_id: int | None, now: datetime
) -> Kept:
    """Adds names and corrects posts and groups; the head count stays as it is."""
    lock.hold(session, event_id, unit_id)
    known = {row.folded: row for row in delegates(session, event_id, unit_id)}
    new = changed = same = 0
    for given in {each.folded: each for each in names}.values():
        row = known.get(given.folded)
        if row is None:
            session.add(_row(event_id, unit_id, given, by_id, now))
            new += 1
        elif _correct(row, given):
            row.by_id, row.at = by_id, now
            changed += 1
        else:
            same += 1
    session.flush()
    kept = Kept(new, changed, same)
    if new or changed:
        _record(session, event_id, unit_id, by_id, now, "delegates", {"new": new, "changed": changed})
    return kept


def _row(event_id: int, unit_id: int, given: Named, by_id: int | None, now: datetime) -> Delegate:
    return Delegate(
        event_id=event_id,
        unit_id=unit_id,
        name=given.name,
        folded=given.folded,
        post=given.post,
        group=given.group,
        by_id=by_id,
        at=now,
    )


def _correct(row: Delegate, given: Named) -> bool:
    """Takes over what is said anew; what is not said stays."""
    before = (row.name, row.post, row.group)
    row.name, row.post, row.group = given.name, given.post or row.post, given.group or row.group
    return before != (row.name, row.post, row.group)


def put_delegates(
    session: Session, event_id: int, unit_id: int, rows: Mapping[int, Named | None], *, by_id: int | None, now: datetime
) -> Kept:
    """Writes rows of the list anew, each as it is given; None takes one off. Rows of others are left alone."""
    lock.hold(session, event_id, unit_id)
    known = {row.id: row for row in delegates(session, event_id, unit_id)}
    given = {known[key]: named for key, named in rows.items() if key in known}
    gone = [row for row, named in given.items() if named is None]
    for row in gone:
        session.delete(row)
    changed = {
        row: named
        for row, named in given.items()
        if named is not None and (row.name, row.post, row.group) != (named.name, named.post, named.group)
    }
    for row in changed:  # two that change places would meet in between
        row.folded = f"\n{row.id}"
    session.flush()
    for row, named in changed.items():
        row.name, row.folded, row.post, row.group = named.name, named.folded, named.post, named.group
        row.by_id, row.at = by_id, now
    session.flush()
    if changed:
        _record(session, event_id, unit_id, by_id, now, "delegates", {"new": 0, "changed": len(changed)})
    for row in gone:
        _record(session, event_id, unit_id, by_id, now, "delegate_removed", {"id": row.id})
    return Kept(0, len(changed), len(given) - len(changed) - len(gone))


def remove_delegate(
    session: Session, event_id: int, unit_id: int, delegate_id: int, *, by_id: int | None, now: datetime
) -> Delegate | None:
    """Takes one name off the unit's list; None where it is not on it."""
    row = session.get(Delegate, delegate_id)
    if row is None or (row.event_id, row.unit_id) != (event_id, unit_id):
        return None
    session.delete(row)
    session.flush()
    _record(session, event_id, unit_id, by_id, now, "delegate_removed", {"id": delegate_id})
    return row


def _record(
    session: Session, event_id: int, unit_id: int, by_id: int | None, now: datetime, action: str, after: dict[str, int]
) -> None:
    audit.record(
        session,
        now=now,
        action=action,
        subject=f"unit:{unit_id}",
        actor_id=by_id,
        event_id=event_id,
        unit_id=unit_id,
        after=dict(after),
    )
