"""The passages of a plan, and how much each of its words and phrases tells."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handlers.answers.plan_words import compounds, initials, names
from handlers.language.alike import Way
from handlers.language.folding import fold
from handlers.language.words import STOP_WORDS, tokens
from handlers.reading.blocks import ROW, Block, read_blocks, sentences, shouted
from handlers.reading.draft import Line
from handlers.reading.outline import Node, build

# What a passage must hold to answer each kind of question; a kind that is missing here asks for words only.
FACTS: dict[str, re.Pattern[str]] = {
    "phone": re.compile(r"(?<![\d/])0\d[\d. ]{7,12}\d"),
    "email": re.compile(r"@\w"),
    "money": re.compile(r"\d ?(?:dong|d\b|trieu|nghin|ngan|vnd|ty\b)|mien phi|(?<![\d.])[1-9]\d{0,2}(?:\.\d{3})+"),
    "minutes": re.compile(r"\d ?(?:phut|p\b|')"),
    "hour": re.compile(r"\b\d{1,2} ?(?:h|gio|g)(?: ?\d\d)?\b|\b\d{1,2}:\d\d"),
    "day": re.compile(
        r"\d{1,2}/\d{1,2}|\bngay \d|\bthang \d|\bngay (?:truyen thong|thanh lap)|\btruoc ngay"
        r"|\b(?:dau|cuoi|giua) thang"
    ),
    "duration": re.compile(r"\d ?(?:ngay|buoi|gio|tuan|phut)\b|½|mot ngay|nua ngay"),
    "number": re.compile(r"\bso:? ?\d|\d+[-/](?:[a-z]|\d)|hien hanh"),
}  # fmt: skip


CLOSING = re.compile(r"noi nhan\b|tren day la|luu ?:")  # who gets a copy answers nothing
COPIES = re.compile(r"noi nhan\b|luu ?:")  # nor does what stands under it; under "Trên đây là" an annex may be named


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or two of the plan, the headings above it, and the line it begins on."""

    text: str
    line: Line = None
    headings: tuple[str, ...] = ()
    folded: str = ""
    parts: int = 1  # how many items of a list it joins

    def holds(self, kind: str) -> bool:
        """Whether it has a fact of this kind, a sum of money or an hour, say."""
        pattern = FACTS.get(kind)
        return pattern is None or pattern.search(self.folded) is not None


class Index:
    """The passages of one plan, weighed."""

    def __init__(self, lines: Iterable[Sequence[object]]) -> None:
        rows = [(_line(row[0]), str(row[1])) for row in lines]
        self.passages = tuple(_passages(rows))
        said = [tokens(" ".join((*p.headings, p.text))) for p in self.passages]
        self._seen = Counter(word for words in said for word in frozenset(words))
        self._beside = Counter(pair for words in said for pair in beside(words))
        self._count = len(self.passages) + 1
        self.vocabulary = frozenset(self._seen)
        self.copies = tuple(_copies(rows))
        self.compounds = compounds(p.text for p in self.passages if p.parts == 1)
        self._written = frozenset(
            word for p in self.passages for word in re.findall(r"\w+", " ".join((*p.headings, p.text)).lower())
        )
        self._proper = frozenset(names(p.text for p in self.passages if p.parts == 1))
        self._initials: dict[str, str] = {}

    def written_out(self, short: str) -> str | None:
        """What a few letters stand for in this plan: the words that begin with them, most often written so."""
        if not self._initials:
            self._initials = initials(passage.text for passage in self.passages if passage.parts == 1)
        return self._initials.get(short)

    def weight(self, word: str) -> float:
        """How much a word tells: rare ones much, ones of every line little, ones the plan has not at all most."""
        return math.log(1 + self._count / (1 + self._seen.get(word, 0)))

    def knows(self, way: Way) -> bool:
        """Whether some passage says it so; a single word counts as it is written, with its marks."""
        return way.written in self._written if way.written else self.occurs(way.words)

    def is_written(self, word: str) -> bool:
        """Whether the plan has the word with these marks."""
        return word in self._written

    def occurs(self, phrase: Sequence[str]) -> bool:
        """Whether some passage has the phrase, its words together."""
        return self._count_of(phrase) > 0

    def is_name(self, pair: tuple[str, str]) -> bool:
        """Whether the plan writes two words as a proper name: "Hải Thanh"."""
        return pair in self._proper

    def rarity(self, phrase: Sequence[str]) -> float:
        """As `weight`, for a phrase."""
        return math.log(1 + self._count / (1 + self._count_of(phrase)))

    def _count_of(self, phrase: Sequence[str]) -> int:
        if len(phrase) == 1:
            return self._seen.get(phrase[0], 0)
        return min((self._beside.get(pair, 0) for pair in pairwise(phrase)), default=0)

    def coverage(self, words: Sequence[str], text: str) -> float:
        """The share of the words' weight that a text holds."""
        total = sum(self.weight(word) for word in set(words))
        held = set(tokens(text))
        return sum(self.weight(word) for word in set(words) if word in held) / total if total else 0.0


