"""Withdrawing codes and roles, and letting somebody else speak for a unit."""

import re

from handlers import account
from handlers.messages import Button, Denied, Refusal, Reply, asking, button_label
from handlers.permissions import DELEGATE, FOCAL, ORGANISER
from handlers.reading.phones import PHONE, telephone
from handlers.reading.text import fold
from handlers.reading.units import mentioned
from handlers.request import Request
from handlers.wording import access as wording
from handlers.wording.account import who
from storage import access, attendance, units
from storage.models import Invitation, Membership

CODE, ROLE = re.compile(r"m(\d{1,12})"), re.compile(r"p(\d{1,12})(?: v(\d{1,9}) (dung|thay))?")
INSTEAD = re.compile(r"(?P<unit>.+?) (?:bang|sang|thanh|la|:) (?P<who>.+)$")
MOST = 20


def revoke(request: Request) -> Reply:
    """`/thuhoi`: a code (m12) or a role (p34); "thay" invites somebody else into the same role."""
    words, kept = _successor(request, request.command.words.strip())
    codes, members = _reach(request, None if CODE.match(words) or ROLE.match(words) else words)
    if (chosen := CODE.fullmatch(words)) is not None:
        return _code(request, codes, int(chosen[1]))
    if (chosen := ROLE.fullmatch(words)) is not None:
        member = next((row for row in members if row.id == int(chosen[1])), None)
        if member is None:
            raise Denied(wording.NO_SUCH)
        return _asked(member) if chosen[3] is None else _role(request, member, int(chosen[2]), chosen[3] == "thay")
    if not codes and not members:
        return Reply(kept + wording.NOTHING_TO_REVOKE)
    buttons = [Button(button_label(wording.code(row)), f"/thuhoi m{row.id}") for row in codes[: MOST // 2]]
    buttons += [Button(who(row)[:60], f"/thuhoi p{row.id}") for row in members[: MOST - len(buttons)]]
    return asking(kept + wording.choose(len(codes), len(members)), tuple(buttons))


def _successor(request: Request, words: str) -> tuple[str, str]:
    """ "Khe Mây bằng chị Hoa 0912…": the unit, and the echo that the new person can be telephoned."""
    found = INSTEAD.match(fold(words)) if len(fold(words)) == len(words) else None
    if found is None or request.membership is None or request.membership.role != ORGANISER:
        return words, ""
    head, said = words[: found.end("unit")], words[found.start("who") :]
    unit_id, phone = _unit_named(request, head), telephone(said)
    name = PHONE.sub(" ", said).strip(" ,;:-")
    if unit_id is None or phone is None or not name:
        return head, wording.WHO_INSTEAD if unit_id is not None and phone is None else ""
    attendance.add_contact(
        request.session,
        request.event.id,
        unit_id,
        name=name,
        post=None,
        phone=phone,
        by_id=_by(request),
        now=request.now,
    )
    return head, wording.contact_kept(name, phone)


def _reach(request: Request, words: str | None) -> tuple[list[Invitation], list[Membership]]:
    """What the asker may withdraw: an organiser everything, a focal point what belongs to the unit's delegates."""
    assert request.membership is not None
    organiser = request.membership.role == ORGANISER
    unit_id = _unit_named(request, words) if organiser else request.membership.unit_id
    codes = access.open_invitations(request.session, request.event.id, request.now, unit_id)
    members = access.members(request.session, request.event.id, unit_id)
    if not organiser:
        codes = [row for row in codes if row.role == DELEGATE]
        members = [row for row in members if row.role == DELEGATE]
    own = request.person.id if request.person else None
    members = [row for row in members if row.person_id != own]
    # Focal points first: they are whom one replaces.
    return codes, sorted(members, key=lambda row: row.role != FOCAL)


def _unit_named(request: Request, words: str | None) -> int | None:
    forms = units.spellings(units.of_plan(request.session, request.event.id))
    found = mentioned(words, forms) if words else []
    return found[0] if found else None


def _code(request: Request, codes: list[Invitation], invitation_id: int) -> Reply:
    row = next((each for each in codes if each.id == invitation_id), None)
    if row is None:
        raise Denied(wording.NO_SUCH)
    access.revoke_invitation(request.session, row, by_id=_by(request), now=request.now)
    return Reply(wording.code_revoked(row), (Button("Xem danh sách", "/thuhoi"),))


def _asked(member: Membership) -> Reply:
    key = f"/thuhoi p{member.id} v{member.version}"
    buttons = (Button("Thu hồi", f"{key} dung"), Button("Thu hồi và mời người khác", f"{key} thay"))
    return asking(wording.revoke_asked(member), (*buttons, Button("Thôi", "/menu")))


def _role(request: Request, member: Membership, version: int, replace: bool) -> Reply:
    if member.version != version:
        raise Refusal(wording.CHANGED)
    access.revoke_membership(request.session, member, by_id=_by(request), now=request.now)
    told = wording.role_revoked(member)
    if not replace:
        return Reply(told, (Button("Xem danh sách", "/thuhoi"),))
    invited = account.invited(request, member.role, member.unit)
    return Reply(f"{told}\n{invited.text}")


def _by(request: Request) -> int | None:
    return request.person.id if request.person else None
