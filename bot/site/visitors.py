"""Who looks at a page: the browser's cookie leads to a web chat, the chat to a person and their roles."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from bot.site.addresses import is_https
from bot.site.state import site_of
from handlers.permissions import FOCAL, ORGANISER
from storage import people, web
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

    @property
    def is_organiser(self) -> bool:
        return ORGANISER in self.roles


def visitor(request: Request) -> Visitor | None:
    """The visitor behind the request's cookie; None without a session that holds."""
    secret = request.cookies.get(COOKIE)
    if not secret:
        return None
    site = site_of(request)
    with site.database.reading() as session:
        address = web.address_of_cookie(session, secret, site.clock())
        if address is None:
            return None
        site.door.limits.know(secret)
        return _visitor(session, address)


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


def give_cookie(request: Request, response: Response, address: str, now: datetime, expires_at: datetime | None) -> None:
    """Makes this browser the chat's: a new secret, never one that the browser brought along."""
    with site_of(request).database.transaction() as session:
        secret = web.start_cookie(session, address, now, expires_at)
    # The event's clock may be a rehearsal, so the browser gets a plain span and the database the true end.
    response.set_cookie(
        COOKIE, secret, max_age=180 * 86400, httponly=True, samesite="lax", secure=is_https(request), path="/"
    )
