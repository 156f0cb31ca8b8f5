"""One change of a turn with the rows that belong to it, and what the words of changes need to be told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.clock import local
from storage.models import Unit

Words = dict[str, Any]
Image = Mapping[str, Any]
Row = tuple[int, Image | None, Image | None]  # its key, as it was, as it is; None where there is no row


@dataclass(frozen=True, slots=True)
class Told:
    """A change as the audit has it (subject "unit:12"), and every row that its turn wrote."""

    session: Session
    zone: str
    action: str
    subject: str
    event_id: int | None
    unit_id: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    written: Mapping[str, list[Row]]

    @property
    def number(self) -> int:
        """The id in the subject: 12 of "unit:12"."""
        _, _, number = self.subject.rpartition(":")
        return int(number) if number.isdigit() else 0

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table that are of this change's unit, where they are of units."""
        for key, before, after in self.written.get(table, ()):
            of = (after or before or {}).get("unit_id", self.unit_id)
            if self.unit_id is None or of == self.unit_id:
                yield key, before, after

    def row(self, table: str) -> tuple[Image, Image]:
        """The images of the row that the subject names; empty where there is none."""
        for key, before, after in self.written.get(table, ()):
            if key == self.number:
                return before or {}, after or {}
        return {}, {}

    @property
    def unit(self) -> str | None:
        return unit_name(self.session, self.unit_id)

    def at(self, text: Any) -> str | None:
        """An instant as it is kept, in local words: "2027-03-10T17:00"."""
        kept = text.get("$instant") if isinstance(text, Mapping) else text
        return local(datetime.fromisoformat(kept), self.zone).strftime("%Y-%m-%dT%H:%M") if kept else None


def unit_name(session: Session, unit_id: int | None) -> str | None:
    unit = session.get(Unit, unit_id) if unit_id else None
    return unit.name if unit is not None else None


def day_of(kept: Any) -> str:
    """A day out of a row's image: "2027-03-25"."""
    return str(kept.get("$day") if isinstance(kept, Mapping) else kept.isoformat() if isinstance(kept, date) else kept)


def without_empty(**words: Any) -> Words:
    """A change whose unknown values are left out."""
    return {key: value for key, value in words.items() if value not in (None, "", [], {})}


Teller = Callable[[Told], Iterable[Words]]
