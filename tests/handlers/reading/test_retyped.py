"""The same plans typed by other hands: tables in other shapes, other bullets, hours and dates. Little is lost."""

import json
import re
import unicodedata
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from textwrap import wrap

import pytest

from handlers.reading.export import as_json
from handlers.reading.plan import read_plan
from tests.handlers.reading.likeness import likeness

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))
Rows = list[list[str]]


def tables(shape: Callable[[Rows], list[str]]) -> Callable[[str], str]:
    """Puts every run of tabbed rows into another shape."""

    def retype(text: str) -> str:
        out: list[str] = []
        for is_row, run in groupby(text.split("\n"), lambda line: "\t" in line and "CỘNG HÒA" not in line):
            lines = list(run)
            out += shape([[cell.strip() for cell in line.split("\t")] for line in lines]) if is_row else lines
        return "\n".join(out)

    return retype


def swap(pattern: str, other: str) -> Callable[[str], str]:
    """Types something in another way wherever it stands."""
    return lambda text: re.sub(pattern, other, text)


def on_one_line(rows: Rows) -> list[str]:
    width = max(map(len, rows))
    full = [row + [""] * (width - len(row)) for row in rows]
    return ["| " + " | | ".join(" | ".join(row) for row in (full[0], ["---"] * width, *full[1:])) + " |"]


def in_html(rows: Rows) -> list[str]:
    return ["<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"]


def wrapped(text: str) -> str:
    lines = (
        [line] if "\t" in line or "|" in line or line.startswith(" ") else wrap(line, 76) or [""]
        for line in text.split("\n")
    )
    return "\n".join(part for run in lines for part in run)


RETYPED: dict[str, Callable[[str], str]] = {
    "letters apart": lambda text: unicodedata.normalize("NFD", text),
    "a cell a line": tables(lambda rows: [cell for row in rows for cell in row if cell]),
    "a cell a line, parted": tables(lambda rows: [line for row in rows for cell in row if cell for line in (cell, "")]),
    "table on one line": tables(on_one_line),
    "table in html": tables(in_html),
    "table with pipes": tables(lambda rows: ["| " + " | ".join(row) + " |" for row in rows]),
    "wrapped": wrapped,
    "blank lines": swap(r"\n", "\n\n"),
    "dots for bullets": swap(r"(?m)^(\s*)- ", "\\1• "),
    "bullets of a picture font": swap(r"(?m)^(\s*)- ", "\\1\uf0b7 "),
    "1) for 1.": swap(r"(?m)^(\d{1,2})\. (?=\D)", r"\1) "),
    "I- for I.": swap(r"(?m)^([IVX]+)\. ", r"\1- "),
    "7 giờ 30": swap(r"\b(\d{1,2})\s?[hg](\d\d)\b", r"\1 giờ \2"),
    "7h.30": swap(r"\b(\d{1,2})\s?[hg](\d\d)\b", r"\1h.\2"),
    "07:30": swap(r"\b(\d{1,2})\s?[hg](\d\d)\b", r"\1:\2"),
    "20.11.2026": swap(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b", r"\1.\2.\3"),
    "20-11-2026": swap(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b", r"\1-\2-\3"),
    "ngày … tháng … năm": swap(r"ngày (\d{1,2})/(\d{1,2})/(20\d\d)\b", r"ngày \1 tháng \2 năm \3"),
}


def score(path: Path, retype: Callable[[str], str]) -> float:
    """How much of the annotation is found when the plan is typed so."""
    text = retype(path.read_text(encoding="utf-8"))
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return likeness(gold, as_json(read_plan(enumerate(text.split("\n"), 1))))


@pytest.mark.parametrize("retype", RETYPED.values(), ids=RETYPED.keys())
def test_little_is_lost(retype: Callable[[str], str]) -> None:
    plain, other = (sum(score(path, way) for path in PLANS) / len(PLANS) for way in (str, retype))
    assert other >= plain - 0.03
