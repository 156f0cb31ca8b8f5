"""What a plan says of an event and beside it, read once per version and kept in memory for every message after it."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import ClassVar

from sqlalchemy.orm import Session

from storage import deadlines, duties, programme, settings, units, version
from storage.models import Base, Contact, Deadline, DelegateGroup, Duty, Event, Note, Plan, ProgrammeItem, Unit

DETAIL = "detail"
KINDS = ("period", "observance", "budget", "budget_total", DETAIL)  # of notes that are told


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Facts:
    """A plan's rows as they stood at one version. They belong to no session and are nobody's to change."""

    plan: Plan
    events: Sequence[Event]  # that stand, in the plan's order; the one that was asked for where none does
    items: Mapping[int, Sequence[ProgrammeItem]]  # of each of these events, and of the one that was asked for
    called_off: Mapping[int, Sequence[ProgrammeItem]]
    groups: Mapping[int, Sequence[DelegateGroup]]
    invited: Mapping[int, Mapping[int, int | None]]  # by event: the units that send a delegation, with their seats
    duties: Sequence[Duty]
    deadlines: Sequence[Deadline]
    units: Sequence[Unit]
    contacts: Sequence[Contact]
    notes: Sequence[Note]
    spellings: Mapping[int, Sequence[str]]  # every way to write a unit's name, by the unit

    def parallel(self, event_id: int) -> list[ProgrammeItem]:
        """The items of an event at which one must choose, those that were called off too."""
        every = (*self.items[event_id], *self.called_off[event_id])
        return sorted((item for item in every if item.options), key=lambda item: item.position)


class Memory:
    """The facts of the events that were asked about last, for all threads of a process."""

    NAME: ClassVar = "facts"  # in the info of every session
    MOST: ClassVar = 64  # events

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[str, Facts]] = OrderedDict()
        self._lock = Lock()

    def get(self, event_id: int, current: str) -> Facts | None:
        """What is kept of the event, if it is of this version."""
        with self._lock:
            kept = self._kept.get(event_id)
            if kept is None or kept[0] != current:
                return None
            self._kept.move_to_end(event_id)
            return kept[1]

    def put(self, event_id: int, current: str, facts: Facts) -> None:
        with self._lock:
            self._kept[event_id] = current, facts
            self._kept.move_to_end(event_id)
            while len(self._kept) > self.MOST:
                self._kept.popitem(last=False)


def of(session: Session, event_id: int) -> Facts:
    """As they stand for this session: what it changed itself is in them, and kept for nobody."""
    session.flush()
    if version.is_written(session):
        return _read(session, event_id)
    current, memory = current_version(session), session.info[Memory.NAME]
    # The version is read before the facts: they may be newer than it says, which only means that they are read again.
    facts: Facts | None = memory.get(event_id, current)
    if facts is None:
        facts = _read(session, event_id)
        memory.put(event_id, current, facts)
    return facts


def current_version(session: Session) -> str:
    """Another one whenever a row of any plan was written; empty where none was since there are versions."""
    kept = settings.get(session, version.KEY)
    return str(kept["version"]) if kept else ""


def _read(session: Session, event_id: int) -> Facts:
    """Read through a session of its own in the open transaction: its rows are nobody else's."""
    with Session(session.connection(), expire_on_commit=False, join_transaction_mode="rollback_only") as own:
        facts = _all(own, event_id)
        for row in own:
            assert isinstance(row, Base)
            row.keep()
        own.expunge_all()
    return facts


def _all(own: Session, event_id: int) -> Facts:
    asked, known = own.get_one(Event, event_id), units.of_plan(own, event_id)
    events = programme.events_beside(own, event_id) or [asked]
    every = dict.fromkeys(event.id for event in (*events, asked))
    return Facts(
        plan=programme.plan_of(own, event_id),
        events=events,
        items={number: programme.items(own, number) for number in every},
        called_off={number: programme.cancelled_items(own, number) for number in every},
        groups={number: programme.groups(own, number) for number in every},
        invited={number: units.invited(own, number) for number in every},
        duties=[duty for event in events for duty in duties.of_event(own, event.id)],
        deadlines=deadlines.of_plan(own, event_id),
        units=known,
        contacts=programme.contacts(own, event_id),
        notes=programme.notes(own, event_id, *KINDS),
        spellings=units.spellings(known),
    )
