"""The workbook of a delegation: the template with what is known, and the one that was filled in."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.office import sheets as sheet
from bot.office import workbook
from bot.site import bodies, says
from bot.site.refusing import no_session
from bot.site.state import site_of
from bot.site.unit.page import refused, shown, unit_id_of
from bot.site.visitors import Visitor, visitor
from handlers.messages import Command, Incoming, Reply
from handlers.reading.sheets.count_said import filled_of
from handlers.said.names import FilledSaid
from handlers.wording import workbooks as sheets
from storage import attendance
from storage.models import Event

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(request: Request) -> Response:
    """`GET /don-vi/mau.xlsx`: the template with what is known."""
    who = visitor(request)
    unit_id = unit_id_of(request, who) if who is not None else None
    if who is None or unit_id is None:
        return refused(request, who)
    with site_of(request).database.reading() as session:
        unit = attendance.count_of(session, who.event_id or 0, unit_id)
        if unit is None:
            return refused(request, who)
        content = workbook.unit_template(session, session.get_one(Event, who.event_id), unit)
    return download(content, f"doan-{unit_id}.xlsx")


def download(content: bytes, name: str) -> Response:
    """A workbook to keep."""
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


async def upload(request: Request) -> Response:
    """`POST /don-vi/tep`: the template filled in; a row that cannot be taken is named and nothing is saved."""
    who = await run_in_threadpool(visitor, request)
    unit_id = unit_id_of(request, who) if who is not None else None
    if who is None or unit_id is None:
        return no_session(request)
    try:
        found = await run_in_threadpool(sheet.read_unit_sheet, await posted_file(request))
    except sheet.BadSheet as bad:
        return await run_in_threadpool(shown, request, who, (), str(bad))
    said = filled_of(found.rows, found.counts, found.total, unit_id)
    replies = await site_of(request).answer(_incoming(who, said)) if said is not None else ()
    told = [Reply(beside)] if (beside := sheets.beside(found.beside)) else []
    return await run_in_threadpool(shown, request, who, [*replies, *told], "" if replies else sheets.SHEET_EMPTY)


def _incoming(who: Visitor, said: FilledSaid) -> Incoming:
    return Incoming("web", who.address, "", sender_name=who.name, command=Command("danhsach", said=said))


async def posted_file(request: Request) -> bytes:
    """The posted workbook's bytes; BadSheet where none was chosen."""
    async with bodies.with_files(request) as (_, files):
        if not files:
            raise sheet.BadSheet(says.NO_FILE)
        return await run_in_threadpool(files[0].file.read)
