"""Persons in words: a delegate's own answer, and whom of a unit to telephone."""

import re

from handlers.language.folding import fold
from handlers.language.phones import PHONE, telephone
from handlers.language.roster import read_names
from handlers.language.unit_names import mentioned
from handlers.messages import Refusal
from handlers.permissions import ORGANISER
from handlers.request import Request
from handlers.said.people import Answered, ContactsSaid, PersonSaid
from handlers.speech.place import about, spelt, split_unit
from handlers.speech.sentences.rsvp import read_reason, read_rsvp
from handlers.wording import attendance as wording

PRESSED = {"co": "yes", "khong": "no", "thay": "substitute"}
SUBSTITUTE = re.compile(
    r"^(?:(?:có|co|cử|cu|để|de|nhờ|nho|uỷ quyền cho|ủy quyền cho|uy quyen cho|là|la)\s+)*"
    r"(?P<name>[^,;.]+?)(?P<post>\s*[,;(][^.]*?)?\)?"
    r"\s+(?:sẽ\s+|se\s+)?(?:đi|di|dự|du|họp|hop)\s+thay\b",
    re.IGNORECASE,
)
SENT_INSTEAD = re.compile(
    r"\b(?:cử|cu|nhờ|nho|để|de|là|la)\s+(?P<name>(?:ông|bà|anh|chị|đồng chí|đ/c|ong|ba|chi|dong chi|d/c)\s+[^.;]+?)"
    r"(?:\s+(?:đi|di|dự|du|họp|hop)\s+thay\b.*)?$",
    re.IGNORECASE,
)
NOBODY_NAMED = frozenset("toi em minh nguoi khac se dong chi ong ba anh chi co cu mot".split())  # noqa: SIM905


def answer(request: Request) -> Answered:
    """`/xacnhan` and a delegate's own yes or no."""
    args, words = request.command.args, request.command.words
    if args and args[0] in PRESSED:
        rest = words.strip()[len(args[0]) :].strip()
        if args[0] != "thay":
            return Answered(PRESSED[args[0]], read_reason(rest) or rest or None)
        return Answered("substitute", substitute=_in_sentence(rest) or _name(rest) if rest else None)
    said = read_rsvp(words) or Answered()
    if said.answer != "substitute":
        return said
    return Answered(said.answer, said.reason, _in_sentence(words))


def _in_sentence(words: str) -> str | None:
    """Who goes instead, in "anh Nam, Phó phòng đi thay em"; None where nobody is named."""
    found = SUBSTITUTE.match(words.strip())
    said = f"{found['name']}{found['post'] or ''}".strip() if found else ""
    if set(re.findall(r"[a-z]+", fold(said))) - NOBODY_NAMED:
        return said.strip(" ,;(")
    sent = SENT_INSTEAD.search(words.strip(" ."))
    return sent["name"].strip(" ,;.()") if sent else None


def _name(words: str) -> str:
    """A substitute as typed after being asked: a name, perhaps a post."""
    found = read_names(words).names
    if len(found) != 1:
        raise Refusal(wording.SUBSTITUTE_UNREADABLE)
    return f"{found[0].name}, {found[0].post}" if found[0].post else found[0].name


def contacts(request: Request) -> ContactsSaid:
    """`/daumoi` and lines "tên, chức vụ, số"."""
    unit_id, words = _whose(request)
    lines = [line for line in words.splitlines() if PHONE.search(line)]
    persons = [_person(line) for line in lines]
    wrong = next((line for line, one in zip(lines, persons, strict=True) if one is None), "")
    no_number = words.strip() if not lines and any(letter.isdigit() for letter in words) else ""
    known = tuple(one for one in persons if one is not None)
    return ContactsSaid(unit_id, known, wrong.strip() or no_number, numbered=bool(wrong))


def _whose(request: Request) -> tuple[int | None, str]:
    """The unit meant and the words about persons; an organiser may mean an office that sends nobody."""
    head, colon, rest = request.command.words.partition(":")
    if request.membership is None or request.membership.role != ORGANISER:
        meant = about(request, request.command.words, head)
        return meant.unit_id, meant.words
    unit_id, words = split_unit(request.command.words)
    if unit_id is None:
        unit_id = next(iter(mentioned(fold(head), spelt(request))), None)
    return unit_id, rest if colon else words


def _person(line: str) -> PersonSaid | None:
    phone = telephone(line)
    names = read_names(PHONE.sub(" ", line).strip(" ,;:-")).names
    return PersonSaid(names[0].name, names[0].post, phone) if phone is not None and len(names) == 1 else None
