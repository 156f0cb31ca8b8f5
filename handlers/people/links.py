"""A link is used: the browser comes into its chat, and those whom it concerns hear of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.people import channels, sharing
from handlers.traits import Channels
from storage import links
from storage.links import Entered, Link


def enter(session: Session, link: Link, label: str, now: datetime, known: Channels) -> Entered | None:
    """The chat that a link leads to, with what has to be told; None where it leads nowhere any more.

    `label` is what the browser is called.
    """
    entered = links.enter(session, link, now)
    if entered is None or link.owner is None:
        return entered
    if link.invitation is not None:
        sharing.tried_again(session, link.invitation, "web", now, link=True)
    if entered.fresh:
        channels.tell_added(session, link.owner, known.named("web"), now)
    else:
        channels.tell_opened(session, link.owner, label, now)
    return entered
