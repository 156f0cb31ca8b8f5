"""A plan as one request asks for it: what it says, its rows, and who asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from handlers.answers import rows
from handlers.answers.passages import Index
from handlers.answers.rows import Row
from handlers.permissions import ORGANISER
from handlers.request import Request
from handlers.wording import answers as wording
from storage import facts
from storage.facts import Facts
from storage.models import Contact, Deadline, DelegateGroup, Duty, Event, Note, Plan, ProgrammeItem, Unit


@dataclass
class Sheet:
    """The facts and rows of one plan, and the request that asks."""

    request: Request

    @cached_property
    def facts(self) -> Facts:
        return facts.of(self.request.session, self.request.event.id)

    @cached_property
    def _rows(self) -> rows.Rows:
        return rows.of(self.facts)

    @property
    def rows(self) -> Sequence[Row]:
        """All of them, typed rows first."""
        return self._rows.all

    @property
    def told_by_duties(self) -> frozenset[Row]:
        """Passages that are the text of a duty, which says who, too."""
        return self._rows.told_by_duties

    @property
    def index(self) -> Index:
        return self._rows.index

    @property
    def plan(self) -> Plan:
        return self.facts.plan

    @property
    def events(self) -> Sequence[Event]:
        """Every event of the plan, in its order."""
        return self.facts.events

    def items(self, events: Sequence[Event]) -> list[ProgrammeItem]:
        """The programme of some events."""
        return [item for event in events for item in self.facts.items[event.id]]

    def called_off(self, events: Sequence[Event]) -> list[ProgrammeItem]:
        """What was called off of their programme: listed as such, never an answer."""
        return [item for event in events for item in self.facts.called_off[event.id]]

    @property
    def duties(self) -> Sequence[Duty]:
        return self.facts.duties

    @property
    def deadlines(self) -> Sequence[Deadline]:
        return self.facts.deadlines

    @property
    def units(self) -> Sequence[Unit]:
        return self.facts.units

    def spellings(self, units: Iterable[Unit]) -> Mapping[int, Sequence[str]]:
        """Every way to write each of these units' names, folded; none of one that was merged into another."""
        return {unit.id: self.facts.spellings.get(unit.id, ()) for unit in units}

    @property
    def members(self) -> Sequence[Unit]:
        return self._rows.members

    @property
    def groups(self) -> Mapping[int, Sequence[DelegateGroup]]:
        return self.facts.groups

    @property
    def contacts(self) -> Sequence[Contact]:
        return self.facts.contacts

    @property
    def notes(self) -> Sequence[Note]:
        return self.facts.notes

    @property
    def asked_by_organiser(self) -> bool:
        """Whether there is nobody else to ask."""
        member = self.request.membership
        return member is not None and member.role == ORGANISER

    @property
    def whom_to_ask(self) -> str:
        """Whom the plan names for questions; nobody where an organiser asks."""
        return "" if self.asked_by_organiser else wording.whom_to_ask(self.contacts)
