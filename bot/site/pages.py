"""Renders a template with what every page shows: the event, who looks, the demo's bar."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.site import says
from bot.site.spans import to_html
from bot.site.state import site_of
from bot.site.visitors import Visitor
from storage.clock import local

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def _templates() -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    env.filters["spans"] = to_html
    env.filters["event_name"] = says.event_name
    env.globals["static"] = static_url
    return env


@cache
def static_url(name: str) -> str:
    """The address of a file of ours, with a mark of its content, so that browsers may keep it for good."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={mark}"


def page(
    request: Request, template: str, visitor: Visitor | None = None, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """The page as an answer."""
    site = site_of(request)
    now = site.clock()
    demo = _demo_bar(request, visitor, now) if site.demo else None
    html = (
        _templates()
        .get_template(template)
        .render(
            visitor=visitor,
            demo=demo,
            here=request.scope["path"],
            now=now,
            local=lambda at: local(at, site.zone),
            **values,
        )
    )
    return HTMLResponse(html, status)


def _demo_bar(request: Request, visitor: Visitor | None, now: Any) -> dict[str, Any]:
    site = site_of(request)
    assert site.demo is not None
    clock = site.demo.clock()
    shown = local(now, site.zone)
    return {
        "personas": site.demo.personas,
        "address": visitor.address if visitor else None,
        "speed": clock.speed,
        "epoch": int(now.timestamp() * 1000),
        "zone": site.zone,
        "now": says.moment(shown),
        "field": shown.strftime("%Y-%m-%dT%H:%M"),
    }
