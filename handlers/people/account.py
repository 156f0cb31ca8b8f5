"""Joining, inviting and approving."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers.messages import Button, Command, Denied, Incoming, Outcome, Refusal, Reply, asking, refused, talking
from handlers.people import channels as reach
from handlers.people import consent, sharing
from handlers.people.codes import ask_consent, barred, code_in, new_code, ways_in, wrong
from handlers.permissions import DELEGATE, FOCAL, ORGANISER, ROLES, WITH_UNIT
from handlers.request import Request
from handlers.said.account import ApproveSaid, InviteSaid
from handlers.traits import NONE_KNOWN, Channels
from handlers.wording import account as wording
from handlers.wording import buttons as on_button
from storage import channels as channel_rows
from storage import chats, keys, people, plans, units
from storage.clock import instant
from storage.models import Event, Invitation, Membership, OpenQuestion, Person, Unit
from storage.shapes import TOKEN, TYPED, is_one

CONSENT_WAITS = timedelta(hours=24)
DEFAULT_DAYS_AFTER = 7
MOST_BUTTONS = 60
UNDATED_DAYS = 180  # an event whose day is not fixed: its invitations live this long


def stranger(session: Session, incoming: Incoming, now: datetime, known: Channels = NONE_KNOWN) -> Reply:
    """Everything somebody unknown may do: hand in a code, read who we are, agree or not."""
    asked = chats.newest_question(session, incoming.channel, incoming.address, "consent", now)
    if asked is not None and (answer := consent.said(incoming.text)) is not None:
        chats.close(asked, now)
        if not answer:
            return talking(wording.NOT_JOINED)
        if "channel_code" in asked.data:
            return reach.connected(session, incoming, int(asked.data["channel_code"]), now, known)
        return _joined(session, incoming, int(asked.data["invitation"]), now)
    code = code_in(incoming.text)
    if code is None:
        if asked is None:
            return asking(wording.WHO_WE_ARE)
        return _asked_once_more(session, incoming, asked, now, known)
    return _offer(session, incoming, code, now, known)


def _asked_once_more(
    session: Session, incoming: Incoming, asked: OpenQuestion, now: datetime, known: Channels
) -> Reply:
    """Whoever says something else before agreeing reads the open question again."""
    chats.close(asked, now)
    if "channel_code" in asked.data:
        own = channel_rows.code_with_id(session, int(asked.data["channel_code"]), now)
        return reach.offered(session, incoming, own, now, known) if own is not None else asking(wording.WHO_WE_ARE)
    invitation = people.invitation(session, int(asked.data["invitation"]))
    if not people.is_open(invitation, now):
        return asking(wording.WHO_WE_ARE)
    return _consent_asked(session, incoming, invitation, now, known)


def _offer(session: Session, incoming: Incoming, code: str, now: datetime, known: Channels) -> Reply:
    """A code that fits is answered with the consent question; one that does not says the same whatever is wrong."""
    if barred(session, incoming, now):
        return refused(wording.TOO_MANY_CODES)
    if (own := channel_rows.code_for(session, code, now)) is not None:
        return reach.offered(session, incoming, own, now, known)
    invitation = people.invitation_for(session, code)
    if invitation is None or not people.is_open(invitation, now):
        if invitation is not None:
            sharing.tried_again(session, invitation, incoming.channel, now)
        return wrong(session, incoming, now, wording.CODE_GIVES_NOTHING)
    return _consent_asked(session, incoming, invitation, now, known)


def _consent_asked(
    session: Session, incoming: Incoming, invitation: Invitation, now: datetime, known: Channels
) -> Reply:
    buttons = ask_consent(session, incoming, {"invitation": invitation.id}, CONSENT_WAITS, now)
    plan = plans.with_id(session, invitation.event.plan_id)
    text = wording.consent(invitation, known.of(incoming.channel), plan.issued_by, consent.days_kept(session))
    return asking(text, buttons)


def _joined(session: Session, incoming: Incoming, invitation_id: int, now: datetime) -> Reply:
    invitation = people.invitation(session, invitation_id)
    if not people.is_open(invitation, now):
        return refused(wording.CODE_GIVES_NOTHING)
    return _let_in(session, incoming, invitation, None, now)


def _let_in(
    session: Session, incoming: Incoming, invitation: Invitation, person: Person | None, now: datetime
) -> Reply:
    """Gives the role; from now on the chat speaks of the invitation's event."""
    member = people.join(
        session,
        invitation,
        person,
        channel=incoming.channel,
        address=incoming.address,
        name=person.name if person else incoming.sender_name,
        consent_version=consent.version(session),
        now=now,
    )
    chats.set_event(session, incoming.channel, incoming.address, member.event_id, now)
    return Reply(wording.welcome(member, invitation), (Button(on_button.WHAT_I_CAN_DO, "/menu"),))


