"""`/ban-to-chuc/don-vi`: the units, who answered and who did not; new ones in words or from a workbook."""

from collections.abc import Sequence
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot import sheet
from bot.site import bodies, counts, says
from bot.site.organisers import desk_page, organiser_only, refused
from bot.site.state import site_of
from bot.site.unit import download, posted_file
from bot.site.visitors import Visitor, visitor
from bot.workbook import units_template
from handlers.messages import Incoming, Reply
from handlers.wording import locks as wording
from handlers.wording import workbooks as sheets
from storage import attendance
from storage.clock import local
from storage.models import Event

PLACE = "/ban-to-chuc/don-vi"


@organiser_only
def show(request: Request, who: Visitor) -> Response:
    """Who answered, how many come, who is silent, who is over or under."""
    return _shown(request, who)


def _shown(request: Request, who: Visitor, replies: Sequence[Reply] = (), bad: str = "", typed: str = "") -> Response:
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
        locks=locks, typed=typed,
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
    rows = ["\t".join([str(number), *cells]) for number, cells in found.rows]
    return await _said(request, who, "\n".join(["/donvi xlsx", *rows]), beside=sheets.beside(found.beside))


async def change(request: Request) -> Response:
    """`POST /ban-to-chuc/don-vi/sua`: units typed or pasted, as the sentence they stand for."""
    who = await run_in_threadpool(visitor, request)
    if who is None or not who.is_organiser:
        return await run_in_threadpool(refused, request, who)
    words = (await bodies.fields(request)).get("words", "")
    if not words:
        return await run_in_threadpool(_shown, request, who, (), says.ERROR_EMPTY)
    return await _said(request, who, f"/donvi {words}", words)


async def _said(request: Request, who: Visitor, text: str, typed: str = "", beside: str = "") -> Response:
    """What was typed stays in its field until it is taken."""
    replies = await site_of(request).answer(Incoming("web", who.address, text, sender_name=who.name))
    told = [*replies, Reply(beside)] if beside else replies
    return await run_in_threadpool(_shown, request, who, told, "", "" if says.taken(replies) else typed)
