"""What a sentence of change means: an item by its words, a deadline by its paper, the sitting, the event itself."""

import re
from collections.abc import Iterable

from handlers.language.alike import lexicon
from handlers.language.folding import fold
from handlers.language.matching import meal_at, meant, one_of
from handlers.request import Request
from handlers.said.edits import EditSaid
from storage import deadlines, facts
from storage.models import Deadline, Edit, ProgrammeItem

ABOUT_EVENT = re.compile(r"\b(?:hoi nghi|su kien|cuoc hop|ngay hop|ngay to chuc|ngay|thoi gian to chuc|le)\b")
WHOLE = re.compile(rf"(?:{ABOUT_EVENT.pattern}|gio|ca|toan bo|\s)+")
ABOUT_DEADLINE = re.compile(r"\b(?:han|nop|gui|thoi han)\b")
PLACE_WORDS = re.compile(
    r"\b(?:dia diem|noi|cho|hop|to chuc|dien ra|hoi truong|phong|hoi nghi|cua|an(?! (?:sang|trua|chieu|toi)\b))\b"
)
SITTING = re.compile(r"(?:hoi nghi|phien hop|hop|khai mac)\b")


def subjects(request: Request, said: EditSaid) -> list[str]:
    """The things a sentence may mean, the likeliest alone where it is clear."""
    event, folded = f"event:{request.event.id}", fold(said.what)
    if said.verb in ("postpone", "written"):
        return [event]
    rest = PLACE_WORDS.sub(" ", folded).strip() if said.place else folded
    if said.place and not rest and not said.start:
        return [event]
    plan = facts.of(request.session, request.event.id)
    due = [row for row in plan.deadlines if row.event_id == request.event.id]
    if ABOUT_DEADLINE.search(folded) or said.extends:
        return _deadlines_meant(rest, due)
    rows = plan.items[request.event.id]
    if WHOLE.fullmatch(rest) or not rest:
        return [f"item:{row.id}" for row in sittings(rows)] if _of_an_hour(said) else [event] if _whole(said) else []
    if found := meant(rest, {row.id: meal_at(row.title, row.start) for row in rows}):
        return [_narrowed(row, rest, said) for row in rows if row.id in found]
    if found := _by_paper(rest, due):
        return [f"deadline:{key}" for key in found]
    about_event = bool(ABOUT_EVENT.search(rest)) and meant(rest, {0: request.event.title})
    return [event] if _whole(said) and about_event else []


def _narrowed(row: ProgrammeItem, words: str, said: EditSaid) -> str:
    """The one activity of an item that the words name; the item where they name none, or where it is called off."""
    option = one_of(words, {option.id: option.label for option in row.options}) if said.verb == "set" else None
    return f"option:{option}" if option is not None else f"item:{row.id}"


def cancelled(request: Request, words: str) -> list[str]:
    """The things called off that "khôi phục tham quan" means; the event itself where none is named."""
    off = facts.of(request.session, request.event.id).called_off[request.event.id]
    rest = fold(words)
    if found := meant(rest, {row.id: meal_at(row.title, row.start) for row in off}):
        return [f"item:{key}" for key in found]
    if found := _by_paper(rest, deadlines.cancelled(request.session, request.event.id)):
        return [f"deadline:{key}" for key in found]
    event = request.event
    return [f"event:{event.id}"] if WHOLE.fullmatch(rest) and (event.cancelled_at or event.postponed_at) else []


def sittings(rows: Iterable[ProgrammeItem]) -> list[ProgrammeItem]:
    """The items at which the meeting itself sits: what "lùi hội nghị 30 phút" moves."""
    return [row for row in rows if row.start and SITTING.match(fold(row.title))]


def _deadlines_meant(rest: str, due: list[Deadline]) -> list[str]:
    """By the paper that is named; the only one where none is."""
    found = _by_paper(rest, due) or ([due[0].id] if len(due) == 1 else [])
    return [f"deadline:{key}" for key in found]


def clashing(request: Request, edit: Edit) -> list[ProgrammeItem]:
    """Items that would run at the hours to which another one is moved."""
    day, start, end = (edit.after.get(field) for field in ("day", "start", "end"))
    if not day or not start or not edit.subject.startswith("item:"):
        return []
    rows = facts.of(request.session, request.event.id).items[request.event.id]
    own = next((row for row in rows if edit.subject == f"item:{row.id}"), None)
    beside = [row for row in rows if row is not own and row.day and row.start and row.day.isoformat() == day]
    return [row for row in beside if _meet((start, end), row) and not _ran_beside(own, row)]


def _ran_beside(own: ProgrammeItem | None, row: ProgrammeItem) -> bool:
    """Whether the two ran at one time before, too."""
    return own is not None and own.start is not None and _beside(own, row)


def _meet(span: tuple[str, str | None], row: ProgrammeItem) -> bool:
    assert row.start is not None
    begins, ends = row.start.isoformat(), row.end.isoformat() if row.end else None
    start, end = span
    return start == begins or (start < begins < (end or start)) or begins < start < (ends or begins)


def _beside(own: ProgrammeItem, row: ProgrammeItem) -> bool:
    """Whether the plan itself lets both run at once."""
    assert own.start is not None
    return own.day == row.day and _meet((own.start.isoformat(), own.end.isoformat() if own.end else None), row)


def _of_an_hour(said: EditSaid) -> bool:
    """Whether hours change and no day does."""
    of_days = said.shift is not None and said.shift.seconds == 0
    return said.day is None and not of_days and (said.start is not None or said.shift is not None)


def _whole(said: EditSaid) -> bool:
    return said.day is not None or said.shift is not None or said.verb == "cancel"


def _by_paper(words: str, due: Iterable[Deadline]) -> list[int]:
    """Deadlines by the names of their papers, or by another word of the trade: "phim" is a "phóng sự"."""
    papers = deadlines.titles(due)
    return meant(words, papers) or next((found for other in _otherwise(words) if (found := meant(other, papers))), [])


def _otherwise(words: str) -> list[str]:
    """The words once more for each that has another name."""
    known = lexicon()
    return [
        f" {words} ".replace(f" {' '.join(phrase)} ", f" {' '.join(way.words)} ")
        for phrase, ways in known.items()
        if f" {' '.join(phrase)} " in f" {words} "
        for way in ways
    ]
