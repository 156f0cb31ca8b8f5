"""`/v/{token}`: a look shows whose link it is and changes nothing; its button lets this browser in."""

import asyncio
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.site import bodies, entry, says
from bot.site.browsers import label
from bot.site.chat import keep
from bot.site.pages import page
from bot.site.refusing import notice
from bot.site.state import site_of
from bot.site.visitors import Visitor, begin, give_cookie, source_of, visitor
from handlers.messages import Incoming
from handlers.people import codes, knocking
from handlers.people import links as handling
from handlers.permissions import ORGANISER
from handlers.wording import knocking as asking
from handlers.wording import links as wording
from storage import links, people, sessions, settings, web
from storage.links import Link
from storage.models import Membership, Person

INVITED = "duoc-moi"
COME_IN, SEPARATE, TAKE, CONNECT, AS_OWNER = "vao", "moi", "nhan", "noi", "mo"  # what a form does


@dataclass(frozen=True, slots=True)
class Landing:
    """A link's page: heading, sentences, forms as (what it does, its button), and ways that change nothing."""

    heading: str
    sentences: tuple[str, ...]
    forms: tuple[tuple[str, str], ...] = ()
    step: str = ""
    stay: str = ""
    ask: str = ""
    copy: str = ""


def show(request: Request) -> Response:
    """`GET /v/{token}`: the page, or the chat where this browser is in it already."""
    who = visitor(request, note=False)
    with site_of(request).database.reading() as session:
        link = links.find(session, _token(request), site_of(request).clock())
        if link is None or not (link.room or link.owner or _is_in(session, link, who)):
            return _closed(request, who)
        if _is_in(session, link, who) and who is not None and web.history(session, who.address, 1):
            return RedirectResponse("/chat", 303)
        landing = _landing(request, session, link, who)
    return _page(request, landing)


def _page(request: Request, landing: Landing, trouble: str = "") -> Response:
    made = entry.form(request, _token(request))
    status = 409 if trouble else 200
    response = page(
        request, "link.html", status=status, landing=landing, slip=made.slip, trouble=trouble, words=wording,
        path=request.url.path, invited=INVITED,
    )  # fmt: skip
    entry.give_word(request, response, made)
    return response


def _closed(request: Request, who: Visitor | None) -> Response:
    return notice(request, who, 404, says.LINK_CLOSED, wording.CLOSED, wording.CLOSED_NEXT)


def _wrong(request: Request, session: Session, who: Visitor | None) -> Response:
    """A pressed link that gives nothing counts like a wrong code, for the chat and for the internet address."""
    address = who.address if who else None
    waits = codes.wrong_link(session, address, source_of(request), site_of(request).clock())
    return _too_many(request, who) if waits else _closed(request, who)


def _too_many(
    request: Request, who: Visitor | None, sentence: str = wording.TOO_MANY, step: str = wording.TOO_MANY_NEXT
) -> Response:
    return notice(request, who, 429, says.LINK_CLOSED, sentence, step)


def _token(request: Request) -> str:
    return str(request.path_params["token"])


def _is_in(session: Session, link: Link, who: Visitor | None) -> bool:
    """Whether this browser is where the link leads."""
    if who is None:
        return False
    if link.owner is not None:
        return who.person_id == link.owner.id
    return links.came_by(session, link.token_hash, who.address)


def _landing(request: Request, session: Session, link: Link, who: Visitor | None) -> Landing:
    person = session.get(Person, who.person_id) if who and who.person_id else None
    held = people.memberships(session, person.id) if person else []
    if link.owner is not None:
        return _into_a_profile(request, session, link, link.owner, person, held)
    assert link.invitation is not None
    if person is None or _is_in(session, link, who):
        sentences = (link.invitation.event.title, wording.READ_FIRST)
        return Landing(wording.invitation(link.invitation), sentences, ((COME_IN, wording.OPEN),))
    return _invitation_to_others(request, session, link, person, held)


def _into_a_profile(
    request: Request, session: Session, link: Link, owner: Person, person: Person | None, held: list[Membership]
) -> Landing:
    """A link into somebody's profile; whoever is somebody else here is asked first."""
    roles = people.memberships(session, owner.id)
    name = wording.name(owner, roles)
    own = wording.own(wording.whose(owner, roles))
    if person is not None and _gave_it_out(link, person):
        me = wording.name(person, held)
        return Landing(own, (wording.you_are(wording.whose(person, held)), asking.GIVEN_OUT), stay=wording.stay(me))
    if link.code is None:
        heading = own
        sentences, form = _opened_before(request, session, owner, name)
    else:
        heading = wording.connect(wording.whose(owner, roles))
        sentences = (wording.connects(site_of(request).channels.of("web")),)
        form = (CONNECT, wording.CONNECT)
    if person is None:
        return Landing(heading, sentences, (form,), step=wording.NOT_YOURS)
    me = wording.name(person, held)
    asked = (wording.you_are(wording.whose(person, held)), *sentences, wording.leaves(me))
    button = wording.connect_to(name) if link.code else form[1]
    return Landing(heading, asked, ((form[0], button),), stay=wording.stay(me))


def _gave_it_out(link: Link, person: Person) -> bool:
    """Whoever made an invitation has no business in the profile that came of it."""
    return link.invitation is not None and link.invitation.created_by == person.id


