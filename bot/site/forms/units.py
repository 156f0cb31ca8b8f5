"""The forms of the page of units: new ones, all that stands of one, two that become one, one left out."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, field_validator

from bot.site import says
from bot.site.forms.base import BadForm, Form, Line, Row, fault, read
from handlers.said.attendance import LARGEST
from handlers.said.units import CardSaid, FieldsSaid, SeatsSaid, UnitFields, UnitSaid

SHORTEST, LONGEST, MOST, MOST_NAMES = 2, 120, 200, 20
THING, MARK = re.compile(r"u(?P<id>[0-9]{1,9})"), re.compile(r"[0-9a-f]{10}")
VERBS = {"leave_out": "hoithoi", "invite": "moi"}
Fields = dict[str, str]


def _seats(value: Any) -> int | None:
    """How many seats; None is no number."""
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", value) or int(value) > LARGEST:
        raise fault(says.ERROR_SEATS.format(LARGEST))
    return int(value)


def _lines(value: Any) -> tuple[str, ...]:
    """One name a line, each once; a line that is no name is a fault."""
    lines = tuple(dict.fromkeys(line.strip() for line in value.splitlines() if line.strip()))
    for line in lines:
        if not _is_name(line):
            raise fault(says.ERROR_NAME.format(line[:LONGEST], LONGEST))
    return lines


def _is_name(line: str) -> bool:
    return SHORTEST <= len(line) <= LONGEST and any(letter.isalpha() for letter in line)


Kind = Literal["member", "guest", "office"]
Seats = Annotated[int | None, BeforeValidator(_seats)]
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]


class UnitsForm(Form):
    """New units. Each line is a name as it stands: "Phường 5" has no five seats."""

    kind: Kind
    names: Lines
    seats: Seats

    @field_validator("names")
    @classmethod
    def _some(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        if not lines:
            raise fault(says.ERROR_EMPTY)
        if len(lines) > MOST:
            raise fault(says.ERROR_LINES.format(MOST, len(lines)))
        return lines

    def said(self) -> UnitSaid:
        return UnitSaid("add", kind=self.kind, rows=tuple(SeatsSaid(name, self.seats) for name in self.names))


class UnitForm(Form):
    """All that stands of one unit."""

    name: Line
    kind: Kind
    seats: Seats
    host: Literal["", "1"]
    also_called: Lines

    @field_validator("name")
    @classmethod
    def _named(cls, name: str | None) -> str:
        if name is None or not _is_name(name):
            raise fault(says.ERROR_UNIT.format(LONGEST))
        return name

    @field_validator("also_called")
    @classmethod
    def _few(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        if len(lines) > MOST_NAMES:
            raise fault(says.ERROR_MANY_NAMES.format(MOST_NAMES, len(lines)))
        return lines

    def said(self, unit_id: int, seen: str) -> FieldsSaid:
        fields = UnitFields(self.name or "", self.kind, self.seats, self.host == "1", self.also_called)
        return FieldsSaid(unit_id, seen, fields)


class WholeForm(Form):
    """A button that leaves the unit out of this event, or invites it again."""

    whole: Literal["leave_out", "invite"]


class MergeForm(Form):
    """Two units that become one."""

    gone: Row
    into: Row

    @field_validator("gone", "into", mode="before")
    @classmethod
    def _chosen(cls, value: str) -> str:
        if not value:
            raise fault(says.ERROR_CHOOSE)
        return value

    def said(self) -> CardSaid:
        return CardSaid(self.gone, "gop", into=self.into)


def change(fields: Fields) -> FieldsSaid | CardSaid:
    """What a posted form says of which unit; BadForm where it cannot be read."""
    thing, seen = THING.fullmatch(fields.get("thing", "")), fields.get("version", "")
    if thing is None or not MARK.fullmatch(seen):
        raise BadForm({"thing": says.ERROR_PAGE})
    if fields.get("whole"):
        return CardSaid(int(thing["id"]), VERBS[read(WholeForm, fields).whole])
    return read(UnitForm, fields).said(int(thing["id"]), seen)
