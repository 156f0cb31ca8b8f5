"""Words that wait for a yes: `/ghilai 7` says them again, as their writer's own and present word."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.messages import Button, Command, Incoming, Outcome, Refusal, Reply, talking
from handlers.request import Request
from handlers.said.books import Book, packed, unpacked
from handlers.said.talk import HeldSaid
from handlers.wording import buttons as on_button
from handlers.wording import desk
from handlers.wording import manners as wording
from storage import audit, chats, keys
from storage.models import Membership, Person

AGAIN, NO, KIND = "ghilai", "thoi", "held"
OF_HELD = re.compile(r"(?P<id>\d{1,12})(?: (?:u(?P<unit>\d{1,12})|ghi))?", re.ASCII)


def hold(session: Session, incoming: Incoming, words: str, now: datetime) -> tuple[Button, ...]:
    """Keeps the words; the buttons that say them, or leave it."""
    number = keep(session, incoming, words, now)
    return Button(on_button.RIGHT, f"/{AGAIN} {number}"), Button(on_button.NEVER_MIND, f"/{AGAIN} {NO}")


def keep(session: Session, incoming: Incoming, words: str, now: datetime) -> int:
    """Keeps the words, with the workbook that came; the number under which they are said again."""
    seal = keys.of(session).seal
    data = {"words": seal(words), "line": audit.newest(session)}
    if incoming.book is not None:
        data["book"] = seal(packed(incoming.book))
    question = chats.ask(session, incoming.channel, incoming.address, KIND, now, options=[], data=data)
    chats.close(question, now)  # it is found by its number only
    return question.id


def said_again(
    session: Session, incoming: Incoming, command: Command, person: Person, here: Sequence[Membership], now: datetime
) -> Incoming | None:
    """The held words that a command names, once; of a chat where something was recorded since, as an edit."""
    named = OF_HELD.fullmatch(command.words.strip()) if command.name == AGAIN else None
    if named is None:
        return None
    row = chats.question(session, int(named["id"]))
    own = (incoming.channel, incoming.address, KIND)
    if row is None or (row.channel, row.address, row.kind) != own or row.expires_at <= now or "words" not in row.data:
        return None
    words, line = keys.of(session).unseal(str(row.data["words"])), int(row.data["line"])
    book = _book(session, str(row.data.get("book", "")), named)
    row.data = {}
    units = {member.unit_id for member in here if member.unit_id is not None}
    since = audit.between(session, line, actor_id=person.id, units=units)
    return replace(
        incoming, text=words, book=book, edited=bool(since), forwarded=False, reply_to=None, message_id=""
    )  # fmt: skip


def _book(session: Session, sealed: str, named: re.Match[str]) -> Book | None:
    """The workbook that was kept, for the delegation that was chosen."""
    if not sealed:
        return None
    book = unpacked(keys.of(session).unseal(sealed))
    return replace(book, unit_id=int(named["unit"]) if named["unit"] else book.unit_id, meant=True)


def nothing_held(request: Request) -> Reply:
    """`/ghilai`: what is not held any more has to be said again."""
    said: HeldSaid = request.command.said
    if said.leave:
        return talking(desk.LEFT)
    raise Refusal(wording.NOTHING_HELD, outcome=Outcome.ASK)
