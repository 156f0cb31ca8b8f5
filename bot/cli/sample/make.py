"""Writes ke-hoach.docx, the sample plan: `python -m bot.cli.sample.make`. The same words give the same bytes."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from bot.cli.sample import words

TARGET = Path(__file__).with_name("ke-hoach.docx")
WRITTEN = datetime(2027, 1, 18, 8, 0, tzinfo=UTC)
ZIP_TIME = (2027, 1, 18, 8, 0, 0)


def build() -> bytes:
    """The plan as a Word file."""
    paper = docx.Document()
    _page(paper)
    _letterhead(paper)
    _title(paper, words.TITLE)
    _body(paper, words.BODY)
    _signature(paper)
    for programme in words.PROGRAMMES:
        _programme(paper, programme)
    return _same_bytes(paper)


def _page(paper: Any) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    for level in (1, 2, 3):
        heading = paper.styles[f"Heading {level}"].font
        heading.name, heading.size, heading.bold = "Times New Roman", Pt(13), True
    core = paper.core_properties
    core.author, core.title = words.ISSUER, words.TITLE[1]
    core.created = core.modified = WRITTEN.replace(tzinfo=None)


def _letterhead(paper: Any) -> None:
    table = paper.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, words.LETTERHEAD, strict=True):
        for cell, lines in zip(row.cells, cells, strict=True):
            _lines(cell, lines, centred=True)


def _title(paper: Any, lines: tuple[str, ...]) -> None:
    for line in lines:
        paragraph = paper.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True


def _body(paper: Any, lines: tuple[tuple[str, str], ...]) -> None:
    for kind, line in lines:
        if kind.startswith("h"):
            paper.add_heading(line, level=int(kind[1]))
        else:
            paper.add_paragraph(f"- {line}" if kind == "-" else line)  # dashes are typed by hand in this genre


def _signature(paper: Any) -> None:
    table = paper.add_table(rows=1, cols=2)
    _lines(table.rows[0].cells[0], words.RECIPIENTS)
    _lines(table.rows[0].cells[1], words.SIGNATURE, centred=True)


def _programme(paper: Any, programme: words.Programme) -> None:
    paper.add_page_break()
    _title(paper, programme.title)
    for line in programme.intro:
        paper.add_paragraph(line)
    for heading, head, rows in programme.tables:
        if heading:
            paper.add_heading(heading, level=2)
        _table(paper, head, rows)


def _table(paper: Any, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = paper.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _lines(cell, tuple(text.split("\n")))


def _lines(cell: Any, lines: tuple[str, ...], *, centred: bool = False) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(line)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _same_bytes(paper: Any) -> bytes:
    # A zip keeps the hour of writing: written again with a fixed one, the file does not change by itself.
    loose, firm = io.BytesIO(), io.BytesIO()
    paper.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(firm, "w") as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return firm.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(build())
