"""The mark of a secret paper in a file: its pages, and what readers skip (headers, boxes, stamps, sheets' edges)."""

import contextlib
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from handlers.reading.marked_formats import capital_styles, local, said
from handlers.reading.marked_names import mark_in_name
from handlers.reading.marks import SURE, mark_in, mark_in_label

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
MAX_PART, MAX_PARTS, MAX_TEXT, MAX_PAGES = 20 * 1024 * 1024, 2000, 3 * 1024 * 1024, 400
_PARAGRAPHS = ("p", "si", "is", "v", "h", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader",
               "firstFooter")  # fmt: skip
_EDGE_CODES = re.compile(r'&"[^"]*"|&\d+|&[A-Za-z]')
MAX_MEMBER, MAX_UNPACKED, MAX_DEPTH = 10 * 1024 * 1024, 60 * 1024 * 1024, 2
_PRINTED = ("Title", "Subject", "Keywords", "Category")
_PROPERTIES = ("coreProperties", "Properties", "document-meta")
_PEOPLE = ("creator", "lastModifiedBy", "initial-creator", "printed-by", "Manager", "Company")
_SKIPPED = ("styles.xml", "fontTable.xml", "settings.xml", "numbering.xml", "meta.xml")


def mark_of(path: Path) -> str:
    """`marks.SURE`, `marks.DOUBT` or "" for a file of any kind; what holds no text holds no mark that can be read."""
    with path.open("rb") as file:
        return _strongest(_marks(file, 0))


def _strongest(found: Iterable[str]) -> str:
    doubt = ""
    for mark in found:
        if mark == SURE:
            return SURE
        doubt = doubt or mark
    return doubt


def _marks(file: BinaryIO, depth: int) -> Iterator[str]:
    """What its words, its properties and what is packed in it say; `depth` counts the packs around it."""
    head = file.read(1024)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(file) as archive:
            yield from _packed(archive, depth)
    elif b"%PDF-" in head:
        yield from _printed_marks(file)
    elif b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield mark_in(_plain(file))


def _printed_marks(file: BinaryIO) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    yield from (mark_in_label(str(reader.metadata.get(f"/{key}", ""))) for key in _PRINTED if reader.metadata)
    yield mark_in(_pages(reader))


def has_words(path: Path) -> bool:
    """Whether a reader finds words in a file: in a picture and in a scanned .pdf it does not."""
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return any(page.strip() for page in _printed(path))
    return not head.startswith(PICTURES)


def _packed(archive: zipfile.ZipFile, depth: int) -> Iterator[str]:
    """An office file's paragraphs and properties; of any pack the names and what small files in it say."""
    parts = archive.infolist()[:MAX_PARTS]
    is_office = any(part.filename in ("[Content_Types].xml", "mimetype") for part in parts)
    trees = list(_trees(archive, parts))
    styles = capital_styles(root for _, root in trees)
    yield mark_in(words for name, root in trees if not name.endswith(_SKIPPED) for words in _texts(root, styles))
    yield from (mark_in_label(label) for _, root in trees for label in _labels(root))
    left = MAX_UNPACKED
    for part in parts:
        if not is_office:
            yield from (mark_in_name(name) for name in _named(part).split("/"))
        if depth < MAX_DEPTH and _is_looked_into(part, left, is_office=is_office):
            left -= part.file_size
            with contextlib.suppress(Exception):  # a member that cannot be read shows no mark; the others may
                yield _strongest(_marks(io.BytesIO(archive.read(part)), depth + 1))


def _named(part: zipfile.ZipInfo) -> str:
    """A member's name; old packers write it in UTF-8 without saying so."""
    if part.flag_bits & 0x800:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return part.filename


def _is_looked_into(part: zipfile.ZipInfo, left: int, *, is_office: bool) -> bool:
    if part.is_dir() or part.flag_bits & 1 or part.file_size > min(MAX_MEMBER, left):
        return False
    return not is_office or "embeddings/" in part.filename


def _trees(archive: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo]) -> Iterator[tuple[str, Element]]:
    """The parts that hold words, and those that say how and about what."""
    for part in parts:
        if not part.filename.endswith(".xml") or part.file_size > MAX_PART or "theme/" in part.filename:
            continue
        with contextlib.suppress(ElementTree.ParseError):
            yield part.filename, ElementTree.fromstring(archive.read(part))


def _labels(root: Element) -> Iterator[str]:
    """Properties of the document and names of its sheets; not who wrote it."""
    properties = local(root.tag) in _PROPERTIES
    for element in root.iter():
        name = local(element.tag)
        if name in ("sheet", "table"):
            yield next((value for key, value in element.attrib.items() if local(key) == "name"), "")
        elif properties and element.text and name not in _PEOPLE:
            yield element.text


def _texts(root: Element, styles: Collection[str]) -> Iterator[str]:
    for element in root.iter():
        name = local(element.tag)
        if name in _PARAGRAPHS:
            words = said(element, styles)
            yield _EDGE_CODES.sub(" ", words) if name.endswith(("Header", "Footer")) else words
        elif name == "textpath":
            yield element.get("string", "")


def _printed(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    yield from _pages(reader)


def _pages(reader: Any) -> Iterator[str]:
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES:
            return
        yield page.extract_text()


def _plain(file: BinaryIO) -> Iterator[str]:
    raw = file.read(MAX_TEXT)
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "latin-1"):
        try:
            yield raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return