def code_said(session: Session, text: str, now: datetime) -> Command | None:
    """A code that somebody who joined before types by itself: one more role, one more channel, or a wrong try."""
    words = text.strip().removeprefix("/start").strip()
    if not (TYPED.fullmatch(words) or TOKEN.fullmatch(words)):
        return None
    if channel_rows.code_for(session, words, now) is not None:
        return Command("kenh", (words,), words=words)
    if is_one(words) or people.invitation_for(session, words) is not None:
        return Command("start", (words,), words=words)
    return None


def join_more(request: Request) -> Reply:
    """`/start CODE` by somebody who joined before: one more role, or the menu again."""
    code: str | None = request.command.said
    if code is None or request.person is None:
        raise Refusal(wording.ALREADY_HERE, (Button(on_button.SEE_MENU, "/menu"),), Outcome.TALK)
    session, incoming, now = request.session, request.incoming, request.now
    if barred(session, incoming, now):
        return refused(wording.TOO_MANY_CODES)
    invitation = people.invitation_for(session, code)
    if invitation is None:
        return wrong(session, incoming, now, wording.CODE_GIVES_NOTHING)
    held = [m for m in people.memberships(session, request.person.id) if _same_role(m, invitation)]
    if not held and not people.is_open(invitation, now):
        sharing.tried_again(session, invitation, incoming.channel, now)
        return wrong(session, incoming, now, wording.CODE_GIVES_NOTHING)
    return _let_in(session, incoming, invitation, request.person, now)


def returning(session: Session, incoming: Incoming, person: Person, now: datetime) -> Reply | None:
    """Somebody whose every role was withdrawn comes back with a new code; None where the text holds none."""
    code = code_in(incoming.text)
    if code is None:
        return None
    if barred(session, incoming, now):
        return refused(wording.TOO_MANY_CODES)
    invitation = people.invitation_for(session, code)
    if invitation is None or not people.is_open(invitation, now):
        return wrong(session, incoming, now, wording.CODE_GIVES_NOTHING)
    return _let_in(session, incoming, invitation, person, now)


