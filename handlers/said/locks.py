"""What is said of when head counts lock, and of a unit that may still change."""

from dataclasses import dataclass
from datetime import datetime

SHOW, NEVER, NOW, AT, UNREAD = "show", "never", "now", "at", "unread"


@dataclass(frozen=True, slots=True)
class LockSaid:
    """`/khoa`: what: show, never, now, at (a moment, UTC), unread (something was said that is no moment)."""

    what: str = SHOW
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GrantSaid:
    """`/mo`: which unit may change until when (UTC; None: until when?)."""

    unit_id: int | None = None
    until: datetime | None = None
