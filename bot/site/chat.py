"""The chat: a sentence or a press goes to the front desk, the page asks for what is new."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.site import bodies, says
from bot.site.numbers import row_number
from bot.site.pages import page
from bot.site.refusing import no_session, notice
from bot.site.state import Site, site_of
from bot.site.visitors import Visitor, visitor
from handlers.dispatch import Keep
from handlers.messages import Incoming, Reply, plain
from storage import web
from storage.clock import local
from storage.models import WebPost

MAX_TEXT = 4000


def show(request: Request) -> Response:
    """`GET /chat`: the conversation so far and the typing line."""
    who = visitor(request)
    if who is None:
        return notice(request, None, 401, "Hội nghị", says.NO_SESSION, says.NO_SESSION_NEXT)
    site = site_of(request)
    with site.database.reading() as session:
        posts = web.history(session, who.address)
    for post in posts:  # a copy of ours by now: the session is closed
        post.text = site.seal.open(post.text)
    last = posts[-1].id if posts else 0
    return page(request, "chat.html", who, posts=posts, last=last, newest=_newest_choices(posts))


def _newest_choices(posts: Sequence[WebPost]) -> int:
    """The only message whose buttons are still fresh: the last one, unless something was said after it."""
    return posts[-1].id if posts and posts[-1].kind != web.SAID else 0


async def say(request: Request) -> Response:
    """`POST /chat`: what was typed or pressed goes to the front desk."""
    who = await run_in_threadpool(visitor, request)
    if who is None:
        return no_session(request)
    text = _text(await bodies.fields(request))
    replies = await ask(site_of(request), who, text)
    if not bodies.is_json(request):
        return RedirectResponse("/chat", 303)
    return JSONResponse({"replies": [as_json(reply) for reply in replies]})


def _text(fields: bodies.Fields) -> str:
    text = fields.get("text", "")
    if not text:
        raise bodies.BadBody(400, says.ERROR_EMPTY)
    if len(text) > MAX_TEXT:
        raise bodies.BadBody(413, says.ERROR_LONG)
    return text


async def ask(site: Site, who: Visitor, text: str) -> Sequence[Reply]:
    """Gives a text to the front desk in this visitor's name; both sides stay in the chat, whatever happens then."""
    asked = Incoming("web", who.address, text, sender_name=who.name, browser=who.browser, source=who.source)
    return await site.answer(asked, keeping(site, who.address, web.ANSWER, text))


def keeping(site: Site, address: str, kind: str, said: str = "") -> Keep:
    """Writes what was said and answered in the desk's own transaction; nothing where it erased the chat."""

    def write(session: Session, replies: Sequence[Reply]) -> None:
        if not web.is_open(session, address):
            return
        if said:
            shown = web.label_of(session, address, said) or said
            shown = "/start" if shown.startswith("/start ") else shown  # a code is no memory to keep
            web.add_post(session, address, site.seal.close(shown), (), site.clock(), web.SAID)
        for reply in replies:
            put(session, site, address, reply, kind)

    return write


def keep(site: Site, address: str, replies: Sequence[Reply], kind: str) -> None:
    """Writes replies into the chat."""
    with site.database.transaction() as session:
        for reply in replies:
            put(session, site, address, reply, kind)


def put(session: Any, site: Site, address: str, reply: Reply, kind: str) -> int:
    """Writes a reply into the chat; its id."""
    buttons = [(button.label, button.command) for button in reply.buttons]
    return web.add_post(session, address, site.seal.close(with_place(reply)), buttons, site.clock(), kind)


def with_place(reply: Reply) -> str:
    """A page shows a place as words."""
    if reply.place is None or reply.place.title in reply.text:
        return reply.text
    return "\n".join(part for part in (reply.text, reply.place.title, reply.place.address) if part)


def as_json(reply: Reply) -> dict[str, Any]:
    """`text` for scripts is plain; `marked` keeps the spans for the page."""
    text = with_place(reply)
    buttons = [{"label": button.label, "command": button.command} for button in reply.buttons]
    return {"text": plain(text), "buttons": buttons, "marked": text}


def updates(request: Request) -> Response:
    """`GET /chat/updates?after=N`: what came unasked since."""
    who = visitor(request)
    if who is None:
        return no_session(request)
    after = row_number(request.query_params.get("after")) or 0
    site = site_of(request)
    with site.database.reading() as session:
        posts = web.posts_after(session, who.address, after)
    return JSONResponse({"next": posts[-1].id if posts else after, "messages": [_post(post, site) for post in posts]})


def _post(post: WebPost, site: Site) -> dict[str, Any]:
    buttons = [{"label": label, "command": command} for label, command in post.buttons]
    at = says.short_moment(local(post.at, site.zone))
    text = site.seal.open(post.text)
    return {"id": post.id, "text": plain(text), "buttons": buttons, "marked": text, "at": at}
