"""What a chat is about: its event, its open question, its last topic."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, event, select
from sqlalchemy.orm import Session

from storage.models import ChatState, HeardMessage, OpenQuestion

QUESTION_LASTS = timedelta(minutes=30)
TOPIC_LASTS = timedelta(minutes=10)
_KNOWN = "chats"  # in the info of a session: the rows of the chats that it looked at
_STATE, _QUESTION = "state", "question"


def ask(
    session: Session,
    channel: str,
    address: str,
    kind: str,
    now: datetime,
    *,
    options: list[Any],
    data: dict[str, Any] | None = None,
    lasts: timedelta = QUESTION_LASTS,
) -> OpenQuestion:
    """Puts choices to a chat; what was open there before is closed, so a number has one meaning."""
    before = newest_question(session, channel, address, None, now)
    if before is not None:
        before.closed_at = now
    question = OpenQuestion(
        channel=channel,
        address=address,
        kind=kind,
        options=options,
        data=data or {},
        created_at=now,
        expires_at=now + lasts,
    )
    session.add(question)
    session.flush()
    _known(session)[_QUESTION, channel, address] = question
    return question


def newest_question(
    session: Session, channel: str, address: str, kind: str | None, now: datetime
) -> OpenQuestion | None:
    """The question that is open in the chat, of one kind where given."""
    known, key = _known(session), (_QUESTION, channel, address)
    if key not in known:
        query = select(OpenQuestion).where(*is_open(channel, address, now)).order_by(OpenQuestion.id.desc())
        known[key] = session.scalar(query.limit(1))
    found: OpenQuestion | None = known[key]
    # No other one is open where it was closed: each closes the one before it.
    stands = found is not None and found.closed_at is None and found.expires_at > now
    return found if stands and found is not None and kind in (None, found.kind) else None


def is_open(channel: Any, address: Any, now: Any) -> Sequence[ColumnElement[bool]]:
    """What the question that is open in a chat is known by: values, or what stands for them in a statement."""
    return (
        OpenQuestion.channel == channel,
        OpenQuestion.address == address,
        OpenQuestion.closed_at.is_(None),
        OpenQuestion.expires_at > now,
    )


def know(session: Session, channel: str, address: str, state: ChatState | None, asked: OpenQuestion | None) -> None:
    """What was just looked up of a chat with something else is not looked up again in this transaction."""
    _known(session).update({(_STATE, channel, address): state, (_QUESTION, channel, address): asked})


def _known(session: Session) -> dict[tuple[str, str, str], Any]:
    known: dict[tuple[str, str, str], Any] = session.info.setdefault(_KNOWN, {})
    return known


@event.listens_for(Session, "after_soft_rollback")
def _look_again(session: Session, _previous: object) -> None:
    session.info.pop(_KNOWN, None)


def last_asked(session: Session, channel: str, address: str, kind: str, now: datetime) -> OpenQuestion | None:
    """The newest question of a kind that has not expired, be it that another one stands before it."""
    query = select(OpenQuestion).where(
        OpenQuestion.channel == channel,
        OpenQuestion.address == address,
        OpenQuestion.kind == kind,
        OpenQuestion.expires_at > now,
    )
    return session.scalar(query.order_by(OpenQuestion.id.desc()).limit(1))


def close(question: OpenQuestion, now: datetime) -> None:
    question.closed_at = now


def lapse(question: OpenQuestion, now: datetime) -> None:
    """Closes a question that was passed over, and remembers that nobody chose."""
    question.closed_at, question.data = now, {**question.data, "lapsed": True}


def lapsed(question: OpenQuestion) -> bool:
    return bool(question.data.get("lapsed"))


def reopen(session: Session, question_id: int) -> None:
    """A question that had to wait for another one is the newest again; its hour has not changed."""
    row = session.get(OpenQuestion, question_id)
    if row is not None:
        row.closed_at = None
        _known(session)[_QUESTION, row.channel, row.address] = row


def forget(session: Session, channel: str, address: str) -> None:
    """Part of /xoadulieu: what the chat was about, what was asked and what was heard there."""
    for table in (OpenQuestion, ChatState, HeardMessage):
        session.execute(delete(table).where(table.channel == channel, table.address == address))
    session.info.pop(_KNOWN, None)


def state(session: Session, channel: str, address: str) -> ChatState | None:
    known, key = _known(session), (_STATE, channel, address)
    if key not in known:
        query = select(ChatState).where(ChatState.channel == channel, ChatState.address == address)
        known[key] = session.scalar(query)
    row: ChatState | None = known[key]
    return row


def set_event(session: Session, channel: str, address: str, event_id: int, now: datetime) -> None:
    """The event this chat speaks of from now on."""
    _state(session, channel, address, now).event_id = event_id


def set_topic(session: Session, channel: str, address: str, topic: dict[str, Any], now: datetime) -> None:
    row = _state(session, channel, address, now)
    row.topic, row.updated_at = topic, now


def topic(session: Session, channel: str, address: str, now: datetime) -> dict[str, Any]:
    """What was last spoken of, for ten minutes."""
    row = state(session, channel, address)
    return row.topic if row is not None and now - row.updated_at < TOPIC_LASTS else {}


def _state(session: Session, channel: str, address: str, now: datetime) -> ChatState:
    row = state(session, channel, address)
    if row is None:
        row = ChatState(channel=channel, address=address, updated_at=now)
        session.add(row)
        session.flush()
        _known(session)[_STATE, channel, address] = row
    return row


def question(session: Session, question_id: int) -> OpenQuestion | None:
    """A question by its number, open or not."""
    return session.get(OpenQuestion, question_id)


def ask_again(session: Session, question_id: int, now: datetime) -> None:
    """Puts an earlier question once more, where it has not run out."""
    row = session.get(OpenQuestion, question_id)
    if row is not None and row.expires_at > now and row.kind != "consent":
        ask(session, row.channel, row.address, row.kind, now, options=row.options, data=row.data)
