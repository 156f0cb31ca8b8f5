"""The asker's own unit is context, not the subject: "đoàn Mèo Vạc chúng tôi tới thì tập trung ở đâu"."""

import re
from dataclasses import replace

from handlers.answers.offices import TASKS
from handlers.answers.rows import Row
from handlers.answers.sheet import Sheet
from handlers.language.unit_names import bare_name
from handlers.language.words import tokens
from handlers.said.questions import Question
from storage.models import Unit

US = r"(?:chung toi|chung em|chung minh|tui em|toi|em|minh|tui)"
KIND = r"(?:doan|don vi|ubnd|huyen|tinh|xa|phuong|thanh pho|so|truong|ben|phong|hoi|cong ty)"
FACTS = ("hour", "day", "place", "phone", "email", "duration", "person", "unit")
LONG = 200  # characters of a text that speaks of more than one unit
LISTS = 3  # member units that a text names when it speaks of all of them


def without_own_unit(sheet: Sheet, question: Question) -> Question:
    """The question without the name of a unit that only says who asks."""
    if question.wants("count", "money", "order") or question.leans_to("role", "members"):
        return question
    for unit in sheet.members:
        name = tokens(bare_name(unit.name))
        if question.says(TASKS) and not question.leans_to("contact") and unit.role not in ("chair", "host"):
            continue
        if name and (said := _said(question, " ".join(name), unit)) and not _has_rows_of_its_own(sheet, question, name):
            question = _without(question, name, said)
    return question


def _said(question: Question, name: str, unit: Unit) -> str:
    """The words with which the unit is named as the one that asks or comes."""
    ours = re.search(rf"\b(?:{KIND} )*{re.escape(name)} {US}\b", question.plain)
    if ours:
        return ours[0]
    if unit.role in ("chair", "host"):
        there = re.search(rf"\b(?:toi|den|ve|len|xuong|sang|qua) (?:{KIND} )*{re.escape(name)}\b", question.plain)
        return there[0] if there and len(question.content) > len(name.split()) else ""
    if not question.wants(*FACTS):
        return ""
    theirs = re.search(rf"\b(?:cua )?(?:{KIND} )+{re.escape(name)}\b", question.plain)
    return theirs[0] if theirs else ""


def _has_rows_of_its_own(sheet: Sheet, question: Question, name: tuple[str, ...]) -> bool:
    """Whether something the plan tells of this unit alone has the fact that is asked for."""
    return any(
        _names(row, name) and _answers(question, row) and not _speaks_of_all(sheet, row)
        for row in sheet.rows
        if row.kind in ("passage", "duty", "deadline") and len(row.text) < LONG
    )


def _names(row: Row, name: tuple[str, ...]) -> bool:
    return f" {' '.join(name)} " in f" {' '.join(tokens(row.text))} "


def _answers(question: Question, row: Row) -> bool:
    return not question.asks or not row.gives.isdisjoint(question.asks)


def _speaks_of_all(sheet: Sheet, row: Row) -> bool:
    return sum(_names(row, tokens(bare_name(unit.name))) for unit in sheet.members) >= min(LISTS, len(sheet.members))


def _without(question: Question, name: tuple[str, ...], said: str) -> Question:
    gone = set(name)
    return replace(
        question,
        words=tuple(word for word in question.words if word not in gone),
        content=tuple(word for word in question.content if word not in gone),
        context=tuple(word for word in question.context if word not in gone),
        plain=" ".join(question.plain.replace(said, " ", 1).split()),
    )
