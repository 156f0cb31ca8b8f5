"""Who of a unit can be telephoned: "Khe Mây: Lò Thị Mận, 0912 345 678"."""

import re

from handlers.attendance.target import by_id, is_organiser, target, unit_buttons
from handlers.messages import Button, Refusal, Reply
from handlers.reading.roster import read_names
from handlers.request import Request
from handlers.wording import delegations as wording
from storage import attendance

PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.-]?\d){8,10}(?!\d)")


def contacts(request: Request) -> Reply:
    """`/daumoi`: a unit's persons with telephone; a line "tên, chức vụ, số" adds or corrects one."""
    if is_organiser(request) and not request.command.words.strip():
        return Reply(wording.WHOSE_CONTACT, unit_buttons(request))
    head, colon, rest = request.command.words.partition(":")
    unit, words = target(request, head)
    words = rest if colon and is_organiser(request) else words
    lines = [line for line in words.splitlines() if PHONE.search(line)]
    if not lines:
        if any(letter.isdigit() for letter in words):
            raise Refusal(wording.CONTACT_UNCLEAR)
        known = attendance.unit_contacts(request.session, unit.unit.id)
        return Reply(wording.contacts_shown(unit, known), expects=f"/daumoi u{unit.unit.id}")
    for name, post, phone in [_person(line) for line in lines]:
        attendance.add_contact(
            request.session,
            request.event.id,
            unit.unit.id,
            name=name,
            post=post,
            phone=phone,
            by_id=by_id(request),
            now=request.now,
        )
    known = attendance.unit_contacts(request.session, unit.unit.id)
    return Reply(wording.contacts_shown(unit, known), (Button("Xem đoàn", f"/doan u{unit.unit.id}"),))


def _person(line: str) -> tuple[str, str | None, str]:
    found = PHONE.search(line)
    names = read_names(PHONE.sub(" ", line).strip(" ,;:-")).names
    if found is None or len(names) != 1:
        raise Refusal(wording.CONTACT_UNCLEAR)
    digits = re.sub(r"\D", "", found[0])
    return names[0].name, names[0].post, f"0{digits[2:]}" if digits.startswith("84") else digits
