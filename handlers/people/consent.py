"""Consent holds for the text that was agreed to: when the text changes, the next turn asks once more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.conversation.cards import chosen
from handlers.language.folding import fold
from handlers.messages import Incoming, Reply, asking, talking
from handlers.people.codes import ask_consent
from handlers.traits import ChannelTraits
from handlers.wording import account as wording
from storage import chats, keys, people, retention, settings
from storage.models import OpenQuestion, Person

WAITS = timedelta(hours=24)
MOST_HELD = 10
OWN_DATA = ("/dulieucuatoi", "/xoadulieu", "/dung", "/ten")  # a right that hangs on no consent


def days_kept(session: Session) -> int:
    days: int = (settings.get(session, settings.RETENTION) or {}).get("days", retention.PERSONAL_DAYS)
    return days


def version(session: Session) -> str:
    """Of the text as it stands today; how long data is kept is part of it."""
    return wording.consent_version(days_kept(session))


def said(text: str) -> bool | None:
    """A yes or a no to the question of consent."""
    words = fold(text).strip("/ .!")
    if words in ("dongy", "dong y", "co", "ok", "toi dong y", "em dong y", "1"):
        return True
    return False if words in ("khong", "khong dong y", "ko", "2") else None


def asked_again(
    session: Session,
    incoming: Incoming,
    person: Person,
    now: datetime,
    go_on: Callable[[Incoming], Reply | None],
    by: ChannelTraits,
) -> Reply | None:
    """What somebody hears who agreed to another text; None where nothing has to be asked.

    What they type meanwhile is held, and answered by `go_on` once they agree.
    """
    today = version(session)
    if person.consent_version == today:
        return None
    open_now = chats.newest_question(session, incoming.channel, incoming.address, None, now)
    asked = _waiting(session, incoming, now)
    pressed = chosen(incoming.text.strip(), open_now) if open_now is not asked else None
    if (pressed or incoming.text.strip()).lower().startswith(OWN_DATA):
        return None
    answer = said(incoming.text) if asked is not None else None
    if asked is None or answer is None or asked.data["version"] != today:
        return _ask(session, incoming, today, now, by)
    held, before = asked.data["held"], asked.data["before"]
    asked.data = {}
    chats.close(asked, now)
    if not answer:
        return talking(wording.NOT_AGREED_AGAIN)
    people.agree(session, person, today, now)
    if before is not None:
        chats.reopen(session, before)
    texts = [keys.of(session).unseal(sealed) for sealed in held]
    replies = [reply for text in texts if (reply := go_on(replace(incoming, text=text))) is not None]
    if not replies:
        return Reply(wording.AGREED_AGAIN)
    return replace(replies[-1], text="\n\n".join([wording.AGREED_AGAIN, *(reply.text for reply in replies)]))


def _waiting(session: Session, incoming: Incoming, now: datetime) -> OpenQuestion | None:
    """The question that was put and not answered, though a look at one's own data may have come between."""
    asked = chats.last_asked(session, incoming.channel, incoming.address, "consent", now)
    return asked if asked is not None and "held" in asked.data else None


def _ask(session: Session, incoming: Incoming, today: str, now: datetime, by: ChannelTraits) -> Reply:
    """Asks, holding what was typed and remembering the question that stood open in the chat."""
    waiting = _waiting(session, incoming, now)
    if waiting is not None:
        held, before = waiting.data["held"], waiting.data["before"]
    else:
        open_now = chats.newest_question(session, incoming.channel, incoming.address, None, now)
        held, before = [], open_now.id if open_now is not None else None
    late = waiting is not None and said(incoming.text) is not None  # a yes to words that changed again is no message
    file = incoming.attachment is not None or incoming.book is not None
    if not file and len(held) < MOST_HELD and not late:
        held = [*held, keys.of(session).seal(incoming.text)]
    data = {"version": today, "held": held, "before": before}
    buttons = ask_consent(session, incoming, data, WAITS, now)
    return asking(wording.consent_again(by, days_kept(session), file=file), buttons)
