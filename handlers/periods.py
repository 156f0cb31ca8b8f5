"""The stretches of a year plan: which one a question means, and days to be remembered."""

from datetime import date

from handlers import from_plan, which
from handlers.messages import Reply
from handlers.request import Request
from handlers.wording import programme as wording
from storage import programme
from storage.models import Note

NTH = (
    ("thu nhat|dau tien|thu 1|(?:giai doan|dot|quy) (?:1|mot|i)|6 thang dau|dau nam", 0),
    ("thu hai|thu 2|(?:giai doan|dot|quy) (?:2|hai|ii)", 1),
    ("thu ba|thu 3|(?:giai doan|dot|quy) (?:3|ba|iii)", 2),
    ("cuoi cung|6 thang cuoi|cuoi nam|(?:giai doan|dot) cuoi", -1),
)
ENOUGH = 0.6


def numbered(request: Request) -> Reply | None:
    """ "Giai đoạn hai", "sáu tháng cuối năm": the period of that number."""
    question = request.question
    if not question.says("giai doan|dot|thoi ky|quy|6 thang (?:dau|cuoi)(?: nam)?"):
        return None
    periods = list(programme.notes(request.session, request.event.id, "period"))
    if periods and question.says("(?:may|bao nhieu) (?:giai doan|dot|thoi ky)"):
        return Reply(wording.stretches([_days(note) for note in periods], [note.line for note in periods]))
    at = next((n for words, n in NTH if question.says(words)), None)
    if at is None or len(periods) < 2 or at >= len(periods):
        return None
    return _say(periods[at])


def speaking_of(request: Request, words: tuple[str, ...], enough: float = ENOUGH) -> Reply | None:
    """The period, or the day to be remembered, whose words were used."""
    index = from_plan.index_of(request)
    notes = programme.notes(request.session, request.event.id, "period", "observance")
    days = which.fitting(
        index, words, [note for note in notes if note.kind == "observance"], lambda n: n.text, enough=0.7
    )
    if days:
        return Reply(wording.observances([note for score, note in days if score >= 0.9 * days[0][0]][:2]))
    fits = which.fitting(
        index, words, [note for note in notes if note.kind == "period"], lambda n: n.text, enough=enough
    )
    return _say(fits[0][1], request, words) if fits else None


def _days(note: Note) -> tuple[date, date]:
    return date.fromisoformat(str(note.data["from"])), date.fromisoformat(str(note.data["to"]))


def _say(note: Note, request: Request | None = None, words: tuple[str, ...] = ()) -> Reply:
    """A period with its tasks; only those that hold the words, where some do."""
    first, last = _days(note)
    tasks = [str(task) for task in note.data.get("tasks") or [note.text]]
    if request is not None:
        tasks = [task for _, task in which.fitting(from_plan.index_of(request), words, tasks, str)][:2] or tasks
    return Reply(wording.stretch(first, last, tasks, note.line))
