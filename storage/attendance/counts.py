"""A unit's head count and the totals of all units. Every write has a version and an audit line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from storage import audit
from storage.attendance import lock
from storage.models import HeadCount, HeadCountGroup, InvitedUnit, Membership, Person, Rsvp, Unit

COMING, NOT_COMING, UNKNOWN = "coming", "not_coming", "unknown"


@dataclass(frozen=True, slots=True)
class UnitCount:
    """One invited unit and its answer; answer None means silent.

    `by_delegates`: nobody gave a head count, so it is the number of delegates who said themselves that they come.
    """

    unit: Unit
    quota: int | None
    answer: str | None
    total: int
    groups: tuple[tuple[str, int], ...] = ()
    version: int = 0
    by_delegates: bool = False
    by_name: str | None = None
    at: datetime | None = None
    note: str | None = None

    @property
    def apart(self) -> int:
        """How many more than the quota, negative for fewer; 0 without a quota or without a number."""
        settled = self.quota is not None and self.answer in (COMING, NOT_COMING)
        return self.total - self.quota if settled and self.quota is not None else 0


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of all units: chat, page and workbook show these and no others. "Chưa rõ" is an answer."""

    invited: int
    answered: int
    unsure: int
    silent: int
    coming: int
    quota: int
    over: int
    under: int


@dataclass(frozen=True, slots=True)
class Given:
    """A unit's answer as it is to be recorded; `note` says how it came where that matters (by telephone)."""

    answer: str
    total: int = 0
    groups: tuple[tuple[str, int], ...] = ()
    note: str | None = None


class Stale(Exception):
    """Somebody else changed it in between; nothing was written."""


def totals(rows: Iterable[UnitCount]) -> Totals:
    """The one place where units are added up."""
    rows = list(rows)
    silent = sum(row.answer is None for row in rows)
    return Totals(
        invited=len(rows),
        answered=len(rows) - silent,
        unsure=sum(row.answer == UNKNOWN for row in rows),
        silent=silent,
        coming=sum(row.total for row in rows if row.answer == COMING),
        quota=sum(row.quota or 0 for row in rows),
        over=sum(row.apart > 0 for row in rows),
        under=sum(row.apart < 0 for row in rows),
    )


def worst_first(rows: Iterable[UnitCount]) -> list[UnitCount]:
    """The silent, the unsure, those over or under their quota, then the rest; each in the plan's order."""

    def order(row: UnitCount) -> int:
        if row.answer is None:
            return 0
        return 1 if row.answer == UNKNOWN else 2 if row.apart else 3

    return sorted(rows, key=order)


def counts(session: Session, event_id: int) -> list[UnitCount]:
    """Every invited unit with its answer, in the plan's order."""
    invited = session.scalars(
        select(InvitedUnit)
        .where(InvitedUnit.event_id == event_id)
        .options(joinedload(InvitedUnit.unit))
        .order_by(InvitedUnit.id)
    ).all()
    given = {count.unit_id: (count, name) for count, name in _head_counts(session, event_id)}
    delegates = _coming_themselves(session, event_id)
    return [_unit_count(row, given.get(row.unit_id), delegates[row.unit_id]) for row in invited]


def count_of(session: Session, event_id: int, unit_id: int) -> UnitCount | None:
    """The answer of one unit; None where it was not invited."""
    return next((row for row in counts(session, event_id) if row.unit.id == unit_id), None)


def _head_counts(session: Session, event_id: int) -> Sequence[tuple[HeadCount, str | None]]:
    query = (
        select(HeadCount, Person.name)
        .outerjoin(Person, Person.id == HeadCount.by_id)
        .where(HeadCount.event_id == event_id)
        .options(joinedload(HeadCount.groups))
    )
    return [(count, name) for count, name in session.execute(query).unique()]


def _coming_themselves(session: Session, event_id: int) -> Counter[int]:
    """For each unit, how many of its delegates come themselves or send somebody."""
    query = (
        select(Membership.unit_id, Rsvp.person_id)
        .join(Rsvp, (Rsvp.person_id == Membership.person_id) & (Rsvp.event_id == Membership.event_id))
        .where(
            Membership.event_id == event_id,
            Membership.role == "delegate",
            Membership.state == "approved",
            Membership.unit_id.is_not(None),
            Rsvp.answer.in_(("yes", "substitute")),
        )
        .distinct()
    )
    return Counter(unit_id for unit_id, _ in session.execute(query) if unit_id is not None)


def _unit_count(row: InvitedUnit, given: tuple[HeadCount, str | None] | None, delegates: int) -> UnitCount:
    if given is None:
        answer = COMING if delegates else None
        return UnitCount(row.unit, row.quota, answer, delegates, by_delegates=bool(delegates))
    count, name = given
    groups = tuple((group.name, group.count) for group in count.groups)
    return UnitCount(
        row.unit,
        row.quota,
        count.answer,
        count.total,
        groups,
        count.version,
        by_name=name or None,
        at=count.at,
        note=count.note,
    )


def set_count(
    session: Session,
    event_id: int,
    unit_id: int,
    given: Given,
    *,
    by_id: int | None,
    now: datetime,
    expected_version: int | None = None,
    organiser: bool = False,
) -> HeadCount:
    """Records a unit's answer. Stale where it is not the version the speaker saw, Locked where it is too late."""
    lock.hold(session, event_id, unit_id)
    query = select(HeadCount).where(HeadCount.event_id == event_id, HeadCount.unit_id == unit_id)
    query = query.options(joinedload(HeadCount.groups)).execution_options(populate_existing=True)
    row = session.scalars(query).unique().one_or_none()
    if expected_version is not None and expected_version != (row.version if row else 0):
        raise Stale
    if not organiser:
        lock.check(session, event_id, unit_id, now)
    before = _snapshot(row)
    if row is not None and before == _wanted(given):
        return row  # the same again changes nothing
    if row is None:
        row = HeadCount(event_id=event_id, unit_id=unit_id, groups=[])
        session.add(row)
    else:
        row.version += 1
        if row.groups:
            row.groups.clear()
            session.flush()  # before the new ones take their places
    row.answer, row.total, row.note, row.by_id, row.at = given.answer, given.total, given.note, by_id, now
    parts = enumerate(given.groups, 1)
    row.groups.extend(HeadCountGroup(position=n, name=name, count=count) for n, (name, count) in parts)
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


def _wanted(given: Given) -> dict[str, object]:
    known = {"answer": given.answer, "total": given.total, "groups": [list(pair) for pair in given.groups]}
    return known | ({"note": given.note} if given.note else {})


def _snapshot(row: HeadCount | None) -> dict[str, object]:
    if row is None:
        return {}
    known = {"answer": row.answer, "total": row.total, "groups": [[g.name, g.count] for g in row.groups]}
    return known | ({"note": row.note} if row.note else {})
