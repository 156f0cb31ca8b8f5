"""A paper that is marked as secret is refused wherever it comes in, and its bytes are not kept."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from pypdf import PdfWriter
from sqlalchemy import select

from bot.office.files import FileFolder
from bot.office.marks import mark_in_file
from handlers.broadcasts.compose import preview
from handlers.messages import Refusal
from handlers.reading.document import Unreadable, read_lines
from handlers.reading.marks import SURE
from handlers.wording.unreadable import SECRET
from storage.database import Database
from storage.models import Broadcast, StoredFile
from tests.bot.site.site_kit import HERE, Hall, said, words

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"


def in_footer(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].text = "Bản số 3\tMẬT"


def in_cell(document: Any) -> None:
    document.add_table(1, 2).cell(0, 1).text = "T U Y Ệ T  M Ậ T"


def in_box(document: Any) -> None:
    box = f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    document.paragraphs[0]._p.append(parse_xml(box))


def as_watermark(document: Any) -> None:
    stamp = f'<w:r {W} {V}><w:pict><v:shape><v:textpath string="TUYỆT MẬT"/></v:shape></w:pict></w:r>'
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(stamp))


def in_line(document: Any) -> None:
    document.add_paragraph("Tối mật")


def all_caps(document: Any) -> None:
    document.add_paragraph().add_run("mật").font.all_caps = True


def small_caps(document: Any) -> None:
    document.add_paragraph().add_run("tối mật").font.small_caps = True


def in_style(document: Any) -> None:
    style = document.styles.add_style("Dau", 1)
    style.font.all_caps = True
    document.add_paragraph("mật", style="Dau")


def as_keyword(document: Any) -> None:
    document.core_properties.keywords = "hội nghị; mật"


def as_title(document: Any) -> None:
    document.core_properties.title = "Tối mật"


def as_category(document: Any) -> None:
    document.core_properties.category = "MẬT"


def nowhere(document: Any) -> None:
    document.core_properties.author = document.core_properties.last_modified_by = "Mật"
    document.core_properties.keywords = "mật ong, thi đua"
    document.add_paragraph("bí ").add_run("mật").font.all_caps = False
    document.add_paragraph("bảo vệ bí mật").runs[0].font.all_caps = True
    document.add_paragraph("Các đại biểu thực hiện quy định bảo vệ bí mật nhà nước; cơm thân mật lúc 18:30.")


def word(change: Callable[[Any], None]) -> bytes:
    document = Document()
    document.add_paragraph("KẾ HOẠCH tổ chức hội nghị tổng kết phong trào thi đua năm 2026")
    change(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def packed(**files: bytes) -> bytes:
    """A .zip; "__" in a name is its dot."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return held.getvalue()


