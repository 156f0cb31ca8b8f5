"""Parallel activities: what can be chosen, and how each unit splits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from storage import audit
from storage.attendance import lock
from storage.attendance.counts import Stale
from storage.models import ChoiceSplit, ProgrammeItem


@dataclass(frozen=True, slots=True)
class Choice:
    """An item with parallel activities: (option, label); what each unit said by option; versions by unit."""

    item: ProgrammeItem
    options: tuple[tuple[int, str], ...]
    by_unit: dict[int, dict[int, int]] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)

    def total(self, option_id: int) -> int:
        return sum(said.get(option_id, 0) for said in self.by_unit.values())


def choices(session: Session, event_id: int) -> list[Choice]:
    """Every item of the event where one must choose, with what the units said so far."""
    items = session.scalars(
        select(ProgrammeItem)
        .where(ProgrammeItem.event_id == event_id, ProgrammeItem.options.any())
        .order_by(ProgrammeItem.position)
        .options(selectinload(ProgrammeItem.options))
    ).all()
    found = [Choice(item, tuple((option.id, option.label) for option in item.options)) for item in items]
    home = {option_id: choice for choice in found for option_id, _ in choice.options}
    rows = session.scalars(
        select(ChoiceSplit).where(ChoiceSplit.event_id == event_id).execution_options(populate_existing=True)
    )
    for row in rows:
        if (choice := home.get(row.option_id)) is not None:
            choice.by_unit.setdefault(row.unit_id, {})[row.option_id] = row.count
            choice.versions[row.unit_id] = row.version
    return found


def set_split(
    session: Session,
    event_id: int,
    unit_id: int,
    item_id: int,
    counts: Mapping[int, int],
    *,
    by_id: int | None,
    now: datetime,
    expected_version: int | None = None,
    organiser: bool = False,
) -> None:
    """Records how a unit splits over one item's options; options not named take nobody."""
    lock.hold(session, event_id, unit_id)
    choice = next(found for found in choices(session, event_id) if found.item.id == item_id)
    version = choice.versions.get(unit_id, 0)
    if expected_version not in (None, version):
        raise Stale
    if not organiser:
        lock.check(session, event_id, unit_id, now)
    rows = _rows(session, event_id, unit_id, [option for option, _ in choice.options])
    for option_id, _ in choice.options:
        row = rows.get(option_id)
        if row is None:
            row = ChoiceSplit(event_id=event_id, unit_id=unit_id, option_id=option_id)
            session.add(row)
        row.count, row.by_id, row.at, row.version = counts.get(option_id, 0), by_id, now, version + 1
    session.flush()
    audit.record(
        session,
        now=now,
        action="choice",
        subject=f"item:{item_id}",
        actor_id=by_id,
        event_id=event_id,
        unit_id=unit_id,
        before={str(option): count for option, count in choice.by_unit.get(unit_id, {}).items()},
        after={str(option): counts.get(option, 0) for option, _ in choice.options},
    )


def _rows(session: Session, event_id: int, unit_id: int, options: Sequence[int]) -> dict[int, ChoiceSplit]:
    query = select(ChoiceSplit).where(
        ChoiceSplit.event_id == event_id, ChoiceSplit.unit_id == unit_id, ChoiceSplit.option_id.in_(options)
    )
    return {row.option_id: row for row in session.scalars(query)}
