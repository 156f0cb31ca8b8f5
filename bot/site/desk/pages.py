"""The organiser's desk: the draft, what was sent, the way in. Looks through storage, acts by commands."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from textwrap import shorten
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.office.workbook import event_workbook
from bot.site import bodies, says
from bot.site.addresses import is_https
from bot.site.chat import ask
from bot.site.desk import draft
from bot.site.desk.places import NOTICE, PLACES, desk_page, organiser_only, packed, refused
from bot.site.refusing import no_session, refuse
from bot.site.state import site_of
from bot.site.unit.workbook import download
from bot.site.visitors import Visitor, visitor
from handlers.traits import Channels
from storage import measures, plans
from storage.clock import local
from storage.models import Event

UNITS = "/ban-to-chuc/don-vi"
ROWS = 300
OPENING = 70


def front(request: Request) -> Response:
    """`/ban-to-chuc`: the plan while it waits for a yes, then the units."""
    who = visitor(request)
    if who is None or not who.is_organiser:
        return refused(request, who)
    with site_of(request).database.reading() as session:
        state = plans.with_id(session, who.plan_id or 0).state
    return RedirectResponse(PLACES[0][0] if state == "draft" else UNITS, 303)


@organiser_only
def plan(request: Request, who: Visitor) -> Response:
    """Every value with its line, the plan's own words beside it, doubts on top."""
    with site_of(request).database.reading() as session:
        row = plans.with_id(session, who.plan_id or 0)
    parts = draft.sections(row.draft)
    lines = draft.text_lines(row.draft, row.text_lines, parts)
    return desk_page(
        request, who, "plan.html", plan=row, sections=parts, questions=draft.questions(row.draft), lines=lines,
        found=sum(len(part.rows) for part in parts), unread=sum(line.unread for line in lines),
    )  # fmt: skip


@organiser_only
def workbook(request: Request, who: Visitor) -> Response:
    """Everything that is counted, to keep and to open in a spreadsheet."""
    site = site_of(request)
    with site.database.reading() as session:
        event = session.get_one(Event, who.event_id)
        content = event_workbook(session, event, site.zone)
    return download(content, f"{event.key}.xlsx")


@organiser_only
def deliveries(request: Request, who: Visitor) -> Response:
    """What was sent to whom, and what became of it."""
    site = site_of(request)
    chosen = request.query_params.get("state")
    chosen = chosen if chosen in says.STATES else None
    with site.database.reading() as session:
        states = measures.outbox_by_state(session, who.event_id)
        rows = measures.messages(session, who.event_id or 0, chosen, ROWS)
    return desk_page(
        request, who, "deliveries.html", states=states, total=sum(states.values()),
        messages=_messages(rows, site.zone, site.channels),
        chosen=chosen, names=says.STATES, cut=ROWS if len(rows) == ROWS else 0,
    )  # fmt: skip


def _messages(rows: Sequence[measures.SentRow], zone: str, channels: Channels) -> list[dict[str, Any]]:
    """One entry for what went to many: its opening, how many stand in each state, then each recipient."""
    found = []
    for _, group in groupby(rows, key=lambda row: (row.ref.partition("/")[0], row.due_at)):
        own = [_delivery(row, zone, channels) for row in group]
        states = Counter(row["state"] for row in own)
        counts = [(state, states[state]) for state in says.STATES if states[state]]
        found.append({"opening": own[0]["opening"], "due": own[0]["due"], "counts": counts, "rows": own})
    return found


def _delivery(row: measures.SentRow, zone: str, channels: Channels) -> dict[str, str]:
    return {
        "ref": row.ref,
        "person": row.person or says.NAMELESS,
        "unit": row.unit or "",
        "channel": says.channel(channels.named(row.channel) if row.channel else ""),
        "state": row.state,
        "label": says.STATES.get(row.state, row.state),
        "cause": row.cause or "",
        "due": says.short_moment(local(row.due_at, zone)),
        "sent": says.short_moment(local(row.sent_at, zone)) if row.sent_at else "",
        "opening": shorten(row.text.partition("\n")[0].replace("**", ""), OPENING, placeholder="…"),
        "text": row.text,
    }


async def act(request: Request) -> Response:
    """A form of the desk: its command goes to the front desk, which checks the right; then back to the page."""
    who = await run_in_threadpool(visitor, request)
    if who is None:
        return no_session(request)
    fields = await bodies.fields(request)
    command, back = fields.get("command", ""), fields.get("back", "")
    if not command.startswith("/") or not command.isascii() or len(command) > 64:
        return refuse(request, 400, says.ERROR_EMPTY, back="/ban-to-chuc")
    replies = await ask(site_of(request), who, command)
    response = RedirectResponse(back if back in dict(PLACES) else "/ban-to-chuc", 303)
    response.set_cookie(
        NOTICE, packed(replies), max_age=60, httponly=True, samesite="lax", secure=is_https(request),
        path="/ban-to-chuc",
    )  # fmt: skip
    return response
