"""Edits and forwarded messages: read where they belong, tried first, recorded only where their writer must mean it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.conversation import replying
from handlers.conversation.held import hold
from handlers.messages import SPAN, Button, Command, Incoming, Reply, asking
from handlers.request import Request
from handlers.said.attendance import RegisterSaid
from handlers.wording import buttons as on_button
from handlers.wording import manners as wording
from storage import audit, broadcasts, chats, heard
from storage.audit import Change
from storage.models import AuditEntry, HeardMessage, Membership, Person
from storage.watching import Trial

NO_RECORD = frozenset(("chats", "open_questions", "broadcasts", "edits", "heard", "inbox", "files", "albums"))
REPLACED = frozenset(("head_count", "arrival", "stay", "choice", "own_choice", "rsvp"))  # said anew they say it all
PREVIEW = re.compile(r"/gui (?:ok|cho) (\d{1,9}) .+")  # a draft to be sent, or asked about for whom it is


@dataclass(frozen=True, slots=True)
class Before:
    """How things stood when a message came: the open question, the audit's newest line, the changes made so far."""

    question_id: int | None
    line: int
    changes: int = 0


def placed(
    session: Session, incoming: Incoming, person: Person, here: Sequence[Membership], now: datetime
) -> Incoming | Reply | None:
    """The message in the place where it belongs, or its answer; None where an edit says nothing new."""
    if incoming.edited:
        known = _known(session, incoming)
        if known is not None and known.digest == heard.digest(session, _words(incoming)):
            return None
        _open_only(session, incoming, known.question_id if known is not None else None, now)
    elif incoming.forwarded:
        _open_only(session, incoming, None, now)
    elif incoming.reply_to is not None and incoming.reply_to.ours:
        return replying.placed(session, incoming, incoming.reply_to, person, here, now)
    return incoming


def weighed(request: Request, run: Callable[[], Reply], here: Sequence[Membership]) -> Reply:
    """The answer; of an edited or forwarded message only where nothing is recorded that must be asked first."""
    incoming = request.incoming
    if not (incoming.edited or incoming.forwarded):
        return run()
    known = _known(request.session, incoming) if incoming.edited else None
    made = _made(request, known)
    may = known is not None and not _moved_on(request, known, here)
    if incoming.edited and (made or not may) and _is_relative(request.command):
        return asking(wording.WHOLE_NUMBER)
    trial = Trial(request.session)
    reply = trial.run(run)
    now_made = [each for each in trial.changes if each.actor_id == _actor(request)]
    if trial.written - NO_RECORD and not may:
        trial.undo()
        return _asked(request, now_made)
    trial.keep()
    return _with_the_old(request, reply, known, _left(made, now_made))


def remember(
    session: Session, incoming: Incoming, person: Person, reply: Reply | None, before: Before, now: datetime
) -> None:
    """Keeps what came of a message, where its platform gave it an id."""
    if not incoming.message_id:
        return
    where = (incoming.channel, incoming.address)
    card = chats.newest_question(session, *where, None, now)
    made = audit.made(session, before.changes)
    line = audit.line_of(session, made[-1]) if made else before.line
    known: dict[str, Any] = {
        "kind": f"album:{incoming.album}" if incoming.album and incoming.book is None else "",
        "digest": heard.digest(session, _words(incoming)),
        "told": heard.digest_of_end(session, _as_shown(reply)) if reply is not None else "",
        "card_id": card.id if card is not None else None,
        "topic": chats.topic(session, *where, now),
        "at": now,
    }
    if not incoming.edited:
        known |= {"question_id": before.question_id, "before": before.line, "after": line}
    elif any(each.actor_id == person.id for each in made):
        known |= {"before": before.line, "after": line}
    heard.keep(session, *where, incoming.message_id, **known)


def before(session: Session, incoming: Incoming, now: datetime, line: int) -> Before:
    """How things stand before a message is answered; `line` is the newest of the record."""
    if not incoming.message_id:
        return Before(None, 0)
    asked = chats.newest_question(session, incoming.channel, incoming.address, None, now)
    return Before(asked.id if asked is not None else None, line, len(audit.made(session)))


def _words(incoming: Incoming) -> str:
    """What a message says; a workbook says what its bytes say."""
    return f"{incoming.text}\n{incoming.book.digest}" if incoming.book is not None else incoming.text


