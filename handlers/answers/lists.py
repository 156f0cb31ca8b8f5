"""Answers that are lists or stand on their own: conferences, stretches, days to be remembered, whom to call."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.answers.found import Found
from handlers.answers.say import days_of, say_contacts
from handlers.answers.sheet import Sheet
from handlers.answers.terms import IDLE
from handlers.language.words import tokens
from handlers.said.questions import Question
from handlers.wording import budget, periods
from handlers.wording import programme as wording
from storage.models import Event, Note

NTH = (
    ("thu nhat|dau tien|thu 1|(?:giai doan|dot|quy) (?:1|mot|i)|6 thang dau|dau nam", 0),
    ("thu hai|thu 2|(?:giai doan|dot|quy) (?:2|hai|ii)", 1),
    ("thu ba|thu 3|(?:giai doan|dot|quy) (?:3|ba|iii)", 2),
    ("cuoi cung|6 thang cuoi|cuoi nam|(?:giai doan|dot) cuoi", -1),
)  # fmt: skip


def _is_of_a_month_only(question: Question) -> bool:
    return bool(question.months) and not question.content and not question.asks


def conferences(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Năm nay có mấy hội nghị", "tháng 7 có hội nghị gì"."""
    asked = question.says(
        r"(?:nhung|cac|may|bao nhieu|co) (?:nhung )?(?:hoi nghi|cuoc hop|su kien|hoat dong)(?: nao| gi| tat ca)?"
        r"|hoi nghi (?:gi|nao)$"
    )
    if len(sheet.events) > 1 and _is_of_a_month_only(question):
        return Found(wording.events(meant))
    if len(sheet.events) < 2 or not asked:
        return None
    if question.wants("person", "unit") or question.says("noi dung|chieu|sang|moi|du|dien hinh"):
        return None
    if question.says("hoat dong") and any(word in sheet.index.vocabulary for word in _named_beside(sheet, question)):
        return None
    chosen = len(meant) < len(sheet.events) and (question.months or question.when == "next")
    return Found(wording.events(meant if chosen else sheet.events))


def _named_beside(sheet: Sheet, question: Question) -> list[str]:
    """What is said beside the conferences and what they are called: "chào mừng Quốc khánh có hoạt động gì"."""
    called = {word for text in (sheet.plan.title, *(event.title for event in sheet.events)) for word in tokens(text)}
    called |= IDLE | {"khoi", "cum", "lop", "khoa", "le", "thi", "dua"}
    return [word for word in question.content if word not in called and not word.isdigit()]


def sums(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Dự toán gồm những khoản nào": every line of the budget and its sum."""
    notes = [note for note in sheet.notes if note.kind == "budget" and note.data.get("amount")]
    if not notes or not question.says("(?:nhung|cac|may|bao nhieu|gom) khoan|khoan (?:gi|nao)"):
        return None
    if not question.says("gom|nhung|cac|may|bao nhieu|co khoan") or question.says(
        "nhat|ai|lo|do|don vi nao|co quan nao"
    ):
        return None
    whole = next((row.of for row in sheet.rows if row.kind == "budget_total" and isinstance(row.of, Note)), None)
    lines = [note for note in notes if note is not whole]
    return Found(budget.lines(lines[:8], int(whole.data["amount"]) if whole else None))


def stretch(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Giai đoạn hai", "sáu tháng cuối năm": the period of that number; how many there are."""
    if not question.says("giai doan|dot|thoi ky|quy|6 thang (?:dau|cuoi)(?: nam)?") or question.says("nop|gui|bao cao"):
        return None
    notes = [note for note in sheet.notes if note.kind == "period"]
    quarter = re.search(r"\bquy (?:\d|[iv]+)\b", question.plain)
    if quarter and any(
        quarter_words in f" {' '.join(tokens(p.text))} "
        for p in sheet.index.passages
        for quarter_words in [f" {' '.join(tokens(quarter[0]))} "]
    ):
        return None
    if len(notes) < 2:
        return None
    if question.says("(?:may|bao nhieu) (?:giai doan|dot|thoi ky)"):
        return Found(periods.stretches([days_of(note) for note in notes], [note.line for note in notes]))
    at = next((n for words, n in NTH if question.says(words)), None)
    if at is None or at >= len(notes) or len(question.content) > 8:
        return None
    return _stretch(notes[at])


def of_stretch_beside(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Từ giờ đến 30/6 làm những gì": the stretch in which a day lies; the one after it, where that is asked."""
    notes = [note for note in sheet.notes if note.kind == "period"]
    if question.months and not question.content and not question.asks:
        of_month = [n for n in notes if days_of(n)[0].month <= question.months[0] <= days_of(n)[1].month]
        return _stretch(of_month[0]) if of_month else None
    if notes and question.day is not None:
        question = replace(question, day=_in_year(question.day, days_of(notes[0])[0].year))
    if not notes or question.day is None or not question.says("lam|viec|hoat dong|nhiem vu|giai doan|dot|nhung gi"):
        return None
    inside = [at for at, note in enumerate(notes) if days_of(note)[0] <= question.day <= days_of(note)[1]]
    if not inside:
        return None
    at = inside[0] + (1 if question.says("xong|sau|tiep theo|toi giai doan|het") else 0)
    return _stretch(notes[at]) if at < len(notes) else None


def observances(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Sáu tháng đầu năm có những ngày lễ nào": the days to be remembered, those of the half that is named."""
    notes = [note for note in sheet.notes if note.kind == "observance" and note.data.get("month")]
    if not notes or not question.says(
        r"(?:may|nhung|cac|bao nhieu) (?:ngay )?(?:le|ky niem|ngay (?:le|ky niem|truyen thong|lon))"
    ):
        return None
    half = (
        range(1, 7) if question.says("6 thang dau") else range(7, 13) if question.says("6 thang cuoi") else range(1, 13)
    )
    found = {(note.data["month"], note.data.get("day")): note for note in notes if note.data["month"] in half}
    return Found(periods.observances([found[key] for key in sorted(found)][:8])) if found else None


def whom_to_call(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Vướng mắc thì gọi cho ai": the telephone or the address for questions, whatever went wrong."""
    if question.wants("phone", "email") and not question.says("(?:goi|alo|phone|lien he)"):
        return None
    if not question.says(
        "(?:goi|alo|phone|hoi|bao|lien he|gap)(?: dien)?(?: cho| voi)? ai|lien he(?: o dau| nhu the nao)?$|dau moi"
    ):
        return None
    rows = [row for row in sheet.contacts if row.kind in ("phone", "email")] or list(sheet.contacts)
    if question.says("(?:goi|alo|phone)"):
        rows = [row for row in rows if row.kind == "phone"] or rows
    rows = [row for row in rows if row.kind != "server"] or rows
    rows = sorted(rows, key=lambda row: -sheet.index.coverage(question.content, f"{row.label or ''} {row.value}"))
    return say_contacts(sheet, question, rows[:3]) if rows else None


def _in_year(day: date, year: int) -> date:
    """The same day of the plan's own year."""
    return day if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _stretch(note: Note) -> Found:
    first, last = days_of(note)
    return Found(periods.stretch(first, last, [str(task) for task in note.data.get("tasks") or [note.text]], note.line))
