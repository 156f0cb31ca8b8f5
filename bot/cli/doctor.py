"""`hoinghi doctor`: how the database, the sending and the way in stand; ends a pause after a restore."""

from typing import Any

from handlers.wording import doctor as wording
from storage import integrity, measures, pause
from storage import settings as shared
from storage.clock import wall_clock
from storage.database import Database


def look(database: Database) -> dict[str, Any]:
    """What can be seen from outside a running bot. ValueError where the file is damaged."""
    integrity.check(database)
    database.migrate()
    with database.reading() as session:
        beat = measures.last_beat(session)
        inbox = measures.inbox_by_state(session)
        return {
            "database": "ok",
            "paused": pause.paused(session),
            "outbox": measures.outbox_by_state(session),
            "inbox_waiting": sum(count for (_, state), count in inbox.items() if state == "new"),
            "seconds_since_heartbeat": round((wall_clock() - beat).total_seconds(), 1) if beat else None,
        }


def resume(database: Database, *, forget: bool) -> str:
    """Ends the pause; what was done, in words."""
    integrity.check(database)
    database.migrate()
    clock, _ = shared.open_clock(database)
    with database.transaction() as session:
        return wording.resumed(pause.end(session, forget=forget, now=clock()), forget=forget)


def told(found: dict[str, Any]) -> str:
    """The same as `look`, for people."""
    return wording.health(found)