def _as_shown(reply: Reply) -> str:
    place = [reply.place.title, reply.place.address] if reply.place else []
    return " ".join([SPAN.sub(lambda span: span["bold"] or span["label"], reply.text), *place]).replace("\u200b", "")


def _known(session: Session, incoming: Incoming) -> HeardMessage | None:
    if not incoming.message_id:
        return None
    return heard.message(session, incoming.channel, incoming.address, incoming.message_id)


def _open_only(session: Session, incoming: Incoming, question_id: int | None, now: datetime) -> None:
    """What was said elsewhere or earlier presses no card that came after it: only its own is open again."""
    asked = chats.newest_question(session, incoming.channel, incoming.address, None, now)
    if asked is not None and asked.id != question_id:
        chats.close(asked, now)
    if question_id is not None and (asked is None or asked.id != question_id):
        chats.ask_again(session, question_id, now)


def _moved_on(request: Request, known: HeardMessage, here: Sequence[Membership]) -> bool:
    """Whether something was recorded since, by the writer or of the writer's unit."""
    units = {member.unit_id for member in here if member.unit_id is not None}
    return bool(audit.between(request.session, known.after, actor_id=_actor(request), units=units))


def _made(request: Request, known: HeardMessage | None) -> Sequence[AuditEntry]:
    """What the message recorded before it was edited."""
    if known is None or known.after <= known.before:
        return ()
    return audit.between(request.session, known.before, known.after, actor_id=_actor(request))


def _left(made: Sequence[AuditEntry], now_made: Sequence[Change]) -> bool:
    """Whether something stands that the words no longer say."""
    anew = {(line.action, line.subject) for line in now_made if line.action in REPLACED}
    return any((line.action, line.subject) not in anew for line in made)


def _is_relative(command: Command) -> bool:
    """ "Thêm 2 người": what it added once must not be added again."""
    said = command.said.count if isinstance(command.said, RegisterSaid) else None
    return said is not None and said.change


def _asked(request: Request, now_made: Sequence[Change]) -> Reply:
    """What would be recorded, with the button that records it."""
    incoming, command = request.incoming, request.command
    words = f"/{command.name} {command.words}" if command.name else command.words
    quoted = incoming.text
    if incoming.book is not None:
        words, quoted = "", incoming.book.name
    buttons = hold(request.session, incoming, words, request.now)
    write = wording.edit_asked if incoming.edited else wording.forward_asked
    return asking(write(quoted, change_of(now_made)), buttons)


def change_of(lines: Sequence[Change]) -> tuple[str, str] | None:
    """The number before and after, where the lines are about one count."""
    counts = [line for line in lines if line.action == "head_count"]
    if len(counts) != 1:
        return None
    return _number(counts[0].before), _number(counts[0].after)


def _number(side: Mapping[str, Any]) -> str:
    return str(side.get("total")) if side.get("answer") == "coming" else wording.NUMBERLESS[str(side.get("answer"))]


def _with_the_old(request: Request, reply: Reply, known: HeardMessage | None, left: bool) -> Reply:
    """A new preview takes the old one's place; what still stands of the old words is said."""
    if known is None:
        return reply
    if _previews(reply.buttons) and (old := _draft_of(request, known)) is not None:
        row = broadcasts.locked(request.session, request.event.id, old)
        if row is not None and row.state == "draft":
            broadcasts.drop(row)
        elif row is not None and row.confirmed_at is not None:
            again = Button(on_button.CORRECT_OLD, f"/gui dinhchinh {row.id}")
            return replace(reply, text=f"{wording.ALREADY_SENT}\n{reply.text}", buttons=(*reply.buttons, again))
        return reply
    return replace(reply, text=f"{reply.text}\n{wording.STILL_RECORDED}") if left else reply


def _previews(buttons: Sequence[Button]) -> list[int]:
    return list(dict.fromkeys(int(found[1]) for button in buttons if (found := PREVIEW.fullmatch(button.command))))


def _draft_of(request: Request, known: HeardMessage) -> int | None:
    """The broadcast whose preview the message got before it was edited."""
    card = chats.question(request.session, known.card_id) if known.card_id is not None else None
    found = _previews([Button(str(label), str(sent)) for label, sent in card.options]) if card is not None else []
    return found[0] if found else None


def _actor(request: Request) -> int | None:
    return request.person.id if request.person else None
