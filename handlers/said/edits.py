"""What is said of a change of the plan: days, hours, places and names of its event, its items, its deadlines."""

from dataclasses import dataclass
from datetime import date, time, timedelta

KINDS = {"i": "item", "h": "deadline", "e": "event", "o": "option"}  # as a button names a thing: "i12"


@dataclass(frozen=True, slots=True)
class EditSaid:
    """A change: what is to be changed, in whose words, and to what.

    verb: set, cancel, postpone, written, restore, undo. `shift` moves hours; `place` and `name` are new words.
    `before`: whether a deadline's new day is itself too late. `extends`: a deadline is meant, whatever else fits.
    """

    verb: str
    what: str = ""
    day: date | None = None
    last_day: date | None = None
    start: time | None = None
    end: time | None = None
    shift: timedelta | None = None
    place: str | None = None
    name: str | None = None
    before: bool = False
    extends: bool = False


@dataclass(frozen=True, slots=True)
class PressSaid:
    """A button under the card of a change that waits. verb: ok, van (though its day is over), thoi, xem."""

    verb: str
    edit_id: int


@dataclass(frozen=True, slots=True)
class ThingSaid:
    """One thing, "item:12"; `edit` None asks what it becomes."""

    subject: str
    edit: EditSaid | None = None
    version: int | None = None  # of the thing as a form showed it


@dataclass(frozen=True, slots=True)
class ChangesSaid:
    """The changes of one sentence, which name their things; empty where it names none."""

    edits: tuple[EditSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSaid:
    """Every field that a form of one thing has, as it stands there; None is one that stands empty.

    `day` is the first day of the event, the day of an item, the last day on which a paper is on time. `version`: of the
    thing as the form showed it.
    """

    subject: str
    version: int
    day: date | None = None
    last: date | None = None
    start: time | None = None
    end: time | None = None
    venue: str | None = None
    title: str | None = None


ChangeSaid = PressSaid | ThingSaid | ChangesSaid | FormSaid
