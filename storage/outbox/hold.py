"""A wait that a platform asked for: it holds for the whole channel, whoever delivers, also after a restart."""

from datetime import datetime

from sqlalchemy.orm import Session

from storage import settings


def hold(session: Session, channel: str, until: datetime) -> None:
    """Nothing unasked leaves by the channel before then, in real time; a longer wait stands."""
    kept = settings.get(session, _key(channel))
    if kept is None or datetime.fromisoformat(kept["until"]) < until:
        settings.put(session, _key(channel), {"until": until.isoformat()})


def held_until(session: Session, channel: str, now_real: datetime) -> datetime | None:
    """The end of a wait that still lasts."""
    kept = settings.get(session, _key(channel))
    until = datetime.fromisoformat(kept["until"]) if kept else None
    return until if until is not None and until > now_real else None


def _key(channel: str) -> str:
    return f"hold:{channel}"
