"""The site: chat, programme, the organiser's desk, health. Pages read; every change is a sentence to the front desk."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.office.files import FileFolder
from bot.site import bodies, chat, demo, handed_out, health, home, links, own, programme, says
from bot.site.addresses import Proxies
from bot.site.desk import changing, sending, units
from bot.site.desk import pages as desk
from bot.site.guard import Guard
from bot.site.health import Pulse
from bot.site.refusing import refuse
from bot.site.state import Answer, Demo, Door, Health, Persona, Site
from bot.site.unit import page as unit
from bot.site.unit import workbook as unit_sheet
from bot.traffic.sealing import Seal
from handlers.messages import Reply
from handlers.traits import NONE_KNOWN, Channels
from storage import web
from storage.clock import DEFAULT_ZONE, Clock
from storage.database import Database
from storage.outage import is_away

__all__ = ["Answer", "Demo", "Door", "Health", "Persona", "create_site", "poster"]

STATIC = Path(__file__).parent / "static"
KEEP_FOR_GOOD = "public, max-age=31536000, immutable"

ROUTES: tuple[BaseRoute, ...] = (
    Route("/", home.show),
    Route("/v/{token}", links.show),
    Route("/v/{token}", links.enter, methods=["POST"]),
    Route("/chat", chat.show),
    Route("/chat", chat.say, methods=["POST"]),
    Route("/chat/updates", chat.updates),
    Route("/trinh-duyet", own.show),
    Route("/chuong-trinh", programme.show),
    Route("/don-vi", unit.show),
    Route("/don-vi", unit.change, methods=["POST"]),
    Route("/don-vi/tep", unit_sheet.upload, methods=["POST"]),
    Route("/don-vi/mau.xlsx", unit_sheet.template),
    Route("/ban-to-chuc", desk.front),
    Route("/ban-to-chuc/ke-hoach", desk.plan),
    Route("/ban-to-chuc/don-vi", units.show),
    Route("/ban-to-chuc/so-lieu.xlsx", desk.workbook),
    Route("/ban-to-chuc/don-vi/mau.xlsx", units.template),
    Route("/ban-to-chuc/don-vi/tep", units.upload, methods=["POST"]),
    Route("/ban-to-chuc/don-vi/sua", units.change, methods=["POST"]),
    Route("/ban-to-chuc/don-vi/them", units.add, methods=["POST"]),
    Route("/ban-to-chuc/don-vi/gop", units.merge, methods=["POST"]),
    Route("/ban-to-chuc/chuong-trinh", changing.show),
    Route("/ban-to-chuc/chuong-trinh", changing.change, methods=["POST"]),
    Route("/ban-to-chuc/thong-bao", desk.deliveries),
    Route("/ban-to-chuc/gui-tin", sending.show),
    Route("/ban-to-chuc/gui-tin", sending.compose, methods=["POST"]),
    Route("/ban-to-chuc/gui-tin/{number:row}", sending.result),
    Route("/tep/{token}", handed_out.show),
    Route("/ban-to-chuc/lam", desk.act, methods=["POST"]),
    Route("/healthz", health.healthz),
    Route("/metrics", health.metrics),
)
DEMO_ROUTES: tuple[BaseRoute, ...] = (
    Route("/demo/vai/{key}", demo.become, methods=["POST"]),
    Route("/demo/clock", demo.set_clock, methods=["POST"]),
    Route("/demo/ban", demo.side_desk),
)


def create_site(
    database: Database, answer: Answer, clock: Clock, health: Health, *,
    zone: str = DEFAULT_ZONE, door: Door | None = None, demo: Demo | None = None,
    files: FileFolder | None = None, channels: Channels = NONE_KNOWN,
) -> Starlette:  # fmt: skip
    """The site as an ASGI app. `answer` is the front desk;"""
    door = door or Door()
    app = Starlette(
        routes=[*ROUTES, *(DEMO_ROUTES if demo else ()), *door.hooks, Mount("/static", _Static(directory=STATIC))],
        middleware=[
            Middleware(Proxies, trusted=door.proxies),
            Middleware(Guard, door=door),
        ],
        exception_handlers={
            bodies.BadBody: _bad_body,
            HTTPException: _http_error,
            ClientDisconnect: _gone,
            DBAPIError: _no_database,
            NoConnectionFree: _no_database,
            Exception: _broken,
        },
    )
    app.router.redirect_slashes = False  # it would answer with the name by which we were called
    app.state.pulse = Pulse(database, health)
    app.state.site = Site(database, answer, clock, health, zone, door, demo, files, channels)
    return app


def poster(database: Database, clock: Clock) -> Callable[[str, Reply], int]:
    """What the web channel needs: stores a message that comes unasked; its id."""
    seal = Seal(database.keys)

    def post(address: str, reply: Reply) -> int:
        buttons = [(button.label, button.command) for button in reply.buttons]
        with database.transaction() as session:
            return web.add_post(session, address, seal.close(chat.with_place(reply)), buttons, clock())

    return post


class _Static(StaticFiles):
    """Files whose address holds a mark of their content: browsers keep them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and b"v=" in scope["query_string"]:
            response.headers["Cache-Control"] = KEEP_FOR_GOOD
        return response


def _bad_body(request: Request, error: Exception) -> Response:
    assert isinstance(error, bodies.BadBody)
    return refuse(request, error.status, error.sentence, says.BODY_NEXT)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refuse(
        request, error.status_code, says.NOT_FOUND, says.NOT_FOUND_NEXT, title=says.NO_PAGE, headers=error.headers
    )


def _broken(request: Request, error: Exception) -> Response:
    return refuse(request, 500, says.BROKEN, says.BROKEN_NEXT, title=says.TROUBLE)


def _no_database(request: Request, error: Exception) -> Response:
    """A lost database was told once; whoever comes meanwhile hears when to come again."""
    if not is_away(error):
        raise error
    return refuse(request, 503, says.AWAY, says.AWAY_NEXT, title=says.TROUBLE, headers={"Retry-After": "10"})


def _gone(request: Request, error: Exception) -> Response:
    """The sender went away in the middle of a body: nobody reads this, and it is no fault of ours."""
    return Response(status_code=400)
