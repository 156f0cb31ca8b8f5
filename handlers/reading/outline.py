"""The tree of headings, items and paragraphs of a paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.language.folding import fold
from handlers.reading.blocks import DASH, LETTER, NUMBER, PLAIN, PLUS, ROMAN, ROW, STAR, UPPER, Block, shouted
from handlers.reading.draft import Line
from handlers.reading.labels import is_field, is_label, is_sitting
from handlers.reading.phrases import POSTS, topics

_RANK = {UPPER: 10, ROMAN: 20, NUMBER: 40, LETTER: 60, STAR: 70, DASH: 80, PLUS: 90, PLAIN: 100, ROW: 80}
_UPPER_BELOW = 30  # "A." inside "III."
_LABEL = 35  # "Thành phần:" on a line of its own
_STEP = 5  # how far below its heading a list with numbers of its own stands
_CLOSING = re.compile(r"^(tren day la|noi nhan|tm\.|kt\.|tl\.|noi nhan\b)")
_ANNEX = re.compile(
    r"^(chuong trinh|phu luc|du tru|du toan|lich|danh sach|bang|bieu|mau|kich ban|noi dung chuong trinh"
    r"|thoi gian bieu)\b"
)
_STRETCH = re.compile(r"(?:Đợt|Giai đoạn|Quý|Bước)\s+(?:\d|[IVX])|Từ ngày \d")  # a bold line that heads a stretch
_LABEL_LIMIT = 110


@dataclass(slots=True, eq=False)
class Node:
    """A block and what stands under it; `at` is its place among its siblings."""

    block: Block
    rank: int
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    at: int = 0
    _parts: tuple[str, str] | None = None  # label and body, once they were asked for

    @property
    def text(self) -> str:
        """The words of the block without its marker."""
        return self.block.text

    @property
    def line(self) -> Line:
        """The line it begins on."""
        return self.block.line

    @property
    def label(self) -> str:
        """The heading words: what stands before the first colon, or the whole text of a bare heading."""
        return self._split()[0]

    @property
    def body(self) -> str:
        """What follows the label on the same line."""
        return self._split()[1]

    def _split(self) -> tuple[str, str]:
        if self._parts is None:
            self._parts = split_label(self.block)
        return self._parts

    @property
    def body_at(self) -> int:
        """Where the body begins in the text."""
        return len(self.text) - len(self.body)

    def walk(self) -> Iterator["Node"]:
        """Itself and everything below, in the order of the paper."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def path(self) -> Iterator["Node"]:
        """Itself and the headings above it, nearest first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


def stands_in(node: Node, others: list[Node]) -> bool:
    """Whether a node lies in one of the others, or one of them in it."""
    return any(above in others for above in node.path()) or any(below in others for below in node.walk())


def _bold_label(block: Block) -> str:
    """The bold opening of a line; empty where there is none, or the sentence only runs on to its colon."""
    text, bold = block.text, block.bold.rstrip(" :")
    behind = text[len(bold) :]
    runs_on = behind.lstrip()[:1].islower() and not block.bold.endswith(":") and ":" in behind
    return "" if runs_on or not behind or bold == text.rstrip(" .:;") else bold


def _is_labelled(head: str, rest: str) -> bool:
    """Whether a colon ends a label: no hour ("08:30"), no bracket left open."""
    if len(head) > _LABEL_LIMIT or head.count("(") != head.count(")"):
        return False
    return rest[:1] == " " or not head[-1:].isdigit()


def split_label(block: Block) -> tuple[str, str]:
    """("Thời gian", "01 ngày") of "Thời gian: 01 ngày"; a bold opening counts as the label too."""
    text = block.text
    if bold := _bold_label(block):
        return bold, text[len(bold) :].lstrip(" :")
    head, colon, rest = text.partition(":")
    if colon and _is_labelled(head, rest):
        return head.strip(), rest.strip()
    if len(text) <= _LABEL_LIMIT * 2 and not text.endswith((".", ";")):
        return text.rstrip(" :"), ""
    return "", text


def build(blocks: list[Block]) -> Node:
    """Hang every block under its heading."""
    root = Node(Block(""), 0)
    stack = [root]
    last: Block | None = None
    for block in blocks:
        rank = _rank(block, last, stack)
        while len(stack) > 1 and stack[-1].rank >= rank:
            stack.pop()
        node = Node(block, rank, stack[-1], at=len(stack[-1].children))
        stack[-1].children.append(node)
        if rank < _RANK[PLAIN] and block.kind != ROW and not is_field(block):
            stack.append(node)
        last = block
    return root


def _rank(block: Block, last: Block | None, stack: list[Node]) -> int:
    if is_label(block) and not closes(block) and not _opens_annex(block, stack):
        return _label_rank(block, stack)
    if block.kind == PLAIN:
        return _plain_rank(block, stack)
    if block.kind == ROW:
        return 1 if closes(block) else _RANK[ROW]
    if block.kind == NUMBER:
        return _number_rank(block, last, stack)
    if block.kind == UPPER:
        return _upper_rank(block, stack)
    return _RANK[block.kind]


def closes(block: Block) -> bool:
    """Whether the block begins the end of a paper: "Trên đây là …", "Nơi nhận:", the signature."""
    if _CLOSING.match(fold(block.text[:80])):
        return block.kind in (PLAIN, ROW)
    return shouted(block.text) and len(block.text) < 60 and bool(POSTS.match(block.text))


def _plain_rank(block: Block, stack: list[Node]) -> int:
    if closes(block):
        return 1
    if _opens_annex(block, stack):
        return 1
    if is_sitting(block):
        return _sitting_rank(stack)
    label = _open_label(stack) if is_field(block) else None
    if label is not None:
        return label.rank
    if _STRETCH.match(block.text) and len(block.text) < 90 and block.bold == block.text:
        return _RANK[STAR]
    if stack[-1].rank > _RANK[STAR]:
        return _RANK[PLAIN] if stack[-1].block.kind == PLUS else _RANK[DASH]
    return _RANK[PLAIN]


def _opens_annex(block: Block, stack: list[Node]) -> bool:
    """ "CHƯƠNG TRÌNH" in capitals opens a part of its own, unless it goes on with a title that is being read."""
    annex = block.kind == PLAIN and shouted(block.text) and _ANNEX.match(fold(block.text[:80]))
    return bool(annex) and not _titled(stack[-1])


def _label_rank(block: Block, stack: list[Node]) -> int:
    """A heading without a number closes the one before it; inside a numbered one it is a part of that."""
    about = topics(block.text)
    if any(about & topics(node.label) and fold(node.text) != fold(block.text) for node in stack[1:]):
        return _plain_rank(block, stack) if block.kind == PLAIN else _RANK[block.kind]  # it only leads in
    before = _open_label(stack)
    if before is not None:
        return before.rank
    above = [node.rank for node in stack[1:] if _LABEL < node.rank < _RANK[STAR] and not _is_item(node)]
    return above[-1] + _STEP if above and not shouted(block.text) else _LABEL


def _sitting_rank(stack: list[Node]) -> int:
    """A sitting closes the one before it and stands in the programme that is open."""
    before = next((node for node in stack[1:] if is_sitting(node.block)), None)
    if before is not None:
        return before.rank
    above = [
        node.rank for node in stack if node.rank < _RANK[STAR] and not _is_item(node) and "agenda" in topics(node.label)
    ]
    return above[-1] + _STEP if above else _RANK[PLAIN]


def _open_label(stack: list[Node]) -> Node | None:
    return next((node for node in stack[1:] if node.rank > 1 and is_label(node.block)), None)


def _is_item(node: Node) -> bool:
    """Whether the words end as those of a list do, not as a heading's."""
    return node.text.endswith((".", ";"))


