"""Old .doc files and scans are read where LibreOffice and tesseract are installed, and refused where not."""

import re
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from bot.office import converting
from bot.office.paper import read_paper
from handlers.reading.document import Unreadable

LINES = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒI MÂY",
    "KẾ HOẠCH",
    "Tổ chức Hội nghị tổng kết công tác năm 2026",
    "I. THỜI GIAN, ĐỊA ĐIỂM",
    "1. Thời gian: ngày 20/12/2026.",
    "2. Địa điểm: Hội trường xã.",
    "II. TỔ CHỨC THỰC HIỆN",
    "- Các thôn gửi báo cáo về Văn phòng xã trước ngày 10/12/2026.",
)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
needs_office = pytest.mark.skipif(not converting.has_office(), reason="LibreOffice (soffice) is not installed")
needs_sight = pytest.mark.skipif(
    not (converting.can_see() and converting.has_office()),
    reason="tesseract with Vietnamese, pdftoppm and soffice are not all installed",
)


def converted(folder: Path, to: str) -> Path:
    """The small plan as a .docx, turned into another kind by LibreOffice."""
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(folder / "ke-hoach.docx"))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(folder), str(folder / "ke-hoach.docx")], capture_output=True, check=True)
    return folder / f"ke-hoach.{to}"


def scan_of(pdf: Path) -> tuple[Path, Path]:
    """The first page as a picture, and that picture as a .pdf without words."""
    subprocess.run(["pdftoppm", "-r", "150", "-jpeg", "-singlefile", str(pdf), str(pdf.with_suffix(""))], check=True)
    picture = pdf.with_suffix(".jpg")
    jpeg = picture.read_bytes()
    size = re.search(rb"\xff[\xc0-\xc2]..\x08(..)(..)", jpeg, re.DOTALL)
    assert size
    height, width = (int.from_bytes(size.group(n), "big") for n in (1, 2))
    draw = b"q 595 0 0 842 0 0 cm /P Do Q"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /P 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(draw), draw),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Filter /DCTDecode /Length %d >> stream\n%s\nendstream" % (width, height, len(jpeg), jpeg),
    ]
    scan, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(scan))
        scan += b"%d 0 obj %s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % at for at in starts)
    scan += b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table, scan.index(b"xref\n") if b"xref\n" in scan else len(scan),
    )  # fmt: skip
    made = pdf.with_name("scan.pdf")
    made.write_bytes(scan)
    return picture, made


def check(path: Path) -> None:
    """The day and the deadline came through."""
    draft = read_paper(path).draft
    assert [event.starts_on for event in draft.events] == [date(2026, 12, 20)]
    assert [(row.due_on, row.before) for row in draft.deadlines] == [(date(2026, 12, 10), True)]


@needs_office
def test_an_old_word_file_is_read(tmp_path: Path) -> None:
    check(converted(tmp_path, "doc"))


@needs_sight
def test_a_photographed_page_and_a_scanned_pdf_are_read(tmp_path: Path) -> None:
    picture, scan = scan_of(converted(tmp_path, "pdf"))
    check(picture)
    check(scan)


@needs_office
def test_a_broken_old_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hong.doc"
    path.write_bytes(OLD_WORD)
    with pytest.raises(Unreadable, match=r"\.doc"):
        read_paper(path)


def test_without_the_programs_the_sender_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    for known in (converting.has_office, converting.can_see):
        known.cache_clear()
    path = tmp_path / "cu.doc"
    path.write_bytes(OLD_WORD)
    try:
        with pytest.raises(Unreadable, match=r"\.docx"):
            read_paper(path)
    finally:
        for known in (converting.has_office, converting.can_see):
            known.cache_clear()


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    began = time.monotonic()
    converting._run(["sleep", "60"], 0)
    assert time.monotonic() - began < 10
