"""What one message changed, row by row, so that it can be taken back whole.

While a turn is open the session notes every row that is written through the models: its image before and after. Kept
with the chat it was said in, the turn is taken back by writing the images from before, where nothing stands otherwise
meanwhile. Messages, chats and the record itself are no part of it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table, delete, event, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, object_session

from storage import audit
from storage.models import AuditEntry, AuditTurn, Base

OPEN, COMMAND = "turn", "turn command"
LASTS = timedelta(minutes=10)
KEPT = timedelta(days=1)
BESIDE = frozenset(
    """
    addresses attempts audit audit_turns broadcasts channel_codes chats edits files heard inbox open_questions outbox
    outbox_matters outbox_parts plans settings web_posts web_sessions workers wrong_codes
    """.split()  # noqa: SIM905
)
FOLLOWS = frozenset({"version", "at"})  # who reads a row by its version must see that it was written again

Image = dict[str, Any]


class Overtaken(Exception):
    """Something the turn wrote stands otherwise by now; nothing was taken back."""


@dataclass
class Turn:
    """The rows written so far: (table, key) → image before, image after; None where there is no row."""

    rows: dict[tuple[str, tuple[Any, ...]], tuple[Image | None, Image | None]] = field(default_factory=dict)
    told: list[list[Any]] = field(default_factory=list)  # [topic, whether what it said was dropped]
    forgotten: bool = False  # nothing of it may stay


@dataclass(frozen=True, slots=True)
class Mark:
    """A point to come back to when a savepoint is rolled back."""

    changes: int
    told: int
    rows: Mapping[tuple[str, tuple[Any, ...]], tuple[Image | None, Image | None]]


def begin(session: Session) -> None:
    """From here on the session's writes are one turn."""
    session.info[OPEN] = Turn()
    audit.unmake(session, 0)


def of_command(session: Session, name: str) -> None:
    """What the turn turned out to be asked for: who takes it back needs the same right."""
    session.info[COMMAND] = name


def mark(session: Session) -> Mark:
    turn: Turn = session.info[OPEN]
    return Mark(len(audit.made(session)), len(turn.told), dict(turn.rows))


def back_to(session: Session, marked: Mark) -> None:
    """The savepoint was rolled back: what came after the mark did not happen."""
    audit.unmake(session, marked.changes)
    turn: Turn = session.info[OPEN]
    turn.rows = dict(marked.rows)
    del turn.told[marked.told :]


def told(session: Session, topic: Sequence[Any], *, dropped: bool = False) -> None:
    """Others have a message on this topic because of the open turn, or had one that was dropped."""
    if (turn := session.info.get(OPEN)) is not None:
        turn.told.append([list(topic), dropped])


def keep(session: Session, channel: str, address: str, now: datetime) -> None:
    """Keeps the turn, which changed something, with its chat; not one that erased somebody."""
    session.flush()
    turn = session.info.pop(OPEN, Turn())
    if turn.forgotten:
        return
    rows = [
        {"table": table, "key": list(key), "before": before, "after": after}
        for (table, key), (before, after) in turn.rows.items()
        if before != after
    ]
    changes = audit.made(session)
    found = AuditTurn(
        channel=channel, address=address, at=now, rows=rows,
        event_id=next((each.event_id for each in changes if each.event_id), None),
        command=session.info.get(COMMAND, ""), told=turn.told,
        changes=[
            {
                "action": each.action, "subject": each.subject, "unit_id": each.unit_id,
                "before": dict(each.before), "after": dict(each.after),
            }
            for each in changes
        ],
    )  # fmt: skip
    session.add(found)
    session.flush()


def last(session: Session, channel: str, address: str, now: datetime) -> AuditTurn | None:
    """The newest turn of a chat that changed something, for ten minutes; None where it was taken back already."""
    query = select(AuditTurn).where(AuditTurn.channel == channel, AuditTurn.address == address)
    found = session.scalar(query.order_by(AuditTurn.id.desc()).limit(1).with_for_update())
    return found if found is not None and found.undone_at is None and now - found.at <= LASTS else None


def take_back(session: Session, turn: AuditTurn, *, actor_id: int | None, now: datetime) -> None:
    """Writes the rows as they were before the turn, itself a turn. Overtaken where one was changed since."""
    session.flush()
    tables = Base.metadata.sorted_tables
    rows = sorted(turn.rows, key=lambda row: tables.index(Base.metadata.tables[row["table"]]))
    for row in rows:
        if _standing(session, row) != _settled(row["after"]):
            raise Overtaken
    try:
        with session.begin_nested():
            _write_back(session, rows)
    except IntegrityError:  # something hangs on it by now
        raise Overtaken from None
    gone = _units_gone(rows)
    for change in turn.changes:
        unit_id = None if change["unit_id"] in gone else change["unit_id"]
        audit.record(
            session, now=now, action=change["action"], subject=change["subject"], actor_id=actor_id,
            event_id=turn.event_id, unit_id=unit_id, before=change["after"], after=change["before"],
        )  # fmt: skip
    turn.undone_at = now
    session.flush()
    session.expire_all()
    session.info[OPEN].rows |= {(row["table"], tuple(row["key"])): (row["after"], row["before"]) for row in rows}


