"""How the site says no: a page with a sentence and a step; JSON where a script asked for it."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.site import says
from bot.site.pages import page
from bot.site.visitors import Visitor


def wants_json(request: Request) -> bool:
    """Whether a script asks: it says so, or sends JSON itself."""
    headers = request.headers
    sent = headers.get("content-type", "").strip().startswith("application/json")
    return request.scope["path"] == "/chat/updates" or sent or "application/json" in headers.get("accept", "")


def refuse(
    request: Request, status: int, sentence: str, next_step: str = "", *, title: str = says.REFUSED,
    headers: Mapping[str, str] | None = None, back: str | None = "/chat",
) -> Response:  # fmt: skip
    """The refusal as this sender can read it."""
    if wants_json(request):
        answer: Response = JSONResponse({"error": sentence}, status)
    else:
        answer = page(
            request, "notice.html", status=status, title=title, sentence=sentence, next_step=next_step, back=back
        )
    answer.headers.update(headers or {})
    return answer


def notice(
    request: Request, who: Visitor | None, status: int, title: str, sentence: str, next_step: str
) -> Response:  # fmt: skip
    """A page with one sentence and a step; whoever is in finds the way back to the chat."""
    return page(
        request, "notice.html", who, status=status, title=title, sentence=sentence, next_step=next_step,
        back="/chat" if who else None,
    )  # fmt: skip


def not_for(request: Request, who: Visitor | None, title: str, sentence: str, next_step: str) -> Response:
    """A page for nobody who may not see it: the sentence for somebody who is in, else how to come in."""
    if who is None:
        return notice(request, None, 401, title, says.NO_SESSION, says.NO_SESSION_NEXT)
    return notice(request, who, 403, title, sentence, next_step)


def no_session(request: Request) -> Response:
    """For a browser that never came by its link, or whose time is over."""
    return refuse(request, 401, says.ERROR_SESSION, says.NO_SESSION_NEXT, back=None)
