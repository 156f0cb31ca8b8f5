"""Papers made for tests: a .docx and a .pdf with Vietnamese words, made by the libraries that read them."""

import io
from collections.abc import Sequence

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

BEGINS = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange"
)


def word(lines: Sequence[str]) -> bytes:
    """A .docx with a paragraph for each line."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(lines: Sequence[str]) -> bytes:
    """A .pdf of one page with these lines, in a font whose table says which letter is which."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    page[NameObject("/Resources")] = _names({"/Font": _names({"/F1": writer._add_object(_font(writer, lines))})})
    said = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in lines)
    page[NameObject("/Contents")] = writer._add_object(_stream(f"BT /F1 12 Tf 50 800 Td {said}ET"))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _font(writer: PdfWriter, lines: Sequence[str]) -> DictionaryObject:
    """Each letter is its own code."""
    letters = sorted({letter.encode("utf-16-be").hex() for line in lines for letter in line})
    pairs = " ".join(f"<{code}> <{code}>" for code in letters)
    table = f"{BEGINS} {len(letters)} beginbfchar {pairs} endbfchar endcmap end end"
    system = {
        "/Registry": TextStringObject("Adobe"),
        "/Ordering": TextStringObject("Identity"),
        "/Supplement": NumberObject(0),
    }
    below = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/CIDFontType2"), "/BaseFont": NameObject("/Test")}
    below |= {"/CIDSystemInfo": _names(system), "/DW": NumberObject(600)}
    font = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type0"), "/BaseFont": NameObject("/Test")}
    font |= {"/Encoding": NameObject("/Identity-H"), "/ToUnicode": writer._add_object(_stream(table))}
    return _names(font | {"/DescendantFonts": ArrayObject([writer._add_object(_names(below))])})


def _names(held: dict[str, object]) -> DictionaryObject:
    return DictionaryObject({NameObject(name): value for name, value in held.items()})


def _stream(words: str) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(words.encode("ascii"))
    return made
