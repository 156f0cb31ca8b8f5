"""Facts that processes share through the database: the rehearsal clock, the bot's name, the web address."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from storage.clock import Clock, RehearsalClock, wall_clock
from storage.models import Setting

if TYPE_CHECKING:
    from storage.database import Database  # which keeps one of these facts itself

CLOCK, RETENTION = "clock", "retention"
_LOOKED = "settings looked up"
# Written out once for the table: every message asks it.
_BY_KEY = select(Setting.__table__.c.key, Setting.__table__.c.value).where(
    Setting.__table__.c.key.in_(bindparam("keys", expanding=True))
)


def look_up(session: Session, *keys: str) -> None:
    """Reads several at once: `get` asks no more for them in this transaction, whether they are there or not."""
    rows = {key: value for key, value in session.execute(_BY_KEY, {"keys": keys})}  # noqa: C416
    session.info[_LOOKED] = {key: rows.get(key) for key in keys}


def get(session: Session, key: str) -> dict[str, Any] | None:
    known: dict[str, dict[str, Any] | None] = session.info.get(_LOOKED, {})
    if key in known:
        return known[key]
    row = session.get(Setting, key)
    return row.value if row else None


def put(session: Session, key: str, value: dict[str, Any]) -> None:
    session.info.pop(_LOOKED, None)
    session.merge(Setting(key=key, value=value))


def drop(session: Session, key: str) -> None:
    session.info.pop(_LOOKED, None)
    session.execute(delete(Setting).where(Setting.key == key))


def open_clock(database: "Database", start: datetime | None = None, speed: float = 1.0) -> tuple[Clock, bool]:
    """The clock that this database lives by, and whether it is the one asked for.

    The first command that names a start anchors the rehearsal clock; later ones follow it.
    """
    with database.transaction() as session:
        kept = get(session, CLOCK)
        if kept is None and start is None:
            return wall_clock, True
        if kept is None and start is not None:
            clock = RehearsalClock(start, wall_clock(), speed)
            _keep(session, clock)
            return clock, True
        assert kept is not None
        clock = RehearsalClock(
            datetime.fromisoformat(kept["start"]), datetime.fromisoformat(kept["anchor"]), float(kept["speed"])
        )
        return clock, start is None or (clock.start == start and clock.speed == speed)


def set_clock(database: "Database", clock: RehearsalClock) -> None:
    """Moves the rehearsal clock: the demo's clock bar."""
    with database.transaction() as session:
        _keep(session, clock)


def _keep(session: Session, clock: RehearsalClock) -> None:
    put(
        session,
        CLOCK,
        {"start": clock.start.isoformat(), "anchor": clock.anchor.isoformat(), "speed": clock.speed},
    )
