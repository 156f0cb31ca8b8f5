"""The front desk: who speaks, about which event, what is asked, may they, who answers.

Raises only where the database is out of reach and the message, which waits there, will be heard again.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from handlers import permissions, tracing
from handlers.attendance.filled import joined
from handlers.conversation import cards, corrections, doubted, held, manners, slash
from handlers.menu import BY_NAME, FREE, Entry
from handlers.messages import Button, Chat, Command, Denied, Incoming, Outcome, Refusal, Reply, packed, refused
from handlers.people import account, colleagues, consent, which_event
from handlers.reminders import restored
from handlers.request import Request
from handlers.speech import door, intent
from handlers.speech.books import says_more
from handlers.traits import NONE_KNOWN, Channels
from handlers.wording import buttons as on_button
from handlers.wording import desk as wording
from storage import audit, inbox, journal, pause, people, settings, speakers, units, version
from storage.clock import DEFAULT_ZONE, QUIET, Clock, wall_clock
from storage.database import Database
from storage.models import Event, Membership, Person, Unit
from storage.outage import is_away
from storage.speakers import Speaker
from storage.watching import attempted

log = logging.getLogger(__name__)

NO_CHANGE = ("passed", "shared_link", "shared_code", "channel_code")  # on record, but nobody's data changed
UNDO = "hoantac"
STAYS_TRUE = (Outcome.ASK, Outcome.UNKNOWN, Outcome.REFUSED)  # beside a change, of the other part of a message
Answer = TypeVar("Answer")
Keep = Callable[[Session, Sequence[Reply]], None]  # writes the answer where it is given from


class Desk:
    """Answers every message of every channel; one transaction each."""

    def __init__(
        self, database: Database, clock: Clock, *, zone: str = DEFAULT_ZONE, quiet: tuple[time, time] = QUIET,
        channels: Channels = NONE_KNOWN,
    ) -> None:  # fmt: skip
        self._database, self._clock, self._zone, self._quiet = database, clock, zone, quiet
        self._channels = channels

    def answer(self, incoming: Incoming, inbox_id: int | None = None, keep: Keep | None = None) -> list[Reply]:
        """The replies to one message. Its effects, the mark on its inbox row and its answer are one transaction."""
        keep = keep or _nowhere if inbox_id is None else _owing(incoming, inbox_id)
        try:
            with self._database.transaction() as session:
                if inbox_id is not None and not inbox.finish(session, inbox_id, "done"):
                    return []  # another process has answered it
                reply = self._turn(session, incoming)
                replies = [] if reply is None else [reply]
                keep(session, replies)
                return replies
        except Exception as fault:
            if is_away(fault):
                raise  # who asked asks again; whether it was done before the word of it was lost, the row tells
            code = secrets.token_hex(3).upper()
            log.exception("answer failed, code %s, channel %s", code, incoming.channel)
            return self._given_up(inbox_id, keep, [refused(wording.broken(code))])

    def _given_up(self, inbox_id: int | None, keep: Keep, replies: list[Reply]) -> list[Reply]:
        """The apology. Raises where the row stays open and is heard again: that nothing was done would be untrue."""
        try:
            with self._database.transaction() as session:
                if inbox_id is not None and not inbox.finish(session, inbox_id, "failed"):
                    return []  # it was done after all, only the word of it was lost; its answer is kept
                keep(session, replies)
        except Exception:
            if inbox_id is not None:
                raise
            log.exception("what was answered is not kept")
        return replies

    def _turn(self, session: Session, incoming: Incoming) -> Reply | None:
        """One message with all that it changes; what became of it is known from the changes, not from the words."""
        journal.begin(session)
        reply = self._reply(session, incoming)
        made = audit.made(session)
        if made:
            journal.keep(session, incoming.channel, incoming.address, self._clock())
        changed = any(change.action not in NO_CHANGE for change in made)
        return replace(reply, outcome=_outcome(reply.outcome, changed=changed)) if reply is not None else None

    def _reply(self, session: Session, incoming: Incoming) -> Reply | None:
        """None where nothing need be said."""
        now = self._clock()
        if incoming.chat is Chat.GROUP:
            return refused(wording.IN_A_GROUP)
        incoming = replace(incoming, text=slash.as_in_the_menu(incoming.text, BY_NAME))
        settings.look_up(session, settings.RETENTION, pause.PAUSED, version.KEY)
        speaker = speakers.at(session, incoming.channel, incoming.address, now)
        person = speaker.person if speaker is not None else None
        by = self._channels.of(incoming.channel)
        if manners.of_answered_album(session, incoming, now):
            return None
        if _says_nothing(incoming) and not manners.to_be_sent(session, incoming):
            return manners.wordless(session, incoming, person, now, by)
        if speaker is None:
            return account.stranger(session, incoming, now, self._channels)
        if speaker.unreachable:
            people.reachable_again(session, incoming.channel, incoming.address)

        def go_on(said: Incoming) -> Reply | None:
            return self._kept_open(session, said, speakers.again(session, speaker), now)

        if (again := consent.asked_again(session, incoming, speaker.person, now, go_on, by)) is None:
            return self._kept_open(session, incoming, speaker, now)
        return None if _left_to_another(incoming) else again

    def _kept_open(self, session: Session, incoming: Incoming, speaker: Speaker, now: datetime) -> Reply | None:
        """The answer to somebody who joined; its buttons are what the chat can choose from next."""
        person = speaker.person
        before = corrections.before(session, incoming, now, speaker.line)
        reply = _tried(session, incoming, person, lambda: self._handled(session, incoming, person, speaker.held, now))
        if reply is not None and (reply.is_silence or _left_to_another(incoming)):
            corrections.remember(session, incoming, person, None, before, now)
            return None
        if reply is not None:
            reply = restored.beside(session, incoming, person, reply, self._zone)
            cards.put(session, incoming, reply, now)
            corrections.remember(session, incoming, person, reply, before, now)
            reply = manners.beside(session, incoming, reply, now)
        return reply

    def _handled(
        self, session: Session, incoming: Incoming, person: Person, memberships: Sequence[Membership], now: datetime
    ) -> Reply | None:
        if not memberships and (back := account.returning(session, incoming, person, now)) is not None:
            return back
        event = which_event.event_meant(session, incoming, memberships, now)
        here = [member for member in memberships if member.event_id == event.id]
        said = corrections.placed(session, incoming, person, here, now)
        if not isinstance(said, Incoming):
            return said
        return self._carried_out(session, said, person, event, here, now)

    def _carried_out(
        self,
        session: Session,
        incoming: Incoming,
        person: Person,
        event: Event,
        here: Sequence[Membership],
        now: datetime,
    ) -> Reply:
        """Words, a file or a press become a command, and the command an answer."""
        if incoming.book is not None:
            return self._with_book(session, incoming, person, event, here, now)
        if incoming.attachment is not None or manners.to_be_sent(session, incoming):
            command = incoming.command or Command("tep", words=incoming.text)
        else:
            command = (
                incoming.command
                or account.code_said(session, incoming.text, now)
                or intent.command_for(session, incoming, here, now)
            )
        if (again := held.said_again(session, incoming, command, person, here, now)) is not None:
            return self._carried_out(session, again, person, event, here, now)
        return self.run(session, incoming, command, event, now, person=person, here=here)

    def _with_book(
        self,
        session: Session,
        incoming: Incoming,
        person: Person,
        event: Event,
        here: Sequence[Membership],
        now: datetime,
    ) -> Reply:
        """A workbook, then the words beside it where they say more than whose it is; a no to one leaves the other."""

        def handed_in() -> Reply:
            command = Command("mau", words=incoming.text)
            return self.run(session, incoming, command, event, now, person=person, here=here)

        def said() -> Reply:
            return self._carried_out(session, replace(incoming, book=None), person, event, here, now)

        if incoming.attachment is not None:
            return handed_in()  # the words under an organiser's file are the message that it goes out with
        if not says_more(incoming.text, units.spellings(units.of_plan(session, event.id))):
            return handed_in()
        return joined(*(_tried(session, incoming, person, each) for each in (handed_in, said)))

    def run(
        self,
        session: Session,
        incoming: Incoming,
        command: Command,
        event: Event,
        now: datetime,
        *,
        person: Person | None = None,
        here: Sequence[Membership] = (),
        unit: Unit | None = None,
    ) -> Reply:
        """Finds the entry a command or question means, checks the right, lets its handler answer."""
        entry = _entry(command)
        memberships = people.memberships(session, person.id) if entry.anywhere and person is not None else here
        member = permissions.may(memberships, entry.roles, changes=entry.changes)
        if member is None and person is not None:
            waits = permissions.waits(memberships, entry.roles)
            raise Denied(wording.WAITS_FOR_APPROVAL if waits else wording.NOT_FOR_YOU)
        request = Request(
            session=session, incoming=incoming, command=command, now=now, event=event, person=person,
            membership=member, unit=unit or _own_unit(member, here), zone=self._zone, quiet=self._quiet,
            channels=self._channels,
        )  # fmt: skip
        journal.of_command(session, entry.name)
        by, of = member.role if member is not None else None, request.unit.name if request.unit is not None else None
        tracing.note("command", name=entry.name, role=by, unit=of, event=event.title)
        if command.said is None:
            request = replace(request, command=replace(command, name=entry.name))
            request = replace(request, command=replace(request.command, said=door.read(request)))
        free = partial(self.run, session, incoming, Command("", words=incoming.text), event, now, person=person)
        return doubted.weighed(request, lambda: _answered(entry, request), partial(free, here=here), here)


def _tried(session: Session, incoming: Incoming, person: Person, answer: Callable[[], Answer]) -> Answer | Reply:
    """The answer; where it is a no, what was begun is undone."""
    try:
        with attempted(session):
            return answer()
    except Refusal as refusal:
        if isinstance(refusal, Denied):
            log.info("denied: person %s, channel %s, %s", person.id, incoming.channel, _command_only(incoming.text))
        return Reply(refusal.text, refusal.buttons, outcome=(refusal.outcome,), faults=refusal.faults)


def _left_to_another(incoming: Incoming) -> bool:
    """A picture behind which another of its album waits: that one is answered, for both."""
    return incoming.more and (incoming.attachment is not None or _says_nothing(incoming))


def _says_nothing(incoming: Incoming) -> bool:
    brings = incoming.attachment is not None or incoming.command is not None or incoming.book is not None
    return not incoming.text.strip() and not brings


def _answered(entry: Entry, request: Request) -> Reply:
    """The handler's answer; who speaks for the same unit hears of what it changed."""
    before = len(audit.made(request.session))
    reply = entry.handler(request)
    if entry.name != UNDO:  # it tells in its own way
        colleagues.tell(request, audit.made(request.session, before))
    return reply