def printed(**properties: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({f"/{name}": value for name, value in properties.items()})
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def sheet(header: str = "", cell: str = "", title: str = "Danh sách") -> bytes:
    book = Workbook()
    page: Any = book.active
    page.title = title
    page.append(("Họ và tên", "Chức vụ", "Nhóm"))
    page.append(("Lò Thị Mận", "Phó", cell))
    page.oddHeader.right.text = header
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


MARKED = [("a.docx", word(one)) for one in (
    in_header, in_footer, in_cell, in_box, as_watermark, in_line, all_caps, small_caps, in_style, as_keyword, as_title, as_category,
)] + [
    ("a.xlsx", sheet(header="MẬT")), ("a.xlsx", sheet(cell="Tối mật")), ("a.txt", "Kính gửi\nM Ậ T\nNội dung".encode()),
    ("a.txt", "Độ mật: Mật".encode("utf-16")), ("a.txt", "mật\nỦY BAN NHÂN DÂN TỈNH\nKế hoạch".encode()),
    ("a.xlsx", sheet(title="TỐI MẬT")), ("a.xlsx", sheet(title="Mật")), ("a.pdf", printed(Title="Tối mật")),
    ("a.pdf", printed(Keywords="hội nghị, mật")), ("a.zip", packed(a__txt="TỐI MẬT\nKế hoạch".encode())),
    ("a.zip", packed(a__txt=b"x", b__docx=word(in_line))), ("a.zip", packed(**{"TỐI MẬT__pdf": b"x"})),
    ("a.zip", packed(**{"MẬT/a__txt": b"x"})), ("a.zip", packed(b__zip=packed(c__txt="MẬT".encode()))),
    ("a.zip", packed(a__pdf=printed(Subject="MẬT"))),
]  # fmt: skip
FREE = [
    ("a.docx", word(nowhere)), ("a.xlsx", sheet(cell="Bảo mật", title="Mật ong")), ("a.txt", "mật ong, mật độ".encode()),
    ("a.zip", packed(**{"mat-bang__pdf": b"x", "a__txt": "bảo mật".encode()})), ("a.pdf", printed(Author="Mật", Title="Mật ong")),
    ("a.zip", packed(a__zip=b"PK\x03\x04 broken", b__pdf=b"%PDF-1.4 broken", c__txt=b"x")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), MARKED)
def test_a_marked_file_is_known(tmp_path: Path, name: str, content: bytes) -> None:
    kept = tmp_path / name
    kept.write_bytes(content)
    assert mark_in_file(kept) == SURE
    if name.endswith(".docx"):
        with pytest.raises(Unreadable, match=SECRET):
            read_lines(kept)


@pytest.mark.parametrize(("name", "content"), FREE)
def test_a_file_that_speaks_of_secrets_is_no_secret(tmp_path: Path, name: str, content: bytes) -> None:
    kept = tmp_path / name
    kept.write_bytes(content)
    assert mark_in_file(kept) == ""


def test_the_name_of_a_file_may_be_its_mark(tmp_path: Path) -> None:
    folder = FileFolder(tmp_path)
    marked = folder.keep("TỐI MẬT.pdf", "application/pdf", io.BytesIO(printed()))
    assert (marked.mark, marked.path) == (SURE, "")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert folder.keep("mat-bang-san-khau.pdf", "application/pdf", io.BytesIO(printed(Title="Sân khấu"))).mark == ""
    plan = tmp_path / "KH 12 (MẬT).txt"
    plan.write_text("KẾ HOẠCH tổ chức hội nghị tổng kết phong trào thi đua", encoding="utf-8")
    with pytest.raises(Unreadable, match=SECRET):
        read_lines(plan)


@pytest.mark.parametrize("text", ["TỐI MẬT\nKế hoạch di chuyển", "Độ mật: Mật. Họp lúc 8:00", "mật"])
def test_a_text_that_carries_the_mark_is_no_broadcast(database: Database, text: str) -> None:
    hall = Hall(database)
    browser = hall.member("organiser")
    assert "dấu chỉ độ mật" in said(browser, f"/gui tất cả: {text}")
    answer = browser.post("/ban-to-chuc/gui-tin", data={"to": "all", "text": text, "day": "", "hour": ""}, headers=HERE)
    assert "dấu chỉ độ mật" in words(answer.text)
    with database.transaction() as session:
        with pytest.raises(Refusal, match="dấu chỉ độ mật"):
            preview(session, hall.event_id, "all", text)
        assert session.scalars(select(Broadcast)).all() == []
    assert "Gửi" in said(browser, "/gui tất cả: Đại biểu thực hiện quy định bảo vệ bí mật nhà nước")


def test_a_marked_file_is_no_broadcast_and_is_not_kept(database: Database, tmp_path: Path) -> None:
    folder = FileFolder(tmp_path / "data")
    browser = Hall(database, files=folder).member("organiser")
    data = {"to": "all", "text": "Tài liệu họp", "day": "", "hour": ""}
    for name, content in (MARKED[0], MARKED[12], MARKED[14]):
        answer = browser.post("/ban-to-chuc/gui-tin", data=data, files={"file": (name, content)}, headers=HERE)
        assert "dấu chỉ độ mật" in words(answer.text)
    with database.reading() as session:
        assert session.scalars(select(StoredFile)).all() == []
        assert session.scalars(select(Broadcast)).all() == []
    assert [path for path in (tmp_path / "data").rglob("*") if path.is_file()] == []
    answer = browser.post("/ban-to-chuc/gui-tin", data=data, files={"file": FREE[0]}, headers=HERE)
    assert "Kèm tệp: a.docx" in words(answer.text)


def test_a_marked_workbook_is_refused_at_its_page(database: Database) -> None:
    browser = Hall(database).member("focal", "lung mo")
    answer = browser.post("/don-vi/tep", files={"file": ("a.xlsx", sheet(header="MẬT"))}, headers=HERE)
    assert "dấu chỉ độ mật" in words(answer.text)


def test_the_page_never_chooses_everybody_by_itself(database: Database) -> None:
    browser = Hall(database).member("organiser")
    page = browser.get("/ban-to-chuc/gui-tin").text
    assert '<option value="" selected>Chọn người nhận</option>' in page
    answer = browser.post("/ban-to-chuc/gui-tin", data={"to": "", "text": "Xin chào"}, headers=HERE)
    assert "Chưa chọn người nhận" in words(answer.text)
    assert "Xin chào" in answer.text
    with database.reading() as session:
        assert session.scalars(select(Broadcast)).all() == []
