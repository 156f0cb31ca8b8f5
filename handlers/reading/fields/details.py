"""What else a paper may say under a heading of its own. One row each: how it is headed, asked for and called.

A row is all that a new one needs: it is read, stands in `read`, on the organiser's page and in the stored plan, and is
told to whoever asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.language.folding import fold
from handlers.reading.blocks import ROW
from handlers.reading.draft import Detail
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import trim

LONGEST = 600  # characters of what stands under one heading


@dataclass(frozen=True, slots=True)
class DetailField:
    """One kind of detail; `head` and `asked` are patterns over text without marks, in small letters.

    `asked` holds every word by which it is asked for: a question that names anything else is no question for it.
    """

    name: str  # in `read --json`
    label: str
    head: str  # the whole heading
    asked: str


DETAILS: tuple[DetailField, ...] = (
    DetailField(
        "dress", "Trang phục",
        head=r"(?:ve |quy dinh (?:ve )?)?(?:trang phuc|le phuc)(?: (?:(?:cua )?dai bieu|tham du|du hoi nghi|du le))?",
        asked=r"(?:yeu cau |quy dinh )?(?:ve )?(?:mac |an mac )?(?:trang phuc|dong phuc|le phuc|quan ao)"
        r"|an mac|mac (?:gi|do|the nao|sao|nhu)",
    ),
)  # fmt: skip


def read_details(paper: Paper) -> tuple[Detail, ...]:
    """Each detail where a heading says so: on its line, or in what is listed under it."""
    return tuple(_found(paper))


def _found(paper: Paper) -> Iterator[Detail]:
    kinds = [(each.name, re.compile(each.head)) for each in DETAILS]
    for node in paper.root.walk():
        head = fold(node.label).strip(" :.-") if node.block.kind != ROW else ""
        name = next((name for name, headed in kinds if head and headed.fullmatch(head)), None)
        if name is not None and (told := _told(node)):
            paper.use(node.block, *(child.block for child in node.children))
            yield Detail(name, told, node.line)


def _told(node: Node) -> str:
    parts = [node.body, *(child.text for child in node.children if child.block.kind != ROW)]
    return "; ".join(trim(part) for part in parts if part.strip())[:LONGEST]
