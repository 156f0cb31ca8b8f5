"""A paper taken apart, with what earlier rules found and which lines have been used."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.language.dates import Since, find_days, find_month, find_year
from handlers.language.folding import fold
from handlers.reading.blocks import DASH, PLAIN, Block, read_blocks, sentences
from handlers.reading.draft import Line
from handlers.reading.outline import Node, build, closes
from handlers.reading.phrases import topics
from handlers.reading.unfold import unfold

_BASIS = re.compile(
    r"can cu |xet |theo de nghi|kinh gui|(chi thi|nghi quyet|quyet dinh|cong van|ke hoach|thong tu) so .*;$"
    r"|thuc hien (quyet dinh|y kien|chi dao|ke hoach|cong van|chi thi|nghi quyet|huong dan"
    r"|chuong trinh"
    r"|thong bao|quy che|chuong trinh)|cong hoa xa hoi|doc lap|dang cong san"
)

_CITES_IN = 2
_INTRO = re.compile(r"(nhu sau|sau day|noi dung sau|cu the|nhu the nay)\W*$")


@dataclass(slots=True, eq=False)
class Paper:
    """The outline of a paper; rules mark the blocks they used, and what they found is kept by name."""

    blocks: list[Block]
    root: Node
    today: date | None = None
    since: Since = None  # when it was issued; only the year where the paper tells no more
    found: dict[str, Any] = field(default_factory=dict)
    used: set[Line] = field(default_factory=set)

    @property
    def year(self) -> int | None:
        """The year it was issued in."""
        return self.since.year if isinstance(self.since, date) else self.since

    def use(self, *blocks: Block) -> None:
        """Mark the lines of these blocks as understood."""
        for block in blocks:
            self.used.update(block.lines)

    def about(self, topic: str, scope: Node | None = None) -> Iterator[Node]:
        """The nodes of a scope whose heading is about a topic, in order."""
        for node in (scope or self.root).walk():
            if node.label and len(node.label) < 140 and topic in topics(node.label):
                yield node

    def within(self, node: Node, *wanted: str) -> bool:
        """Whether the node stands in a section about one of these topics."""
        return any(topics(above.label) & set(wanted) for above in list(node.path())[1:] if above.label)

    def unread(self) -> list[Block]:
        """Blocks no rule used; a heading counts as read when something under it was."""
        for node in self.root.walk():
            if _needs_no_rule(node):
                self.use(*(below.block for below in node.walk()))
        for node in reversed(list(self.root.walk())):
            if any(child.line in self.used for child in node.children):
                self.use(node.block)
        return [block for block in self.blocks if not self.used.intersection(block.lines)]


def _needs_no_rule(node: Node) -> bool:
    """Legal bases, purposes, recipients and signatures: understood, though nothing is taken from them."""
    intro = node.block.kind == PLAIN and bool(_INTRO.search(fold(node.text[-80:])) or node.text.startswith("(Kèm"))
    purpose = 0 < len(node.label) < 60 and "purpose" in topics(node.label)
    return _is_basis(node) or intro or closes(node.block) or purpose


def _is_basis(node: Node) -> bool:
    """What a plan rests on; a longer one goes on to say something."""
    if node.block.kind not in (PLAIN, DASH) or not _BASIS.match(fold(node.text)):
        return False
    return len(list(sentences(node.text))) <= _CITES_IN


def open_paper(lines: Iterable[tuple[Line, str]], today: date | None) -> Paper:
    """Take lines apart into blocks and outline."""
    blocks = unfold(read_blocks(lines))
    paper = Paper(blocks, build(blocks), today)
    paper.since = _since(blocks, today)
    return paper


def _since(blocks: list[Block], today: date | None) -> Since:
    for block in blocks[:40]:
        if "tháng" in block.text and "ngày" in block.text and len(block.text) < 90:
            issued = find_month(block.text)
            year = find_year(block.text)
            if issued and 2000 < int(issued[:4]) < 2100:
                return date(int(issued[:4]), int(issued[5:]), 1)
            if year:
                return year
    for block in blocks:
        for day in find_days(block.text):
            if day.year_given and day.value and "căn cứ" not in block.text[:60].lower() and day.value.year > 2015:
                return day.value.year
    return today.year if today else None
