"""The units an event knows: from the plan and by hand; which are invited, and how many seats each has."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from storage.models import Event, InvitedUnit, Unit


def of_plan(session: Session, event_id: int, *, spelt: bool = True) -> Sequence[Unit]:
    """Every unit of the event's plan, members first; with its spellings where they are needed. Merged ones are gone."""
    plan_id = select(Event.plan_id).where(Event.id == event_id).scalar_subquery()
    query = select(Unit).where(Unit.plan_id == plan_id, Unit.successor_id.is_(None)).order_by(Unit.position, Unit.id)
    return session.scalars(query.options(selectinload(Unit.aliases)) if spelt else query).all()


def held(session: Session, unit_id: int) -> None:
    """Holds a unit until the transaction ends: two who change it come one after the other."""
    query = select(Unit).where(Unit.id == unit_id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).all()


def named(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The names of some units, those that stand."""
    rows = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids))) if ids else ()
    return {unit_id: name for unit_id, name in rows}  # noqa: C416


def spellings(rows: Iterable[Unit]) -> dict[int, list[str]]:
    """Every way to write each unit's name, folded."""
    return {row.id: [alias.folded for alias in row.aliases] for row in rows}


def invited(session: Session, event_id: int) -> dict[int, int | None]:
    """The units that send a delegation, each with its quota or None."""
    query = select(InvitedUnit.unit_id, InvitedUnit.quota).where(InvitedUnit.event_id == event_id)
    return {unit_id: quota for unit_id, quota in session.execute(query.order_by(InvitedUnit.id))}  # noqa: C416


def quotas(session: Session, event_id: int) -> dict[int, int]:
    """Seats per unit, for the units to which the plan or an organiser gives a number."""
    return {unit_id: quota for unit_id, quota in invited(session, event_id).items() if quota is not None}
