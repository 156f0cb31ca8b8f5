"""`/ban-to-chuc/don-vi`: the units, who answered and who did not; each opens into a form; new ones, two made one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.office import sheets as sheet
from bot.office.workbook import units_template
from bot.site import bodies
from bot.site.desk import counts
from bot.site.desk.changing import Row
from bot.site.desk.places import desk_page, faults_of, organiser_only, refused
from bot.site.forms import units as forms
from bot.site.forms.base import BadForm, read
from bot.site.forms.units import MergeForm, UnitsForm
from bot.site.numbers import row_number
from bot.site.state import site_of
from bot.site.unit.workbook import download, posted_file
from bot.site.visitors import Visitor, visitor
from handlers.messages import Command, Incoming, Reply
from handlers.said.units import SheetSaid, UnitsSaid
from handlers.units.filled import mark, standing
from handlers.wording import locks as wording
from handlers.wording import unit_forms
from handlers.wording import units as unit_words
from handlers.wording import workbooks as sheets
from storage import attendance, units
from storage.clock import local
from storage.models import Event, Unit
from storage.unit_edits import OFFICE

PLACE = "/ban-to-chuc/don-vi"
HERE = re.compile(r"/donvi(?: u[0-9]+)?")  # the list of units and the card of one are the page itself
ADD, MERGE = "them", "gop"  # parts of the page
FIELDS = (*UnitsForm.model_fields, *MergeForm.model_fields)
Said = Callable[[dict[str, str]], UnitsSaid]


@dataclass(frozen=True, slots=True)
class UnitRow(Row):
    """A unit with its form; `invited` where it sends a delegation."""

    unit_id: int = 0
    invited: bool = False


@organiser_only
def show(request: Request, who: Visitor) -> Response:
    """Who answered, how many come, who is silent, who is over or under; what can be changed."""
    return _shown(request, who)


def _shown(
    request: Request, who: Visitor, told: Sequence[Reply] = (), posted: Mapping[str, str] | None = None, at: str = ""
) -> Response:
    """The page; what was posted and not taken stays in its fields. `at`: the part that was posted."""
    site, event_id, typed = site_of(request), who.event_id or 0, posted or {}
    with site.database.reading() as session:
        table = counts.table(attendance.counts(session, event_id))
        delegates = attendance.rsvp_totals(session, event_id)
        arriving = len(attendance.arrivals(session, event_id))
        lock = attendance.lock_of(session, event_id)
        rows = _rows(session, event_id)
    now, faults = site.clock(), faults_of(told)
    locks = wording.standing(lock, local(lock.at, site.zone), locked=now >= lock.at) if lock else ""
    rows = [replace(row, faults=faults, posted=typed) if typed.get("thing") == row.thing else row for row in rows]
    there = at in (ADD, MERGE) or any(row.thing == at for row in rows)
    gone = {"gone": str(row_number(request.query_params.get("gop")) or "")}
    return desk_page(
        request, who, "units.html", answered=told, place=PLACE, here=HERE, table=table, delegates=delegates,
        arriving=arriving, locks=locks, faults={} if "thing" in typed else faults, rows=rows,
        kinds=unit_words.TITLES, answers_at=at if there else "",
        typed={name: ({} if "thing" in typed else {**gone, **typed}).get(name, "") for name in FIELDS},
    )  # fmt: skip


def _rows(session: Session, event_id: int) -> list[UnitRow]:
    """Every unit of the plan with what stands in its form."""
    invited = units.invited(session, event_id)
    return [_row(unit, invited) for unit in units.of_plan(session, event_id, spelt=False)]


def _row(unit: Unit, invited: Mapping[int, int | None]) -> UnitRow:
    stands, sends = standing(unit, invited), unit.id in invited
    seats = "" if stands.seats is None else str(stands.seats)
    fields = {
        "name": stands.name,
        "kind": stands.kind,
        "seats": seats,
        "host": "1" if stands.host else "",
        "also_called": "\n".join(stands.also_called),
    }
    silent = "" if stands.kind == OFFICE else unit_words.NOT_INVITED  # an office has its duties, no delegation
    when = unit_forms.with_seats(stands.seats) if sends else silent
    note = ", ".join([*([unit_words.HOST] if stands.host else []), *stands.also_called])
    version = mark(stands, invited=sends)
    return UnitRow(f"u{unit.id}", version, when, stands.name, fields, note, unit_id=unit.id, invited=sends)


@organiser_only
def template(request: Request, who: Visitor) -> Response:
    """`GET /ban-to-chuc/don-vi/mau.xlsx`: every unit as it stands, to be filled in."""
    with site_of(request).database.reading() as session:
        event = session.get_one(Event, who.event_id)
        content = units_template(session, event)
    return download(content, f"don-vi-{event.key}.xlsx")


async def upload(request: Request) -> Response:
    """`POST /ban-to-chuc/don-vi/tep`: the template filled in; a row that cannot be taken is named, nothing is saved."""
    who = await run_in_threadpool(visitor, request)
    if who is None or not who.is_organiser:
        return await run_in_threadpool(refused, request, who)
    try:
        found = await run_in_threadpool(sheet.read_units_sheet, await posted_file(request))
    except sheet.BadSheet as bad:
        return await run_in_threadpool(_shown, request, who, [Reply(str(bad))])
    replies = await _answered(request, who, SheetSaid(tuple((number, tuple(cells)) for number, cells in found.rows)))
    beside = sheets.beside(found.beside)
    return await run_in_threadpool(_shown, request, who, [*replies, *([Reply(beside)] if beside else [])])


async def change(request: Request) -> Response:
    """`POST /ban-to-chuc/don-vi/sua`: all that stands of one unit; what leaves it out is asked first."""
    return await _posted(request, forms.change)


async def add(request: Request) -> Response:
    """`POST /ban-to-chuc/don-vi/them`: new units, one name a line."""
    return await _posted(request, lambda posted: read(UnitsForm, posted).said(), ADD)


async def merge(request: Request) -> Response:
    """`POST /ban-to-chuc/don-vi/gop`: two units as one; what becomes of both is asked first."""
    return await _posted(request, lambda posted: read(MergeForm, posted).said(), MERGE)


async def _posted(request: Request, said: Said, part: str = "") -> Response:
    """A form as data for the desk; what was typed stays in its fields until it is taken."""
    who = await run_in_threadpool(visitor, request)
    if who is None or not who.is_organiser:
        return await run_in_threadpool(refused, request, who)
    posted = await bodies.fields(request)
    try:
        replies = await _answered(request, who, said(posted))
    except BadForm as bad:
        replies = [bad.reply]
    kept = None if any(reply.done for reply in replies) else posted
    return await run_in_threadpool(_shown, request, who, replies, kept, part or posted.get("thing", ""))


async def _answered(request: Request, who: Visitor, said: UnitsSaid) -> Sequence[Reply]:
    asked = Incoming("web", who.address, "", sender_name=who.name, command=Command("donvi", said=said))
    return await site_of(request).answer(asked)
