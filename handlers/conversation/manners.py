"""What is no message in words, or came more than once: one fitting sentence, once, and nothing lost."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.conversation import cards
from handlers.language.phones import telephone
from handlers.messages import Button, Incoming, Reply, asking, not_known, talking
from handlers.permissions import DUTY, FOCAL, ORGANISER
from handlers.traits import ChannelTraits
from handlers.wording import buttons as on_button
from handlers.wording import manners as wording
from storage import heard, people
from storage.models import Person

ONCE_IN = timedelta(minutes=10)
PAPERS = ("photo", "document", "unsupported")


def wordless(
    session: Session, incoming: Incoming, person: Person | None, now: datetime, by: ChannelTraits
) -> Reply | None:
    """The one sentence that fits what came instead of words; None where the chat has just heard it."""
    card = incoming.card
    phone = telephone(card.phone) if card is not None and card.own else None
    if phone is not None and person is not None:
        asked = asking(wording.own_phone(phone), (Button(on_button.RIGHT, f"/ten {phone}"),))
        cards.put(session, incoming, asked, now)
        return asked
    sentence = _sentence(session, incoming, person, by)
    kind = f"album:{incoming.album}" if incoming.album else sentence
    told = heard.came(session, incoming.channel, incoming.address, kind, now - ONCE_IN)
    if incoming.message_id:
        heard.keep(session, incoming.channel, incoming.address, incoming.message_id, kind=kind, at=now)
    say = talking if sentence == "STICKER" else not_known
    return None if told else say(getattr(wording, sentence).replace("{channel}", by.label))


def of_answered_album(session: Session, incoming: Incoming, now: datetime) -> bool:
    """Whether a picture without words belongs to an album that was answered or will be: one album, one answer."""
    if not incoming.album or incoming.text.strip() or incoming.book is not None or to_be_sent(session, incoming):
        return False
    where = (incoming.channel, incoming.address)
    if incoming.more and incoming.message_id:
        heard.keep(session, *where, incoming.message_id, kind=_unsaid(incoming), at=now)
    return incoming.more or heard.came(session, *where, f"album:{incoming.album}", now - ONCE_IN)


def _unsaid(incoming: Incoming) -> str:
    """The mark of a part of an album that another one answers for."""
    return f"part:{incoming.album}"


def to_be_sent(session: Session, incoming: Incoming) -> bool:
    """Whether this is a part of an album that goes out with a message: its sender is an organiser."""
    return bool(incoming.album) and people.organises(session, incoming.channel, incoming.address)


def beside(session: Session, incoming: Incoming, reply: Reply, now: datetime) -> Reply:
    """The answer to words under a picture or a file that was not taken says so."""
    where = (incoming.channel, incoming.address)
    if incoming.book is not None and incoming.album and heard.came(session, *where, _unsaid(incoming), now - ONCE_IN):
        return replace(reply, text=f"{reply.text}\n{wording.OTHERS_OF_ALBUM}")
    came = incoming.attachment is not None or incoming.book is not None
    if not incoming.text.strip() or incoming.wordless not in wording.NOT_TAKEN or came:
        return reply
    return replace(reply, text=f"{reply.text}\n{wording.not_taken(incoming.wordless)}")


def _sentence(session: Session, incoming: Incoming, person: Person | None, by: ChannelTraits) -> str:
    """The name of the sentence; what becomes of a paper depends on who sends it."""
    plain = wording.WORDLESS.get(incoming.wordless, "OTHER")
    if person is None or incoming.wordless not in PAPERS or incoming.edited:
        return plain
    roles = {member.role for member in people.memberships(session, person.id)}
    if ORGANISER in roles:
        return "FROM_ORGANISER"
    if not roles & {FOCAL, DUTY}:
        return plain
    return "FROM_UNIT" if by.takes_files else "FROM_UNIT_ELSEWHERE"
