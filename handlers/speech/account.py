"""Names, channels, invitations and roles in words and on buttons."""

import re

from handlers.language.folding import fold
from handlers.language.phones import PHONE, telephone
from handlers.language.unit_names import mentioned
from handlers.people.codes import code_in
from handlers.permissions import ORGANISER, ROLES
from handlers.request import Request
from handlers.said.account import ApproveSaid, InviteSaid, NameSaid, ReachSaid, RevokeSaid
from handlers.speech.place import spelt
from storage import access, people, plans

OF_PHONE = re.compile(r"[\s,;]*\b(?:số|so|sđt|sdt|đt|dt|điện thoại|dien thoai)\b.*$", re.IGNORECASE)
NAME_OPENING = re.compile(r"^\s*(?:tên|ten)?\s*(?:tôi|toi|em|mình|minh)?\s*(?:là|la|:)?\s*", re.IGNORECASE)
CHOSEN = re.compile(r"(?P<verb>truoc|bo) a(?P<id>\d{1,12})")
LET_IN = re.compile(r"mo s(?P<id>\d{1,12})")
ENDED = re.compile(r"thoat(?: s(?P<id>\d{1,12}))?")
JOINED = re.compile(r"[A-Za-z0-9_-]{8,22}")
REACH = {"truoc": "first", "bo": "drop", "them": "more", "dung": "sure"}
CODE, ROLE = re.compile(r"m(\d{1,12})"), re.compile(r"p(\d{1,12})(?: v(\d{1,9}) (dung|thay))?")
ROLE_WORDS = (
    ("ban to chuc", "organiser"), ("dau moi don vi", "focal"), ("dau moi", "focal"), ("don vi co nhiem vu", "duty"),
    ("dai bieu", "delegate"), ("nguoi giup diem danh", "helper"), ("giup diem danh", "helper"),
)  # fmt: skip
INSTEAD = re.compile(r"(?P<unit>.+?) (?:bang|sang|thanh|la|:) (?P<who>.+)$")


def code(request: Request) -> str | None:
    """`/start`: the code or the token of a link, None where there is none."""
    return code_in(request.command.words and f"/start {request.command.words}")


def sure(request: Request) -> bool:
    """`/xoadulieu dongy`: whether it was meant, after it was asked."""
    return request.command.args[:1] == ("dongy",)


def again(request: Request) -> bool:
    """`/dung batlai`: whether messages start again."""
    return request.command.args[:1] == ("batlai",)


def name(request: Request) -> NameSaid:
    """`/ten` and "tên tôi là …", perhaps with a telephone number."""
    words, phone = request.command.words, telephone(request.command.words)
    given = NAME_OPENING.sub("", PHONE.sub("", words)).rstrip(" ,;:-") if phone else NAME_OPENING.sub("", words)
    return NameSaid(OF_PHONE.sub("", given).strip(" ,;:-"), phone)


def reach(request: Request) -> ReachSaid:
    """`/kenh`, its buttons, a code typed after it."""
    words = request.command.words.strip()
    if words in REACH:
        return ReachSaid(REACH[words])
    if (chosen := CHOSEN.fullmatch(words)) is not None:
        return ReachSaid(REACH[chosen["verb"]], int(chosen["id"]))
    if (ended := ENDED.fullmatch(words)) is not None:
        return ReachSaid("end", int(ended["id"]) if ended["id"] else None)
    if (asker := LET_IN.fullmatch(words)) is not None:
        return ReachSaid("let", int(asker["id"]))
    return ReachSaid("join", code=words) if JOINED.fullmatch(words) else ReachSaid()


def invite(request: Request) -> InviteSaid:
    """`/moi focal Khe Mây`, `/moi focal u12`, `/moi Khe Mây`."""
    args = request.command.args
    if not args:
        return InviteSaid()
    if args[0] in ROLES:
        return _invite_of(request, args[0], " ".join(args[1:]))
    words = fold(request.command.words)
    for named, role in ROLE_WORDS:
        if words == named or words.startswith(f"{named} "):
            return _invite_of(request, role, words.removeprefix(named).strip())
    own = people.units_by_alias(request.session, request.event.plan_id, words)
    return InviteSaid("", own[0].id) if own else InviteSaid(None)


def _invite_of(request: Request, role: str, words: str) -> InviteSaid:
    if not words:
        return InviteSaid(role)
    for unit in plans.units_of(request.session, request.event.plan_id):
        if words == f"u{unit.id}":
            return InviteSaid(role, unit.id)
    found = people.units_by_alias(request.session, request.event.plan_id, fold(words))
    return InviteSaid(role, found[0].id) if found else InviteSaid(role, unit_unknown=True)


def approve(request: Request) -> ApproveSaid:
    """`/duyet 12`."""
    args = request.command.args
    return ApproveSaid(number(args[0]) if args else None)


def number(word: str) -> int:
    """A row's number as a button carries it; 0 is none's."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 12 else 0


def revoke(request: Request) -> RevokeSaid:
    """`/thuhoi m12`, `/thuhoi p34 v1 dung`, "Khe Mây bằng chị Hoa 0912…"."""
    words = request.command.words.strip()
    if (chosen := CODE.fullmatch(words)) is not None:
        return RevokeSaid(code_id=int(chosen[1]))
    if (chosen := ROLE.fullmatch(words)) is not None:
        version = int(chosen[2]) if chosen[2] else None
        return RevokeSaid(membership_id=int(chosen[1]), version=version, instead=chosen[3] == "thay")
    if (invitation := people.invitation_for(request.session, words)) is not None:
        return RevokeSaid(code_id=invitation.id)
    named = [row for row in access.members(request.session, request.event.id) if fold(row.person.name) == fold(words)]
    if words and len(named) == 1:
        return RevokeSaid(membership_id=named[0].id)
    return _successor(request, words) or RevokeSaid(unit_id=_unit_named(request, words))


def _successor(request: Request, words: str) -> RevokeSaid | None:
    """The unit, and the new person with the number by which to telephone."""
    found = INSTEAD.match(fold(words)) if len(fold(words)) == len(words) else None
    if found is None or request.membership is None or request.membership.role != ORGANISER:
        return None
    head, said = words[: found.end("unit")], words[found.start("who") :]
    unit_id, phone = _unit_named(request, head), telephone(said)
    given = PHONE.sub(" ", said).strip(" ,;:-")
    if unit_id is None or phone is None or not given:
        return RevokeSaid(unit_id=unit_id, wants_phone=unit_id is not None and phone is None)
    return RevokeSaid(unit_id=unit_id, name=given, phone=phone)


def _unit_named(request: Request, words: str) -> int | None:
    found = mentioned(words, spelt(request)) if words else []
    return found[0] if found else None
