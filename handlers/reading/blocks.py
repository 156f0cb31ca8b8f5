"""Lines joined back into the paragraphs, items and table rows they were typed as."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from handlers.reading.clean import Clean, clean_line
from handlers.reading.columns import shaped
from handlers.reading.draft import Line
from handlers.reading.one_line import parted

ROMAN, UPPER, NUMBER, LETTER, STAR, DASH, PLUS, PLAIN, ROW = (
    "roman", "upper", "number", "letter", "star", "dash", "plus", "plain", "row",
)  # fmt: skip

_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (PLUS, re.compile(r"^(?:[-–—]\s*)?(\+)\s*(?=\S)|^(o)\s+(?=\S)")),
    (
        ROMAN,
        re.compile(
            r"^(?:(?:Phần|PHẦN|Mục|MỤC)\s+)?(X{0,3}(?:IX|IV|VI{0,3}|I{1,3})|X{1,3})\s*(?:[.):]|[-–/]\s)\s*(?=[^\W\d])"
        ),
    ),
    (
        NUMBER,
        re.compile(
            r"^(?:Điều\s+)?(\d{1,2}(?:\.\d{1,2}){0,3})\s*(?:[.):]|/(?!\d|[A-ZĐ&]{1,8}\s?[-–])|-\s|\.-)\s*"
            r"(?=[^\d\s.]|(?<=[.)]\s)\d{1,2}(?:\s*(?:h|g|giờ|:)\s?\d|/\d|\s+\D))"
        ),
    ),
    (NUMBER, re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[^\W\d])")),
    (LETTER, re.compile(r"^\(?([a-zđ])\s*(?:\)|\.(?=\s)|/)\s*(?=\S)")),
    (UPPER, re.compile(r"^([A-HK-UĐ])\s*(?:[./)]|[-–]\s)\s+(?=[^\W\d])")),
    (STAR, re.compile(r"^([*])\s+(?=\S)")),
    (DASH, re.compile(r"^([-–—−•▪●◦·✓✔➢►□■❖Ø])\s*(?=[^\s\d]|\d)")),
)
_OCR_ROMAN = re.compile(r"^[lI]{1,3}(?=[.)]\s+[A-ZĐÀ-Ỹ]{2,})")  # "ll. ĐỐI TƯỢNG"
_ENDED = (".", ";", ":", "!", "?", "…")
_LONGEST = 10_000  # no paragraph goes on longer than this
_SHORTENED = re.compile(r"(?:^|[\s(])(?:TT|TS|ThS|PGS|GS|TP|Tp|BS|KS|CN|đ/c|Đ/c)\.$")
_OPEN_END = re.compile(
    r"\s(?:ngày|trước|từ|đến|tại|của|và|với|về|cho|do|lúc|tháng|năm|theo|thuộc|,|[-–])$"
)  # no sentence ends so
_HOURS = re.compile(r"\d{1,2}\s*(?:h|g|giờ|:)\s?\d{0,2}\s*(?:[-–—:]|đến)\s*\S")  # "10h00 - 11h00: …" opens an item
_PAGE = re.compile(r"[-–\s]*\d{1,3}[-–\s]*")
_OPENING = re.compile(
    r"^(Căn cứ|Thực hiện|Xét|Theo đề nghị|Kính gửi|Nơi nhận|Trên đây|Thời gian|Địa điểm"
    r"|Buổi (?:sáng|chiều|tối)|Ngày \d)\b|^[A-ZĐÀ-Ỹ][^,.;:]{2,40}, ngày\s"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a marked item or a table row; `spans` says on which line each part of it stands."""

    text: str
    kind: str = PLAIN
    mark: str = ""
    bold: str = ""
    indent: int = 0
    gap: bool = False
    spans: tuple[tuple[int, Line], ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def line(self) -> Line:
        """The line it begins on."""
        return self.spans[0][1] if self.spans else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line it stands on."""
        return tuple(line for _, line in self.spans)

    @property
    def cells(self) -> list[str]:
        """The cells of a table row; the one text of anything else."""
        return [cell.strip() for cell in self.text.split("\t")]

    def line_at(self, offset: int) -> Line:
        """The line on which the character at offset stands."""
        if not self.spans:
            return None
        return self.spans[max(0, bisect_right(self.spans, offset, key=lambda span: span[0]) - 1)][1]


def read_blocks(lines: Iterable[tuple[Line, str]]) -> list[Block]:
    """Join wrapped lines, split off markers, keep table rows whole."""
    cleaned = [(on, clean_line(raw)) for on, raw in shaped(parted(lines))]
    wrap = _wrapping([clean.text for _, clean in cleaned if clean.text])
    blocks: list[Block] = []
    gap = False
    for on, clean in cleaned:
        if not clean.text.strip():
            gap = gap or not clean.columns  # an empty cell parts nothing
            continue
        if gap and blocks and _PAGE.fullmatch(clean.text) and _OPEN_END.search(blocks[-1].text):
            continue  # a page number stamped into the middle of a sentence
        block = _block(on, clean, gap)
        if blocks and _continues(blocks[-1], block, wrap):
            blocks[-1] = _joined(blocks[-1], block)
        else:
            blocks.append(block)
        gap = False
    return blocks


def split_mark(text: str) -> tuple[str, str, str]:
    """(kind, mark, rest) of a text: "a) Phòng" → ("letter", "a", "Phòng")."""
    for kind, pattern in _MARKERS:
        found = pattern.match(text)
        if found:
            return kind, found.group(found.lastindex or 1), text[found.end() :]
    return PLAIN, "", text


def _block(on: tuple[Line, ...], clean: Clean, gap: bool) -> Block:
    spans = tuple((0, line) for line in on)
    if "\t" in clean.text and len([c for c in clean.text.split("\t") if c.strip()]) > 1:
        return Block(clean.text, ROW, "", clean.bold, clean.indent, gap, spans, clean.columns)
    text = " ".join(clean.text.split())
    text = _OCR_ROMAN.sub(lambda found: found.group().upper().replace("L", "I"), text)
    kind, mark, rest = split_mark(text)
    bold = split_mark(clean.bold)[2] if clean.bold else ""
    return Block(rest, kind, mark, bold if rest.startswith(bold) else "", clean.indent, gap, spans, clean.columns)


@dataclass(frozen=True, slots=True)
class _Wrap:
    """At which width the paper was wrapped (0: every paragraph is one line); `exact`: no line is longer."""

    width: int = 0
    exact: bool = False


def _wrapping(texts: list[str]) -> _Wrap:
    long = sorted(len(text) for text in texts if "\t" not in text and len(text) >= 40)
    if len(long) < 8:
        return _Wrap()
    if long[-1] <= 160 and _greedy(texts, long[-1]):
        return _Wrap(long[-1], True)
    starts_low = sum(1 for text in texts if text[:1].islower() and not split_mark(text)[1])
    width = long[int(len(long) * 0.9)]
    return _Wrap(width) if starts_low >= len(texts) * 0.12 and width <= 160 else _Wrap()


def _greedy(texts: list[str], width: int) -> bool:
    """Whether lines were broken only where the next word would not have fitted."""
    broken = [(line, after.split(maxsplit=1)[0]) for line, after in pairwise(texts) if after[:1].islower() and line]
    running = [(line, word) for line, word in broken if not split_mark(word + " x")[1] and "\t" not in line]
    fits = sum(1 for line, word in running if len(line) + 1 + len(word) > width - 4)
    return len(running) >= 3 and fits >= len(running) * 0.9


def _continues(previous: Block, block: Block, wrap: _Wrap) -> bool:
    if _is_of_a_table(previous, block) or _opens(previous, block):
        return False
    if previous.kind != ROW and _is_left_open(previous, block):
        return True
    if block.text[:1].islower():
        ended = previous.text.endswith(_ENDED) and block.gap and not wrap.width
        return not ended and not previous.text.endswith((".", "!", "?"))
    return _fills_its_line(previous, block, wrap)


def _is_of_a_table(previous: Block, block: Block) -> bool:
    """Cells are a line each; behind a row goes on what begins small and at once."""
    if len(previous.columns) == 1 or len(block.columns) == 1:
        return True
    return previous.kind == ROW and (block.gap or not block.text[:1].islower())


def _opens(previous: Block, block: Block) -> bool:
    """A mark, a heading, an hour of its own: something new."""
    if block.kind != PLAIN or _OPENING.match(block.text):
        return True
    if len(previous.text) > _LONGEST or shouted(previous.text) or shouted(block.text):
        return True
    return _HOURS.match(block.text) is not None and _OPEN_END.search(previous.text) is None


def _is_left_open(previous: Block, block: Block) -> bool:
    """A word that wants another, or a bracket that closes in the next line."""
    if _OPEN_END.search(previous.text):
        return True
    return previous.text.count("(") > previous.text.count(")") and ")" in block.text


def _fills_its_line(previous: Block, block: Block, wrap: _Wrap) -> bool:
    """Whether the line is as long as lines are here, and so was wrapped."""
    last = len(previous.text) - previous.spans[-1][0]
    if wrap.exact:
        first = len(block.text.split(maxsplit=1)[0])
        full = last + len(previous.mark) + 3 + first > wrap.width * 0.9
        return full and not previous.text.endswith((".", "!", "?", ":"))
    return bool(wrap.width) and not previous.text.endswith(_ENDED) and last >= wrap.width * 0.65


def _joined(previous: Block, block: Block) -> Block:
    spans = (*previous.spans, *((len(previous.text) + 1 + at, line) for at, line in block.spans))
    bold = previous.bold
    if bold and bold == previous.text and block.bold:
        bold = f"{bold} {block.bold}"
    text = f"{previous.text} {block.text}"
    return Block(text, previous.kind, previous.mark, bold, previous.indent, previous.gap, spans)


def shouted(text: str) -> bool:
    """Whether a line is written in capitals, as headings and letterheads are."""
    letters = [c for c in text[:300] if c.isalpha()]
    return len(letters) >= 3 and sum(1 for c in letters if c.isupper()) >= len(letters) * 0.85


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph with where each begins; a dot in a number or a short word ends none."""
    start = 0
    for stop in re.finditer(r"(?<=[^\W\d_]{2}[.!?])\s+(?=[^\W\d_a-zđ])|(?<=[)”\"\d%][.!?])\s+(?=[^\W\d_a-zđ])", text):
        said = text[start : stop.start()]
        if not _SHORTENED.search(said) and said.count("(") <= said.count(")"):
            yield start, text[start : stop.start()].strip()
            start = stop.end()
    yield start, text[start:].strip()
