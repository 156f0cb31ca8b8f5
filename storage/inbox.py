"""Raw updates, kept before they are acknowledged: each is taken once, and a bad one never blocks the rest.

The answer lies with the update from the transaction that did what was asked until it was given: a kill loses none.
Both are sealed: what people write and are told holds codes. A failed update is kept for a look, without codes.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.orm import Session

from storage import keys
from storage.models import InboxUpdate
from storage.shapes import masked_json
from storage.upsert import insert_into

MAX_TRIES = 3
BARE = re.compile(r"[0-9a-f]{32}")  # the key of an update without an id is made of its words

# Written out once for the table: every message closes a row, and the same through the model costs six times as much.
_ROWS = InboxUpdate.metadata.tables["inbox"]
_ONE = update(_ROWS).where(_ROWS.c.id == bindparam("number"))
_OPEN = _ONE.where(_ROWS.c.state == "new")
_CLOSE = _OPEN.values(state=bindparam("closed"), raw="{}", address=None)
_OWE = _ONE.values(
    address=bindparam("to"),
    replies=bindparam("said", type_=_ROWS.c.replies.type),
    owed_since=bindparam("since", type_=_ROWS.c.owed_since.type),
)
_PART = _ONE.values(parts_given=bindparam("parts"))
_NOTHING_OWED = {"replies": None, "owed_since": None, "parts_given": 0}
# A failed one keeps its words, so it must be found when its chat is erased.
_GIVEN = _ONE.values(address=case((_ROWS.c.state == "failed", _ROWS.c.address)), **_NOTHING_OWED)

Update = tuple[str, str, str | None]  # (key, raw, the chat's address where one speaks)


def put(session: Session, channel: str, updates: Sequence[Update], now: datetime) -> dict[str, int]:
    """Keeps updates that are not known yet; the ids of the new ones by key."""
    known = {"channel": channel, "received_at": now, "state": "new", "tries": 0}
    own = keys.of(session)
    names = {key: own.of_plain(key)[:32] if BARE.fullmatch(key) else key for key, _, _ in updates}
    rows = [{**known, "update_key": names[key], "raw": own.seal(raw), "address": to} for key, raw, to in updates]
    if not rows:
        return {}
    # Ids restart after a quiet week: an update is known by membership, never by being smaller than the last.
    keep = insert_into(InboxUpdate, session).on_conflict_do_nothing(index_elements=["channel", "update_key"])
    kept = {
        row.update_key: row.id for row in session.execute(keep.returning(InboxUpdate.update_key, InboxUpdate.id), rows)
    }
    return {key: kept[name] for key, name in names.items() if name in kept}


def waiting(session: Session, channel: str) -> Sequence[InboxUpdate]:
    """Updates that were kept and not handled yet, oldest first."""
    rows = select(InboxUpdate).where(InboxUpdate.channel == channel, InboxUpdate.state == "new")
    return session.scalars(rows.order_by(InboxUpdate.id)).all()


def finish(session: Session, number: int, state: str = "done") -> bool:
    """Closes an update as done, ignored or failed; False where it was closed. Only a failed one keeps its words."""
    if state == "failed":
        row = session.get(InboxUpdate, number, with_for_update=True, populate_existing=True)
        return row is not None and row.state == "new" and _give_up(session, row)
    return bool(session.execute(_CLOSE, {"number": number, "closed": state}).rowcount)  # type: ignore[attr-defined]


def _give_up(session: Session, row: InboxUpdate) -> bool:
    row.state, row.raw = "failed", masked_json(words(session, row))
    return True


def words(session: Session, row: InboxUpdate) -> str:
    """The update as it came."""
    return keys.of(session).unseal(row.raw)


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
        if row.tries >= MAX_TRIES:
            _give_up(session, row)
    return row.state


def owe(session: Session, number: int, address: str, replies: Sequence[dict[str, Any]], now_real: datetime) -> None:
    """Keeps the answer until it was given; belongs into the transaction that did what was asked."""
    said = [keys.of(session).seal(json.dumps(list(replies)))]
    session.execute(_OWE, {"number": number, "to": address, "said": said, "since": now_real})


def answer(session: Session, row: InboxUpdate) -> list[dict[str, Any]]:
    """The answer that is owed; ValueError where it cannot be read any more."""
    kept: list[Any] = row.replies or []
    if not (kept and isinstance(kept[0], str)):
        return kept  # of an older version
    found: list[dict[str, Any]] = json.loads(keys.of(session).unseal(kept[0]))
    return found


def owed(session: Session, channel: str) -> Sequence[InboxUpdate]:
    """Updates whose answer was not given yet, oldest first."""
    rows = select(InboxUpdate).where(InboxUpdate.channel == channel, InboxUpdate.owed_since.is_not(None))
    return session.scalars(rows.order_by(InboxUpdate.id)).all()


def is_owed(session: Session, number: int) -> bool:
    """Whether the answer is still to be given: another process may have given it."""
    return session.scalar(select(InboxUpdate.owed_since).where(InboxUpdate.id == number)) is not None


def given(session: Session, numbers: Iterable[int]) -> None:
    """The answers arrived, or will not be tried any more: nothing of them is kept."""
    if rows := [{"number": number} for number in numbers]:
        session.execute(_GIVEN, rows)


def parts_given(session: Session, numbers: Iterable[tuple[int, int]]) -> None:
    """So many parts of an answer arrived: (update, parts)."""
    if rows := [{"number": number, "parts": parts} for number, parts in numbers]:
        session.execute(_PART, rows)


def let_go(session: Session, before_real: datetime) -> None:
    """Answers that nobody waits for any more, also those of channels that are off."""
    session.execute(update(_ROWS).where(_ROWS.c.owed_since < before_real).values(**_NOTHING_OWED))


def forget_chat(session: Session, channel: str, address: str) -> None:
    """Nothing stays of what was said in a chat and answered there; what waits for the desk is still to be heard."""
    own = (_ROWS.c.channel == channel, _ROWS.c.address == address, _ROWS.c.state != "new")
    session.execute(update(_ROWS).where(*own).values(raw="{}", address=None, **_NOTHING_OWED))


def forget(session: Session, before: datetime) -> int:
    """Deletes closed updates received before an instant; not those that still owe an answer."""
    closed = (InboxUpdate.state != "new", InboxUpdate.owed_since.is_(None), InboxUpdate.received_at < before)
    return int(session.execute(delete(InboxUpdate).where(*closed)).rowcount)  # type: ignore[attr-defined]
