"""Reads what a page or a script posts: a small form, or JSON."""

import asyncio
import email
import email.policy
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.site import says

FILE_PATIENCE = 120.0  # seconds for a file on a slow line
PATIENCE = 10.0  # seconds a sender may take for a few kilobytes


class BadBody(Exception):
    """A body that cannot be taken: an HTTP status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def is_json(request: Request) -> bool:
    return _kind(request) == "application/json"


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def fields(request: Request) -> dict[str, Any]:
    """The posted fields, from JSON or from a form."""
    kind = _kind(request)
    if kind not in ("application/json", "application/x-www-form-urlencoded"):
        raise BadBody(415, says.ERROR_TYPE)
    try:
        body = await asyncio.wait_for(request.body(), PATIENCE)
    except TimeoutError:
        raise BadBody(408, says.ERROR_TYPE) from None
    return _json(body) if kind == "application/json" else _form(body)


async def form_with_file(request: Request) -> tuple[dict[str, Any], tuple[str, str, bytes] | None]:
    """A form that may hold one file: its fields, and (name, type, content) where a file was chosen."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await fields(request), None
    try:
        body = await asyncio.wait_for(request.body(), FILE_PATIENCE)
    except TimeoutError:
        raise BadBody(408, says.ERROR_TYPE) from None
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    return await asyncio.to_thread(_parts, head + body)


def _parts(whole: bytes) -> tuple[dict[str, Any], tuple[str, str, bytes] | None]:
    said: dict[str, Any] = {}
    file = None
    form = email.message_from_bytes(whole, policy=email.policy.HTTP)
    for part in form.iter_parts() if form.is_multipart() else ():
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        if name := part.get_filename():
            file = (name, part.get_content_type(), content) if content else None
        elif key := part.get_param("name", header="content-disposition"):
            said[str(key)] = content.decode("utf-8", "replace").replace("\r\n", "\n")
    return said, file


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
