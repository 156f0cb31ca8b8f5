"""`/kenh`: the channels of one person. A code connects one more; two people who are one are made one."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.messages import Button, Incoming, Refusal, Reply, asking, refused
from handlers.people import codes, knocking
from handlers.permissions import ROLES
from handlers.request import Request
from handlers.said.account import ReachSaid
from handlers.traits import Channels
from handlers.wording import account as account_wording
from handlers.wording import buttons as on_button
from handlers.wording import reach as wording
from storage import channels, chats, links, outbox, people, sessions, settings
from storage.clock import local
from storage.models import Address, ChannelCode, Person
from storage.outbox import Draft, Topic, Words

MORE, SURE, MERGE = "them", "dung", "merge"
MOST_BROWSERS = 6  # named one by one; all the others are ended together


def reach(request: Request) -> Reply:
    """`/kenh`: where one is reached; `/kenh them` makes a code, a code typed here makes two people one."""
    assert request.person is not None
    said: ReachSaid = request.command.said
    match said.verb:
        case "more":
            return _new_code(request, request.person)
        case "first" | "drop":
            return _changed(request, request.person, said)
        case "end":
            return _ended(request, request.person, said.number)
        case "let":
            return knocking.let_in(request, said.number or 0)
        case "sure":
            return _made_one(request, request.person)
        case "join":
            return _other_person(request, request.person, said.code)
    return _shown(request, request.person)


def _shown(request: Request, person: Person) -> Reply:
    rows = sorted(person.addresses, key=lambda row: (row.rank, row.id))
    named = [(request.channels.named(row.channel), row) for row in rows]
    buttons = [Button(on_button.ADD_CHANNEL, f"/kenh {MORE}")]
    buttons += [Button(wording.put_first_button(label), f"/kenh truoc a{row.id}") for label, row in named[1:]]
    leaving = [(label, row) for label, row in named if not _is_here(request, row)]
    buttons += [Button(wording.drop_button(label), f"/kenh bo a{row.id}") for label, row in leaving]
    browsers = sessions.of_person(request.session, person.id, request.now)
    others = [row for row in browsers if row.id != request.incoming.browser]
    if others:
        here = len(others) < len(browsers)
        buttons.append(Button(wording.end_button(len(others), here=here), "/kenh thoat"))
    elif links.personal(request.session, person, request.now):
        buttons.append(Button(wording.RENEW, "/kenh thoat"))
    if len(others) > 1:
        shown = others[:MOST_BROWSERS]
        buttons += [Button(wording.end_one_button(row.label), f"/kenh thoat s{row.id}") for row in shown]
    site = (settings.get(request.session, "web") or {}).get("url")
    listed = wording.browsers(browsers, request.incoming.browser, request.zone, site)
    return Reply(f"{wording.channels(named)}{listed}", tuple(buttons))


def _ended(request: Request, person: Person, number: int | None) -> Reply:
    """`/kenh thoat`: every browser but the one that asks; `/kenh thoat s12` one of them. The links go, too."""
    rows = sessions.of_person(request.session, person.id, request.now)
    others = [row for row in rows if row.id != request.incoming.browser and number in (None, row.id)]
    if not others and not links.personal(request.session, person, request.now):
        raise Refusal(wording.NO_OTHER_BROWSER, (Button(on_button.SEE_CHANNELS, "/kenh"),))
    labels = [row.label for row in others]
    channels.end_browsers(request.session, person, [row.id for row in others], request.now)
    fresh = links.renew(request.session, person, request.now)
    site = (settings.get(request.session, "web") or {}).get("url")
    shown = [f"{site}/v/{token}" for token in fresh] if site else []
    return Reply(wording.ended(labels, shown), (Button(on_button.SEE_CHANNELS, "/kenh"),))


def _is_here(request: Request, row: Address) -> bool:
    return (row.channel, row.address) == (request.incoming.channel, request.incoming.address)


def _new_code(request: Request, person: Person) -> Reply:
    code, token = codes.new_code(), secrets.token_urlsafe(16)
    row = channels.new_code(request.session, person, code, token, request.now)
    ways = codes.ways_in(request.session, request.channels, code, token).values()
    return Reply(wording.new_code(code, local(row.expires_at, request.zone), ways))


def _changed(request: Request, person: Person, said: ReachSaid) -> Reply:
    row = next((each for each in person.addresses if each.id == said.number), None)
    if row is None or (said.verb == "drop" and _is_here(request, row)):
        raise Refusal(wording.NOT_THIS, (Button(on_button.SEE_CHANNELS, "/kenh"),))
    if said.verb == "first":
        channels.put_first(request.session, person, row, request.now)
        return Reply(wording.first(request.channels.named(row.channel)), (Button(on_button.SEE_CHANNELS, "/kenh"),))
    told = wording.dropped(request.channels.named(row.channel))
    channels.drop(request.session, person, row, request.now)
    return Reply(told, (Button(on_button.SEE_CHANNELS, "/kenh"),))


def _other_person(request: Request, person: Person, typed: str) -> Reply:
    """Somebody who joined here before types the code of another channel: the two are asked to be one."""
    session, here, now = request.session, request.incoming, request.now
    if codes.barred(session, here, now):
        return refused(account_wording.TOO_MANY_CODES)
    code = channels.code_for(session, typed, now)
    if code is None:
        return codes.wrong(session, here, now, wording.NO_CODE, (Button(on_button.SEE_CHANNELS, "/kenh"),))
    if code.person_id == person.id:
        raise Refusal(wording.OWN_CODE, (Button(on_button.SEE_CHANNELS, "/kenh"),))
    _never_upwards(session, code.person, person)
    # The question keeps which code it was: a button must not carry it, and a number could be guessed.
    chats.ask(session, here.channel, here.address, MERGE, now, options=[], data={"code": code.id}, lasts=channels.LASTS)
    roles = [(who.name, people.memberships(session, who.id)) for who in (code.person, person)]
    buttons = (Button(on_button.IT_IS_ME, f"/kenh {SURE}"), Button(on_button.NO, "/kenh"))
    return asking(wording.one_person_asked(roles), buttons)


def _never_upwards(session: Session, maker: Person, speaker: Person) -> None:
    """Whoever makes a code gets what the other holds, so nobody is talked into giving a higher role away by it."""
    if _highest(session, speaker) < _highest(session, maker):
        raise Refusal(wording.other_way_round(speaker), (Button(on_button.ADD_CHANNEL, f"/kenh {MORE}"),))


def _highest(session: Session, person: Person) -> int:
    """The place of somebody's highest approved role among all; smaller is higher."""
    held = [row.role for row in people.memberships(session, person.id) if row.state == "approved"]
    return min((ROLES.index(role) for role in held), default=len(ROLES))


