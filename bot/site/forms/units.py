"""The form of new units: of which kind, one name a line, how many seats each has."""

import re
from typing import Literal

from pydantic import field_validator

from bot.site import says
from bot.site.forms.base import Form, fault
from handlers.said.attendance import LARGEST
from handlers.said.units import SeatsSaid, UnitSaid

SHORTEST, LONGEST, MOST = 2, 120, 200


class UnitsForm(Form):
    """Each line is a name as it stands: "Phường 5" has no five seats."""

    kind: Literal["member", "guest", "office"]
    names: tuple[str, ...]
    seats: int | None

    @field_validator("names", mode="before")
    @classmethod
    def _lines(cls, value: str) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in value.splitlines() if line.strip())
        if not lines:
            raise fault(says.ERROR_EMPTY)
        if len(lines) > MOST:
            raise fault(says.ERROR_LINES.format(MOST, len(lines)))
        for line in lines:
            if not SHORTEST <= len(line) <= LONGEST or not any(letter.isalpha() for letter in line):
                raise fault(says.ERROR_NAME.format(line[:LONGEST], LONGEST))
        return lines

    @field_validator("seats", mode="before")
    @classmethod
    def _number(cls, value: str) -> int | None:
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,3}", value) or int(value) > LARGEST:
            raise fault(says.ERROR_SEATS.format(LARGEST))
        return int(value)

    def said(self) -> UnitSaid:
        return UnitSaid("add", kind=self.kind, rows=tuple(SeatsSaid(name, self.seats) for name in self.names))
