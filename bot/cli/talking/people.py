"""Who is there: one focal point of each member unit, one organiser, and whoever else speaks."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cli.sample.cast import NAMED, NAMES, NEWCOMER
from handlers.language.folding import fold
from handlers.language.unit_names import nearest
from handlers.people import account, consent
from handlers.permissions import DELEGATE, DUTY, FOCAL, HELPER, ORGANISER
from storage import people, plans
from storage.models import Event, Unit

CHANNEL = "web"
SPEAKERS = (ORGANISER, FOCAL, DUTY, DELEGATE, HELPER, NEWCOMER)


def address_of(role: str, unit: Unit | None) -> str:
    """The chat of whoever speaks in a role for a unit: the same one every time."""
    return f"{role}-{unit.id}" if unit is not None else role


def seat(session: Session, plan_id: int, now: datetime) -> None:
    """One organiser and one focal point of each member unit, at every event of the plan."""
    events = plans.events_of(session, plan_id)
    join(session, events, ORGANISER, None, now)
    for unit in plans.units_of(session, plan_id):
        if unit.kind == "member":
            join(session, events, FOCAL, unit, now)


def join(session: Session, events: list[Event], role: str, unit: Unit | None, now: datetime) -> str:
    """Approved in a role at every event; the address of the chat. Whoever has joined stays who they are."""
    address = address_of(role, unit)
    if role == NEWCOMER or people.at_address(session, CHANNEL, address) is not None:
        return address
    name = NAMES[unit.position % len(NAMES)] if role == FOCAL and unit is not None else NAMED[role]
    for event in events:
        made = account.new_invitation(session, event, role, unit, now=now)
        known = people.at_address(session, CHANNEL, address)
        people.join(
            session, made.invitation, known, channel=CHANNEL, address=address, name=name,
            consent_version=consent.version(session), now=now,
        )  # fmt: skip
    return address


def unit_named(session: Session, plan_id: int, name: str) -> tuple[Unit | None, list[str]]:
    """The unit of that name; where there is none, the nearest names."""
    found = people.units_by_alias(session, plan_id, fold(name))
    known = {unit.name: unit for unit in plans.units_of(session, plan_id)}
    exact = known.get(name) or (found[0] if found else None)
    return (exact, []) if exact is not None else (None, nearest(name, list(known)))
