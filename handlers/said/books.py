"""A workbook that came in a chat, as its cells say, and what the words beside it say of it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from handlers.said.broadcasts import SendSaid
from handlers.said.names import FilledSaid
from handlers.said.units import SheetSaid

NAMES, UNITS = "names", "units"


@dataclass(frozen=True, slots=True)
class Book:
    """kind: NAMES (of a delegation, with its numbers), UNITS, or "" where `fault` says why it is no list to take.

    `rows`: (row, cells under the template's headings); `counts`: (row, group, number). `beside`: what was left out.
    `ours`: its sheets are the template's; `foreign`: it holds no list at all. `digest`: of its bytes, SHA-256 in hex.
    `unit_id`: the delegation that was chosen for it; `meant`: whoever sent it said that it is to be recorded.
    """

    name: str
    kind: str = ""
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    counts: tuple[tuple[int, str, int], ...] = ()
    total: int | None = None
    beside: str = ""
    fault: str = ""
    ours: bool = False
    foreign: bool = False
    digest: str = ""
    unit_id: int | None = None
    meant: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.counts) and self.total is None


@dataclass(frozen=True, slots=True)
class BookSaid:
    """`/mau`: the workbook (None: how is the template got?), its list, and what the words beside it say.

    `units`: units that they name. `send`: the message that it would go out with. `more`: they do not only name the
    list.
    """

    book: Book | None = None
    list: FilledSaid | SheetSaid | None = None
    units: tuple[int, ...] = ()
    send: SendSaid | None = None
    more: bool = False


def packed(book: Book) -> str:
    """The workbook as JSON, to be kept until its sender says whose it is."""
    return json.dumps(asdict(book))


def unpacked(kept: str) -> Book:
    """The kept workbook."""
    known: dict[str, Any] = json.loads(kept)
    rows = tuple((row, tuple(cells)) for row, cells in known.pop("rows"))
    counts = tuple((row, group, number) for row, group, number in known.pop("counts"))
    return Book(rows=rows, counts=counts, **known)
