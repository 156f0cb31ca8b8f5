"""What is due, when and where it goes; what the asker's unit still owes."""

from collections.abc import Sequence
from datetime import date, datetime

from dateutil.relativedelta import SU, relativedelta

from handlers.answers.found import Found
from handlers.answers.say import say_contacts, say_deadlines
from handlers.answers.sheet import Sheet
from handlers.answers.terms import IDLE
from handlers.language.words import tokens
from handlers.said.questions import Question
from handlers.wording import deadlines as deadline_words
from handlers.wording import periods
from storage import deadlines as stored
from storage.clock import local
from storage.models import Deadline, Event

DUE_WORDS = frozenset(
    """
    han nop gui cuoi cung cham nhat truoc chot thoi phai hoan thanh muon ngay ban to chuc don vi gap sap toi qua ve
    gi nhung tiep theo nam nay doan khoi cum truong het con no thieu chua xong viec duoc giay tai lieu loai tuan thang
    trong kip tre moi bay gio hom cac
    """.split()  # noqa: SIM905
)

SOFT_COPY = r"file|ban mem|dien tu|mem|scan|word|pdf|online"


def _receivers(sheet: Sheet) -> set[str]:
    """The words that name who hands in and who receives."""
    return {word for row in sheet.deadlines for word in tokens(f"{row.send_to or ''} {row.who or ''}")}


def due(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """What is due next, or what the asker's unit still owes, where no paper is named."""
    if not question.leans_to("deadline") or (question.asks and not question.wants("day", "hour", "unit", "place")):
        return None
    if question.says("(?:giay|thu) moi"):
        return None
    owing = question.says("no|thieu|chua nop|con phai nop")
    receivers = _receivers(sheet) if question.own else set()
    if question.day is not None and (of_day := _due_on(sheet, question.day)):
        return say_deadlines(sheet, question, of_day[:4])
    words = [
        word for word in question.content if word not in DUE_WORDS | receivers | IDLE and word in sheet.index.vocabulary
    ]
    if words and not owing:
        return None
    if question.wants("place", "unit") and not question.own:
        return None
    rows = _of_the_asker(sheet, question, owing)
    return say_deadlines(sheet, question, rows[:4]) if rows else None


def still_open(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Giờ nộp còn kịp không": the paper that is named, else everything that is due."""
    if not question.still:
        return None
    rows = list(sheet.deadlines)
    scored = [(sheet.index.coverage(question.content, f"{row.what} {row.who or ''}"), row) for row in rows]
    top = max((score for score, _ in scored), default=0.0)
    named_rows = [row for score, row in scored if score >= max(0.4, top - 0.1)]
    found = named_rows[:2] or _of_the_asker(sheet, question, owing=False)
    return say_deadlines(sheet, question, found[:3]) if found else None


def _ahead(rows: list[Deadline], now: datetime) -> list[Deadline]:
    """Those that can still be met; all where none can."""
    return [row for row in rows if row.too_late_from is None or row.too_late_from > now] or rows


def _of_the_asker(sheet: Sheet, question: Question, owing: bool) -> list[Deadline]:
    request, unit = sheet.request, sheet.request.unit
    rows = list(sheet.deadlines)
    states = stored.states_of_unit(request.session, request.event.id, unit.id) if unit else {}
    if states and (question.own or owing):
        rows = [row for row in rows if row.id in states] or rows
        if owing:
            return [row for row in rows if "owed" in states.get(row.id, ())]
    ahead = rows if question.still else _ahead(rows, request.now)
    nearest = sorted(ahead, key=lambda row: row.due_on or date.max)
    return _in_the_week(sheet, question, nearest) or nearest


def _in_the_week(sheet: Sheet, question: Question, rows: Sequence[Deadline]) -> list[Deadline]:
    """ "Trong tuần này phải gửi gì": what falls due until Sunday."""
    if not question.says("tuan nay"):
        return []
    today = local(sheet.request.now, sheet.request.zone).date()
    sunday = today + relativedelta(weekday=SU)
    return [row for row in rows if row.due_on and today <= row.due_on <= sunday]


def _due_on(sheet: Sheet, day: date) -> list[Deadline]:
    """What falls due on a day of any year."""
    return [row for row in sheet.deadlines if row.due_on and (row.due_on.day, row.due_on.month) == (day.day, day.month)]


def of_date(sheet: Sheet, question: Question) -> Found | None:
    """ "Ngày 11/6 là ngày gì": a day to be remembered, or what is due on it."""
    day = question.day
    if day is None or not question.says("gi|nhung gi|nao"):
        return None
    kept = [note for note in sheet.notes if note.kind == "observance" and note.data.get("day") == day.day]
    kept = [note for note in kept if note.data.get("month") == day.month]
    if kept:
        return Found(periods.observances(kept[:2]))
    rows = _due_on(sheet, day)
    return say_deadlines(sheet, question, rows[:4]) if rows else None


def addresses(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """ "Gửi về địa chỉ nào", "ở phố nào": the addresses that the plan gives."""
    whereto = question.wants("place") and question.says(SOFT_COPY) and question.says("gui|nop")
    asked = whereto or question.says("dia chi|so nha|(?:o|tren|duong|pho) (?:duong|pho) nao|duong nao|pho nao")
    if not asked or question.wants("email"):
        return None
    kinds = ("email", "server") if question.says(SOFT_COPY) else ("address", "server")
    rows = [row for row in sheet.contacts if row.kind in kinds]
    return say_contacts(sheet, question, rows[:3]) if rows else None


def receivers(sheet: Sheet, question: Question, meant: Sequence[Event]) -> Found | None:
    """Where papers go, where none is named: "gửi về đâu"."""
    rows = {row.send_to: row for row in reversed(sheet.deadlines) if row.send_to}
    if not rows or not question.says("(?:gui|nop|nhan)") or not question.wants("place", "unit", "person"):
        return None
    if any(word not in DUE_WORDS for word in question.content):
        return None
    year = sheet.request.event.starts_on.year if sheet.request.event.starts_on else None
    return Found(deadline_words.receivers(list(reversed(rows.values()))[:2], year))
