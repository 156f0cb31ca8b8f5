"""`/ban-to-chuc/don-vi`: the units, who answered and who did not; new ones in words or from a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot import sheet
from bot.site import bodies, counts, says
from bot.site.forms.base import BadForm, read
from bot.site.forms.units import UnitsForm
from bot.site.organisers import desk_page, faults_of, organiser_only, refused
from bot.site.state import site_of
from bot.site.unit_sheet import download, posted_file
from bot.site.visitors import Visitor, visitor
from bot.workbook import units_template
from handlers.messages import Command, Incoming, Reply
from handlers.said.units import SheetSaid
from handlers.wording import locks as wording
from handlers.wording import workbooks as sheets
from storage import attendance
from storage.clock import local
from storage.models import Event

PLACE = "/ban-to-chuc/don-vi"
FIELDS = ("words", *UnitsForm.model_fields)


@organiser_only
def show(request: Request, who: Visitor) -> Response:
    """Who answered, how many come, who is silent, who is over or under."""
    return _shown(request, who)


def _shown(
    request: Request, who: Visitor, replies: Sequence[Reply] = (), bad: str = "", typed: Mapping[str, str] | None = None
) -> Response:
    site, event_id = site_of(request), who.event_id or 0
    with site.database.reading() as session:
        table = counts.table(attendance.counts(session, event_id))
        delegates = attendance.rsvp_totals(session, event_id)
        arriving = len(attendance.arrivals(session, event_id))
        lock = attendance.lock_of(session, event_id)
    now = site.clock()
    locks = wording.standing(lock, local(lock.at, site.zone), locked=now >= lock.at) if lock else ""
    told = [_without_this_page(reply) for reply in replies] + ([Reply(bad)] if bad else [])
    return desk_page(
        request, who, "units.html", answered=told, place=PLACE, table=table, delegates=delegates, arriving=arriving,
        locks=locks, typed={name: (typed or {}).get(name, "") for name in FIELDS}, faults=faults_of(told),
    )  # fmt: skip


def _without_this_page(reply: Reply) -> Reply:
    """The list of units is the page itself."""
    return replace(reply, buttons=tuple(button for button in reply.buttons if button.command != "/donvi"))


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
        return await run_in_threadpool(_shown, request, who, (), str(bad))
    rows = tuple((number, tuple(cells)) for number, cells in found.rows)
    command = Command("donvi", said=SheetSaid(rows))
    return await _said(request, who, command, beside=sheets.beside(found.beside))


async def change(request: Request) -> Response:
    """`POST /ban-to-chuc/don-vi/sua`: new units from their form; what else is to be changed as a sentence."""
    who = await run_in_threadpool(visitor, request)
    if who is None or not who.is_organiser:
        return await run_in_threadpool(refused, request, who)
    posted = await bodies.fields(request)
    if "names" in posted:
        try:
            return await _said(request, who, Command("donvi", said=read(UnitsForm, posted).said()), posted)
        except BadForm as bad:
            return await run_in_threadpool(_shown, request, who, (bad.reply,), "", posted)
    if not posted.get("words"):
        return await run_in_threadpool(_shown, request, who, (), says.ERROR_EMPTY)
    return await _said(request, who, Command("donvi", words=posted["words"]), posted)


async def _said(
    request: Request, who: Visitor, command: Command, typed: Mapping[str, str] | None = None, beside: str = ""
) -> Response:
    """What was typed stays in its field until it is taken."""
    asked = Incoming("web", who.address, "", sender_name=who.name, command=command)
    replies = await site_of(request).answer(asked)
    told = [*replies, Reply(beside)] if beside else replies
    done = any(reply.done for reply in replies)
    return await run_in_threadpool(_shown, request, who, told, "", None if done else typed)
