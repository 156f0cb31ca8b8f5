"""`/don-vi`: a delegation's page: its card, the count by group, names, arrival, the template to fill in.

A page looks; every change it takes is a sentence to the front desk in the visitor's name.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot import sheet, workbook
from bot.site import bodies, says
from bot.site.numbers import row_number
from bot.site.pages import page
from bot.site.refusing import no_session
from bot.site.state import Site, site_of
from bot.site.visitors import Visitor, visitor
from handlers.messages import Command, Incoming, Reply
from handlers.permissions import FOCAL, ORGANISER
from handlers.reading.roster import read_sheet
from handlers.reading.sheets.count_said import count_of
from handlers.reading.sheets.filled import Filled
from handlers.said.attendance import RegisterSaid
from handlers.said.names import NamesSaid
from handlers.wording import arrivals, delegations, locks, stays
from handlers.wording import workbooks as sheets
from storage import attendance
from storage.attendance import UnitCount
from storage.clock import local
from storage.models import Arrival, Delegate, Event

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPARE_ROWS = 3
MOST_GROUPS = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows of one delegation."""

    unit: UnitCount
    names: Sequence[Delegate]
    arrival: Arrival | None
    trips: str  # what the delegation comes by, beside it what a unit merged into it had said
    choices: Sequence[str]
    groups: Sequence[tuple[str, int | None]]
    lock: str = ""
    stay: str = ""


def _unit_id(request: Request, who: Visitor) -> int | None:
    """The unit that the visitor may see: an organiser names it, a focal point has one."""
    if who.is_organiser:
        return row_number(request.query_params.get("u"))
    return who.unit_id if FOCAL in who.roles else None


def _seen(session: Session, site: Site, event_id: int, unit_id: int) -> Seen | None:
    unit = attendance.count_of(session, event_id, unit_id)
    if unit is None:
        return None
    arrival = attendance.arrival_of(session, event_id, unit_id)
    beside = attendance.trips_beside(session, event_id).get(unit_id, [])
    groups: list[tuple[str, int | None]] = [*unit.groups, *[("", None)] * SPARE_ROWS]
    return Seen(
        unit,
        attendance.delegates(session, event_id, unit_id),
        arrival,
        arrivals.arrival_short(arrival, beside) if beside else "",
        [delegations.split_short(choice, unit) for choice in attendance.choices(session, event_id)],
        groups,
        _lock(session, site, event_id, unit_id),
        stays.short(attendance.stays(session, event_id).get(unit_id)),
    )


def _lock(session: Session, site: Site, event_id: int, unit_id: int) -> str:
    """Until when the count may change, in words."""
    lock, now = attendance.lock_of(session, event_id), site.clock()
    if lock is None:
        return ""
    until = attendance.granted_until(session, event_id, unit_id, now)
    granted = local(until, site.zone) if until else None
    return locks.standing(lock, local(lock.at, site.zone), locked=now >= lock.at, granted=granted)


def show(request: Request) -> Response:
    """`GET /don-vi`."""
    return _shown(request, visitor(request))


