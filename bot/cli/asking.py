"""Asks a plan file: the draft goes into a database in memory, so that the very same handlers answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers import tracing
from handlers.dispatch import Desk
from handlers.language.folding import fold
from handlers.messages import Command, Incoming, Refusal, Reply, plain
from handlers.plans import Source, import_draft
from handlers.reading.draft import PlanDraft
from handlers.wording.why import lines
from storage import people
from storage.clock import DEFAULT_ZONE, wall_clock
from storage.database import Database
from storage.models import Unit


class PlanAsked:
    """One plan that can be asked, as if it were published and the asker had joined."""

    def __init__(self, draft: PlanDraft, *, why: bool = False) -> None:
        self._asks_why = why
        self.why: list[str] = []  # the steps to the newest answer, where they are wanted
        self._database = Database("sqlite:///:memory:")
        self._database.create()
        self._desk = Desk(self._database, wall_clock)
        with self._database.transaction() as session:
            source = Source("ke-hoach", "0")
            found = import_draft(session, draft, source, wall_clock(), publish=True, zone=DEFAULT_ZONE)
            self._event = found.events[0]

    def answer(self, text: str, now: datetime, unit_name: str | None = None) -> str:
        """The answer as plain text, its buttons as "[…]" at the end."""
        if not self._asks_why:
            return self._answer(text, now, unit_name)
        with tracing.listened() as steps:
            answer = self._answer(text, now, unit_name)
        self.why = lines(steps)
        return answer

    def _answer(self, text: str, now: datetime, unit_name: str | None) -> str:
        incoming = Incoming("ask", "ask", text)
        with self._database.transaction() as session:
            unit = self._unit(session, unit_name)
            try:
                reply = self._desk.run(session, incoming, Command("", words=text), self._event, now, unit=unit)
            except Refusal as refused:
                reply = Reply(refused.text, refused.buttons)
        return as_text(reply)

    def _unit(self, session: Session, name: str | None) -> Unit | None:
        if not name:
            return None
        found = people.units_by_alias(session, self._event.plan_id, fold(name))
        return found[0] if found else None


def as_text(reply: Reply) -> str:
    buttons = " ".join(f"[{button.label}]" for button in reply.buttons)
    return plain(reply.text) + (f"\n{buttons}" if buttons else "")
