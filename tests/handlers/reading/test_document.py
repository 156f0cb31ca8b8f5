"""Files as numbered lines, and one clear sentence for each that is refused."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pypdf import PdfReader, PdfWriter

from handlers.reading.document import Unreadable, read_lines
from handlers.reading.plan import read_file

WORDS = "Kế hoạch tổ chức Hội nghị tổng kết phong trào thi đua năm 2026."
Make = Callable[[], bytes]


def word(change: Callable[[Any], None] = lambda document: None) -> bytes:
    """A small .docx, changed as asked."""
    document = Document()
    document.add_paragraph(WORDS)
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The same archive with parts replaced, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def encrypted_flag(data: bytes) -> bytes:
    """An archive whose directory says that its parts are locked."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", changed, at + 8, 1)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def pdf(pages: int = 1, text: str = "", password: str = "") -> bytes:
    """A .pdf with a line of plain letters on each page."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(300, 300)
        if text:
            _write(writer, page, text)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _write(writer: PdfWriter, page: Any, text: str) -> None:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(stream)


def zip_of(**parts: bytes) -> bytes:
    """An archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


BODY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'
SECRET = "UBND XÃ SUỐI LAU\n{stamp}\nKẾ HOẠCH\nTổ chức Hội nghị tổng kết năm 2026 của xã\n"

