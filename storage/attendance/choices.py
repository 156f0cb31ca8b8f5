"""Parallel activities: what can be chosen, how each unit splits, what delegates choose for themselves."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import audit, facts
from storage.attendance import lock
from storage.attendance.counts import Stale
from storage.models import (
    ChoiceSplit,
    HeadCount,
    ItemOption,
    Membership,
    OwnChoice,
    ProgrammeItem,
    Rsvp,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """An item with parallel activities: (option, label); what each unit said by option; versions by unit.

    `own` is what delegates chose themselves, by unit (0: of none that is invited); it counts where a unit gave none.
    """

    item: ProgrammeItem
    options: tuple[tuple[int, str], ...]
    by_unit: dict[int, dict[int, int]] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    own: dict[int, dict[int, int]] = field(default_factory=dict)

    def total(self, option_id: int) -> int:
        return sum(said.get(option_id, 0) for said in (*self.by_unit.values(), self.own.get(0, {})))


def choices(session: Session, event_id: int) -> list[Choice]:
    """Every item of the event where one must choose, with what the units said so far."""
    plan = facts.of(session, event_id)
    found = [Choice(item, _options(item)) for item in plan.parallel(event_id)]
    if not found:
        return []
    home = {option_id: choice for choice in found for option_id, _ in choice.options}
    rows = session.scalars(
        select(ChoiceSplit).where(ChoiceSplit.event_id == event_id).execution_options(populate_existing=True)
    )
    away = set(
        session.scalars(
            select(HeadCount.unit_id).where(HeadCount.event_id == event_id, HeadCount.answer == "not_coming")
        )
    )
    for row in rows:
        if (choice := home.get(row.option_id)) is not None:
            choice.versions[row.unit_id] = row.version
            if row.unit_id not in away:
                choice.by_unit.setdefault(row.unit_id, {})[row.option_id] = row.count
    for unit_id, option_id in _chosen_themselves(session, event_id, plan.invited[event_id]):
        mine = home[option_id].own.setdefault(unit_id, {})
        mine[option_id] = mine.get(option_id, 0) + 1
    for choice in found:
        known = {unit_id: said for unit_id, said in choice.own.items() if unit_id and unit_id not in away}
        choice.by_unit.update({unit_id: said for unit_id, said in known.items() if unit_id not in choice.versions})
    return found


def _options(item: ProgrammeItem) -> tuple[tuple[int, str], ...]:
    return tuple((option.id, option.label) for option in item.options)


def labels(session: Session, event_id: int) -> list[dict[int, str]]:
    """The parallel activities of each item where one must choose, by the option."""
    return [dict(_options(item)) for item in facts.of(session, event_id).parallel(event_id)]


def _chosen_themselves(session: Session, event_id: int, invited: Container[int]) -> list[tuple[int, int]]:
    """(unit, option) of every approved delegate who chose and did not say no; unit 0 for none that is invited."""
    query = (
        select(Membership.unit_id, OwnChoice.option_id, OwnChoice.person_id)
        .join(Membership, Membership.person_id == OwnChoice.person_id)
        .outerjoin(Rsvp, (Rsvp.person_id == OwnChoice.person_id) & (Rsvp.event_id == OwnChoice.event_id))
        .where(
            OwnChoice.event_id == event_id,
            Membership.event_id == event_id,
            Membership.role == "delegate",
            Membership.state == "approved",
            Rsvp.answer.is_(None) | (Rsvp.answer != "no"),
        )
        .distinct()
    )
    return [
        (unit_id if unit_id is not None and unit_id in invited else 0, option)
        for unit_id, option, _ in session.execute(query)
    ]


def own_choices(session: Session, event_id: int, person_id: int) -> dict[int, int]:
    """What one delegate chose: the option by item."""
    query = select(OwnChoice).where(OwnChoice.event_id == event_id, OwnChoice.person_id == person_id)
    return {row.item_id: row.option_id for row in session.scalars(query)}


def who_chose(session: Session, event_id: int, item_id: int) -> set[int]:
    """Delegates who chose one of an item's activities themselves."""
    query = select(OwnChoice.person_id).where(OwnChoice.event_id == event_id, OwnChoice.item_id == item_id)
    return set(session.scalars(query))


