"""Paragraphs and table rows of a .docx in the order of the paper, with its automatic numbers written out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:instrText")}
_P, _TBL, _TR, _TC, _SDT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdtContent")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def paragraphs(path: Path) -> Iterator[str]:
    """One text per paragraph and per table row (cells parted by tabs); deleted text is left out."""
    document = Document(str(path))
    yield from _blocks(document.element.body, _Numbers(document))


def _blocks(holder: Any, numbers: "_Numbers") -> Iterator[str]:
    for element in holder:
        if element.tag == _P:
            yield numbers.mark(element) + _text(element)
            yield from _boxes(element, numbers)
        elif element.tag == _TBL:
            yield from _rows(element, numbers)
        elif element.tag == qn("w:sdt"):
            for content in element.iterchildren(_SDT):
                yield from _blocks(content, numbers)


def _boxes(paragraph: Any, numbers: "_Numbers") -> Iterator[str]:
    """Text boxes hang inside a paragraph; each is written twice, once as a fall-back for old readers."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
            yield from _blocks(box, numbers)


def _rows(table: Any, numbers: "_Numbers") -> Iterator[str]:
    for row in table.iter(_TR):
        if next(row.iterancestors(_TBL)) is not table:
            continue
        cells = [_cell(cell, numbers) for cell in row.iter(_TC) if next(cell.iterancestors(_TR)) is row]
        yield "\t".join(cells)


def _cell(cell: Any, numbers: "_Numbers") -> str:
    text = ""
    for words in _blocks(cell, numbers):
        words = " ".join(words.split())
        if words:
            joint = " " if words[:1].islower() or words[:1] in "-–+•(" or not text or text.endswith(":") else "; "
            text = f"{text.rstrip(';')}{joint}{words}" if text else words
    return text


def _text(paragraph: Any) -> str:
    out: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED or not isinstance(element.tag, str) or element.tag.endswith("}Fallback"):
            continue
        if element.tag == qn("w:t"):
            out.append(element.text or "")
        elif element.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")) and element.getparent().tag == qn("w:r"):
            out.append(" ")
        elif element.tag == qn("w:noBreakHyphen"):
            out.append("-")
        stack.extend(reversed(element))
    return "".join(out)


class _Numbers:
    """Counts the automatic numbers and bullets that Word draws but does not store as text."""

    def __init__(self, document: Any) -> None:
        self.counts: dict[tuple[str, int], int] = {}
        self.levels: dict[tuple[str, int], tuple[str, str]] = {}
        self.styles: dict[str, Any] = {}
        for style in document.styles.element.iter(qn("w:style")):
            numbering = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if numbering is not None:
                self.styles[style.get(qn("w:styleId"))] = numbering
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        self._learn(root)

    def _learn(self, root: Any) -> None:
        kinds: dict[str, dict[int, tuple[str, str]]] = {}
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {}
            for level in abstract.iter(qn("w:lvl")):
                levels[int(level.get(qn("w:ilvl"), "0"))] = (_value(level, "w:numFmt"), _value(level, "w:lvlText"))
            kinds[abstract.get(qn("w:abstractNumId"))] = levels
        for num in root.iter(qn("w:num")):
            for depth, kind in kinds.get(_value(num, "w:abstractNumId"), {}).items():
                self.levels[num.get(qn("w:numId")), depth] = kind

    def mark(self, paragraph: Any) -> str:
        """The marker of a paragraph: "- ", "1. ", "a) " or nothing."""
        numbering = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbering is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            numbering = self.styles.get(style.get(qn("w:val"))) if style is not None else None
        if numbering is None:
            return ""
        number, depth = _value(numbering, "w:numId"), int(_value(numbering, "w:ilvl") or 0)
        shape, pattern = self.levels.get((number, depth), ("", ""))
        if not shape or shape == "none":
            return ""
        if shape == "bullet":
            return "+ " if depth or pattern == "+" else "- "
        return self._numbered(number, depth, pattern)

    def _numbered(self, number: str, depth: int, pattern: str) -> str:
        self.counts[number, depth] = self.counts.get((number, depth), 0) + 1
        for key in [key for key in self.counts if key[0] == number and key[1] > depth]:
            del self.counts[key]
        for level in range(depth + 1):
            shape = self.levels.get((number, level), ("decimal", ""))[0]
            pattern = pattern.replace(f"%{level + 1}", _figure(shape, self.counts.get((number, level), 1)))
        return f"{pattern} "


def _figure(shape: str, count: int) -> str:
    if shape in ("upperRoman", "lowerRoman"):
        out, rest = "", count
        for value, sign in _ROMAN:
            out, rest = out + sign * (rest // value), rest % value
        return out if shape == "upperRoman" else out.lower()
    if shape in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if shape == "lowerLetter" else letter.upper()
    return str(count)


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return "" if child is None else child.get(qn("w:val"), "")
