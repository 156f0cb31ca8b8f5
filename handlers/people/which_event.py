"""Which event a chat is about: the one it chose, else the next one to come."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import permissions
from handlers.messages import Denied, Incoming, Refusal
from handlers.wording import desk as wording
from storage import chats
from storage.clock import local
from storage.models import Event, Membership


def event_meant(session: Session, incoming: Incoming, held: Sequence[Membership], now: datetime) -> Event:
    """The event this chat chose, else the next one to come; only organisers see a draft."""
    if not held:
        raise Denied(wording.NO_ROLE_LEFT)
    seen = {m.event_id: m.event for m in held if m.event.published_at is not None or m.role == permissions.ORGANISER}
    if not seen:
        raise Refusal(wording.NOT_YET_PUBLISHED)
    state = chats.state(session, incoming.channel, incoming.address)
    if state is not None and state.event_id in seen:
        return seen[state.event_id]
    return upcoming(list(seen.values()), now)


def upcoming(events: Sequence[Event], now: datetime) -> Event:
    """The event to come next, else the last one there was."""
    today = local(now).date().isoformat()
    ahead = [event for event in events if _last_day(event) >= today]
    return min(ahead, key=_last_day) if ahead else max(events, key=_last_day)


def _last_day(event: Event) -> str:
    return event.ends_on.isoformat() if event.ends_on else f"{event.month or '9999-12'}-31"
