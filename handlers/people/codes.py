"""Codes that people type and links that carry them: how they look, what to do with them on each channel."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.messages import Button, Incoming, Reply, refused
from handlers.traits import Channels, ChannelTraits
from handlers.wording import account as wording
from handlers.wording import buttons as on_button
from storage import chats, people, quota, settings
from storage.shapes import LENGTH, LETTERS, TOKEN, TYPED

IN_LINK = re.compile(r"(?:/v/|[?&]start=)([A-Za-z0-9_-]{22})(?![\w-])")
IN_GROUPS = re.compile(r"[A-Za-z0-9]{2,10}(?:[\s.–-]+[A-Za-z0-9]{2,5}){0,3}")
AS_LONG = re.compile(r"[A-Z0-9]{8,10}")


def new_code() -> str:
    """A code with a digit in it, so that it is known in the middle of a sentence."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not code.isalpha():
            return code


def code_in(text: str) -> str | None:
    """A code after /start, a code alone or inside a sentence, or the token of a link."""
    words = unicodedata.normalize("NFKC", text).strip()
    if words.lower().startswith("/start"):
        return words[6:].strip() or None
    if (whole := _whole(words)) is not None:
        return whole
    found = TYPED.search(words.upper()) if any(c.isdigit() for c in words) or len(words) <= 12 else None
    return found[0] if found else None


def _whole(words: str) -> str | None:
    """A text that is a code or a link and nothing else: in groups, or with a letter that no code has."""
    if (link := IN_LINK.search(words)) is not None:
        return link[1]
    if TOKEN.fullmatch(words):
        return words
    together = re.sub(r"[\s.–-]+", "", words).upper()
    mixed = not together.isalpha() and not together.isdigit()
    return together if mixed and IN_GROUPS.fullmatch(words) and AS_LONG.fullmatch(together) else None


def barred(session: Session, incoming: Incoming, now: datetime) -> bool:
    """Whether this chat has tried too many wrong codes; asked before a code is looked up, wherever one is taken."""
    people.one_try_at_a_time(session, incoming.channel, incoming.address)
    return people.too_many_wrong_codes(session, incoming.channel, incoming.address, now)


def wrong(
    session: Session, incoming: Incoming, now: datetime, sentence: str, buttons: tuple[Button, ...] = ()
) -> Reply:
    """The answer to a code that gives nothing: counted for the chat and for where on the internet it came from."""
    people.note_wrong_code(session, incoming.channel, incoming.address, now, incoming.source)
    if people.too_many_from(session, incoming.source, now):
        return refused(wording.TOO_MANY_CODES)
    return refused(sentence, buttons)


def wrong_link(session: Session, address: str | None, source: str, now: datetime) -> bool:
    """Counts a pressed link that gives nothing as a wrong code; whether the sender has to wait from now on.

    `address` is the web chat that the browser is in, None where it is in none.
    """
    people.one_try_at_a_time(session, "web", address or source)
    if link_barred(session, address, now) or people.too_many_from(session, source, now):
        return True
    people.note_wrong_code(session, "web", address or "", now, source)
    return people.too_many_from(session, source, now)


def link_barred(session: Session, address: str | None, now: datetime) -> bool:
    """Whether a browser's chat has tried too many wrong codes or links for its next one to be looked at."""
    return address is not None and people.too_many_wrong_codes(session, "web", address, now)


def ask_consent(
    session: Session, incoming: Incoming, data: dict[str, Any], lasts: timedelta, now: datetime
) -> tuple[Button, ...]:
    """Keeps the question that a fitting code brings, with what the code gives in `data`; its two buttons."""
    buttons = (Button(on_button.AGREE, "/dongy"), Button(on_button.NO, "/khong"))
    options = [[button.label, button.command] for button in buttons]
    chats.ask(session, incoming.channel, incoming.address, "consent", now, lasts=lasts, options=options, data=data)
    return buttons


def ways_in(session: Session, channels: Channels, code: str, token: str) -> dict[str, str | None]:
    """What leads in by each channel: a link or a sentence; None for one that is not set up."""
    return {traits.name: _way_in(session, traits, code, token) for traits in channels}


def _way_in(session: Session, traits: ChannelTraits, code: str, token: str) -> str | None:
    """By the first of the channel's bots with room; where there is none, by the site's own address."""
    kept = settings.get(session, traits.name) or {}
    bots = kept.get("bots", [])
    free = [bot for bot in bots if _has_room(session, bot)]
    found = (free or bots)[0]["name"] if bots else kept.get("url")
    return traits.way_in(found, code, token) if found and traits.way_in else None


def _has_room(session: Session, bot: Mapping[str, Any]) -> bool:
    return bot["max_people"] is None or quota.people_on(session, bot["channel"]) < bot["max_people"]