def _write_back(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """The rows of a turn, ordered so that each comes after those it hangs on."""
    if gone := _units_gone(rows):  # the record of a unit that is no more stays, without it
        session.execute(update(AuditEntry).where(AuditEntry.unit_id.in_(gone)).values(unit_id=None))
    for row in reversed(rows):
        if row["before"] is None:
            session.execute(delete(_table(row)).where(*_is(row)))
    for row in rows:
        _rewrite(session, row)


def _units_gone(rows: Sequence[Mapping[str, Any]]) -> set[int]:
    return {row["key"][0] for row in rows if row["table"] == "units" and row["before"] is None}


def _rewrite(session: Session, row: Mapping[str, Any]) -> None:
    table, before = _table(row), row["before"]
    if before is None:
        return
    if row["after"] is None:
        session.execute(insert(table).values(_read(before)))
        return
    values = {name: value for name, value in _read(before).items() if name not in FOLLOWS}
    if "version" in table.c:
        values["version"] = table.c.version + 1
    session.execute(update(table).where(*_is(row)).values(values))


def _standing(session: Session, row: Mapping[str, Any]) -> Image | None:
    """The row as it is now, held until the transaction ends."""
    found = session.execute(select(_table(row)).where(*_is(row)).with_for_update()).mappings().first()
    return _settled(_written(dict(found))) if found is not None else None


def _settled(image: Image | None) -> Image | None:
    return {name: value for name, value in image.items() if name not in FOLLOWS} if image is not None else None


def _table(row: Mapping[str, Any]) -> Table:
    return Base.metadata.tables[row["table"]]


def _is(row: Mapping[str, Any]) -> list[Any]:
    return [column == value for column, value in zip(_table(row).primary_key.columns, row["key"], strict=True)]


def forget(session: Session, channel: str, address: str) -> None:
    """Part of /xoadulieu: what was said in a chat can no longer be taken back, the erasing itself neither."""
    session.execute(delete(AuditTurn).where(AuditTurn.channel == channel, AuditTurn.address == address))
    if (turn := session.info.get(OPEN)) is not None:
        turn.forgotten = True


def forget_words(session: Session, words: str) -> None:
    """Drops every turn in which words stand, a name or a number: it could only bring them back."""
    for turn in session.scalars(select(AuditTurn)):
        if words in json.dumps([turn.rows, turn.changes], ensure_ascii=False):
            session.delete(turn)


def tidy(session: Session, now: datetime) -> int:
    """Drops turns that nobody can take back any more; they hold names. How many."""
    old = delete(AuditTurn).where(AuditTurn.at < now - KEPT)
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


# Values as JSON: instants, days and hours are marked, all else is itself.
_MARKED: Mapping[str, Callable[[str], Any]] = {
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
    "hour": time.fromisoformat,
}


def _written(image: Image) -> Image:
    return {name: _plain(value) for name, value in image.items()}


def _plain(value: Any) -> Any:
    for kind, known in (("instant", datetime), ("day", date), ("hour", time)):
        if isinstance(value, known):
            return {f"${kind}": value.isoformat()}
    return value


def _read(image: Image) -> Image:
    return {name: _value(value) for name, value in image.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict) and len(value) == 1:
        (key, text), = value.items()  # fmt: skip
        if key[:1] == "$" and key[1:] in _MARKED:
            return _MARKED[key[1:]](text)
    return value


@event.listens_for(Base, "after_insert", propagate=True)
def _inserted(_mapper: Any, _connection: Any, row: Base) -> None:
    _note(row, None, _image(row))


@event.listens_for(Base, "after_update", propagate=True)
def _updated(_mapper: Any, _connection: Any, row: Base) -> None:
    _note(row, _before(row), _image(row))


@event.listens_for(Base, "after_delete", propagate=True)
def _deleted(_mapper: Any, _connection: Any, row: Base) -> None:
    _note(row, _before(row), None)


def _note(row: Base, before: Image | None, after: Image | None) -> None:
    """Notes the images of a row that was just written, while its history is still known."""
    session = object_session(row)
    turn = session.info.get(OPEN) if session is not None else None
    table = row.__tablename__
    if turn is None or table in BESIDE:
        return
    key = (table, tuple(inspect(row).mapper.primary_key_from_instance(row)))
    first = turn.rows[key][0] if key in turn.rows else before
    turn.rows[key] = (first, after)


def _image(row: Any) -> Image:
    mapper = inspect(row).mapper
    return _written({each.columns[0].name: getattr(row, each.key) for each in mapper.column_attrs})


def _before(row: Any) -> Image:
    state = inspect(row)
    image = {}
    for each in state.mapper.column_attrs:
        history = state.attrs[each.key].history
        image[each.columns[0].name] = history.deleted[0] if history.deleted else getattr(row, each.key)
    return _written(image)
