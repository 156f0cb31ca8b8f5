"""Who of a unit can be telephoned: "Khe Mây: Lò Thị Mận, 0912 345 678"."""

from handlers.attendance.target import by_id, is_organiser, split_unit, target, unit_buttons, unit_forms
from handlers.messages import Button, Refusal, Reply
from handlers.reading.phones import PHONE, telephone
from handlers.reading.roster import read_names
from handlers.reading.text import fold
from handlers.reading.units import mentioned
from handlers.request import Request
from handlers.wording import attendance as count_wording
from handlers.wording import delegations as wording
from storage import attendance, units
from storage.models import Unit


def contacts(request: Request) -> Reply:
    """`/daumoi`: a unit's persons with telephone; a line "tên, chức vụ, số" adds or corrects one."""
    if is_organiser(request) and not request.command.words.strip():
        return Reply(wording.WHOSE_CONTACT, unit_buttons(request))
    unit, words = _whose(request)
    lines = [line for line in words.splitlines() if PHONE.search(line)]
    if not lines:
        if any(letter.isdigit() for letter in words):
            raise Refusal(wording.CONTACT_UNCLEAR)
        known = attendance.unit_contacts(request.session, unit.id)
        return Reply(wording.contacts_shown(unit, known), expects=f"/daumoi u{unit.id}")
    for name, post, phone in [_person(line) for line in lines]:
        attendance.add_contact(
            request.session,
            request.event.id,
            unit.id,
            name=name,
            post=post,
            phone=phone,
            by_id=by_id(request),
            now=request.now,
        )
    known = attendance.unit_contacts(request.session, unit.id)
    return Reply(wording.contacts_shown(unit, known), (Button("Sửa", f"/daumoi u{unit.id}"),))


def _whose(request: Request) -> tuple[Unit, str]:
    """The unit meant and the words about persons; an organiser may mean an office that sends nobody."""
    head, colon, rest = request.command.words.partition(":")
    if not is_organiser(request):
        own, words = target(request, head)
        return own.unit, words
    unit_id, words = split_unit(request.command.words)
    every = units.of_plan(request.session, request.event.id)
    keys = [unit_id] if unit_id is not None else mentioned(fold(head), unit_forms(request))
    found = next((unit for key in keys for unit in every if unit.id == key), None)
    if found is None:
        raise Refusal(count_wording.WHICH_UNIT, unit_buttons(request))
    return found, rest if colon else words


def _person(line: str) -> tuple[str, str | None, str]:
    phone = telephone(line)
    names = read_names(PHONE.sub(" ", line).strip(" ,;:-")).names
    if phone is None or len(names) != 1:
        raise Refusal(wording.CONTACT_UNCLEAR)
    return names[0].name, names[0].post, phone
