"""A plan's text as Word and as PDF, with real tables, as offices send them."""

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docx import Document

_MARKS = re.compile(r"^\s*#{1,6}\s+|\\(?=[*#\-.])|</?[biu]>")
_BOLD = re.compile(r"\*\*\*?(.+?)\*?\*\*")


def as_docx(text: str, path: Path) -> Path:
    """Paragraphs with their bold words; runs of tabbed lines become tables."""
    document = Document()
    for is_table, lines in _runs(text):
        if is_table:
            rows = [line.split("\t") for line in lines]
            width = max(map(len, rows))
            table = document.add_table(rows=len(rows), cols=width)
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=False):
                    cell.text = words.strip()
            continue
        for line in lines:
            paragraph = document.add_paragraph()
            for n, words in enumerate(_BOLD.split(_MARKS.sub("", line))):
                paragraph.add_run(words).bold = bool(n % 2)
    document.save(str(path))
    return path


def as_pdf(text: str, path: Path) -> Path:
    """The same printed by a browser on A4."""
    body: list[str] = []
    for is_table, lines in _runs(text):
        if is_table:
            rows = ("".join(f"<td>{_plain(cell)}</td>" for cell in line.split("\t")) for line in lines)
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            body += [f"<p>{_plain(line)}</p>" for line in lines]
    style = (
        "body{font:14pt serif}table{border-collapse:collapse}td{border:1px solid;padding:2pt 6pt;vertical-align:top}"
    )
    page = path.with_suffix(".html")
    page.write_text(f"<meta charset=utf-8><style>{style}</style>{''.join(body)}", encoding="utf-8")
    browser = shutil.which("chromium") or "chromium"
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    profile = f"--user-data-dir={path.parent / 'profile'}"
    command = [browser, *quiet, profile, f"--print-to-pdf={path}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return path


def _runs(text: str) -> Iterator[tuple[bool, list[str]]]:
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    for is_table, run in groupby(lines, lambda line: "\t" in line.strip()):
        yield is_table, list(run)


def _plain(words: str) -> str:
    return html.escape(_BOLD.sub(r"\1", _MARKS.sub("", words)).strip())
