"""Units by hand: added, renamed, spelt otherwise, invited, given seats. Every change leaves an audit line."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import audit
from storage.models import Deadline, Event, InvitedUnit, Paper, Submission, Unit, UnitAlias

MEMBER, OFFICE, GUEST = "member", "office", "guest"


class Hand:
    """Who changes units, at which event, when."""

    def __init__(self, session: Session, event: Event, by_id: int | None, now: datetime) -> None:
        self.session, self.event, self.by_id, self.now = session, event, by_id, now

    def record(self, action: str, unit: Unit, before: dict[str, Any], after: dict[str, Any]) -> None:
        audit.record(
            self.session,
            now=self.now,
            action=action,
            subject=f"unit:{unit.id}",
            actor_id=self.by_id,
            event_id=self.event.id,
            unit_id=unit.id,
            before=before,
            after=after,
        )


def add(hand: Hand, name: str, kind: str, forms: Iterable[str], quota: int | None = None) -> Unit:
    """A unit that the plan does not name; members and guests send a delegation."""
    last = hand.session.scalar(select(func.max(Unit.position)).where(Unit.plan_id == hand.event.plan_id))
    unit = Unit(plan_id=hand.event.plan_id, position=(last or 0) + 1, name=name, kind=kind, role=None, line=None)
    unit.aliases = [UnitAlias(folded=form) for form in dict.fromkeys(forms)]
    hand.session.add(unit)
    hand.session.flush()
    hand.record("unit_added", unit, {}, {"name": name, "kind": kind, "quota": quota})
    if kind != OFFICE:
        hand.session.add(InvitedUnit(event_id=hand.event.id, unit_id=unit.id, quota=quota))
        hand.session.flush()
    return unit


def rename(hand: Hand, unit: Unit, name: str, forms: Iterable[str]) -> bool:
    """Another name; the old ones are still understood."""
    if unit.name == name:
        return False
    before, unit.name = unit.name, name
    _spell(unit, forms)
    hand.record("unit_renamed", unit, {"name": before}, {"name": name})
    return True


def spell(hand: Hand, unit: Unit, name: str, forms: Iterable[str]) -> bool:
    """One more name of a unit with the ways to write it; False where it was known."""
    new, before = _spell(unit, forms), list(unit.also_called)
    if not new and name in before:
        return False
    unit.also_called = list(dict.fromkeys([*before, name]))
    hand.record("unit_alias", unit, {"aliases": before}, {"aliases": unit.also_called})
    return True


def call(hand: Hand, unit: Unit, names: Mapping[str, Iterable[str]], own: Iterable[str], lost: Iterable[str]) -> bool:
    """A unit's other names become exactly these, each with the ways to write it; `own` are the ways of its name.

    `lost` are the ways of the names that go: what neither its name nor another needs is not understood any more.
    """
    before, after = list(unit.also_called), list(names)
    if before == after:
        return False
    forms = [form for each in names.values() for form in each]
    gone = set(lost) - {*own, *forms}
    unit.also_called = after
    for alias in [alias for alias in unit.aliases if alias.folded in gone]:
        unit.aliases.remove(alias)
    _spell(unit, forms)
    hand.record("unit_alias", unit, {"aliases": before}, {"aliases": after})
    return True


def _spell(unit: Unit, forms: Iterable[str]) -> list[str]:
    known = {alias.folded for alias in unit.aliases}
    new = [form for form in dict.fromkeys(forms) if form not in known]
    unit.aliases.extend(UnitAlias(folded=form) for form in new)
    return new


def set_kind(hand: Hand, unit: Unit, kind: str) -> bool:
    if unit.kind == kind:
        return False
    before, unit.kind = unit.kind, kind
    hand.record("unit_kind", unit, {"kind": before}, {"kind": kind})
    return True


def set_host(hand: Hand, unit: Unit, host: bool) -> bool:
    """Whether the event is held there."""
    if unit.host == host:
        return False
    unit.host = host
    hand.record("unit_host", unit, {"host": not host}, {"host": host})
    return True


def invite(hand: Hand, unit: Unit) -> bool:
    """The unit sends a delegation to this event; what it answered before it was left out counts again."""
    if _row(hand, unit) is not None:
        return False
    hand.session.add(InvitedUnit(event_id=hand.event.id, unit_id=unit.id))
    hand.session.flush()
    hand.record("unit_invited", unit, {"invited": False}, {"invited": True})
    return True


def leave_out(hand: Hand, unit: Unit) -> bool:
    """The unit sends nobody to this event; its answers stay on record and count no more."""
    row = _row(hand, unit)
    if row is None:
        return False
    before = {"invited": True, "quota": row.quota}
    hand.session.delete(row)
    hand.session.flush()
    hand.record("unit_left_out", unit, before, {"invited": False})
    return True


def set_quota(hand: Hand, unit: Unit, quota: int | None) -> bool:
    """How many seats an invited unit has; None for no number. False where it is so already."""
    row = _row(hand, unit)
    if row is None or row.quota == quota:
        return False
    before, row.quota = row.quota, quota
    hand.record("unit_quota", unit, {"quota": before}, {"quota": quota})
    return True


def _row(hand: Hand, unit: Unit) -> InvitedUnit | None:
    query = select(InvitedUnit).where(InvitedUnit.event_id == hand.event.id, InvitedUnit.unit_id == unit.id)
    return hand.session.scalar(query.with_for_update(of=InvitedUnit))


def owe_like_others(hand: Hand, unit: Unit) -> int:
    """A unit added by hand owes what at least two other units owe; how many papers are new."""
    papers = hand.session.scalars(
        select(Paper.id)
        .join(Deadline, Deadline.id == Paper.deadline_id)
        .join(Submission, Submission.paper_id == Paper.id)
        .where(Deadline.plan_id == hand.event.plan_id, Deadline.cancelled_at.is_(None))
        .group_by(Paper.id)
        .having(func.count() > 1)
    ).all()
    owed = set(hand.session.scalars(select(Submission.paper_id).where(Submission.unit_id == unit.id)))
    new = [paper for paper in papers if paper not in owed]
    hand.session.add_all([Submission(paper_id=paper, unit_id=unit.id) for paper in new])
    if new:
        hand.record("unit_owes", unit, {}, {"papers": len(new)})
    return len(new)
