"""What a handler is given: who speaks, about which event, what is asked or said (`command.said`), and the time."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.orm import Session

from handlers.messages import Command, Incoming
from handlers.traits import NONE_KNOWN, Channels
from storage.clock import DEFAULT_ZONE, QUIET
from storage.models import Event, Membership, Person, Unit


@dataclass(frozen=True, slots=True)
class Request:
    """One question on its way to a handler. `now` is UTC; `unit` is the asker's own, where they have one."""

    session: Session
    incoming: Incoming
    command: Command
    now: datetime
    event: Event
    person: Person | None = None  # None only for `ask`, where a file is asked and nobody joined
    membership: Membership | None = None
    unit: Unit | None = None
    zone: str = DEFAULT_ZONE
    quiet: tuple[time, time] = QUIET
    channels: Channels = NONE_KNOWN
