"""Answers that are lists: an office's duties, what is due, who is invited, which conferences, which stretches."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.answers.rank import IDLE
from handlers.answers.say import days_of, say_contacts, say_deadlines
from handlers.answers.sheet import Sheet
from handlers.messages import Reply
from handlers.reading.naming import named
from handlers.reading.passages import tokens
from handlers.reading.question import Question
from handlers.wording import deadlines as deadline_words
from handlers.wording import duties as duty_words
from handlers.wording import people
from handlers.wording import programme as wording
from storage import deadlines as stored
from storage.clock import local
from storage.models import Deadline, Duty, Event, Note

NAME_ENOUGH = 2.0
TASKS = (
    r"(?:lam|lo|giao|chuan bi|phu trach|phan cong|nhiem vu|trach nhiem|viec|can|phai|phat bieu|noi)\b.*\b(?:gi|nao|sao)"
    r"|nhiem vu|viec (?:cua|gi|chi)|phan cong|trach nhiem|lam gi|nhung viec|viec nao"
)
OF_ALL = (
    r"thanh vien|cac (?:huyen|tinh|don vi|xa|co quan|truong|so|chi hoi|chi bo)|doan"
    r"|(?:huyen|xa|tinh|don vi) (?:toi|em|minh|chung)"
)
DUE_WORDS = frozenset(
    """
    han nop gui cuoi cung cham nhat truoc chot thoi phai hoan thanh muon ngay ban to chuc don vi gap sap toi qua ve
    gi nhung tiep theo nam nay doan khoi cum truong het con no thieu chua xong viec duoc giay tai lieu loai tuan thang
    trong kip tre moi bay gio hom cac
    """.split()  # noqa: SIM905
)
NTH = (
    ("thu nhat|dau tien|thu 1|(?:giai doan|dot|quy) (?:1|mot|i)|6 thang dau|dau nam", 0),
    ("thu hai|thu 2|(?:giai doan|dot|quy) (?:2|hai|ii)", 1),
    ("thu ba|thu 3|(?:giai doan|dot|quy) (?:3|ba|iii)", 2),
    ("cuoi cung|6 thang cuoi|cuoi nam|(?:giai doan|dot) cuoi", -1),
)  # fmt: skip


def of_office(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Reply | None:
    """What an office, named or the asker's own, must do; only what the words point to where they point to something."""
    if not question.says(TASKS) or question.wants("day", "hour", "count", "money", "minutes", "place", "number"):
        return None
    rows = _duties_of(sheet, meant)
    held = _own(sheet, question, rows)
    if not held and question.own and sheet.request.unit is None:
        held = _everybodys(question, rows)
    held = held or _offices(question, rows) or _everybodys(question, rows)
    if not held or (question.wants("unit", "person") and not question.own):
        return None
    return Reply(duty_words.of_offices(_narrowed(sheet, question, held)))


def _duties_of(sheet: Sheet, meant: Sequence[Event]) -> list[Duty]:
    ids = {event.id for event in meant}
    return [duty for duty in sheet.duties if duty.event_id in ids] or sheet.duties


