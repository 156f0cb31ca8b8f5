"""Reads what a page or a script posts: a small form, or JSON."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.site import says

PATIENCE = 10.0  # seconds a sender may take for a few kilobytes


class BadBody(Exception):
    """A body that cannot be taken: an HTTP status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


async def fields(request: Request) -> dict[str, Any]:
    """The posted fields, from JSON or from a form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "application/x-www-form-urlencoded"):
        raise BadBody(415, says.ERROR_TYPE)
    try:
        body = await asyncio.wait_for(request.body(), PATIENCE)
    except TimeoutError:
        raise BadBody(408, says.ERROR_TYPE) from None
    return _json(body) if kind == "application/json" else _form(body)


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise BadBody(400, says.ERROR_JSON) from None
    if not isinstance(found, dict):
        raise BadBody(400, says.ERROR_JSON)
    return found


def _form(body: bytes) -> dict[str, Any]:
    try:
        return dict(parse_qsl(body.decode("utf-8"), max_num_fields=50, keep_blank_values=True))
    except ValueError:
        raise BadBody(400, says.ERROR_TYPE) from None
