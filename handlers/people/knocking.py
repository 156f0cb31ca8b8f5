"""A used link of an organiser, opened elsewhere: the browser waits until somebody who is in lets it in."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.messages import Button, Refusal, Reply
from handlers.permissions import ORGANISER
from handlers.request import Request
from handlers.wording import buttons as on_button
from handlers.wording import knocking as wording
from storage import audit, outbox, people, sessions
from storage.models import Person, WebSession
from storage.outbox import Draft, Topic, Words

GUARDED = frozenset({ORGANISER})  # the roles into whose profiles nobody comes by a click alone


def guarded(session: Session, owner: Person) -> bool:
    """Whether a yes is needed to come into this profile by its used link."""
    return bool(_guarded_events(session, owner))


def knock(session: Session, owner: Person, address: str, secret: str, label: str, now: datetime) -> WebSession | None:
    """A browser asks to come in, and whoever may say yes hears of it; None where too many ask already."""
    row = sessions.knock(session, secret, address, label, now)
    if row is None:
        return None
    asked = Topic(_guarded_events(session, owner)[-1], "channel", f"knock:{row.id}", now.isoformat())

    def to_owner(number: str) -> Words:
        return wording.is_it_you(row, number)

    def to_others(number: str) -> Words:
        return wording.let_colleague_in(owner, row, number)

    others = [Draft(person.id, None, to_others) for person in _colleagues(session, owner)]
    outbox.put(session, asked, [Draft(owner.id, None, to_owner), *others], now=now, due_at=now)
    return row


def let_in(request: Request, number: int) -> Reply:
    """`/kenh mo s12`: the yes of the owner, or of another organiser of the same event."""
    assert request.person is not None
    row = sessions.knock_with_id(request.session, number, request.now)
    owner = people.at_address(request.session, "web", row.address) if row else None
    if row is None or owner is None or not _may(request, owner):
        raise Refusal(wording.NOBODY_WAITS, (Button(on_button.SEE_CHANNELS, "/kenh"),))
    sessions.let_in(request.session, row, request.now)
    audit.record(
        request.session, now=request.now, action="browser_let_in", subject=f"person:{owner.id}",
        actor_id=request.person.id, after={"browser": row.label},
    )  # fmt: skip
    return Reply(wording.let_in(owner, row), (Button(on_button.SEE_CHANNELS, "/kenh"),))


def _may(request: Request, owner: Person) -> bool:
    assert request.person is not None
    speaker = request.person.id
    return speaker == owner.id or speaker in {person.id for person in _colleagues(request.session, owner)}


def _guarded_events(session: Session, owner: Person) -> list[int]:
    held = people.memberships(session, owner.id)
    return [row.event_id for row in held if row.role in GUARDED and row.state == "approved"]


def _colleagues(session: Session, owner: Person) -> list[Person]:
    """The other organisers of an event that the owner organises."""
    events = _guarded_events(session, owner)
    found = {person.id: person for event in events for person in people.organisers_of(session, event)}
    return [person for person in found.values() if person.id != owner.id]
