"""`/trinh-duyet`: the browsers that are in one's chat, to be recognised and ended."""

from starlette.requests import Request
from starlette.responses import Response

from bot.site import says
from bot.site.pages import page
from bot.site.refusing import not_for
from bot.site.state import site_of
from bot.site.visitors import visitor
from handlers.wording import reach
from storage import sessions


def show(request: Request) -> Response:
    """Each with its last use; a button asks the desk to end it, which answers in the chat."""
    who = visitor(request)
    if who is None or who.person_id is None:
        return not_for(request, who, says.BROWSERS, says.NOT_JOINED, says.NOT_JOINED_NEXT)
    site = site_of(request)
    with site.database.reading() as session:
        rows = sessions.of_person(session, who.person_id, site.clock())
    listed = [(row, reach.browser(row, who.browser, site.zone)) for row in rows]
    return page(request, "browsers.html", who, listed=listed)