def _shown(
    request: Request, who: Visitor | None, replies: Sequence[Reply] = (), bad: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    if who is None or not set(who.roles) & {FOCAL, ORGANISER}:
        return _refused(request, who)
    unit_id = _unit_id(request, who)
    site = site_of(request)
    with site.database.reading() as session:
        seen = _seen(session, site, who.event_id or 0, unit_id) if unit_id is not None else None
    if seen is None:
        return page(
            request, "notice.html", who, status=404, title="Đơn vị", sentence=says.NO_SUCH_UNIT,
            next_step=says.NOT_FOUND_NEXT, back="/chat",
        )  # fmt: skip
    # What was taken needs no next step here: the forms stand below.
    told = [(reply.text, () if says.taken((reply,)) else reply.buttons) for reply in replies] + (
        [(bad, ())] if bad else []
    )
    return page(request, "unit.html", who, seen=seen, told=told, typed=defaultdict(str, typed or {}))


def _refused(request: Request, who: Visitor | None) -> Response:
    sentence, step = (says.UNIT_NO_RIGHT, says.NO_RIGHT_NEXT) if who else (says.NO_SESSION, says.NO_SESSION_NEXT)
    return page(
        request, "notice.html", who, status=403 if who else 401, title="Đơn vị", sentence=sentence,
        next_step=step, back="/chat" if who else None,
    )  # fmt: skip


async def change(request: Request) -> Response:
    """`POST /don-vi`: a form of the page, as the sentence it stands for."""
    who = await run_in_threadpool(visitor, request)
    if who is None:
        return no_session(request)
    unit_id = _unit_id(request, who)
    fields = await bodies.fields(request)
    text = _sentence(fields, unit_id) if unit_id is not None else None
    replies = await _ask(request, who, text) if text else ()
    typed = None if says.taken(replies) else fields
    return await run_in_threadpool(_shown, request, who, replies, "" if text else says.ERROR_EMPTY, typed)


async def _ask(request: Request, who: Visitor, text: str) -> Sequence[Reply]:
    return await site_of(request).answer(Incoming("web", who.address, text, sender_name=who.name))


def _sentence(fields: bodies.Fields, unit_id: int) -> str | None:
    """The command that a posted form stands for; None where nothing was filled in."""
    said = {name: " ".join(value.split())[:200] for name, value in fields.items()}
    what = said.get("what", "")
    if what == "count":
        return _count(said, unit_id)
    if what == "names":
        names = fields.get("names", "")
        return f"/danhsach u{unit_id} {names}" if names else None
    if what == "arrival":
        return _arrival(said, unit_id)
    if what == "stay":
        return f"/annghi u{unit_id} {said['stay']}" if said.get("stay") else None
    return f"/luachon u{unit_id} {said['split']}" if what == "split" and said.get("split") else None


def _count(said: dict[str, str], unit_id: int) -> str | None:
    version = said.get("version", "0")
    version = version if re.fullmatch(r"\d{1,9}", version) else "0"
    if said.get("answer") in ("khong", "chuaro"):
        return f"/dangky u{unit_id} {said['answer']} v{version}"
    pairs = [(said.get(f"g{n}", ""), said.get(f"n{n}", "")) for n in range(MOST_GROUPS)]
    return _count_sentence([pair for pair in pairs if pair[1]], said.get("total", ""), unit_id, version)


def _count_sentence(pairs: Sequence[tuple[str, str]], total: str, unit_id: int, version: str) -> str | None:
    """Groups and a total as one sentence, so that the desk checks what was typed as it checks a chat."""
    parts = [f"{number} {group}" for group, number in pairs if group and group != workbook.WHOLE]
    total = next((number for group, number in pairs if not group or group == workbook.WHOLE), total)
    if not parts and not total:
        return None
    if len(parts) == 1 and not total:  # a group alone may be any number of anything; with its total it is a count
        total = next(number for group, number in pairs if group and group != workbook.WHOLE)
    words = ", ".join([*([f"{total} người"] if total else []), *parts])
    return f"/dangky u{unit_id} v{version} {words}"


def _arrival(said: dict[str, str], unit_id: int) -> str | None:
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", said.get("day", ""))
    parts = [said.get("hour", ""), f"ngày {day[3]}/{day[2]}/{day[1]}" if day else ""]
    words = (("people", "người"), ("vehicles", "xe"), ("drivers", "lái xe"))
    parts += [f", {said[name]} {word}" for name, word in words if said.get(name)]
    parts += [f", tại {said['place']}"] if said.get("place") else []
    text = " ".join(part for part in parts if part).lstrip(" ,")
    return f"/den u{unit_id} {text}" if text else None


def template(request: Request) -> Response:
    """`GET /don-vi/mau.xlsx`: the template with what is known."""
    who = visitor(request)
    unit_id = _unit_id(request, who) if who is not None else None
    if who is None or unit_id is None:
        return _refused(request, who)
    with site_of(request).database.reading() as session:
        unit = attendance.count_of(session, who.event_id or 0, unit_id)
        if unit is None:
            return _refused(request, who)
        content = workbook.unit_template(session, session.get_one(Event, who.event_id), unit)
    return download(content, f"doan-{unit_id}.xlsx")


def download(content: bytes, name: str) -> Response:
    """A workbook to keep."""
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


async def upload(request: Request) -> Response:
    """`POST /don-vi/tep`: the template filled in; a row that cannot be taken is named and nothing is saved."""
    who = await run_in_threadpool(visitor, request)
    unit_id = _unit_id(request, who) if who is not None else None
    if who is None or unit_id is None:
        return no_session(request)
    try:
        found = await run_in_threadpool(sheet.read_unit_sheet, await posted_file(request))
    except sheet.BadSheet as bad:
        return await run_in_threadpool(_shown, request, who, (), str(bad))
    replies: list[Reply] = []
    for said in _rows_said(found, unit_id, who):
        if not replies or says.taken(replies):  # a bad name stops a file before its numbers are taken
            replies += await site_of(request).answer(said)
    told = [Reply(beside)] if (beside := sheets.beside(found.beside)) else []
    return await run_in_threadpool(_shown, request, who, [*replies, *told], "" if replies else sheets.SHEET_EMPTY)


async def posted_file(request: Request) -> bytes:
    """The posted workbook's bytes; BadSheet where none was chosen."""
    async with bodies.with_file(request) as (_, file):
        if file is None:
            raise sheet.BadSheet(says.NO_FILE)
        return await run_in_threadpool(file.file.read)


def _rows_said(found: Filled, unit_id: int, who: Visitor) -> list[Incoming]:
    """The rows as the desk takes them, names first."""
    said: list[Command] = []
    if found.rows:
        of_units = tuple((row, cells[3]) for row, cells in found.rows if cells[3])
        said.append(Command("danhsach", said=NamesSaid(unit_id, read_sheet(found.rows), of_units=of_units)))
    if found.counts or found.total is not None:
        said.append(Command("dangky", said=RegisterSaid(unit_id, count_of(found.counts, found.total))))
    return [Incoming("web", who.address, "", sender_name=who.name, command=command) for command in said]
