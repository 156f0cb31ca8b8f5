"""The doors at which platforms bring updates: known by a secret, answered once the update is safe."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

log = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds a sender may take for one update
STORING = 20.0  # seconds after which the platform is asked to come again

Take = Callable[[Sequence[Any]], Awaitable[None]]  # returns when the updates are stored


def hook(path: str, header: str, secret: str, take: Take) -> Route:
    """A door for one platform. 200 means stored; 503 means come again."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(header)
        if given is None:
            return _no(401)
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return _no(403)
        try:
            update = json.loads(await asyncio.wait_for(request.body(), PATIENCE))
        except TimeoutError:
            return _no(408)
        except (ValueError, RecursionError):
            return _no(400)
        return await _taken(take, update)

    return Route(path, receive, methods=["POST"])


async def _taken(take: Take, update: Any) -> Response:
    try:
        await asyncio.wait_for(take([update]), STORING)
    except Exception as fault:  # whatever it was, it is not known to be stored
        log.warning("an update that was brought could not be stored: %s", type(fault).__name__)
        return _no(503)
    return PlainTextResponse("")


def _no(status: int) -> Response:
    return PlainTextResponse("", status)
