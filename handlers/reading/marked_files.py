"""The mark of a secret paper in a file: its pages, and what readers skip (headers, boxes, stamps, sheets' edges)."""

import contextlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from handlers.reading.marks import mark_in

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
MAX_PART, MAX_PARTS, MAX_TEXT, MAX_PAGES = 20 * 1024 * 1024, 2000, 3 * 1024 * 1024, 400
_PARAGRAPHS = ("p", "si", "is", "v", "h", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader",
               "firstFooter")  # fmt: skip
_GONE = ("del", "moveFrom", "instrText", "delText", "rPh")
_EDGE_CODES = re.compile(r'&"[^"]*"|&\d+|&[A-Za-z]')
_SKIPPED = ("theme/", "styles.xml", "fontTable.xml", "settings.xml", "numbering.xml", "meta.xml")


def mark_of(path: Path) -> str:
    """`marks.SURE`, `marks.DOUBT` or "" for a file of any kind; what holds no text holds no mark that can be read."""
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(b"PK\x03\x04"):
        return mark_in(_packed(path))
    if b"%PDF-" in head:
        return mark_in(_printed(path))
    return mark_in(_plain(path)) if b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")) else ""


def has_words(path: Path) -> bool:
    """Whether a reader finds words in a file: in a picture and in a scanned .pdf it does not."""
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return any(page.strip() for page in _printed(path))
    return not head.startswith(PICTURES)


def _packed(path: Path) -> Iterator[str]:
    """Every paragraph, cell, header and stamp of a .docx, .xlsx, .pptx or .odt."""
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist()[:MAX_PARTS] if part.filename.endswith(".xml")]
        for part in parts:
            if part.file_size > MAX_PART or part.filename.endswith(_SKIPPED) or _SKIPPED[0] in part.filename:
                continue
            with contextlib.suppress(ElementTree.ParseError):
                yield from _texts(ElementTree.fromstring(archive.read(part)))


def _texts(root: Any) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in _PARAGRAPHS:
            yield _EDGE_CODES.sub(" ", _said(element)) if name.endswith(("Header", "Footer")) else _said(element)
        elif name == "textpath":
            yield element.get("string", "")


def _said(paragraph: Any) -> str:
    """The words of a paragraph, its tabs and line breaks kept; deleted words are none."""
    out: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            out.append(element)
            continue
        name = element.tag.rpartition("}")[2]
        if name in _GONE:
            continue
        out += {"tab": ["\t"], "br": ["\n"], "cr": ["\n"], "line-break": ["\n"]}.get(name, [])
        held: list[Any] = [element.text] if element.text else []
        for child in element:
            if not child.tag.endswith("}txbxContent"):  # its paragraphs are read by themselves
                held.append(child)
            held += [child.tail] if child.tail else []
        stack += reversed(held)
    return "".join(out)


def _printed(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES:
            return
        yield page.extract_text()


def _plain(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        raw = file.read(MAX_TEXT)
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "latin-1"):
        try:
            yield raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return
