"""What is said of the units of an event: new ones, a change of one, seats of many, rows of a workbook."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatsSaid:
    """A unit as it was typed, and its seats where a number was said. fault: negative, too_many, name."""

    name: str
    seats: int | None = None
    fault: str | None = None
    of_all: bool = False  # "các xã", "mỗi khách": every unit of that kind


@dataclass(frozen=True, slots=True)
class UnitSaid:
    """A change of units. verb: add, rename, alias, seats, merge, merge_as, host, unhost, invite, leave_out."""

    verb: str
    who: str = ""
    to: str = ""
    other: str = ""
    kind: str = "member"
    rows: tuple[SeatsSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class CardSaid:
    """One unit by its row, and what is pressed or typed for it; a verb without its value asks for it.

    verb: "" (the card), ten, goi, chitieu, gop, dangcai, thoidangcai, lanhdao, thoilanhdao, giayto, moi, thoi, hoithoi
    (asks whether `thoi` is meant). `text`: the new name; `seats`: the number, named "" where only a number was said;
    `into`: the unit it becomes part of; `asked`: the mark of what was shown before a yes; `member`: a focal point's
    membership.
    """

    unit_id: int
    verb: str = ""
    text: str = ""
    seats: SeatsSaid | None = None
    into: int | None = None
    asked: str = ""
    member: int | None = None


@dataclass(frozen=True, slots=True)
class UnitFields:
    """What stands of a unit. `seats` None: no number; `also_called`: its other names as they were written."""

    name: str
    kind: str
    seats: int | None
    host: bool
    also_called: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldsSaid:
    """A unit's form: all that is to stand, and the mark of what stood when the form was shown."""

    unit_id: int
    seen: str
    fields: UnitFields


@dataclass(frozen=True, slots=True)
class EachSaid:
    """The yes to seats of every unit of a kind: only to what was shown, of which `asked` is the mark."""

    who: str
    seats: int | None
    asked: str


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """A line of the plan's composition, None: which one?"""

    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetSaid:
    """Rows of a workbook: each its number and the cells under the template's headings."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]


UnitsSaid = UnitSaid | CardSaid | FieldsSaid | EachSaid | GroupSaid | SheetSaid
