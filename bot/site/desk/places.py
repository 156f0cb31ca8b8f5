"""What the pages of the organiser's desk share: who may look, the places on the left, the desk's last answer."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.clean import clean_text
from bot.site import says
from bot.site.pages import page
from bot.site.refusing import not_for
from bot.site.state import site_of
from bot.site.visitors import Visitor, visitor
from handlers.messages import Reply
from handlers.reminders import restored

PLACES = (
    ("/ban-to-chuc/ke-hoach", "Kế hoạch"),
    ("/ban-to-chuc/chuong-trinh", "Chương trình"),
    ("/ban-to-chuc/don-vi", "Đơn vị"),
    ("/ban-to-chuc/thong-bao", "Thông báo"),
    ("/ban-to-chuc/gui-tin", "Gửi tin"),
)
STAY = "Thôi"
NOTICE = "hoinghi-tin"
NOTICE_MAX = 2500  # a cookie holds 4 kB

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
    return not_for(request, who, says.DESK, says.NO_RIGHT, says.NO_RIGHT_NEXT)


def desk_page(
    request: Request,
    who: Visitor,
    template: str,
    *,
    answered: Sequence[Reply] = (),
    place: str = "",
    here: re.Pattern[str] | None = None,
    answers_at: str = "",
    **values: Any,
) -> Response:
    """A page with the desk's last answer: `answered` where it was asked just now, else the one kept in a cookie.

    Above it stands what organisers are asked after a restore, as long as nobody has chosen. `here` are commands whose
    answer is the page itself: their buttons are left out, "Thôi" leads back to the page. `answers_at` is the part of
    the page that shows the answer itself; "" is its head.
    """
    notice = _of_replies(answered) if answered else _notice(request)
    if notice and here:
        notice["buttons"] = [
            (label, "" if here.fullmatch(command) else command)
            for label, command in notice["buttons"]
            if label == STAY or not here.fullmatch(command)
        ]
    site = site_of(request)
    with site.database.reading() as session:
        asked = restored.question(session, site.zone)
    return page(
        request, template, who, places=PLACES, notice=notice, asked=_of_replies([asked]) if asked else None,
        place=place or request.scope["path"], answers_at=answers_at, **values,
    )  # fmt: skip


def _of_replies(replies: Sequence[Reply]) -> dict[str, Any]:
    buttons = [(button.label, button.command) for reply in replies for button in reply.buttons]
    return {"text": "\n\n".join(reply.text for reply in replies), "buttons": buttons}


def faults_of(replies: Sequence[Reply]) -> dict[str, str]:
    """What the desk found wrong, by field."""
    return {name: sentence for reply in replies for name, sentence in reply.faults.items()}


def packed(replies: Sequence[Reply]) -> str:
    buttons = [[button.label, button.command] for reply in replies for button in reply.buttons]
    text = "\n\n".join(reply.text for reply in replies)
    while len(packed := quote(json.dumps({"text": text, "buttons": buttons}, ensure_ascii=False))) > NOTICE_MAX:
        text, buttons = text[: len(text) // 2] + "…", []
    return packed


def _notice(request: Request) -> dict[str, Any] | None:
    """What the desk answered to the last form; it comes from this browser, so it is checked and escaped."""
    try:
        found = json.loads(unquote(request.cookies.get(NOTICE, "")))
        buttons = [(clean_text(str(label)), clean_text(str(command))) for label, command in found["buttons"]]
        return {"text": clean_text(str(found["text"])), "buttons": buttons}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
