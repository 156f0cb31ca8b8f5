"""The one door between words and data: what was typed or pressed becomes what its subject's handler takes.

A handler is given `Command.said`, a frozen value of its subject; it never sees the words and imports no reader. A
page's form makes the same value from its fields.
"""

from collections.abc import Callable, Mapping
from typing import Any

from handlers import tracing
from handlers.request import Request
from handlers.speech import arrivals, broadcasts, choices, counts, edits, ladders, locks, names, persons, stays, units

Reader = Callable[[Request], Any]

# The command, and who turns its words into data. A command that is not here takes no words.
READERS: Mapping[str, Reader] = {
    "annghi": stays.read,
    "dangky": counts.read,
    "danhsach": names.read,
    "daumoi": persons.contacts,
    "den": arrivals.read,
    "doan": counts.card,
    "donvi": units.read,
    "gui": broadcasts.read,
    "ketqua": broadcasts.read_result,
    "khoa": locks.lock,
    "luachon": choices.read,
    "mo": locks.grant,
    "nhac": ladders.read,
    "nhan": broadcasts.read_received,
    "sua": edits.read,
    "tep": broadcasts.read_caption,
    "xacnhan": persons.answer,
}


def read(request: Request) -> Any:
    """The data in the words of a command; Refusal where they name nothing that can be meant."""
    reader = READERS.get(request.command.name)
    if reader is None:
        return None
    said = reader(request)
    tracing.note("said", reader=reader, said=said)
    return said
