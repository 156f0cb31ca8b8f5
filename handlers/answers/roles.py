"""Who holds a role, and in which year: the chair of the year that is asked for, never another year's."""

import re

from handlers.answers.offices import TASKS
from handlers.answers.rows import Row
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.language.unit_names import bare_name
from handlers.language.words import tokens
from handlers.said.questions import Question

OF_ROLE = frozenset(
    "don vi huyen tinh xa ban so truong pho khoi cum dang cai chu nha lam giu la bau luan phien nhiem ky thi dua dam nam sau toi se moi tiep ke".split()  # noqa: SIM905
)
NEXT_YEARS = "nam (?:toi|sau)|nhiem ky (?:toi|sau|moi)|ke nhiem|sap toi|khoa (?:toi|sau)"
HOLDS = re.compile(r"\b(?:truong|pho)\b[^.;,)]{0,60}?\b(20\d\d)\b")  # "đơn vị Cụm trưởng năm 2024"
LEVEL_NAMED = re.compile(r"\b(?:huyện|tỉnh|xã|phường|thị xã) [A-ZĐ]\w+ [A-ZĐ]|UBND (?:huyện|tỉnh|xã) [A-ZĐ]")


def asks_for_role(question: Question) -> bool:
    """Whether it is the holder of a role that is asked for, and nothing that the holder does."""
    if not question.leans_to("role") or not question.wants("unit", "person", "name"):
        return False
    return all(word in OF_ROLE or word.isdigit() for word in question.words)


def is_that_role(sheet: Sheet, question: Question, row: Row) -> bool:
    """The role itself and not its work, the deputy only for who asks for the deputy, in the year that is meant."""
    if question.says(TASKS) or not question.wants("unit", "person", "name", "place") or question.says(NEXT_YEARS):
        return False
    return years(question.plain) <= _years_of(sheet, row) and _is_of_that_rank(question, row)


def _is_of_that_rank(question: Question, row: Row) -> bool:
    role = getattr(row.of, "role", None)
    if question.says("dang cai|chu nha"):
        return role == "host"
    return role == "host" or (role == "deputy") == question.says("pho") or question.says("truong.* pho")


def _years_of(sheet: Sheet, row: Row) -> set[str]:
    """The year in which the unit holds its role: as its line says, else the first one of the plan's title."""
    own = [p.folded for p in sheet.index.passages if p.parts == 1 and str(p.line) == str(row.line)]
    said = {year for text in own for year in HOLDS.findall(text)}
    return said or set(sorted(years(sheet.plan.title))[:1])


def names_the_holder(sheet: Sheet, question: Question, row: Row) -> bool:
    """Whether one clause of the row names a unit with the role and the year that are asked for."""
    asked = years(question.plain)
    rank = "pho" if question.says("pho") else "truong"
    now = min(years(sheet.plan.title), default="")
    for clause in re.split(r"[;.]\s", f"{row.above}. {row.text}" if row.kind == "duty" else row.text):
        held = fold(clause)
        later = not question.says(NEXT_YEARS) or any(year > now for year in years(held))
        if rank in held.split() and asked <= years(held) and later and names_a_member(sheet, row, clause):
            return True
    return False


def names_own_member(sheet: Sheet, text: str) -> bool:
    """Whether one of the plan's own units is named."""
    said = f" {' '.join(tokens(text))} "
    return any(f" {' '.join(tokens(bare_name(unit.name)))} " in said for unit in sheet.members)


def names_a_member(sheet: Sheet, row: Row, text: str = "") -> bool:
    """Whether a unit is named: one of the plan's own, or any district, province or commune."""
    text = text or f"{row.text} {row.above}"
    if LEVEL_NAMED.search(text):
        return True
    return names_own_member(sheet, text)


def years(text: str) -> set[str]:
    """The years that a text names."""
    return set(re.findall(r"\b20\d\d\b", text))
