"""A document file as numbered lines; bad, empty, too big or secret files are refused with one clear sentence."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from handlers.reading.draft import Line
from handlers.reading.marked_files import PICTURES, mark_of
from handlers.reading.marked_names import mark_in_name
from handlers.reading.marks import DOUBT, SURE, mark_in
from handlers.reading.old_fonts import in_unicode
from handlers.wording import unreadable as wording

MAX_BYTES = 20 * 1024 * 1024
MAX_TEXT = 3 * 1024 * 1024
MAX_TOTAL, MAX_PART, MAX_RATIO, MAX_PARTS = 20 * 1024 * 1024, 5 * 1024 * 1024, 100, 200
MAX_LINES = 60_000
MAX_PAGES = 400

_OLE, _ZIP, _PDF, _RTF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF-", b"{\\rtf"


class Unreadable(Exception):
    """A file that is not read; its text is one Vietnamese sentence saying what to do."""


def read_lines(path: Path) -> list[tuple[Line, str]]:
    """Lines of a .txt or .md, paragraphs and table rows of a .docx, lines of each page of a .pdf."""
    head = _opening(path)
    _refuse_marked(mark_in_name(path.name))
    reader = _reader(path, head)
    try:
        lines = reader(path)
    except Unreadable:
        raise
    except (MemoryError, RecursionError) as error:
        raise Unreadable(wording.TOO_MUCH) from error
    except Exception as error:
        raise Unreadable(wording.DAMAGED) from error
    return _checked(lines)


def _opening(path: Path) -> bytes:
    if not path.is_file():
        raise Unreadable(wording.not_there(path.name[:80]))
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(wording.EMPTY)
    if size > MAX_BYTES:
        raise Unreadable(wording.TOO_BIG)
    with path.open("rb") as file:
        return file.read(2048)


def _reader(path: Path, head: bytes) -> Callable[[Path], list[tuple[Line, str]]]:
    """Choose by what the file is, not by what it is called."""
    suffix = path.suffix.lower()
    if head.startswith(_OLE):
        raise Unreadable(wording.OLD_WORD)
    if head.startswith(_RTF):
        raise Unreadable(wording.RTF)
    if head.startswith(PICTURES):
        raise Unreadable(wording.PICTURE)
    if head.startswith(_ZIP):
        return _read_word
    if _PDF in head[:1024]:
        return _read_pdf
    if suffix in (".docx", ".pdf", ".doc", ".docm", ".xlsx"):
        raise Unreadable(wording.other_than_named(suffix))
    return _read_text


def _checked(read: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    lines = in_unicode(read)
    if len(lines) > MAX_LINES:
        raise Unreadable(wording.TOO_LONG)
    _refuse_marked(mark_in(words for _, words in lines))
    if sum(1 for _, words in lines for c in words if c.isalpha()) < 20:
        raise Unreadable(wording.NO_LETTERS)
    return lines


def _refuse_marked(mark: str) -> None:
    if mark == SURE:
        raise Unreadable(wording.MARKED)
    if mark == DOUBT:
        raise Unreadable(wording.PERHAPS_MARKED)


def _read_text(path: Path) -> list[tuple[Line, str]]:
    raw = path.read_bytes()
    if len(raw) > MAX_TEXT:
        raise Unreadable(wording.TEXT_TOO_LONG)
    text = _decoded(raw).replace("\r\n", "\n").replace("\r", "\n")
    return list(enumerate(text.split("\n"), 1))


def _decoded(raw: bytes) -> str:
    for marks, encoding in (((b"\xff\xfe", b"\xfe\xff"), "utf-16"), ((b"",), "utf-8-sig")):
        if raw.startswith(marks):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\x00" not in text:
                return text
    text = raw.decode("latin-1")
    if "\x00" not in text and in_unicode([(1, text)]) != [(1, text)]:
        return text  # an old encoding, converted with the rest
    raise Unreadable(wording.NOT_UNICODE)


def _read_word(path: Path) -> list[tuple[Line, str]]:
    from handlers.reading.word import paragraphs

    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(archive)
    except zipfile.BadZipFile as error:
        raise Unreadable(wording.HALF_A_FILE) from error
    _refuse_marked(mark_of(path))  # a stamp may stand where no sentence does: in a header, a box, a watermark
    return list(enumerate(paragraphs(path), 1))


def _check_archive(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        raise Unreadable(wording.NOT_WORD)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(wording.PASSWORD)
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs", ".zip", ".jar")) for name in names):
        raise Unreadable(wording.MACROS)
    if _too_big(parts):
        raise Unreadable(wording.SWELLS)
    for name in ("word/document.xml", "word/numbering.xml", "[Content_Types].xml"):
        if name in names and re.search(rb"<!(DOCTYPE|ENTITY)", archive.read(name)[:4096]):
            raise Unreadable(wording.STRANGE)


def _too_big(parts: list[zipfile.ZipInfo]) -> bool:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_TOTAL:
        return True
    return any(
        (part.filename.endswith((".xml", ".rels")) and part.file_size > MAX_PART)
        or (part.file_size > 100_000 and part.file_size > MAX_RATIO * max(1, part.compress_size))
        for part in parts
    )


def _read_pdf(path: Path) -> list[tuple[Line, str]]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(wording.PDF_PASSWORD)
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable(wording.TOO_MANY_PAGES)
    return list(_pdf_lines(reader))


def _pdf_lines(reader: Any) -> Iterator[tuple[Line, str]]:
    for page_number, page in enumerate(reader.pages, 1):
        for number, words in enumerate(_page_text(page).split("\n"), 1):
            yield f"{page_number}:{number}", words


def _page_text(page: Any) -> str:
    """The page with its columns kept apart by blanks; where its fonts do not allow that, the bare words."""
    try:
        drawn: str = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    except (KeyError, ValueError, TypeError, AttributeError, ZeroDivisionError):
        drawn = ""
    return drawn if drawn.strip() else str(page.extract_text())
