"""A paper that is marked as secret is refused wherever it comes in, and its bytes are not kept."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from sqlalchemy import select

from bot.files import FileFolder
from bot.marks import mark_in_file
from handlers.reading.document import SECRET, Unreadable, read_lines
from handlers.reading.marks import SURE
from storage.database import Database
from storage.models import Broadcast, StoredFile
from tests.bot.site_kit import HERE, Hall, words

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


def nowhere(document: Any) -> None:
    document.add_paragraph("Các đại biểu thực hiện quy định bảo vệ bí mật nhà nước; cơm thân mật lúc 18:30.")


def word(change: Callable[[Any], None]) -> bytes:
    document = Document()
    document.add_paragraph("KẾ HOẠCH tổ chức hội nghị tổng kết phong trào thi đua năm 2026")
    change(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def sheet(header: str = "", cell: str = "") -> bytes:
    book = Workbook()
    page: Any = book.active
    page.title = "Danh sách"
    page.append(("Họ và tên", "Chức vụ", "Nhóm"))
    page.append(("Lò Thị Mận", "Phó", cell))
    page.oddHeader.right.text = header
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


MARKED = [("a.docx", word(one)) for one in (in_header, in_footer, in_cell, in_box, as_watermark, in_line)] + [
    ("a.xlsx", sheet(header="MẬT")), ("a.xlsx", sheet(cell="Tối mật")), ("a.txt", "Kính gửi\nM Ậ T\nNội dung".encode()),
    ("a.txt", "Độ mật: Mật".encode("utf-16")),
]  # fmt: skip
FREE = [("a.docx", word(nowhere)), ("a.xlsx", sheet(cell="Bảo mật")), ("a.txt", "mật ong, mật độ".encode())]


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


def test_a_marked_file_is_no_broadcast_and_is_not_kept(database: Database, tmp_path: Path) -> None:
    folder = FileFolder(tmp_path / "data")
    browser = Hall(database, files=folder).member("organiser")
    data = {"to": "all", "text": "Tài liệu họp", "day": "", "hour": ""}
    for name, content in (MARKED[0], MARKED[6], MARKED[8]):
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
