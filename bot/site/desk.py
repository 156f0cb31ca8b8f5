"""The organiser's desk: the draft, what was sent, the way in. Looks through storage, acts by commands."""

import json
from collections.abc import Callable, Sequence
from textwrap import shorten
from typing import Any
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.site import bodies, draft, says
from bot.site.chat import ask
from bot.site.guard import is_https
from bot.site.pages import page
from bot.site.state import site_of
from bot.site.unit import download
from bot.site.visitors import Visitor, visitor
from bot.workbook import event_workbook
from handlers.messages import Reply
from handlers.wording.channels import kind_of
from storage import measures, plans
from storage.clock import local
from storage.models import Event

PLACES = (
    ("/ban-to-chuc/ke-hoach", "Kế hoạch"),
    ("/ban-to-chuc/don-vi", "Đơn vị"),
    ("/ban-to-chuc/gui-tin", "Gửi tin"),
)
NOTICE = "hoinghi-tin"
NOTICE_MAX = 2500  # a cookie holds 4 kB
ROWS = 300
OPENING = 70

View = Callable[[Request, Visitor], Response]


def organiser_only(view: View) -> Callable[[Request], Response]:
    """Lets organisers of the event in; the others get a designed no."""

    def guarded(request: Request) -> Response:
        who = visitor(request)
        if who is None or not who.is_organiser:
            return refused(request, who)
        response = view(request, who)
        if NOTICE in request.cookies:
            response.delete_cookie(NOTICE, path="/ban-to-chuc")
        return response

    return guarded


def refused(request: Request, who: Visitor | None) -> Response:
    sentence, step = (says.NO_RIGHT, says.NO_RIGHT_NEXT) if who else (says.NO_SESSION, says.NO_SESSION_NEXT)
    return page(
        request, "notice.html", who, status=403 if who else 401, title="Bàn ban tổ chức", sentence=sentence,
        next_step=step, back="/chat" if who else None,
    )  # fmt: skip


def front(request: Request) -> Response:
    """`/ban-to-chuc`: the plan while it waits for a yes, then the units."""
    who = visitor(request)
    if who is None or not who.is_organiser:
        return refused(request, who)
    with site_of(request).database.reading() as session:
        state = plans.with_id(session, who.plan_id or 0).state
    return RedirectResponse(PLACES[0][0] if state == "draft" else PLACES[1][0], 303)


def desk_page(request: Request, who: Visitor, template: str, **values: Any) -> Response:
    return page(request, template, who, places=PLACES, notice=_notice(request), **values)


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
    shown = [_delivery(row, site.zone) for row in rows]
    return desk_page(
        request, who, "deliveries.html", states=states, total=sum(states.values()), rows=shown, chosen=chosen,
        names=says.STATES, cut=ROWS,
    )  # fmt: skip


def _delivery(row: measures.SentRow, zone: str) -> dict[str, str]:
    return {
        "ref": row.ref,
        "person": row.person or "chưa ghi tên",
        "unit": row.unit or "",
        "channel": says.CHANNELS.get(kind_of(row.channel or ""), row.channel or ""),
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
        return JSONResponse({"error": says.ERROR_SESSION}, 401)
    try:
        fields = await bodies.fields(request)
    except bodies.BadBody as bad:
        return JSONResponse({"error": bad.sentence}, bad.status)
    command, back = str(fields.get("command", "")).strip(), str(fields.get("back", ""))
    if not command.startswith("/") or not command.isascii() or len(command) > 64:
        return JSONResponse({"error": says.ERROR_EMPTY}, 400)
    replies = await ask(site_of(request), who, command)
    response = RedirectResponse(back if back in dict(PLACES) else "/ban-to-chuc", 303)
    response.set_cookie(
        NOTICE, _packed(replies), max_age=60, httponly=True, samesite="lax", secure=is_https(request),
        path="/ban-to-chuc",
    )  # fmt: skip
    return response


def _packed(replies: Sequence[Reply]) -> str:
    buttons = [[button.label, button.command] for reply in replies for button in reply.buttons]
    text = "\n\n".join(reply.text for reply in replies)
    while len(packed := quote(json.dumps({"text": text, "buttons": buttons}, ensure_ascii=False))) > NOTICE_MAX:
        text, buttons = text[: len(text) // 2] + "…", []
    return packed


def _notice(request: Request) -> dict[str, Any] | None:
    """What the desk answered to the last form; it comes from this browser, so it is checked and escaped."""
    try:
        found = json.loads(unquote(request.cookies.get(NOTICE, "")))
        buttons = [(str(label), str(command)) for label, command in found["buttons"]]
        return {"text": str(found["text"]), "buttons": buttons}
    except (ValueError, KeyError, TypeError):
        return None
