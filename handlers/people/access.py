"""Withdrawing codes and roles, and letting somebody else speak for a unit."""

from handlers.messages import Button, Denied, Refusal, Reply, asking, button_label
from handlers.people import account
from handlers.permissions import DELEGATE, FOCAL, ORGANISER
from handlers.request import Request
from handlers.said.account import RevokeSaid
from handlers.wording import access as wording
from handlers.wording import buttons as on_button
from handlers.wording.account import who
from storage import access, attendance
from storage.models import Invitation, Membership

MOST = 20


def revoke(request: Request) -> Reply:
    """`/thuhoi`: a code or a role; "thay" invites somebody else into the same role."""
    said: RevokeSaid = request.command.said
    kept = _successor(request, said)
    codes, members = _reach(request, said.unit_id)
    if said.code_id is not None:
        return _code(request, codes, said.code_id)
    if said.membership_id is not None:
        member = next((row for row in members if row.id == said.membership_id), None)
        if member is None:
            raise Denied(wording.NO_SUCH)
        return _asked(member) if said.version is None else _role(request, member, said.version, said.instead)
    if not codes and not members:
        return Reply(kept + wording.NOTHING_TO_REVOKE)
    buttons = [Button(button_label(wording.code(row)), f"/thuhoi m{row.id}") for row in codes[: MOST // 2]]
    buttons += [Button(who(row)[:60], f"/thuhoi p{row.id}") for row in members[: MOST - len(buttons)]]
    return asking(kept + wording.choose(len(codes), len(members)), tuple(buttons))


def _successor(request: Request, said: RevokeSaid) -> str:
    """The echo that the new person can be telephoned."""
    if said.unit_id is None or said.phone is None:
        return wording.WHO_INSTEAD if said.wants_phone else ""
    attendance.add_contact(
        request.session,
        request.event.id,
        said.unit_id,
        name=said.name,
        post=None,
        phone=said.phone,
        by_id=_by(request),
        now=request.now,
    )
    return wording.contact_kept(said.name, said.phone)


def _reach(request: Request, named: int | None) -> tuple[list[Invitation], list[Membership]]:
    """What the asker may withdraw: an organiser everything, a focal point what belongs to the unit's delegates."""
    assert request.membership is not None
    organiser = request.membership.role == ORGANISER
    unit_id = named if organiser else request.membership.unit_id
    codes = access.open_invitations(request.session, request.event.id, request.now, unit_id)
    members = access.members(request.session, request.event.id, unit_id)
    if not organiser:
        codes = [row for row in codes if row.role == DELEGATE]
        members = [row for row in members if row.role == DELEGATE]
    own = request.person.id if request.person else None
    members = [row for row in members if row.person_id != own]
    # Focal points first: they are whom one replaces.
    return codes, sorted(members, key=lambda row: row.role != FOCAL)


def _code(request: Request, codes: list[Invitation], invitation_id: int) -> Reply:
    row = next((each for each in codes if each.id == invitation_id), None)
    if row is None:
        raise Denied(wording.NO_SUCH)
    access.revoke_invitation(request.session, row, by_id=_by(request), now=request.now)
    return Reply(wording.code_revoked(row), (Button(on_button.SEE_LIST, "/thuhoi"),))


def _asked(member: Membership) -> Reply:
    key = f"/thuhoi p{member.id} v{member.version}"
    buttons = (Button(on_button.REVOKE, f"{key} dung"), Button(on_button.REVOKE_AND_INVITE, f"{key} thay"))
    return asking(wording.revoke_asked(member), (*buttons, Button(on_button.NEVER_MIND, "/menu")))


def _role(request: Request, member: Membership, version: int, replace: bool) -> Reply:
    if member.version != version:
        raise Refusal(wording.CHANGED)
    access.revoke_membership(request.session, member, by_id=_by(request), now=request.now)
    told = wording.role_revoked(member)
    if not replace:
        return Reply(told, (Button(on_button.SEE_LIST, "/thuhoi"),))
    invited = account.invited(request, member.role, member.unit)
    return Reply(f"{told}\n{invited.text}")


def _by(request: Request) -> int | None:
    return request.person.id if request.person else None
