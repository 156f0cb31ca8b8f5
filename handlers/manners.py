"""What is no message in words, or came more than once: one fitting sentence, once, and nothing lost."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers import cards
from handlers.messages import Button, Incoming, Reply
from handlers.reading.phones import telephone
from handlers.wording import manners as wording
from storage import heard
from storage.models import Person

ONCE_IN = timedelta(minutes=10)


def wordless(session: Session, incoming: Incoming, person: Person | None, now: datetime) -> Reply | None:
    """The one sentence that fits what came instead of words; None where the chat has just heard it."""
    card = incoming.card
    phone = telephone(card.phone) if card is not None and card.own else None
    if phone is not None and person is not None:
        asked = Reply(wording.own_phone(phone), (Button("Đúng", f"/ten {phone}"),))
        cards.put(session, incoming, asked, now)
        return asked
    kind = _sentence(incoming)
    told = heard.came(session, incoming.channel, incoming.address, kind, now - ONCE_IN)
    _keep(session, incoming, kind, now)
    return None if told else Reply(wording.WORDLESS.get(incoming.wordless, wording.OTHER))


def _sentence(incoming: Incoming) -> str:
    """Things that are answered alike are one kind: a game of dice after a sticker is not answered again."""
    sentence = wording.WORDLESS.get(incoming.wordless, wording.OTHER)
    return next((kind for kind, words in wording.WORDLESS.items() if words == sentence), "other")


def _keep(session: Session, incoming: Incoming, kind: str, now: datetime) -> None:
    if incoming.message_id:
        heard.keep(session, incoming.channel, incoming.address, incoming.message_id, kind=kind, at=now)