def not_taking(session: Session, event_id: int, option: ItemOption) -> tuple[set[int], set[int]]:
    """(units that split over an item's activities and give this one nobody, delegates who chose another one)."""
    query = (
        select(ChoiceSplit.unit_id, ChoiceSplit.option_id, ChoiceSplit.count)
        .join(ItemOption, ItemOption.id == ChoiceSplit.option_id)
        .where(ChoiceSplit.event_id == event_id, ItemOption.item_id == option.item_id)
    )
    rows = session.execute(query).all()
    taking = {unit_id for unit_id, chosen, count in rows if chosen == option.id and count}
    others = select(OwnChoice.person_id).where(
        OwnChoice.event_id == event_id, OwnChoice.item_id == option.item_id, OwnChoice.option_id != option.id
    )
    return {unit_id for unit_id, _, _ in rows} - taking, set(session.scalars(others))


def in_no_activity(session: Session, event_id: int, item_id: int) -> set[int]:
    """Units that said how they split over an item's activities, and that nobody of them takes any."""
    query = (
        select(ChoiceSplit.unit_id)
        .join(ItemOption, ItemOption.id == ChoiceSplit.option_id)
        .where(ChoiceSplit.event_id == event_id, ItemOption.item_id == item_id)
        .group_by(ChoiceSplit.unit_id)
        .having(func.sum(ChoiceSplit.count) == 0)
    )
    return set(session.scalars(query))


def choose(
    session: Session, event_id: int, person_id: int, unit_id: int | None, item_id: int, option_id: int, *, now: datetime
) -> None:
    """A delegate takes one of an item's activities; Locked where it is too late."""
    lock.check(session, event_id, unit_id or 0, now)
    query = select(OwnChoice).where(OwnChoice.person_id == person_id, OwnChoice.item_id == item_id)
    row = session.scalar(query)
    before = row.option_id if row else None
    if before == option_id:
        return
    if row is None:
        row = OwnChoice(event_id=event_id, person_id=person_id, item_id=item_id, option_id=option_id, at=now)
        session.add(row)
    row.option_id, row.at = option_id, now
    session.flush()
    audit.record(
        session,
        now=now,
        action="own_choice",
        subject=f"item:{item_id}",
        actor_id=person_id,
        event_id=event_id,
        unit_id=unit_id,
        before={"option": before} if before else {},
        after={"option": option_id},
    )


def set_split(
    session: Session,
    event_id: int,
    unit_id: int,
    item_id: int,
    counts: Mapping[int, int | None],
    *,
    by_id: int | None,
    now: datetime,
    expected_version: int | None = None,
    organiser: bool = False,
) -> None:
    """Records how a unit splits over one item's options; options not named take nobody; None: nothing is said."""
    lock.hold(session, event_id, unit_id)
    choice = next(found for found in choices(session, event_id) if found.item.id == item_id)
    version = choice.versions.get(unit_id, 0)
    if expected_version not in (None, version):
        raise Stale
    if not organiser:
        lock.check(session, event_id, unit_id, now)
    rows = _rows(session, event_id, unit_id, [option for option, _ in choice.options])
    said = {option: counts.get(option, 0) for option, _ in choice.options}
    for option_id, count in said.items():
        row = rows.get(option_id)
        if count is None:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = ChoiceSplit(event_id=event_id, unit_id=unit_id, option_id=option_id)
            session.add(row)
        row.count, row.by_id, row.at, row.version = count, by_id, now, version + 1
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
        after={str(option): count for option, count in said.items()},
    )


def _rows(session: Session, event_id: int, unit_id: int, options: Sequence[int]) -> dict[int, ChoiceSplit]:
    query = select(ChoiceSplit).where(
        ChoiceSplit.event_id == event_id, ChoiceSplit.unit_id == unit_id, ChoiceSplit.option_id.in_(options)
    )
    return {row.option_id: row for row in session.scalars(query)}
