"""Deadlines and papers: until when, where to, how long, in which form."""

from collections.abc import Sequence
from datetime import date

from handlers import from_plan, periods, which
from handlers.messages import Reply
from handlers.request import Request
from handlers.wording import deadlines as wording
from storage import deadlines
from storage.models import Deadline

# Words that ask for a deadline or a receiver and name no paper.
ASKING = frozenset(
    """
    han nop gui cuoi cung cham nhat truoc chot thoi phai hoan thanh muon ngay ban to chuc don vi huyen tinh
    gap sap toi qua ve phong dia chi server noi nhan lien den dau trang yeu cau quy dinh hoi nghi tiep theo
    nam nay doan khoi cum truong het con no thieu chua xong viec duoc
    """.split()  # noqa: SIM905
)
DUE = (
    r"truoc ngay|truoc \d|cham nhat|han (?:cuoi|nop|gui|chot)|thoi han|xong truoc|muon nhat|het ngay"
    r"|cung (?:voi )?thoi gian|thoi gian (?:nhan|nop|dang ky|gui)"
)
ENOUGH = 0.5
CLOSE = 0.8


def show(request: Request) -> Reply:
    """`/han`, "hạn nộp báo cáo", "tham luận nộp khi nào"."""
    rows = list(deadlines.of_plan(request.session, request.event.id))
    found = _named(request, rows)
    states = deadlines.states_of_unit(request.session, request.event.id, request.unit.id) if request.unit else {}
    if states and request.question.says("no|thieu|chua nop"):
        found = [row for row in rows if "owed" in states.get(row.id, ())][:4] or found
    if found:
        return Reply(wording.rows(found, _year(request), states))
    in_a_period = periods.speaking_of(request, tuple(word for word in request.question.words if word not in ASKING))
    return in_a_period or from_plan.quoted(request, about="hạn này", must=DUE)


def send(request: Request) -> Reply:
    """ "Gửi báo cáo về đâu", "video dài mấy phút", "nộp những gì"."""
    question = request.question
    if question.wants("minutes"):
        return from_plan.quoted(request, about="thời lượng này", kinds=("minutes",), close=0.5)
    if question.wants("number", "count"):
        return from_plan.quoted(request, about="yêu cầu này")
    rows = [row for row in deadlines.of_plan(request.session, request.event.id) if row.send_to]
    found = _named(request, rows)
    if found and question.wants("place", "person", "unit"):
        return Reply(wording.receivers(found, _year(request)))
    if found and question.says("gi|nhung gi"):
        return Reply(wording.rows(found, _year(request)))
    if rows and question.wants("place", "person", "unit") and not _strangers(request):
        return Reply(wording.receivers(_distinct(rows), _year(request)))
    return from_plan.quoted(request, about="nơi gửi này")


def _year(request: Request) -> int | None:
    """The event's year."""
    event = request.event
    return event.starts_on.year if event.starts_on else int(event.month[:4]) if event.month else None


def _named(request: Request, rows: Sequence[Deadline]) -> list[Deadline]:
    """The deadlines of the papers a question names; all of them, nearest first, where it names none."""
    words = tuple(word for word in request.question.words if word not in ASKING)
    if not words:
        return _nearest(request, rows)
    index = from_plan.index_of(request)
    fits = which.fitting(
        index, words, rows, lambda row: f"{row.what} {' '.join(paper.name for paper in row.papers)}", enough=ENOUGH
    )
    if not fits:
        fits = which.fitting(
            index, words, rows, lambda row: f"{row.what} {row.who or ''} {row.send_to or ''}", enough=0.75
        )
    return [row for score, row in fits if score >= CLOSE * fits[0][0]][:3]


def _nearest(request: Request, rows: Sequence[Deadline]) -> list[Deadline]:
    ahead = [row for row in rows if row.too_late_from is None or row.too_late_from > request.now]
    return sorted(ahead or rows, key=lambda row: row.due_on or date.max)[:4]


def _strangers(request: Request) -> bool:
    """Whether a paper is named that the plan never mentions."""
    known = from_plan.index_of(request).vocabulary
    return any(word not in known for word in request.question.words if word not in ASKING)


def _distinct(rows: Sequence[Deadline]) -> list[Deadline]:
    seen: dict[str, Deadline] = {}
    for row in rows:
        seen.setdefault(row.send_to or "", row)
    return list(seen.values())[:2]
