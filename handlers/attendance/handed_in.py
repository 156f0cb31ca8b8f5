"""Names that were typed are the list of delegates that the plan asks for: its paper is marked as sent."""

import re

from handlers.attendance.target import by_id
from handlers.language.folding import fold
from handlers.request import Request
from handlers.wording import documents as wording
from storage import documents
from storage.attendance import COMING, UnitCount
from storage.documents import CLAIMED, OWED

LIST = re.compile(
    r"\b(?:danh sach|ds)(?: (?:trich ngang|dang ky|thanh phan|so luong))*(?: va)?"
    r" (?:dai bieu|doan|thanh vien|nguoi|can bo|tham du|tham gia|du hoi nghi|dang ky)"
)


def handed_in(request: Request, unit: UnitCount, names: int) -> str:
    """What is added to the echo of names: nothing where no list is owed, or where names are missing."""
    rows = documents.of_unit(request.session, request.event.id, unit.unit.id)
    own = [row for row in rows if row.deadline.event_id == request.event.id and row.state == OWED]
    lists = [row for row in own if LIST.search(fold(row.paper))]
    if not lists or not names:
        return ""
    if unit.answer == COMING and not unit.by_delegates and names < unit.total:
        return wording.list_incomplete(lists, unit.total - names)
    ids = [row.submission_id for row in lists]
    documents.mark(request.session, request.event.id, unit.unit.id, ids, CLAIMED, by_id=by_id(request), now=request.now)
    return wording.list_sent(lists)