def _outcome(claimed: Sequence[Outcome], *, changed: bool) -> tuple[Outcome, ...]:
    """DONE exactly where a change stands or a handler says that it stood already; two at most."""
    if not changed:
        return tuple(claimed)[:2]
    return (Outcome.DONE, *(each for each in claimed if each in STAYS_TRUE))[:2]


def _nowhere(_session: Session, _replies: Sequence[Reply]) -> None:
    """The answer is given from memory: by a test, or to a page that shows it once."""


def _owing(incoming: Incoming, inbox_id: int) -> Keep:
    """The answer lies with its update until it was given."""

    def keep(session: Session, replies: Sequence[Reply]) -> None:
        if replies:
            inbox.owe(session, inbox_id, incoming.address, [packed(reply) for reply in replies], wall_clock())

    return keep


def _command_only(text: str) -> str:
    """What may stand in a log: the command, never what was typed after it."""
    return text.split(maxsplit=1)[0][:20] if text.startswith("/") else "a sentence"


def _entry(command: Command) -> Entry:
    entry = BY_NAME.get(command.name) if command.name else FREE
    if entry is None:
        raise Refusal(wording.unknown_command(command.name), (Button(on_button.SEE_MENU, "/menu"),), Outcome.UNKNOWN)
    return entry


def _own_unit(member: Membership | None, here: Sequence[Membership]) -> Unit | None:
    return next((m.unit for m in (member, *here) if m is not None and m.unit is not None), None)
