"""The web chat's memory: what stands in each chat."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import ChatState, WebPost, WebSession

POST, ANSWER, SAID = "post", "answer", "said"
HISTORY = 80


def add_post(
    session: Session, address: str, text: str, buttons: Sequence[tuple[str, str]], now: datetime, kind: str = POST
) -> int:
    """Puts a message into a web chat; its id. One at a time for a chat, or a page could step over a late commit."""
    session.execute(select(WebSession.id).where(WebSession.address == address).with_for_update())
    row = WebPost(address=address, kind=kind, text=text, buttons=[list(pair) for pair in buttons], at=now)
    session.add(row)
    session.flush()
    return row.id


def is_open(session: Session, address: str) -> bool:
    """Whether anything still leads into this chat; nothing does once it is erased."""
    return session.scalar(select(WebSession.id).where(WebSession.address == address).limit(1)) is not None


def posts_after(session: Session, address: str, after: int, limit: int = 100) -> list[WebPost]:
    """What came unasked into this chat since `after`, oldest first."""
    query = select(WebPost).where(WebPost.address == address, WebPost.kind == POST, WebPost.id > after)
    return list(session.scalars(query.order_by(WebPost.id).limit(limit)))


def history(session: Session, address: str, limit: int = HISTORY) -> list[WebPost]:
    """The end of the conversation, oldest first."""
    query = select(WebPost).where(WebPost.address == address).order_by(WebPost.id.desc()).limit(limit)
    return list(session.scalars(query))[::-1]


def label_of(session: Session, address: str, command: str) -> str | None:
    """What was written on the button that sends this command, so that a press reads like a sentence."""
    for post in reversed(history(session, address, 20)):
        for label, sent in post.buttons:
            if sent == command:
                return str(label)
    return None


def chosen_event(session: Session, address: str) -> int | None:
    """The event that this chat speaks of, where it spoke of one."""
    return session.scalar(select(ChatState.event_id).where(ChatState.channel == "web", ChatState.address == address))


def forget(session: Session, address: str) -> None:
    """Erases the chat and ends the browsers that are in it."""
    session.execute(delete(WebPost).where(WebPost.address == address))
    session.execute(delete(WebSession).where(WebSession.address == address))