def _by_holder(rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    held: dict[str, list[Duty]] = {}
    for duty in rows:
        held.setdefault(duty.holder, []).append(duty)
    return list(held.items())


def _own(sheet: Sheet, question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    unit = sheet.request.unit
    if unit is None or not question.own:
        return []
    return _by_holder([duty for duty in rows if any(holder.unit_id == unit.id for holder in duty.holders)])


def _offices(question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    """The offices a question names; a short name that fits two gives both."""
    asked = tokens(question.plain)
    scored = [(named(asked, name), name, held) for name, held in _by_holder(rows)]
    top = max((score for score, _, _ in scored), default=0.0)
    if top < NAME_ENOUGH:
        return []
    return [(name, held) for score, name, held in scored if score >= top - 0.3][:3]


def _everybodys(question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    """ "Các huyện thành viên phải làm gì": what several units hold together."""
    if not question.own and not question.says(OF_ALL):
        return []
    most = max((len(duty.holders) for duty in rows), default=0)
    return _by_holder([duty for duty in rows if len(duty.holders) == most]) if most > 1 else []


def _narrowed(
    sheet: Sheet, question: Question, held: list[tuple[str, list[Duty]]]
) -> list[tuple[str, list[Duty]]]:  # fmt: skip
    """The tasks that hold the words beside the office's name, where some do."""
    names = {word for name, _ in held for word in tokens(name)}
    words = {word for word in question.content if word not in names and word in sheet.index.vocabulary}
    words -= {word for event in sheet.events for word in tokens(event.title)}
    if not words:
        return held
    fitting = [
        (name, [duty for duty in duties if sheet.index.coverage(tuple(words), duty.text) >= 0.6])
        for name, duties in held
    ]
    kept = [(name, duties) for name, duties in fitting if duties]
    return kept or held


def due(sheet: Sheet, question: Question) -> Reply | None:
    """What is due next, or what the asker's unit still owes, where no paper is named."""
    if not question.leans_to("deadline") or (question.asks and not question.wants("day", "hour", "unit", "place")):
        return None
    owing = question.says("no|thieu|chua nop|con phai nop")
    receivers = (
        {word for row in sheet.deadlines for word in tokens(f"{row.send_to or ''} {row.who or ''}")}
        if question.own
        else set()
    )
    words = [
        word for word in question.content if word not in DUE_WORDS | receivers | IDLE and word in sheet.index.vocabulary
    ]
    if words and not owing:
        return None
    if question.wants("place", "unit") and not question.own:
        return None
    rows = _of_the_asker(sheet, question, owing)
    return say_deadlines(sheet, question, rows[:4]) if rows else None


def still_open(sheet: Sheet, question: Question) -> Reply | None:
    """ "Giờ nộp còn kịp không": the paper that is named, else everything that is due."""
    rows = list(sheet.deadlines)
    scored = [(sheet.index.coverage(question.content, f"{row.what} {row.who or ''}"), row) for row in rows]
    top = max((score for score, _ in scored), default=0.0)
    named_rows = [row for score, row in scored if score >= max(0.4, top - 0.1)]
    found = named_rows[:2] or _of_the_asker(sheet, question, owing=False)
    return say_deadlines(sheet, question, found[:3]) if found else None


def _of_the_asker(sheet: Sheet, question: Question, owing: bool) -> list[Deadline]:
    request, unit = sheet.request, sheet.request.unit
    rows = list(sheet.deadlines)
    states = stored.states_of_unit(request.session, request.event.id, unit.id) if unit else {}
    if states and (question.own or owing):
        rows = [row for row in rows if row.id in states] or rows
        if owing:
            return [row for row in rows if "owed" in states.get(row.id, ())]
    ahead = [row for row in rows if row.too_late_from is None or row.too_late_from > request.now]
    if question.still:
        ahead = rows
    nearest = sorted(ahead or rows, key=lambda row: row.due_on or date.max)
    return _in_the_week(sheet, question, nearest) or nearest


def _in_the_week(sheet: Sheet, question: Question, rows: Sequence[Deadline]) -> list[Deadline]:
    """ "Trong tuần này phải gửi gì": what falls due until Sunday."""
    if not question.says("tuan nay"):
        return []
    today = local(sheet.request.now, sheet.request.zone).date()
    sunday = today + timedelta(days=6 - today.weekday())
    return [row for row in rows if row.due_on and today <= row.due_on <= sunday]


def receivers(sheet: Sheet, question: Question) -> Reply | None:
    """Where papers go, where none is named: "gửi về đâu"."""
    rows = {row.send_to: row for row in reversed(sheet.deadlines) if row.send_to}
    if not rows or not question.says("(?:gui|nop|nhan)") or not question.wants("place", "unit", "person"):
        return None
    if any(word not in DUE_WORDS for word in question.content):
        return None
    year = sheet.request.event.starts_on.year if sheet.request.event.starts_on else None
    return Reply(deadline_words.receivers(list(reversed(rows.values()))[:2], year))


def conferences(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Reply | None:
    """ "Năm nay có mấy hội nghị", "tháng 7 có hội nghị gì"."""
    asked = question.says(
        r"(?:nhung|cac|may|bao nhieu|co) (?:nhung )?(?:hoi nghi|cuoc hop|su kien|hoat dong)(?: nao| gi| tat ca)?"
        r"|hoi nghi (?:gi|nao)$"
    )
    if len(sheet.events) > 1 and question.months and not question.content and not question.asks:
        return Reply(wording.events(meant))
    if len(sheet.events) < 2 or not asked or question.says("noi dung|chieu|sang|moi|du|dien hinh"):
        return None
    return Reply(wording.events(meant if len(meant) < len(sheet.events) and question.months else sheet.events))


def invited(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Reply | None:
    """Who is invited, in all: "thành phần gồm những ai"."""
    groups = [group for event in meant for group in sheet.groups[event.id]]
    if not groups or not question.says(
        r"thanh phan|moi (?:nhung )?(?:ai|thanh phan|don vi)|nhung ai|co cau|ai (?:duoc moi|du|duoc du|tham du)"
    ):
        return None
    named_groups = {"thanh", "phan", "co", "cau", "tham", "du", "duoc", "moi", "goi", "khach"}
    words = [word for word in question.content if word not in named_groups and word in sheet.index.vocabulary]
    titles = {word for event in meant for word in tokens(event.title)}
    if [word for word in words if word not in titles]:
        return None
    return Reply(people.composition(groups, meant[0].expected_delegates if len(meant) == 1 else None))


def stretch(sheet: Sheet, question: Question) -> Reply | None:
    """ "Giai đoạn hai", "sáu tháng cuối năm": the period of that number; how many there are."""
    if not question.says("giai doan|dot|thoi ky|quy|6 thang (?:dau|cuoi)(?: nam)?") or question.leans_to("deadline"):
        return None
    notes = [note for note in sheet.notes if note.kind == "period"]
    if len(notes) < 2:
        return None
    if question.says("(?:may|bao nhieu) (?:giai doan|dot|thoi ky)"):
        return Reply(wording.stretches([days_of(note) for note in notes], [note.line for note in notes]))
    at = next((n for words, n in NTH if question.says(words)), None)
    if at is None or at >= len(notes) or len(question.content) > 8:
        return None
    return _stretch(notes[at])


def of_stretch_beside(sheet: Sheet, question: Question) -> Reply | None:
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


def of_date(sheet: Sheet, question: Question) -> Reply | None:
    """ "Ngày 11/6 là ngày gì": a day to be remembered, or what is due on it."""
    day = question.day
    if day is None or not question.says("gi|nhung gi|nao"):
        return None
    kept = [note for note in sheet.notes if note.kind == "observance" and note.data.get("day") == day.day]
    kept = [note for note in kept if note.data.get("month") == day.month]
    if kept:
        return Reply(wording.observances(kept[:2]))
    rows = [row for row in sheet.deadlines if row.due_on and (row.due_on.day, row.due_on.month) == (day.day, day.month)]
    return say_deadlines(sheet, question, rows[:4]) if rows else None


def whom_to_call(sheet: Sheet, question: Question) -> Reply | None:
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
    rows = sorted(rows, key=lambda row: -sheet.index.coverage(question.content, f"{row.label or ''} {row.value}"))
    return say_contacts(sheet, question, rows[:3]) if rows else None


def _in_year(day: date, year: int) -> date:
    """The same day of the plan's own year."""
    return day if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _stretch(note: Note) -> Reply:
    first, last = days_of(note)
    return Reply(wording.stretch(first, last, [str(task) for task in note.data.get("tasks") or [note.text]], note.line))
