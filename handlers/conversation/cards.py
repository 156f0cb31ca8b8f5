"""What a number, a button's words, a yes or a no mean: they answer what a chat was asked last, and only next."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.language.folding import fold
from handlers.messages import Button, Incoming, Outcome, Refusal, Reply
from handlers.speech.sentences.assent import read_assent, repeats
from handlers.speech.sentences.courtesies import small_talk
from handlers.wording import desk as wording
from storage import chats
from storage.models import OpenQuestion

NUMBER = re.compile(r"\d{1,2}")
VERBS = ("gui", "sua", "huy", "hoan", "xoa", "gop")  # what cards ask leave to do
LEAVES = ("thoi", "khong")  # labels of a button that leaves everything as it is
DENIES: Mapping[str, str] = {"dung": "nhap theo nhom", "toi se du": "khong du duoc"}  # a yes, and what a no presses
ASKS = (*DENIES, "ca doan khong du")  # labels of cards under which nothing was recorded yet


def chosen(text: str, asked: OpenQuestion | None) -> str | None:
    """The command of the option that a number, its words, a yes or a no chose."""
    if asked is None:
        return None
    if NUMBER.fullmatch(text) and 1 <= int(text) <= len(asked.options):
        return str(asked.options[int(text) - 1][1])
    options = {fold(str(label)): str(sent) for label, sent in asked.options}
    folded = fold(text).strip(" .!")
    return options.get(folded) or _assented(folded, options)


def _assented(folded: str, options: Mapping[str, str]) -> str | None:
    """What a yes or a no presses, where the buttons offer one of each."""
    said = read_assent(folded)
    does, leaves = _two(options)
    if does and leaves:
        if repeats(folded, does.split()[0]):  # "hủy" to "Hủy không ạ?" may be either
            return None if said == "stop" else options[does]
        return options[does if said == "yes" else leaves] if said else None
    for yes, no in DENIES.items():
        if yes in options and said in ("yes", "no"):
            return options.get(yes if said == "yes" else no)
    return None


def _two(options: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The label that does something and the one that leaves it, where there is one of each."""
    leaves = next((label for label in LEAVES if label in options), None)
    does = [label for label in options if label != leaves]
    return (does[0], leaves) if leaves is not None and len(does) == 1 else (None, leaves)


def no_answer(text: str, asked: OpenQuestion | None) -> Refusal | None:
    """What a stop-word hears that no button of the newest card takes."""
    if asked is None or read_assent(text) != "stop":
        return None
    options = {fold(str(label)): str(sent) for label, sent in asked.options}
    if all(_two(options)):
        buttons = tuple(Button(str(label), str(sent)) for label, sent in asked.options)
        return Refusal(wording.UNCLEAR, buttons, Outcome.ASK)
    return Refusal(wording.LEFT, outcome=Outcome.TALK) if set(ASKS) & set(options) else None


def put(session: Session, incoming: Incoming, reply: Reply, now: datetime) -> None:
    """The buttons of an answer, and the words it waits for, are what the chat can choose from next."""
    if not reply.buttons and not reply.expects:
        lapse(session, incoming, now)
        return
    options = [[button.label, button.command] for button in reply.buttons]
    data = {"expects": reply.expects} if reply.expects else None
    chats.ask(session, incoming.channel, incoming.address, "buttons", now, options=options, data=data)


def lapse(session: Session, incoming: Incoming, now: datetime) -> None:
    """Whatever was said was no choice: its numbers and words no longer mean anything. A form waits for its words."""
    asked = chats.newest_question(session, incoming.channel, incoming.address, "buttons", now)
    if asked is None or not asked.options or NUMBER.fullmatch(incoming.text.strip()):
        return
    chats.lapse(asked, now)


def waits_for_nothing(session: Session, incoming: Incoming, now: datetime) -> bool:
    """Whether a bare yes or no finds nothing to press. "Ok" is thanks, unless a card has just lapsed."""
    if read_assent(incoming.text) is None and not any(repeats(incoming.text, verb) for verb in VERBS):
        return False
    last = chats.last_asked(session, incoming.channel, incoming.address, "buttons", now)
    lapsed = last is not None and chats.lapsed(last)
    return lapsed or small_talk(fold(incoming.text).strip(" .!"), ()) is None
