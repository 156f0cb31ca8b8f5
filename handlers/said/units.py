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

    verb: "" (the card), ten, goi, chitieu, gop, dangcai, thoidangcai, lanhdao, thoilanhdao, giayto, moi, thoi. `text`:
    the new name; `seats`: the number, named "" where only a number was said; `into`: the unit it becomes part of, sure
    where `asked` is the mark of what was shown; `member`: a focal point's membership.
    """

    unit_id: int
    verb: str = ""
    text: str = ""
    seats: SeatsSaid | None = None
    into: int | None = None
    asked: str = ""
    member: int | None = None


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


UnitsSaid = UnitSaid | CardSaid | EachSaid | GroupSaid | SheetSaid
