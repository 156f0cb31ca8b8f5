"""What the loopback servers share: reading a call and answering it."""

import json
from typing import Any

from aiohttp import web


async def parameters(request: web.Request) -> dict[str, Any]:
    """Query, form, multipart or JSON; values that are JSON lists or objects are read."""
    data: dict[str, Any] = dict(request.query)
    body = await request.read()
    if request.content_type == "application/json" or body[:1] in (b"{", b"["):
        data |= json.loads(body)
    elif body:
        data |= dict(await request.post())
    return {key: value if key == "text" else _value(value) for key, value in data.items()}


def _value(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def person(chat: int, name: str) -> dict[str, Any]:
    """Who speaks in a chat."""
    return {"id": abs(chat), "is_bot": False, "first_name": name}


def units(text: str) -> int:
    """Length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def yes(result: Any) -> web.Response:
    """The method worked."""
    return web.json_response({"ok": True, "result": result})


def no(status: int, description: str, **details: Any) -> web.Response:
    """The method was refused."""
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if details:
        body["parameters"] = details
    return web.json_response(body, status=status)
