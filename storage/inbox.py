"""Raw updates, kept before they are acknowledged: each is taken once, and a bad one never blocks the rest."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import InboxUpdate

MAX_TRIES = 3

# Written out once for the table: every message closes a row, and the same through the model costs six times as much.
_ROWS = InboxUpdate.metadata.tables["inbox"]
_OPEN = update(_ROWS).where(_ROWS.c.id == bindparam("number"), _ROWS.c.state == "new")
_CLOSE_FAILED = _OPEN.values(state=bindparam("closed"))
_CLOSE = _OPEN.values(state=bindparam("closed"), raw="{}")


def put(session: Session, channel: str, updates: Iterable[tuple[str, str]], now: datetime) -> dict[str, int]:
    """Keeps (key, raw) updates that are not known yet; the ids of the new ones by key."""
    rows = [
        {"channel": channel, "update_key": key, "raw": raw, "received_at": now, "state": "new", "tries": 0}
        for key, raw in updates
    ]
    if not rows:
        return {}
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    # Ids restart after a quiet week: an update is known by membership, never by being smaller than the last.
    keep = insert(InboxUpdate).on_conflict_do_nothing(index_elements=["channel", "update_key"])
    kept = session.execute(keep.returning(InboxUpdate.update_key, InboxUpdate.id), rows)
    return {key: number for key, number in kept}  # noqa: C416


def waiting(session: Session, channel: str) -> Sequence[InboxUpdate]:
    """Updates that were kept and not handled yet, oldest first."""
    rows = select(InboxUpdate).where(InboxUpdate.channel == channel, InboxUpdate.state == "new")
    return session.scalars(rows.order_by(InboxUpdate.id)).all()


def finish(session: Session, number: int, state: str = "done") -> bool:
    """Closes an update as done, ignored or failed; False where it was closed. Only a failed one keeps its words."""
    closing = _CLOSE_FAILED if state == "failed" else _CLOSE
    return bool(session.execute(closing, {"number": number, "closed": state}).rowcount)  # type: ignore[attr-defined]


def ignore(session: Session, numbers: Iterable[int]) -> None:
    """Closes updates that nobody will answer."""
    closings = [{"number": number, "closed": "ignored"} for number in numbers]
    if closings:
        session.execute(_CLOSE, closings)


def fail(session: Session, number: int) -> str:
    """Counts a try that went wrong; the state: new (try again) or failed (given up, raw kept for a look)."""
    row = session.get(InboxUpdate, number, with_for_update=True)
    if row is None:
        return "failed"
    if row.state == "new":
        row.tries += 1
        row.state = "failed" if row.tries >= MAX_TRIES else "new"
    return row.state


def forget(session: Session, before: datetime) -> int:
    """Deletes closed updates received before an instant."""
    old = delete(InboxUpdate).where(InboxUpdate.state != "new", InboxUpdate.received_at < before)
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]