def neighbours(words: Sequence[str], apart: int = 1) -> frozenset[tuple[str, str]]:
    """Words that stand next to each other, or up to `apart` words away."""
    kept = [word for word in words if word not in STOP_WORDS]
    found = set(pairwise(kept))
    for step in range(2, apart + 1):
        found.update(zip(kept, kept[step:], strict=False))
    return frozenset(found)


def beside(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Words that stand next to each other, function words among them, or two away without those."""
    return neighbours(words, apart=2) | frozenset(pairwise(words))


def _line(value: object) -> Line:
    return value if isinstance(value, int | str) else None


def _passages(lines: list[tuple[Line, str]]) -> Iterator[Passage]:
    for node in build(read_blocks(lines)).walk():
        headings = tuple(above.label or above.text[:80] for above in node.path() if above is not node and above.text)
        copy = any(COPIES.match(fold(text)) for text in headings)
        if not node.text.strip() or copy or CLOSING.match(fold(node.text)):
            continue
        if not _only_a_heading(node):
            yield from _of_block(node.block, headings)
        yield from _list_of(node, headings)


def _copies(lines: list[tuple[Line, str]]) -> Iterator[Passage]:
    """Who gets the paper: "Nơi nhận", the file copy last."""
    for node in build(read_blocks(lines)).walk():
        if fold(node.text).startswith("noi nhan"):
            for child in node.walk():
                if child is not node and child.text.strip():
                    yield _passage(child.text.strip(), child.block.line, (node.text.strip(" :"),))


def _only_a_heading(node: Node) -> bool:
    """A heading says nothing by itself; with its list it is a passage, see `_list_of`."""
    text = node.text.strip()
    if shouted(text) and not any(char.isdigit() for char in text):
        return True
    return bool(node.children) and len(text) < 90 and not text.endswith((".", ";")) and ":" not in text[:-1]


def _of_block(block: Block, headings: tuple[str, ...]) -> Iterator[Passage]:
    if block.kind == ROW:
        text = " – ".join(cell for cell in block.cells if cell)
        yield _passage(text, block.line, headings)
        return
    for start, sentence in sentences(block.text):
        if sentence:
            yield _passage(sentence, block.line_at(start), headings)


def _list_of(node: Node, headings: tuple[str, ...]) -> Iterator[Passage]:
    """A heading with the short list under it, as one passage: "Thành phần: … ; … ; …"."""
    leaves = [child for child in node.children if not child.children]
    if not 1 <= len(leaves) <= 14 or len(leaves) != len(node.children) or len(node.text) > 200:
        return
    items = "; ".join(child.text.rstrip(" .;,").replace("\t", " – ") for child in leaves)
    if len(items) <= 900:
        yield _passage(f"{node.text.rstrip(' :.;')}: {items}", node.line, headings, parts=len(leaves) + 1)


def _passage(text: str, line: Line, headings: tuple[str, ...], parts: int = 1) -> Passage:
    return Passage(text, line, headings, fold(text), parts)
