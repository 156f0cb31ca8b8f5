"""What a channel lets a bot send in a month: messages used, both ways, and the organisers to be told."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.models import Address, Event, Membership, Setting
from storage.upsert import insert_into


def spend(session: Session, channel: str, month: str, messages: int) -> int:
    """Adds to the month's count ("2026-11"); what is used now."""
    key = _key(channel, month)
    session.execute(insert_into(Setting, session).values(key=key, value={"used": 0}).on_conflict_do_nothing())
    row = session.get_one(Setting, key, with_for_update=True, populate_existing=True)
    row.value = {"used": row.value["used"] + messages}
    return int(row.value["used"])


def used(session: Session, channel: str, month: str) -> int:
    """Messages of the month, in and out."""
    row = session.get(Setting, _key(channel, month))
    return int(row.value["used"]) if row else 0


def people_on(session: Session, channel: str) -> int:
    """How many people joined by this channel."""
    return session.scalar(select(func.count()).select_from(Address).where(Address.channel == channel)) or 0


def organisers(session: Session, today: date) -> dict[int, int]:
    """Each approved organiser of an event that is not over, with the latest such event."""
    ahead = or_(Event.ends_on.is_(None), Event.ends_on >= today)
    rows = session.execute(
        select(Membership.person_id, func.max(Event.id))
        .join(Event)
        .where(Membership.role == "organiser", Membership.state == "approved", Event.cancelled_at.is_(None), ahead)
        .group_by(Membership.person_id)
    )
    return {person: event for person, event in rows}  # noqa: C416


def _key(channel: str, month: str) -> str:
    return f"quota:{channel}:{month}"