def _same_role(member: Membership, invitation: Invitation) -> bool:
    return (member.event_id, member.role, member.unit_id) == (
        invitation.event_id,
        invitation.role,
        invitation.unit_id,
    )


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation with its secrets, which are shown once and kept as hashes only."""

    invitation: Invitation
    code: str
    token: str
    ways: Mapping[str, str | None]  # of each channel: a link or a sentence; None where it is not set up


def new_invitation(
    session: Session,
    event: Event,
    role: str,
    unit: Unit | None,
    *,
    now: datetime,
    uses: int = 1,
    days: int | None = None,
    by_id: int | None = None,
    channels: Channels = NONE_KNOWN,
) -> Invited:
    """Makes a code and a link; they run out a week after the event unless `days` says otherwise."""
    code = new_code()
    token = secrets.token_urlsafe(16)
    invitation = Invitation(
        event_id=event.id,
        role=role,
        unit_id=unit.id if unit else None,
        code_hash=keys.of(session).digest(code),
        token_hash=keys.plain(token),
        uses=uses,
        expires_at=_expiry(event, now, days),
        created_at=now,
        created_by=by_id,
    )
    people.add_invitation(session, invitation, now=now)
    return Invited(invitation, code, token, ways_in(session, channels, code, token))


def _expiry(event: Event, now: datetime, days: int | None) -> datetime:
    if days is not None:
        return now + timedelta(days=days)
    last = event.ends_on or event.starts_on
    after_event = instant(last, time(23, 59)) + timedelta(days=DEFAULT_DAYS_AFTER) if last else now
    return max(after_event, now + timedelta(days=DEFAULT_DAYS_AFTER if last else UNDATED_DAYS)).astimezone(UTC)


def invite(request: Request) -> Reply:
    """`/moi`: an organiser invites anybody, a focal point the unit's own delegates."""
    assert request.membership is not None
    said: InviteSaid = request.command.said
    if request.membership.role != ORGANISER:
        return _by_focal(request, said)
    every = plans.units_of(request.session, request.event.plan_id)
    unit = next((each for each in every if each.id == said.unit_id), None)
    if said.unit_unknown or (said.unit_id is not None and unit is None):
        raise Refusal(wording.NO_SUCH_UNIT, outcome=Outcome.UNKNOWN)
    if not said.role:
        return _whom(unit)
    if said.role in WITH_UNIT and unit is None:
        fitting = _fitting(request, said.role, every)
        return asking(wording.WHICH_UNIT, tuple(Button(u.name[:60], f"/moi {said.role} u{u.id}") for u in fitting))
    return invited(request, said.role, unit)


def _by_focal(request: Request, said: InviteSaid) -> Reply:
    """A focal point invites the unit's own delegates; another wish is refused and said."""
    own = request.unit.id if request.unit else None
    if said.role not in ("", None, DELEGATE) or said.unit_unknown or said.unit_id not in (None, own):
        raise Denied(wording.only_own_delegates(request.unit), (Button(on_button.INVITE_DELEGATES, "/moi"),))
    return invited(request, DELEGATE, request.unit)


def _whom(unit: Unit | None) -> Reply:
    """Which role, of a unit where one was named."""
    if unit is None:
        return asking(wording.WHOM_TO_INVITE, tuple(Button(wording.ROLES[r], f"/moi {r}") for r in ROLES))
    of_unit = tuple(Button(wording.ROLES[r], f"/moi {r} u{unit.id}") for r in (FOCAL, DELEGATE))
    return asking(wording.whom_of(unit), of_unit)


def _fitting(request: Request, role: str, every: Sequence[Unit]) -> list[Unit]:
    """The units that somebody of a role may be of: who sends a delegation has focal points."""
    invited = units.invited(request.session, request.event.id) if role == FOCAL else None
    return [unit for unit in every if invited is None or unit.id in invited][:MOST_BUTTONS]


def invited(request: Request, role: str, unit: Unit | None) -> Reply:
    """A new code for one person of a role, as an answer."""
    by_id = request.person.id if request.person else None
    made = new_invitation(
        request.session, request.event, role, unit, now=request.now, by_id=by_id, channels=request.channels
    )
    return Reply(wording.invited(made.invitation, made.code, made.ways.values(), role, unit))


def approve(request: Request) -> Reply:
    """`/duyet`: newcomers who wait; an organiser sees all, a focal point those of the unit."""
    assert request.membership is not None
    own = None if request.membership.role == ORGANISER else request.membership.unit_id
    waiting = people.pending(request.session, request.event.id, own)
    said: ApproveSaid = request.command.said
    if said.membership_id is not None:
        chosen = next((m for m in waiting if m.id == said.membership_id), None)
        if chosen is None:
            raise Denied(wording.NOBODY_WAITS_THERE)
        people.approve(request.session, chosen, actor_id=request.person.id if request.person else None, now=request.now)
        return Reply(wording.approved(chosen), (Button(on_button.WHO_WAITS, "/duyet"),))
    return Reply(
        wording.waiting(waiting),
        tuple(Button(on_button.approve(wording.who(m))[:60], f"/duyet {m.id}") for m in waiting[:8]),
    )
