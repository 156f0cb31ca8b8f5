"""Who is invited: in all, or of the level or unit that is named; the largest of what is counted."""

import re
from collections.abc import Sequence

from handlers.answers.found import Found
from handlers.answers.levels import HOST, OF_GUESTS, level_asked, section_of
from handlers.answers.passages import Passage
from handlers.answers.sheet import Sheet
from handlers.language.folding import fold
from handlers.language.unit_names import bare_name
from handlers.language.words import tokens
from handlers.said.questions import Question
from handlers.wording import answers, budget, people
from storage.models import DelegateGroup, Event, Unit

PEOPLE = re.compile(r"\b\d+ (?:dai bieu|nguoi|dong chi|hoc vien|khach|thanh vien)\b")
OFFICES = "(?:co quan|ban|nganh|so|phong|ban nganh|so nganh|so ban nganh|phong ban|doan the)"
LONGEST_HEAD = 140  # characters of a heading that says how many


def invited(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """Who is invited, in all: "thành phần gồm những ai"."""
    groups = [group for event in meant for group in sheet.groups[event.id]]
    if not groups or not question.says(
        rf"thanh phan|moi (?:nhung |cac )?(?:ai|thanh phan|don vi|{OFFICES} nao)|{OFFICES} nao (?:duoc |se )?(?:moi|du|tham du)\b|nhung ai|co ai (?:ve |xuong |den |len )?(?:du|tham du|hop)|co cau|ai (?:duoc moi|du|duoc du|tham du)"
    ):
        return None
    if question.wants("count") and level_asked(question):
        return None
    if (section := _section_asked(sheet, question, groups)) is not None:
        return Found(people.composition([group for group in groups if group.section == section]))
    named_groups = {"thanh", "phan", "co", "cau", "tham", "du", "duoc", "moi", "goi", "khach"}
    words = [word for word in question.content if word not in named_groups and word in sheet.index.vocabulary]
    titles = {word for event in meant for word in tokens(event.title)}
    if [word for word in words if word not in titles]:
        return None
    return Found(people.composition(groups, meant[0].expected_delegates if len(meant) == 1 else None))


def of_section(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Tỉnh cử mấy người": the groups of the level that is named, with their numbers."""
    unit = member_named(sheet, question) or host(sheet, question)
    named = set(tokens(bare_name(unit.name))) if unit else set()
    if not question.wants("count") or not (OF_GUESTS | named).issuperset(question.content):
        return None
    if not question.says("nguoi|dai bieu|dong chi|khach|moi|cu|du"):
        return None
    groups = [group for event in meant for group in sheet.groups[event.id]]
    section = _section_asked(sheet, question, groups)
    if section is not None and (whole := total_of_section(sheet, section)) is not None:
        return Found(answers.quoted([(whole.text.rstrip(" :.,;").removesuffix(", gồm"), whole.line)]))
    found = [group for group in groups if group.section == section and group.count is not None and unit is None]
    return Found(people.counted(found[:6])) if section is not None and found else None


def total_of_section(sheet: Sheet, section: str) -> Passage | None:
    """The heading of a section, where it says how many: "Ở huyện: 108 đại biểu, gồm"."""
    head = fold(section).strip(" :;.")[:60]
    heads = (
        p for p in sheet.index.passages if p.parts == 1 and len(p.text) < LONGEST_HEAD and p.folded.startswith(head)
    )
    return next((p for p in heads if PEOPLE.search(p.folded)), None)


def _section_asked(sheet: Sheet, question: Question, groups: Sequence[DelegateGroup]) -> str | None:
    """ "Trên tỉnh mời những ai": the one section that begins with the level, or holds the unit, that is named."""
    sections = list(dict.fromkeys(group.section for group in groups if group.section))
    if len(sections) < 2:
        return None
    unit = member_named(sheet, question) or host(sheet, question)
    if unit is not None:
        own = (
            r"\btruong (?:khoi|cum)\b|\bdang cai\b|\bchu nha\b"
            if unit.role in ("chair", "host")
            else r"\bcac (?:huyen|tinh|xa|don vi)\b"
        )
        found = [name for name in sections if re.search(rf"\b{re.escape(bare_name(unit.name))}\b|{own}", fold(name))]
        return found[0] if len(found) == 1 else None
    several = re.search(r"\b(?:moi|tung|cac) (huyen|tinh|xa|don vi|so|truong)\b", question.plain)
    if several:
        found = [name for name in sections if re.search(rf"\bcac (?:\w+ )?{several[1]}\b", fold(name))]
        return found[0] if len(found) == 1 else None
    level = level_asked(question)
    return section_of(level, sections) if level else None


def member_named(sheet: Sheet, question: Question) -> Unit | None:
    """The one member unit that a question names."""
    words = f" {question.plain} "
    found = [unit for unit in sheet.members if f" {' '.join(tokens(bare_name(unit.name)))} " in words]
    return found[0] if len(found) == 1 else None


def host(sheet: Sheet, question: Question) -> Unit | None:
    """The unit that receives the others, where "chủ nhà" is said."""
    if not question.says(HOST):
        return None
    holders = sorted(
        (unit for unit in sheet.units if unit.role in ("host", "chair")), key=lambda unit: unit.role != "host"
    )
    return next(iter(holders), None)


def most(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Khoản nào tốn nhất", "nhóm nào đông nhất": the largest or smallest of what the plan gives numbers to."""
    largest = re.search(r"\b(?:nhieu|cao|lon|ton|dat|dong|mac)\b(?: \w+)? nhat\b", question.plain)
    smallest = re.search(r"\b(?:it|thap|re|nho)\b(?: \w+)? nhat\b", question.plain)
    if not (largest or smallest):
        return None
    pick = max if largest else min
    notes = [note for note in sheet.notes if note.kind == "budget" and note.data.get("amount")]
    if notes and question.says("tien|kinh phi|chi|ton|khoan|gia|du tru|du toan|dat|re"):
        return Found(budget.lines([pick(notes, key=lambda note: int(note.data["amount"]))]))
    groups = [group for event in sheet.events for group in sheet.groups[event.id] if group.count]
    if groups and question.says("dai bieu|nguoi|nhom|thanh phan|khach|doan"):
        return Found(people.counted([pick(groups, key=lambda group: group.count or 0)]))
    return None
