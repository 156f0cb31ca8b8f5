"""`/guitiep`: after data was put back from a copy organisers say what becomes of what waits; how they hear of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.language.folding import fold
from handlers.messages import Button, Incoming, Reply, asking
from handlers.request import Request
from handlers.wording import restored as wording
from storage import outbox, pause, people
from storage.models import Person
from storage.outbox import Draft, Topic, Words

SEND, DROP = "tiep", "bo"


def go_on(request: Request) -> Reply:
    """What is known, with the two choices; `tiep` sends what waits, `bo` drops it. An old press asks anew."""
    session, stands = request.session, pause.paused(request.session)
    if stands is None:
        return Reply(wording.NOT_PAUSED)
    choice = _choice(request.command.args, stands)
    assert request.person is not None
    assert request.membership is not None
    if not choice:
        pause.first_asked(session, request.person.id)
        asked = _question(session, stands, request.zone)
        return asking(asked.text, asked.buttons)
    where = {"actor_id": request.person.id, "event_id": request.membership.event_id}
    number = pause.end(session, forget=choice == DROP, now=request.now, **where)
    return Reply(wording.NOT_PAUSED if number is None else wording.ended(number, dropped=choice == DROP))


def question(session: Session, zone: str) -> Reply | None:
    """What organisers are asked while the pause lasts; for the pages."""
    stands = pause.paused(session)
    return _question(session, stands, zone) if stands else None


def beside(session: Session, incoming: Incoming, person: Person, reply: Reply, zone: str) -> Reply:
    """The first answer that an organiser gets in a pause asks too. Its own choices stay the only ones to press."""
    stands = pause.paused(session)
    if stands is None or incoming.command is not None:  # a page shows it by itself
        return reply
    if not people.organises(session, incoming.channel, incoming.address) or not pause.first_asked(session, person.id):
        return reply
    asked = _question(session, stands, zone)
    if reply.buttons or reply.expects:
        return replace(reply, text=f"{reply.text}\n\n{asked.text}\n{wording.HOW}")
    return replace(reply, text=f"{reply.text}\n\n{asked.text}", buttons=asked.buttons)


def ask_organisers(session: Session, now: datetime, zone: str) -> int:
    """One message to each organiser, which leaves in spite of the pause; how many are new."""
    stands = pause.paused(session)
    if stands is None:
        return 0
    since, waiting, new = _since(stands), pause.waiting(session), 0

    def write(number: str) -> Words:
        return Words(wording.message(since, waiting, zone, number), ((wording.LOOK, "/guitiep"),))

    for event_id, own in pause.organisers(session).items():
        topic = Topic(event_id, pause.QUESTION, f"restored:{_token(stands)}", "asked")
        new += outbox.put(session, topic, [Draft(person, None, write) for person in own], now=now, due_at=now)
    return new


def _question(session: Session, stands: Mapping[str, Any], zone: str) -> Reply:
    waiting, token = pause.waiting(session), _token(stands)
    buttons = [Button(wording.SEND, f"/guitiep {SEND} {token}")]
    buttons += [Button(wording.drop(waiting), f"/guitiep {DROP} {token}")] if waiting else []
    return Reply(wording.question(_since(stands), waiting, zone), tuple(buttons))


def _choice(args: tuple[str, ...], stands: Mapping[str, Any]) -> str:
    """The choice made; none where it was offered in an earlier pause."""
    said, token = (*args, "", "")[:2]
    return fold(said) if fold(said) in (SEND, DROP) and token in ("", _token(stands)) else ""


def _since(stands: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(stands["since"])


def _token(stands: Mapping[str, Any]) -> str:
    return str(int(_since(stands).timestamp()))
