"""The one door between words and data: what was typed or pressed becomes what its subject's handler takes.

A handler is given `Command.said`, a frozen value of its subject; it never sees the words and imports no reader. A
page's form makes the same value from its fields.
"""

from collections.abc import Callable, Mapping
from typing import Any

from handlers import tracing
from handlers.request import Request
from handlers.speech import (
    account,
    arrivals,
    books,
    broadcasts,
    choices,
    counts,
    edits,
    ladders,
    locks,
    names,
    papers,
    persons,
    questions,
    stays,
    talk,
    units,
)

Reader = Callable[[Request], Any]

# The command, and who turns its words into data. A command that is not here takes no words.
READERS: Mapping[str, Reader] = {
    "annghi": stays.read,
    "chuyen": talk.passed,
    "dangky": counts.read,
    "danhsach": names.read,
    "daumoi": persons.contacts,
    "den": arrivals.read,
    "diadiem": questions.begun,
    "doan": counts.card,
    "donvi": units.read,
    "dung": account.again,
    "duyet": account.approve,
    "ghilai": talk.held,
    "gui": broadcasts.read,
    "han": questions.begun,
    "hoi": questions.free,
    "hoinghi": talk.event,
    "kenh": account.reach,
    "ketqua": broadcasts.read_result,
    "khoa": locks.lock,
    "lich": questions.begun,
    "lienhe": questions.begun,
    "luachon": choices.read,
    "mo": locks.grant,
    "mau": books.read,
    "moi": account.invite,
    "nhac": ladders.read,
    "nhan": broadcasts.read_received,
    "nhiemvu": questions.begun,
    "nop": papers.read,
    "start": account.code,
    "sua": edits.read,
    "ten": account.name,
    "tep": broadcasts.read_caption,
    "thuhoi": account.revoke,
    "tiendo": papers.read,
    "tongduyet": talk.rehearsal,
    "traloi": talk.answer,
    "xacnhan": persons.answer,
    "xoadulieu": account.sure,
}


def read(request: Request) -> Any:
    """The data in the words of a command; Refusal where they name nothing that can be meant."""
    reader = READERS.get(request.command.name)
    if reader is None:
        return None
    said = reader(request)
    tracing.note("said", reader=reader, said=said)
    return said