def _titled(node: Node) -> bool:
    """Whether the node is an annex heading still waiting for the rest of its title."""
    return node.rank == 1 and not node.children and node.block.kind == PLAIN and bool(_ANNEX.match(fold(node.text)))


def _upper_rank(block: Block, stack: list[Node]) -> int:
    """ "A." opens a part of the paper, or a part of the Roman heading it stands under."""
    if any(node.block.kind == UPPER and node.rank == _RANK[UPPER] for node in stack):
        return _RANK[UPPER]
    return _UPPER_BELOW if any(node.block.kind == ROMAN for node in stack) else _RANK[UPPER]


def _number_rank(block: Block, last: Block | None, stack: list[Node]) -> int:
    depth = block.mark.count(".")
    if depth:
        return _RANK[NUMBER] + min(depth, 1)
    if last is not None and block.mark.lstrip("0") == "1":
        if last.text.endswith(":") and last.kind in (DASH, PLUS, STAR, LETTER):
            return stack[-1].rank + 1 if stack[-1].rank < _RANK[PLAIN] else _RANK[PLAIN] - 1
        if last.kind == NUMBER and _is_bare(last) and not _counts_again(stack):
            return stack[-1].rank + 1  # "4. Chương trình" opens a list of its own
    before = [node.children[-1] for node in reversed(stack) if node.children]
    before = [node for node in before if node.block.kind == NUMBER and _follows(node.block.mark, block.mark)]
    if before:
        alike = (node for node in before if shouted(node.text) == shouted(block.text))
        return next(alike, before[0]).rank  # "3. THỜI GIAN" goes on after "2. NỘI DUNG", not after its "2. Đối tượng"
    label = _open_label(stack)
    return _under_label(label) if label else _RANK[NUMBER]


def _counts_again(stack: list[Node]) -> bool:
    """Whether a list under a heading without a number was being counted: a new "1." goes on with it."""
    label = _open_label(stack)
    return label is not None and len(label.children) > 1 and stack[-1] in label.children and stack[-1].text[-1:] != ":"


def _under_label(label: Node) -> int:
    """Numbers that open the section of a label, or go on counting in it, belong to it; others close it."""
    first, last = label.children[0] if label.children else None, label.children[-1] if label.children else None
    own = last is None or last.block.kind == NUMBER or (first is last and last.text.endswith(":"))
    return max(label.rank + _STEP, _RANK[NUMBER]) if own else label.rank


def _is_bare(heading: Block) -> bool:
    """A short numbered heading with nothing said behind it."""
    return len(heading.text) < 60 and not heading.text.endswith((".", ";")) and heading.mark.lstrip("0") != ""


def _follows(before: str, mark: str) -> bool:
    return "." not in before and before.isdigit() and int(before) + 1 == int(mark)
