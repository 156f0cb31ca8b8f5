"""From what was typed to a command: a slash, a number, a button's words, a count, a yes or no; else a question."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.messages import Command, Incoming
from handlers.permissions import DELEGATE, FOCAL, ORGANISER
from handlers.reading.counts import QUESTION, read_count
from handlers.reading.rsvp import read_rsvp
from handlers.reading.text import fold
from handlers.reading.units import mentioned
from storage import chats, plans
from storage.models import Membership, OpenQuestion

SLASH = re.compile(r"^/([A-Za-z0-9_]+)(?:@\w+)?\s*(.*)$", re.DOTALL)
NAMED = re.compile(r"^(?:em |toi |minh )?ten (?:toi|em|minh) la ")
SENT = re.compile(r"\b(?:da|vua)\s+(?:gui|nop|chuyen)\b")
BY_WORD = re.compile(r"^(nhan|nop) (?:tin )?(?:hn[- ]?)?(\d{1,9})$")  # how a channel without buttons is answered
ANSWER_NUMBER = re.compile(r"\d{1,2}")


def command_for(session: Session, incoming: Incoming, here: Sequence[Membership], now: datetime) -> Command:
    """What the message asks to be done; a Command without a name is a free question."""
    text = incoming.text.strip()
    asked = chats.newest_question(session, incoming.channel, incoming.address, None, now)
    chosen = _chosen(text, asked)
    if chosen is not None:
        assert asked is not None
        chats.close(asked, now)
        text = chosen
    slash = SLASH.match(text)
    if slash:
        return command(text)
    if by_word := BY_WORD.match(fold(text).strip(" .!")):
        return command(f"/{by_word[1]} {by_word[2]}")
    if NAMED.match(fold(text)):
        return Command("ten", words=text)
    return _change_said(session, text, here) or Command("", words=text)


def command(text: str) -> Command:
    """ "/dangky u12 16" as a Command; a sentence has no name."""
    slash = SLASH.match(text)
    if slash is None:
        return Command("", words=text)
    return Command(slash[1].lower(), tuple(slash[2].split()), words=slash[2].strip())


def _chosen(text: str, asked: OpenQuestion | None) -> str | None:
    """The command of the option whose number or words were typed."""
    if asked is None:
        return None
    if ANSWER_NUMBER.fullmatch(text) and 1 <= int(text) <= len(asked.options):
        return str(asked.options[int(text) - 1][1])
    folded = fold(text).strip(" .!")
    return next((str(sent) for label, sent in asked.options if fold(str(label)) == folded), None)


def _change_said(session: Session, text: str, here: Sequence[Membership]) -> Command | None:
    """A head count from a focal point (or an organiser who names the unit), a yes or no from a delegate."""
    roles = {member.role for member in here}
    said = read_count(text) if roles & {FOCAL, ORGANISER} else None
    if said is not None and (FOCAL in roles or _names_a_unit(session, text, here)):
        return Command("dangky", words=text)
    if FOCAL in roles and SENT.search(fold(text)) and not QUESTION.search(fold(text)):
        return Command("nop", words=text)
    if DELEGATE in roles and read_rsvp(text) is not None:
        return Command("xacnhan", words=text)
    return None


def _names_a_unit(session: Session, text: str, here: Sequence[Membership]) -> bool:
    if not here:
        return False
    units = plans.units_of(session, here[0].event.plan_id)
    return bool(mentioned(text, {unit.id: [alias.folded for alias in unit.aliases] for unit in units}))
