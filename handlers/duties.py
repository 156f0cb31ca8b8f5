"""Duties: what an office must do, and which office does a thing."""

from collections.abc import Sequence

from handlers import from_plan, which
from handlers.messages import Reply
from handlers.reading.naming import named
from handlers.reading.passages import Passage, quote, tokens
from handlers.reading.question import Question
from handlers.request import Request
from handlers.wording import duties as wording
from storage import duties, programme
from storage.models import Duty, ProgrammeItem

ABOUT_ASKING = frozenset(("ai", "lo", "phu", "trach", "chiu", "nhiem", "nguoi", "do", "phai"))
NAME_ENOUGH = 2.0
TASK_ENOUGH = 0.45
CLOSE = 0.78


def show(request: Request) -> Reply:
    """`/nhiemvu`, "Văn phòng làm gì", "ai lo âm thanh", "việc của tôi"."""
    question = request.question
    rows = _rows(request)
    if request.unit is not None and (question.own or not question.words):
        own = [duty for duty in rows if any(holder.unit_id == request.unit.id for holder in duty.holders)]
        if own:
            return Reply(wording.of_offices(_by_holder(own)))
    if question.wants("unit", "person"):
        return _who(request, rows)
    everyone = _of_all_members(question, rows)
    found = (everyone if question.own else []) or _offices(question, rows) or everyone
    if found:
        return Reply(wording.of_offices(found))
    if not question.words and rows:
        return Reply(wording.of_offices([("Phân công", rows)]))
    return _task(request, rows) or from_plan.quoted(request, about="nhiệm vụ này")


def _rows(request: Request) -> list[Duty]:
    """The duties of the events meant; of all the plan's events where those have none."""
    for events in (which.events_meant(request), programme.events_beside(request.session, request.event.id)):
        rows = [duty for event in events for duty in duties.of_event(request.session, event.id)]
        if rows:
            return rows
    return []


def _by_holder(rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    held: dict[str, list[Duty]] = {}
    for duty in rows:
        held.setdefault(duty.holder, []).append(duty)
    return list(held.items())


def _offices(question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    """The offices a question names; a short name that fits two gives both."""
    asked = tokens(question.plain)
    scored = [(named(asked, name), name, held) for name, held in _by_holder(rows)]
    top = max((score for score, _, _ in scored), default=0.0)
    if top < NAME_ENOUGH:
        return []
    return [(name, held) for score, name, held in scored if score >= top - 0.3][:3]


def _of_all_members(question: Question, rows: Sequence[Duty]) -> list[tuple[str, list[Duty]]]:
    """ "Các huyện thành viên phải làm gì": what several units hold together."""
    if not question.says(
        "thanh vien|cac huyen|cac tinh|cac don vi|cac xa|huyen (?:toi|em|minh|chung)|don vi (?:toi|em|minh|chung)|doan"
    ):
        return []
    most = max((len(duty.holders) for duty in rows), default=0)
    return _by_holder([duty for duty in rows if len(duty.holders) == most]) if most > 1 else []


def _who(request: Request, rows: Sequence[Duty]) -> Reply:
    """The office whose task holds what was asked; else the plan's own words."""
    found = _best_tasks(request, rows)
    on_stage = _performers(request, found)
    if on_stage is not None:
        return Reply(wording.who_performs(on_stage))
    return Reply(wording.who_does(found)) if found else from_plan.quoted(request, about="đơn vị phụ trách việc này")


def _performers(request: Request, found: Sequence[tuple[Duty, str]]) -> ProgrammeItem | None:
    """The programme item that holds what was asked better than any duty does, with who performs it."""
    index, words = from_plan.index_of(request), _words(request)
    items = [row for event in which.events_meant(request) for row in programme.items(request.session, event.id)]
    fits = which.fitting(index, words, [row for row in items if row.performers], lambda row: row.title, enough=0.7)
    if not fits or (found and index.alike(words, f"{found[0][0].text} {found[0][0].holder}") > fits[0][0]):
        return None
    return fits[0][1]


def _task(request: Request, rows: Sequence[Duty]) -> Reply | None:
    found = _best_tasks(request, rows)
    return Reply(wording.who_does(found)) if found else None


def _words(request: Request) -> tuple[str, ...]:
    words = request.question.words
    return tuple(word for word in words if word not in ABOUT_ASKING) or words


def _best_tasks(request: Request, rows: Sequence[Duty]) -> list[tuple[Duty, str]]:
    words = _words(request)
    index = from_plan.index_of(request)
    fits = which.fitting(index, words, rows, lambda duty: f"{duty.text} {duty.holder}", enough=TASK_ENOUGH)
    close = [duty for score, duty in fits if score >= CLOSE * fits[0][0]][:2]
    passages = from_plan.best(request, words=words)
    if fits and passages and passages[0].coverage > index.coverage(words, f"{close[0].text} {close[0].holder}") + 0.3:
        return []
    return [(duty, quote(Passage(duty.text), words, 300)) for duty in close]