def _opened_before(
    request: Request, session: Session, owner: Person, name: str
) -> tuple[tuple[str, ...], tuple[str, str]]:
    """What stands on the page of a used personal link, and its button: some profiles need a yes from inside."""
    if not knocking.guarded(session, owner):
        return (wording.opened_before(name),), (AS_OWNER, wording.it_is_me(name))
    secret = entry.secret_of(request, _token(request))
    row = sessions.knocked(session, secret, site_of(request).clock()) if secret else None
    if row is None:
        return (asking.needs_yes(name),), (AS_OWNER, asking.ASK)
    if row.kind == sessions.LET_IN:
        return (asking.ALLOWED,), (AS_OWNER, asking.ENTER)
    return (asking.waits(name, row),), (AS_OWNER, asking.LOOK_AGAIN)


def _invitation_to_others(
    request: Request, session: Session, link: Link, person: Person, held: list[Membership]
) -> Landing:
    """An invitation opened by somebody who has joined: shown, to be copied; nothing changes by itself."""
    assert link.invitation is not None
    me, you_are = wording.name(person, held), wording.you_are(wording.whose(person, held))
    if request.query_params.get("toi") == INVITED:
        asked = (you_are, wording.separate(me))
        return Landing(wording.INVITED, asked, ((SEPARATE, wording.NEW_CHAT),), stay=wording.stay(me))
    organises = any(row.role == ORGANISER and row.event_id == link.invitation.event_id for row in held)
    take = () if organises else ((TAKE, wording.TAKE_ROLE),)
    base = (settings.get(session, "web") or {}).get("url", "")
    return Landing(
        wording.invitation(link.invitation), (link.invitation.event.title, you_are, wording.TO_BE_SENT), take,
        stay=wording.stay(me), ask=wording.INVITED, copy=f"{base}{request.url.path}",
    )  # fmt: skip


async def enter(request: Request) -> Response:
    """`POST /v/{token}`: the button. One press of a link at a time, so that a second one finds what the first did."""
    fields, token = await bodies.fields(request), _token(request)
    lock = site_of(request).doors.setdefault(token, asyncio.Lock())
    async with lock:
        try:
            return await _enter(request, fields.get("phieu"), str(fields.get("lam", "")))
        except IntegrityError:  # the other press reached another process
            return await _enter(request, fields.get("phieu"), str(fields.get("lam", "")))


async def _enter(request: Request, slip: object, does: str) -> Response:
    done = await run_in_threadpool(_use, request, slip, does)
    if isinstance(done, Response):
        return done
    site, token = site_of(request), _token(request)
    if done.greet:
        replies = await site.answer(Incoming("web", done.address, f"/start {token}", sender_name=done.name))
        await run_in_threadpool(keep, site, done.address, replies, web.POST)
    response = RedirectResponse("/chat", 303)
    if done.secret is not None:
        give_cookie(request, response, done.secret)
        response.delete_cookie(entry.WORD, path="/v")
    return response


@dataclass(frozen=True, slots=True)
class Used:
    """What a press did: the chat to go on in, the browser's new secret, whether the desk has to begin."""

    address: str
    secret: str | None
    greet: bool
    name: str = ""


def _use(request: Request, slip: object, does: str) -> Response | Used:
    token, now = _token(request), site_of(request).clock()
    who, fits = visitor(request, note=False), entry.fits(request, token, slip)
    secret = entry.secret_of(request, token)
    with site_of(request).database.transaction() as session:
        pressed = sessions.holding(session, secret, now) if secret and fits else None
        if pressed is not None:  # the second press
            return Used(pressed.address, secret, greet=not web.history(session, pressed.address, 1))
        link = links.find(session, token, now)
        if link is not None and who is not None and _is_in(session, link, who):
            return Used(who.address, None, greet=not web.history(session, who.address, 1), name=who.name)
        if link is None or not (link.room or link.owner):
            return _wrong(request, session, who)
        if codes.link_barred(session, who.address if who else None, now):
            return _too_many(request, who)
        return _used(request, session, link, who, does, secret) if fits else _again(request, session, link, who)


def _used(
    request: Request, session: Session, link: Link, who: Visitor | None, does: str, secret: str | None
) -> Response | Used:
    landing = _landing(request, session, link, who)
    if does == SEPARATE and landing.ask:
        does = COME_IN
    elif does not in (form[0] for form in landing.forms):
        return _again(request, session, link, who)
    if does == TAKE and who is not None:
        return Used(who.address, None, greet=True, name=who.name)
    named = label(request.headers.get("user-agent", ""))
    if does == AS_OWNER and (waits := _held_up(request, session, link, who, named, secret)) is not None:
        return waits
    entered = handling.enter(session, link, named, site_of(request).clock(), site_of(request).channels)
    if entered is None:
        return _closed(request, who)
    begun = begin(session, request, entered.address, link.expires_at, secret)
    return Used(entered.address, begun, greet=link.owner is None)


def _held_up(
    request: Request, session: Session, link: Link, who: Visitor | None, named: str, secret: str | None
) -> Response | None:
    """Into an organiser's profile a browser comes once somebody who is in said yes; None where it may."""
    assert link.owner is not None
    assert link.address is not None
    if not knocking.guarded(session, link.owner):
        return None
    if secret is None:
        return _page(request, _landing(request, session, link, who), asking.NO_COOKIES)
    now = site_of(request).clock()
    row = sessions.knocked(session, secret, now)
    if row is not None and row.kind == sessions.LET_IN:
        sessions.end_knock(session, row)
        return None
    if row is None and knocking.knock(session, link.owner, link.address, secret, named, now) is None:
        return _too_many(request, who, asking.TOO_MANY, asking.TOO_MANY_NEXT)
    return RedirectResponse(request.url.path, 303)


def _again(request: Request, session: Session, link: Link, who: Visitor | None) -> Response:
    return _page(request, _landing(request, session, link, who), wording.AGAIN)
