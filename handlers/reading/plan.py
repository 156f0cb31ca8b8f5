"""A plan read into a draft that an organiser can confirm."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from handlers.reading.checks import find_doubts
from handlers.reading.document import read_lines
from handlers.reading.draft import Line, PlanDraft
from handlers.reading.fields import FIELDS
from handlers.reading.paper import open_paper


def read_file(path: Path, today: date | None = None) -> PlanDraft:
    """Read a plan from a .txt, .md, .docx or .pdf file; raises document.Unreadable."""
    return read_plan(read_lines(path), today)


def read_plan(lines: Iterable[tuple[Line, str]], today: date | None = None) -> PlanDraft:
    """Read a plan from its lines; `today` decides what is already past and which year is meant."""
    kept = list(lines)
    paper = open_paper(kept, today)
    for name, rule in FIELDS:
        paper.found[name] = rule(paper)
    unread = tuple(line for block in paper.unread() for line in block.lines)
    draft = PlanDraft(**paper.found, unread=unread, text=tuple(kept))
    return replace(draft, warnings=find_doubts(draft, today, paper.year))
