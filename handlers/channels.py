"""`/kenh`: the channels of one person. A code connects one more; two people who are one are made one."""

import re
import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import codes
from handlers.messages import Button, Incoming, Refusal, Reply
from handlers.request import Request
from handlers.wording import account as account_wording
from handlers.wording import reach as wording
from storage import channels, outbox, people
from storage.clock import local
from storage.models import Address, ChannelCode, Person
from storage.outbox import Draft, Topic

CHOSEN = re.compile(r"(?P<verb>truoc|bo) a(?P<id>\d{1,12})")
JOINED = re.compile(r"(?P<code>[A-Za-z0-9_-]{8,22})(?P<sure> dung)?")
MORE = "them"


def reach(request: Request) -> Reply:
    """`/kenh`: where one is reached; `/kenh them` makes a code, a code typed here makes two people one."""
    assert request.person is not None
    words = request.command.words.strip()
    if words == MORE:
        return _new_code(request, request.person)
    if (chosen := CHOSEN.fullmatch(words)) is not None:
        return _changed(request, request.person, chosen["verb"], int(chosen["id"]))
    if (joined := JOINED.fullmatch(words)) is not None:
        return _other_person(request, request.person, joined["code"], bool(joined["sure"]))
    return _shown(request, request.person)


def _shown(request: Request, person: Person) -> Reply:
    rows = sorted(person.addresses, key=lambda row: (row.rank, row.id))
    buttons = [Button("Nối thêm kênh", f"/kenh {MORE}")]
    buttons += [Button(wording.put_first_button(row), f"/kenh truoc a{row.id}") for row in rows[1:]]
    buttons += [Button(wording.drop_button(row), f"/kenh bo a{row.id}") for row in rows if not _is_here(request, row)]
    return Reply(wording.channels(rows), tuple(buttons))


def _is_here(request: Request, row: Address) -> bool:
    return (row.channel, row.address) == (request.incoming.channel, request.incoming.address)


def _new_code(request: Request, person: Person) -> Reply:
    code, token = codes.new_code(), secrets.token_urlsafe(16)
    row = channels.new_code(request.session, person, code, token, request.now)
    links = codes.links(request.session, code, token)
    return Reply(wording.new_code(code, local(row.expires_at, request.zone), links))


def _changed(request: Request, person: Person, verb: str, number: int) -> Reply:
    row = next((each for each in person.addresses if each.id == number), None)
    if row is None or (verb == "bo" and _is_here(request, row)):
        raise Refusal(wording.NOT_THIS, (Button("Xem các kênh", "/kenh"),))
    if verb == "truoc":
        channels.put_first(request.session, person, row, request.now)
        return Reply(wording.first(row), (Button("Xem các kênh", "/kenh"),))
    told = wording.dropped(row)
    channels.drop(request.session, person, row, request.now)
    return Reply(told, (Button("Xem các kênh", "/kenh"),))


def _other_person(request: Request, person: Person, typed: str, sure: bool) -> Reply:
    """Somebody who joined here before types the code of another channel: the two are asked to be one."""
    session, here, now = request.session, request.incoming, request.now
    if people.too_many_wrong_codes(session, here.channel, here.address, now):
        return Reply(account_wording.TOO_MANY_CODES)
    code = channels.code_for(session, typed, now)
    if code is None:
        people.note_wrong_code(session, here.channel, here.address, now)
        return Reply(wording.NO_CODE, (Button("Xem các kênh", "/kenh"),))
    if code.person_id == person.id:
        raise Refusal(wording.OWN_CODE, (Button("Xem các kênh", "/kenh"),))
    if sure:
        return _made_one(request, person, code.id)
    roles = [(who.name, people.memberships(request.session, who.id)) for who in (code.person, person)]
    buttons = (Button("Là tôi, gộp lại", f"/kenh {typed} dung"), Button("Không", "/kenh"))
    return Reply(wording.one_person_asked(roles), buttons)


def _made_one(request: Request, person: Person, number: int) -> Reply:
    code = channels.code_with_id(request.session, number, request.now)
    if code is None:
        raise Refusal(wording.NO_CODE, (Button("Xem các kênh", "/kenh"),))
    one = channels.make_one(request.session, code, person, request.now)
    _tell(request.session, one, request.incoming.channel, request.now)
    return Reply(wording.made_one(one), (Button("Xem tôi làm được gì", "/menu"),))


def offered(session: Session, incoming: Incoming, code: ChannelCode, now: datetime) -> Reply:
    """A stranger's chat with the code of somebody who joined elsewhere: the same two buttons as a new person gets."""
    buttons = codes.ask_consent(session, incoming, {"channel_code": code.id}, channels.LASTS, now)
    roles = people.memberships(session, code.person_id)
    return Reply(wording.offered(code.person, roles, incoming.channel), buttons)


def connected(session: Session, incoming: Incoming, number: int, now: datetime) -> Reply:
    """The yes to it."""
    code = channels.code_with_id(session, number, now)
    if code is None:
        return Reply(wording.NO_CODE)
    person = channels.connect(session, code, incoming.channel, incoming.address, now)
    _tell(session, person, incoming.channel, now)
    return Reply(wording.connected(person), (Button("Xem tôi làm được gì", "/menu"),))


def _tell(session: Session, person: Person, channel: str, now: datetime) -> None:
    """The person hears of it where they were reached before: nobody connects a chat behind their back."""
    held = people.memberships(session, person.id)
    if held:
        topic = Topic(held[-1].event_id, "channel", f"person:{person.id}", now.isoformat())
        draft = Draft(person.id, None, lambda number: wording.notice(channel, number))
        outbox.put(session, topic, [draft], now=now, due_at=now)
