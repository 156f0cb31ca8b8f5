"""What only the demo has: being somebody else, moving the clock, the organiser's view beside the chat."""

from datetime import datetime, time, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.site import bodies, says
from bot.site.desk import counts
from bot.site.pages import page
from bot.site.refusing import refuse
from bot.site.state import Demo, Site, site_of
from bot.site.visitors import begin, give_cookie, visitor
from handlers.messages import Incoming
from storage import attendance, deadlines, measures, web
from storage.clock import instant, last_allowed_day, local, parse_instant, working_day_before

SPEEDS = (1.0, 60.0, 3600.0)
LADDER_HOUR = time(8, 0)
LEAD_IN = timedelta(seconds=10)  # the jump lands just before the hour, so that the reminder is seen to arrive
SIDE_ROWS = 6


def _demo(request: Request) -> Demo:
    demo = site_of(request).demo
    assert demo is not None
    return demo


async def become(request: Request) -> Response:
    """Makes this browser the chosen persona's; an empty chat begins with the menu."""
    site = site_of(request)
    persona = next((p for p in _demo(request).personas if p.key == request.path_params["key"]), None)
    if persona is None:
        raise HTTPException(404)
    if not await run_in_threadpool(_has_history, site, persona.address):
        replies = await site.answer(Incoming("web", persona.address, "/menu", sender_name=persona.name))
        await run_in_threadpool(_greet, site, persona.address, [(r.text, r.buttons) for r in replies])
    response = RedirectResponse("/chat", 303)
    give_cookie(request, response, await run_in_threadpool(_begin, request, persona.address))
    return response


def _begin(request: Request, address: str) -> str:
    with site_of(request).database.transaction() as session:
        return begin(session, request, address, None)


def _has_history(site: Site, address: str) -> bool:
    with site.database.reading() as session:
        return bool(web.history(session, address, 1))


def _greet(site: Site, address: str, replies: list[tuple[str, Any]]) -> None:
    with site.database.transaction() as session:
        for text, buttons in replies:
            pairs = [(button.label, button.command) for button in buttons]
            web.add_post(session, address, text, pairs, site.clock(), web.ANSWER)


async def set_clock(request: Request) -> Response:
    """The clock bar: `to` (a local time), `speed` (×1, ×60, ×3600) or `jump` (before the next deadline)."""
    fields = await bodies.fields(request)
    moved = await run_in_threadpool(_moved, request, fields)
    if moved is None:
        return refuse(request, 400, says.ERROR_CLOCK)
    await run_in_threadpool(_demo(request).set_clock, *moved)
    if bodies.is_json(request):
        return JSONResponse({"now": moved[0].isoformat(), "speed": moved[1]})
    return RedirectResponse("/chat" if await run_in_threadpool(visitor, request) else "/", 303)


def _moved(request: Request, fields: bodies.Fields) -> tuple[datetime, float] | None:
    site, clock = site_of(request), _demo(request).clock()
    try:
        speed = float(fields.get("speed") or clock.speed)
        if fields.get("jump"):
            return (before_next_deadline(request) or clock()), 1.0
        to = parse_instant(fields["to"], site.zone) if fields.get("to") else clock()
    except (ValueError, OverflowError):
        return None
    return (to, speed) if speed in SPEEDS and 2000 < to.year < 2100 else None


def before_next_deadline(request: Request) -> datetime | None:
    """Just before 08:00 of the working day a day ahead of the next deadline that was not reminded of yet."""
    site = site_of(request)
    now = site.clock()
    who = visitor(request)
    if who is None or who.event_id is None:
        return None
    with site.database.reading() as session:
        ends = [due.too_late_from for due in deadlines.of_plan(session, who.event_id) if due.too_late_from]
    days = (working_day_before(last_allowed_day(end, site.zone) - timedelta(days=1)) for end in ends)
    jumps = (instant(day, LADDER_HOUR, site.zone) - LEAD_IN for day in days)
    return min((jump for jump in jumps if jump > now), default=None)


def side_desk(request: Request) -> Response:
    """What the organiser sees, small, beside the chat on a wide screen: a piece of a page."""
    site, who = site_of(request), visitor(request)
    if who is None or who.event_id is None:
        return Response("", media_type="text/html")
    with site.database.reading() as session:
        table = counts.table(attendance.counts(session, who.event_id))
        states = measures.outbox_by_state(session, who.event_id)
        rows = measures.messages(session, who.event_id, None, SIDE_ROWS)
    return page(
        request, "side.html", who, table=table, states=states, total=sum(states.values()), names=says.STATES,
        rows=[(row, says.short_moment(local(row.sent_at or row.due_at, site.zone))) for row in rows],
    )  # fmt: skip
