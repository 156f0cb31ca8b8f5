"""Papers: a focal point says what was sent, everybody concerned sees what is still owed."""

import re
from collections.abc import Sequence

from handlers.messages import Button, Refusal, Reply, button_label
from handlers.permissions import ORGANISER
from handlers.reading.text import fold
from handlers.request import Request
from handlers.wording import documents as wording
from storage import documents
from storage.documents import CLAIMED, OWED, Owing

ALL = "het"


def hand_in(request: Request) -> Reply:
    """`/nop`: "đã gửi báo cáo", a button per paper, or what is still owed."""
    if request.unit is None:
        raise Refusal(wording.NO_UNIT)
    rows = documents.of_unit(request.session, request.event.id, request.unit.id)
    if not rows:
        return Reply(wording.nothing_asked(request.unit))
    chosen = _chosen(request.command.args, rows) or _said(request.command.words, rows)
    if not chosen:
        return _owed(request, [row for row in rows if row.state == OWED])
    ids = [row.submission_id for row in chosen]
    by_id = request.person.id if request.person else None
    documents.mark(request.session, request.event.id, request.unit.id, ids, CLAIMED, by_id=by_id, now=request.now)
    left = [row for row in rows if row.state == OWED and row.submission_id not in ids]
    return Reply(wording.claimed(request.unit, chosen, left), _buttons(request, left))


def _owed(request: Request, left: Sequence[Owing]) -> Reply:
    assert request.unit is not None
    return Reply(wording.owed(request.unit, left, request.zone), _buttons(request, left))


def _buttons(request: Request, left: Sequence[Owing]) -> tuple[Button, ...]:
    single = [
        Button(button_label(f"Đã gửi: {wording.paper(row, request.unit)}"), f"/nop p{row.submission_id}")
        for row in left[:6]
    ]
    return (*single, Button("Đã gửi tất cả", f"/nop {ALL}")) if len(left) > 1 else tuple(single)


def _chosen(args: Sequence[str], rows: Sequence[Owing]) -> list[Owing]:
    """What a button names: one paper (p12), all papers of a deadline (d3), or everything."""
    if args[:1] == (ALL,):
        return [row for row in rows if row.state == OWED]
    if args and re.fullmatch(r"[pd]?\d+", args[0]):
        number = int(args[0].lstrip("pd"))
        if args[0][0] == "p":
            return [row for row in rows if row.submission_id == number]
        return [row for row in rows if row.deadline.id == number and row.state == OWED]
    return []


def _said(words: str, rows: Sequence[Owing]) -> list[Owing]:
    """The papers that a sentence names: "đã gửi báo cáo và bảng chấm điểm"."""
    spoken = set(re.findall(r"[a-z0-9]+", fold(words)))
    names = [(row, re.findall(r"[a-z0-9]+", fold(row.paper))[:2]) for row in rows]
    return [row for row, name in names if name and spoken.issuperset(name)]


def progress(request: Request) -> Reply:
    """`/tiendo`: the organiser sees every unit, a focal point the own one."""
    rows = documents.of_event(request.session, request.event.id)
    if request.membership is None or request.membership.role != ORGANISER:
        own = request.unit.id if request.unit else None
        rows = [row for row in rows if row.unit.id == own]
    return Reply(wording.progress(rows))
