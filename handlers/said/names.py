"""What is said of a delegation's list of names: added, taken off, put in another's place."""

from dataclasses import dataclass

from handlers.said.attendance import CountSaid


@dataclass(frozen=True, slots=True)
class NameSaid:
    """One person as written: name, post (chức vụ), group."""

    name: str
    post: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no name: which one (as people count them) and its words."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The names of a text, the lines that are none, telephone numbers beside names, names that stand there twice."""

    names: tuple[NameSaid, ...]
    faults: tuple[Fault, ...] = ()
    phones: int = 0
    twice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OffSaid:
    """Who goes off the list: by number of the row, by place in the list, or by name. None of these: whom?

    `instead`: who takes the place; `unread` where somebody should and is not named in full.
    """

    row: int | None = None
    place: int | None = None
    name: str = ""
    instead: NameSaid | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class NamesSaid:
    """`/danhsach`: of which unit (None: the speaker's own), names to add or one to take off. Neither: show the list.

    `of_units`: rows of a workbook that name a unit, (row, its name).
    """

    unit_id: int | None = None
    roster: Roster | None = None
    off: OffSaid | None = None
    of_units: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FilledSaid:
    """The workbook of a delegation: of which unit (None: the speaker's own), its names, its count; None: none in it."""

    unit_id: int | None
    names: NamesSaid | None = None
    count: CountSaid | None = None
