"""A reply under one of our messages speaks of that message: its buttons, its number, its matter."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.answers.follow import topic_of
from handlers.conversation.cards import NUMBER
from handlers.conversation.held import hold
from handlers.language.folding import fold
from handlers.messages import Button, Incoming, Quoted, Reply, asking, plain, talking
from handlers.permissions import FOCAL, ORGANISER
from handlers.speech.questions import named
from handlers.speech.sentences.receipts import message_came
from handlers.wording import manners as wording
from storage import chats, edits, heard, outbox
from storage.models import HeardMessage, Membership, OutboxMessage, Person

Pairs = Sequence[tuple[str, str]]

REF = re.compile(r"\bHN-(\d{1,9})\b")
PAPER = re.compile(r"/nop [pd]?\d{1,12}")
UNIT_COUNT = re.compile(r"/dangky (u\d{1,12})")
ASKED = re.compile(r"(\d{1,9})")
DONE = re.compile(
    r"(?:(?:da|vang|ok|oke|em|toi|minh|chung em|don vi|doan|ben em|bao cao)[ ,.]+)*"
    r"(?:xong|hoan thanh|(?:da|vua|moi) (?:gui|nop|chuyen|hoan thanh)"
    r"|(?:gui|nop|chuyen)(?= .*\b(?:roi|xong|du|het)\b))"
    r"(?: (?:roi|xong|du|het|ca|a|nhe|nha|em|anh|chi|cam on))*"
)
WANTS_COUNT = re.compile(
    r"\bbao (?:cao )?so (?:luong )?(?:dai bieu|nguoi|doan)|\bbao nhieu (?:nguoi|dai bieu)|\bdi may nguoi"
    r"|\bso (?:luong )?(?:dai bieu|nguoi) (?:tham )?du"
)


def placed(
    session: Session, incoming: Incoming, quoted: Quoted, person: Person, here: Sequence[Membership], now: datetime
) -> Incoming | Reply:
    """The reply as what it means under that message, which is the one that is open again; or its answer."""
    if incoming.text.startswith("/"):
        return incoming
    row = outbox.shown_as(session, incoming.channel, quoted.message_id, person.id)
    answered = heard.answered_with(session, incoming.channel, incoming.address, quoted.text) if row is None else None
    buttons: Pairs = [(str(label), str(sent)) for label, sent in row.buttons] if row is not None else quoted.buttons
    if message_came(incoming.text):
        return _came(incoming, row, quoted, buttons)
    if DONE.fullmatch(fold(incoming.text).strip(" .!")) and (papers := _papers(buttons)):
        return _handed_in(incoming, papers)
    if (count := _count(incoming, row, quoted, buttons, here)) is not None:
        return count
    if (to_asker := _to_asker(session, incoming, row, here, now)) is not None:
        return to_asker
    _open(session, incoming, buttons, answered, now)
    topic = answered.topic if answered is not None else _topic_of(session, row, now)
    chats.set_topic(session, incoming.channel, incoming.address, topic, now)
    return incoming


def _as(incoming: Incoming, text: str) -> Incoming:
    return replace(incoming, text=text)


def _came(incoming: Incoming, row: OutboxMessage | None, quoted: Quoted, buttons: Pairs) -> Incoming | Reply:
    """ "Nhận rồi" confirms this message and no other; under an answer it is a courtesy."""
    number = REF.search(row.ref if row is not None else quoted.text)
    if number is not None or any(sent.startswith("/nhan ") for _, sent in buttons):
        sent = next((sent for _, sent in buttons if sent.startswith("/nhan ")), "")
        return _as(incoming, sent or f"/nhan {number[1] if number else ''}")
    return talking(wording.NOTED)


def _papers(buttons: Pairs) -> list[tuple[str, str]]:
    """The buttons that say a paper was sent."""
    labels = {sent: label for label, sent in reversed(buttons) if PAPER.fullmatch(sent)}
    return [(label, sent) for sent, label in reversed(labels.items())]


def _handed_in(incoming: Incoming, papers: Pairs) -> Incoming | Reply:
    if len(papers) == 1:
        return _as(incoming, papers[0][1])
    return asking(wording.WHICH_PAPER, tuple(Button(label, sent) for label, sent in papers))


def _count(
    incoming: Incoming, row: OutboxMessage | None, quoted: Quoted, buttons: Pairs, here: Sequence[Membership]
) -> Incoming | None:
    """A bare number under a message that asked how many come."""
    text = incoming.text.strip().rstrip(".!")
    if not re.fullmatch(r"\d{1,4}", text) or (NUMBER.fullmatch(text) and int(text) <= len(buttons)):
        return None
    if not any(member.role == FOCAL for member in here):
        return None
    unit = next((found[1] for _, sent in buttons if (found := UNIT_COUNT.match(sent))), "")
    asks = WANTS_COUNT.search(fold(plain(row.text) if row is not None else quoted.text))
    return _as(incoming, f"/dangky {unit} đoàn {text} người".replace("  ", " ")) if unit or asks else None


def _to_asker(
    session: Session, incoming: Incoming, row: OutboxMessage | None, here: Sequence[Membership], now: datetime
) -> Reply | None:
    """An organiser's words under a question that was passed on are its answer, after a yes."""
    if row is None or (row.kind, row.step) != ("question", "asked"):
        return None
    if not any(member.role == ORGANISER for member in here):
        return None
    number = row.subject.partition(":")[2]
    buttons = hold(session, incoming, f"/traloi {number} {incoming.text}", now)
    return asking(wording.answer_asked(number, incoming.text), buttons)


def _open(session: Session, incoming: Incoming, buttons: Pairs, answered: HeardMessage | None, now: datetime) -> None:
    """The message's own choices, and the words it waited for, are what the chat can choose from now."""
    card = chats.question(session, answered.card_id) if answered is not None and answered.card_id else None
    data = card.data if card is not None and "expects" in card.data else None
    where = (incoming.channel, incoming.address)
    asked = chats.ask(session, *where, "buttons", now, options=[list(pair) for pair in buttons], data=data)
    if not buttons and data is None:
        chats.close(asked, now)


def _topic_of(session: Session, row: OutboxMessage | None, now: datetime) -> dict[str, object]:
    """What a notice speaks of, as a question before it would have named it."""
    title = _title(session, row) if row is not None else ""
    return topic_of(named(title, now)) if title else {}


def _title(session: Session, row: OutboxMessage) -> str:
    """The name of the item, deadline or meeting; of a message in an organiser's words its first line."""
    if row.subject.partition(":")[0] in edits.TABLES:
        thing = edits.thing(session, row.event_id, row.subject)
        return edits.title(thing) if thing is not None else ""
    return plain(row.text).partition("\n")[0]
