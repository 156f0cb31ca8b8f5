"""The front page: in the demo it shows the product, else it leads to the chat."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.site import says
from bot.site.pages import page
from bot.site.refusing import notice
from bot.site.state import site_of
from bot.site.visitors import visitor


def show(request: Request) -> Response:
    """`/`: whom to be (demo), the chat (with a session), or how to come in."""
    site = site_of(request)
    if site.demo is not None:
        return page(request, "home.html", None, newcomer=site.demo.newcomer_link)
    if visitor(request) is not None:
        return RedirectResponse("/chat", 303)
    return notice(request, None, 200, "Hội nghị", says.NO_SESSION, says.NO_SESSION_NEXT)