def _made_one(request: Request, person: Person) -> Reply:
    here = request.incoming
    asked = chats.last_asked(request.session, here.channel, here.address, MERGE, request.now)
    code = channels.code_with_id(request.session, asked.data["code"], request.now) if asked else None
    if code is None:
        raise Refusal(wording.NO_CODE, (Button(on_button.SEE_CHANNELS, "/kenh"),))
    _never_upwards(request.session, code.person, person)
    one = channels.make_one(request.session, code, person, request.now)
    tell_added(request.session, one, request.channels.named(here.channel), request.now)
    return Reply(wording.made_one(one), (Button(on_button.WHAT_I_CAN_DO, "/menu"),))


def offered(session: Session, incoming: Incoming, code: ChannelCode, now: datetime, known: Channels) -> Reply:
    """A stranger's chat with the code of somebody who joined elsewhere: the same two buttons as a new person gets."""
    buttons = codes.ask_consent(session, incoming, {"channel_code": code.id}, channels.LASTS, now)
    roles = people.memberships(session, code.person_id)
    return asking(wording.offered(code.person, roles, known.of(incoming.channel)), buttons)


def connected(session: Session, incoming: Incoming, number: int, now: datetime, known: Channels) -> Reply:
    """The yes to it."""
    code = channels.code_with_id(session, number, now)
    if code is None:
        return refused(wording.NO_CODE)
    person = channels.connect(session, code, incoming.channel, incoming.address, now)
    tell_added(session, person, known.named(incoming.channel), now)
    return Reply(wording.connected(person), (Button(on_button.WHAT_I_CAN_DO, "/menu"),))


def tell_added(session: Session, person: Person, label: str, now: datetime) -> None:
    """The person hears of it where they were reached before: nobody connects a chat behind their back."""
    _tell(session, person, now, lambda number: wording.notice(label, number))


def tell_opened(session: Session, person: Person, label: str, now: datetime) -> None:
    """The same of one more browser in their web chat."""
    _tell(session, person, now, lambda number: wording.opened(label, number))


def _tell(session: Session, person: Person, now: datetime, words: Callable[[str], Words]) -> None:
    held = people.memberships(session, person.id)
    if held:
        topic = Topic(held[-1].event_id, "channel", f"person:{person.id}", now.isoformat())
        outbox.put(session, topic, [Draft(person.id, None, words)], now=now, due_at=now)
