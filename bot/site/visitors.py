"""Who looks at a page: the browser's cookie leads to a web chat, the chat to a person and their roles."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from bot.runtime.keys import signature
from bot.site.addresses import client_address, is_https
from bot.site.browsers import label
from bot.site.state import site_of
from handlers.permissions import FOCAL, ORGANISER
from storage import people, sessions, web
from storage.models import Event, Membership

COOKIE = "hoinghi"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser with a session. A stranger who has not agreed yet has an address and nothing else."""

    address: str
    person_id: int | None = None
    name: str = ""
    event_id: int | None = None
    plan_id: int | None = None
    title: str = ""
    roles: tuple[str, ...] = ()
    unit: str | None = None
    unit_id: int | None = None
    browser: int = 0  # the id of its session
    source: str = ""  # where on the internet it is, as a hash

    @property
    def is_organiser(self) -> bool:
        return ORGANISER in self.roles


def visitor(request: Request, *, note: bool = True) -> Visitor | None:
    """The visitor behind the request's cookie; None without a session that holds. Its use is noted once an hour."""
    secret = request.cookies.get(COOKIE)
    if not secret:
        return None
    site = site_of(request)
    with site.database.reading() as session:
        browser = sessions.holding(session, secret, site.clock())
        if browser is None:
            return None
        who = _visitor(session, browser.address)
    site.door.limits.know(secret)
    if browser.due and note:
        with site.database.transaction() as session:
            sessions.note_use(session, browser.id, site.clock())
    return replace(who, browser=browser.id, source=source_of(request))


def source_of(request: Request) -> str:
    """Where on the internet a request came from, as a hash that only this installation can make."""
    address = client_address(request)
    return signature(site_of(request).door.key, "source", address)[:32] if address else ""


def _visitor(session: Session, address: str) -> Visitor:
    person = people.at_address(session, "web", address)
    if person is None:
        return Visitor(address)
    members = people.memberships(session, person.id)
    event = _event(members, web.chosen_event(session, address))
    if event is None:
        return Visitor(address, person.id, person.name)
    here = [member for member in members if member.event_id == event.id and member.state == "approved"]
    unit = next((member.unit for member in sorted(here, key=lambda m: m.role != FOCAL) if member.unit), None)
    roles, name = tuple(member.role for member in here), unit.name if unit else None
    unit_id = unit.id if unit else None
    return Visitor(address, person.id, person.name, event.id, event.plan_id, event.title, roles, name, unit_id)


def _event(members: list[Membership], chosen: int | None) -> Event | None:
    events = {member.event_id: member.event for member in members}
    return events.get(chosen or 0) or (members[-1].event if members else None)


def begin(
    session: Session, request: Request, address: str, expires_at: datetime | None, secret: str | None = None
) -> str:
    """Lets this browser into a chat and ends the session it had, so that none is left behind unseen; the secret."""
    if left := request.cookies.get(COOKIE):
        sessions.end_secret(session, left)
    named = label(request.headers.get("user-agent", ""))
    return sessions.start(session, address, site_of(request).clock(), expires_at, label=named, secret=secret)


def give_cookie(request: Request, response: Response, secret: str) -> None:
    """Hands the browser its session's secret."""
    # The event's clock may be a rehearsal, so the browser gets a plain span and the database the true end.
    response.set_cookie(
        COOKIE, secret, max_age=180 * 86400, httponly=True, samesite="lax", secure=is_https(request), path="/"
    )
