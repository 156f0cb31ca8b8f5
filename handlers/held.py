"""Words that wait for a yes: `/ghilai 7` says them again, as their writer's own and present word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.messages import Button, Command, Incoming, Outcome, Refusal, Reply, talking
from handlers.request import Request
from handlers.said.talk import HeldSaid
from handlers.wording import desk
from handlers.wording import manners as wording
from storage import audit, chats, keys
from storage.models import Membership, Person

AGAIN, NO, KIND = "ghilai", "thoi", "held"


def hold(session: Session, incoming: Incoming, words: str, now: datetime) -> tuple[Button, ...]:
    """Keeps the words; the buttons that say them, or leave it."""
    data = {"words": keys.of(session).seal(words), "line": audit.newest(session)}
    question = chats.ask(session, incoming.channel, incoming.address, KIND, now, options=[], data=data)
    chats.close(question, now)  # it is found by its number only
    return Button("Đúng", f"/{AGAIN} {question.id}"), Button("Thôi", f"/{AGAIN} {NO}")


def said_again(
    session: Session, incoming: Incoming, command: Command, person: Person, here: Sequence[Membership], now: datetime
) -> Incoming | None:
    """The held words that a command names, once; of a chat where something was recorded since, as an edit."""
    if command.name != AGAIN or not "".join(command.args).isascii() or not "".join(command.args).isdigit():
        return None
    row = chats.question(session, int("".join(command.args)[:12]))
    own = (incoming.channel, incoming.address, KIND)
    if row is None or (row.channel, row.address, row.kind) != own or row.expires_at <= now or "words" not in row.data:
        return None
    words, line = keys.of(session).unseal(str(row.data["words"])), int(row.data["line"])
    row.data = {}
    units = {member.unit_id for member in here if member.unit_id is not None}
    since = audit.between(session, line, actor_id=person.id, units=units)
    return replace(incoming, text=words, edited=bool(since), forwarded=False, reply_to=None, message_id="")


def nothing_held(request: Request) -> Reply:
    """`/ghilai`: what is not held any more has to be said again."""
    said: HeldSaid = request.command.said
    if said.leave:
        return talking(desk.LEFT)
    raise Refusal(wording.NOTHING_HELD, outcome=Outcome.ASK)