REFUSED: list[tuple[str, str, Make, str]] = [
    ("empty text", "a.txt", lambda: b"", "trống"),
    ("empty word", "a.docx", lambda: b"", "trống"),
    ("blank text", "a.txt", lambda: b" \n\n\t\n", "không có chữ"),
    ("only figures", "a.txt", lambda: b"1 2 3\n" * 50, "không có chữ"),
    ("few letters", "a.txt", "Kế hoạch".encode(), "không có chữ"),
    ("too long text", "a.txt", lambda: b"abc def\n" * 500_000, "3 MB"),
    ("too many lines", "a.txt", lambda: b"abc\n" * 70_000, "quá dài"),
    ("not unicode", "a.txt", lambda: "Kế hoạch".encode("utf-16-le")[1:] + b"\xff\xfe\x81" * 40, "Unicode"),
    ("zeros", "a.txt", lambda: b"\x00" * 4000, "Unicode"),
    ("noise", "a.txt", lambda: bytes(range(128, 256)) * 30, "Unicode"),
    ("noise named docx", "a.docx", lambda: bytes(range(128, 256)) * 30, ".docx"),
    ("noise named pdf", "a.pdf", lambda: bytes(range(128, 256)) * 30, ".pdf"),
    ("text named docx", "a.docx", lambda: WORDS.encode() * 9, ".docx"),
    ("text named pdf", "a.pdf", lambda: WORDS.encode() * 9, ".pdf"),
    ("text named doc", "a.doc", lambda: WORDS.encode() * 9, ".doc"),
    ("old word", "a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900, "mật khẩu"),
    ("locked word", "a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900, "mật khẩu"),
    ("rtf", "a.doc", lambda: b"{\\rtf1 abc}", "RTF"),
    ("png", "a.png", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 90, "ảnh"),
    ("jpeg named pdf", "a.pdf", lambda: b"\xff\xd8\xff\xe0" + b"x" * 90, "ảnh"),
    ("gif", "a.gif", lambda: b"GIF89a" + b"x" * 90, "ảnh"),
    ("tiff", "a.tif", lambda: b"II*\x00" + b"x" * 90, "ảnh"),
    ("cut zip", "a.docx", lambda: word()[:2000], "hỏng"),
    ("zip header only", "a.docx", lambda: b"PK\x03\x04" + b"\x00" * 60, "hỏng"),
    ("plain zip", "a.zip", lambda: zip_of(a=b"x" * 90), "không phải văn bản Word"),
    ("workbook", "a.xlsx", lambda: zip_of(xl__workbook=b"<x/>"), "không phải văn bản Word"),
    ("slides named docx", "a.docx", lambda: zip_of(ppt__presentation=b"<x/>"), "không phải văn bản Word"),
    ("nested archive", "a.docx", lambda: repacked(word(), {"word/embeddings/a.zip": b"PK"}), "macro"),
    ("macros", "a.docm", lambda: repacked(word(), {"word/vbaProject.bin": b"x"}), "macro"),
    ("program inside", "a.docx", lambda: repacked(word(), {"word/embeddings/a.exe": b"MZ"}), "macro"),
    ("locked parts", "a.docx", lambda: encrypted_flag(word()), "mật khẩu"),
    ("bomb", "a.docx", lambda: repacked(word(), {"word/media/a.bin": b"\x00" * 9_000_000}), "quá lớn"),
    ("huge part", "a.docx", lambda: repacked(word(), {"word/styles.xml": b"<a/>" * 1_500_000}), "quá lớn"),
    ("many parts", "a.docx", lambda: repacked(word(), {f"word/media/{n}.bin": b"x" for n in range(250)}), "quá lớn"),
    ("outside entity", "a.docx", lambda: repacked(word(), {"word/document.xml": BODY}), "khai báo lạ"),
    ("broken xml", "a.docx", lambda: repacked(word(), {"word/document.xml": b"<w:document><w:p>"}), "hỏng"),
    ("no types", "a.docx", lambda: repacked(word(), {"[Content_Types].xml": None}), "hỏng"),
    ("empty word text", "a.docx", lambda: repacked(word(), {"word/document.xml": b"<a/>"}), "hỏng"),
    ("scan only pdf", "a.pdf", lambda: pdf(), "bản quét"),
    ("locked pdf", "a.pdf", lambda: pdf(text="abc", password="x"), "mật khẩu"),
    ("too many pages", "a.pdf", lambda: pdf(pages=401), "quá nhiều trang"),
    ("cut pdf", "a.pdf", lambda: b"%PDF-1.7\n" + b"x" * 400, "hỏng"),
    ("secret", "a.txt", lambda: SECRET.format(stamp="MẬT").encode(), "độ mật"),
    ("very secret", "a.txt", lambda: SECRET.format(stamp="  TỐI MẬT  ").encode(), "độ mật"),
    ("most secret", "a.txt", lambda: SECRET.format(stamp="**TUYỆT MẬT**").encode(), "độ mật"),
    ("secret in a column", "a.txt", lambda: SECRET.format(stamp="MẬT\tCỘNG HÒA").encode(), "độ mật"),
    ("secret named", "a.txt", lambda: SECRET.format(stamp="Độ mật: Mật").encode(), "độ mật"),
    ("secret word", "a.docx", lambda: word(lambda document: document.add_paragraph("MẬT")), "độ mật"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_bad_file_is_refused_in_one_sentence(name: str, make: Make | bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(make() if callable(make) else make)
    with pytest.raises(Unreadable) as refused:
        read_lines(path)
    text = str(refused.value)
    assert says in text
    assert text.endswith(".")
    assert "\n" not in text
    assert len(text) < 200
    assert not any(word in text for word in ("Error", "Traceback", "xml", str(tmp_path)))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "khong-co.txt", tmp_path):
        with pytest.raises(Unreadable):
            read_lines(path)


@pytest.mark.parametrize("word_in_text", ["bảo mật thông tin", "Bí mật nhà nước", "GIỮ GÌN BÍ MẬT", "MẬT ONG RỪNG"])
def test_a_paper_may_speak_of_secrets(word_in_text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{WORDS}\n{word_in_text}\n", encoding="utf-8")
    assert [words for _, words in read_lines(path)][1] == word_in_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_lines_are_counted_from_one(encoding: str, newline: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(newline.join([WORDS, "", "dòng ba\fvẫn là dòng ba"]).encode(encoding))
    assert read_lines(path) == [(1, WORDS), (2, ""), (3, "dòng ba\fvẫn là dòng ba")]


def test_pdf_lines_carry_page_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(pages=2, text="Ke hoach to chuc Hoi nghi tong ket"))
    assert len(PdfReader(path).pages) == 2
    assert read_lines(path) == [(f"{n}:1", "Ke hoach to chuc Hoi nghi tong ket") for n in (1, 2)]


def test_word_paragraphs_and_table_rows_are_counted_in_order(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        table = document.add_table(2, 3)
        table.cell(0, 0).text, table.cell(0, 1).text, table.cell(0, 2).text = "Thời gian", "Nội dung", "Thực hiện"
        table.cell(1, 0).text, table.cell(1, 1).text = "7h30", "Đón khách"
        table.cell(1, 2).text = "- Văn phòng\n- Phòng Nội vụ"
        document.add_paragraph("Hết.")

    path = tmp_path / "a.docx"
    path.write_bytes(word(change))
    assert read_lines(path) == [
        (1, WORDS),
        (2, "Thời gian\tNội dung\tThực hiện"),
        (3, "7h30\tĐón khách\t- Văn phòng - Phòng Nội vụ"),
        (4, "Hết."),
    ]


def test_a_row_merged_across_the_table_is_one_cell(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Ngày 14/11/2026"
        table.cell(1, 0).text, table.cell(1, 1).text = "7h30", "Đón khách"

    path = tmp_path / "a.docx"
    path.write_bytes(word(change))
    assert [words for _, words in read_lines(path)][1:] == ["Ngày 14/11/2026", "7h30\tĐón khách"]


@pytest.mark.parametrize("own", [False, True], ids=["by style", "by paragraph"])
def test_word_numbers_and_bullets_that_are_not_typed_are_written_out(own: bool, tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for style, words in (("List Number", "Thời gian"), ("List Number", "Địa điểm"), ("List Bullet", "Hội trường")):
            paragraph = document.add_paragraph(words, style=None if own else style)
            if own:
                paragraph._p.get_or_add_pPr().append(parse_xml(_numbering(document.styles[style].element)))

    path = tmp_path / "a.docx"
    path.write_bytes(word(change))
    assert [words for _, words in read_lines(path)][1:] == ["1. Thời gian", "2. Địa điểm", "- Hội trường"]


def _numbering(style: Any) -> str:
    value = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    return f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{value}"/></w:numPr>'


def test_deleted_words_are_left_out_and_text_boxes_kept(tmp_path: Path) -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    body = (
        f"<w:p {nsdecls('w')}>"
        + run.format("Họp ngày ")
        + "<w:del w:id='1' w:author='a'><w:r><w:delText>13</w:delText></w:r></w:del>"
        + f"<w:ins w:id='2' w:author='a'>{run.format('14')}</w:ins>"
        + "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        + f"<w:p>{run.format('Trong khung')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    path = tmp_path / "a.docx"
    path.write_bytes(word(lambda document: document.element.body.insert(1, parse_xml(body))))
    assert [words for _, words in read_lines(path)][1:3] == ["Họp ngày 14", "Trong khung"]


def test_a_word_plan_reads_like_the_same_plan_as_text(tmp_path: Path) -> None:
    source = Path(__file__).parent / "plans" / "training.txt"
    document = Document()
    table: Any = None
    for line in source.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            table = None
            document.add_paragraph(line)
            continue
        table = table or document.add_table(0, len(cells))
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    path = tmp_path / "plan.docx"
    document.save(str(path))
    as_word, as_text = read_file(path), read_file(source)
    assert (as_word.plan, as_word.events, as_word.deadlines) == (as_text.plan, as_text.events, as_text.deadlines)
