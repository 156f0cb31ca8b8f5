"""What a sentence or a form changes about units; everything is checked before anything is written."""

from collections.abc import Callable

from handlers.messages import Button, Outcome, Refusal, Reply, asking
from handlers.reading.draft import SeatsEach
from handlers.request import Request
from handlers.said.units import SeatsSaid, UnitSaid
from handlers.units.known import everyone, exact, forms, hand, named, not_taken
from handlers.units.seats import as_planned, fingerprint, seats
from handlers.wording import buttons as on_button
from handlers.wording import units as wording
from storage import attendance, merging, unit_edits, units
from storage.models import Unit
from storage.unit_edits import OFFICE, Hand


def card_of(unit: Unit) -> tuple[Button, ...]:
    return (Button(on_button.SEE_UNIT, f"/donvi u{unit.id}"),)


def add(request: Request, said: UnitSaid) -> Reply:
    """New units, one or many; a name that is there already gets its seats and is invited."""
    if not said.rows:
        return asking(wording.HOW_TO_ADD, expects=f"/donvi them {said.kind}")
    faults = [row for row in said.rows if row.fault]
    if faults:
        raise Refusal(wording.rows_refused(faults))
    rows, by = everyone(request.session, request.event), hand(request)
    new: list[Unit] = []
    changed: list[Unit] = []
    planned: list[SeatsEach | None] = []
    for row in said.rows:
        known = exact([*rows, *new], row.name)
        if known is None:
            unit = unit_edits.add(by, row.name, said.kind, forms(row.name, said.kind), row.seats)
            new.append(unit)
            planned += [as_planned(request, unit)] if row.seats is None else []
        elif _invite(by, known, said.kind, row):
            changed.append(known)
    one = new[0] if len(new) == 1 and not changed else None
    buttons = card_of(one) if one else (Button(on_button.SEE_UNITS, "/donvi"),)
    if one is not None and one.kind == unit_edits.MEMBER:
        buttons = (*buttons, Button(on_button.OWES_AS_OTHERS, f"/donvi u{one.id} giayto"))
    invited = units.invited(request.session, request.event.id)
    text = wording.added(new, changed, len(said.rows) - len(new) - len(changed), invited)
    return Reply(text + wording.seats_planned(planned), buttons)


def _invite(by: Hand, unit: Unit, kind: str, row: SeatsSaid) -> bool:
    invited = kind != OFFICE and unit_edits.invite(by, unit)
    seated = row.seats is not None and unit_edits.set_quota(by, unit, row.seats)
    return invited or seated


def rename(request: Request, unit: Unit, name: str) -> Reply:
    _long_enough(name)
    not_taken(everyone(request.session, request.event), name, unit)
    before = unit.name
    unit_edits.rename(hand(request), unit, name, forms(name, unit.kind))
    return Reply(wording.renamed(before, unit), card_of(unit))


def spell(request: Request, unit: Unit, name: str) -> Reply:
    """One more way to write a name; one that another unit goes by would be ambiguous."""
    _long_enough(name)
    other = exact(everyone(request.session, request.event), name)
    if other is not None and other is not unit:
        raise Refusal(wording.taken(other))
    unit_edits.spell(hand(request), unit, name, forms(name, unit.kind))
    return Reply(wording.spelt(unit, name), card_of(unit))


def _long_enough(name: str) -> None:
    if not 2 <= len(name) <= 120 or not any(letter.isalpha() for letter in name):
        raise Refusal(wording.NO_NAME)


def host(request: Request, unit: Unit, yes: bool) -> Reply:
    unit_edits.set_host(hand(request), unit, yes)
    return Reply(wording.hosted(unit), card_of(unit))


def invite(request: Request, unit: Unit) -> Reply:
    planned = as_planned(request, unit) if unit_edits.invite(hand(request), unit) else None
    buttons = (
        Button(on_button.INVITE_FOCAL, f"/moi focal u{unit.id}"),
        Button(on_button.SEATS, f"/donvi u{unit.id} chitieu"),
    )
    return Reply(wording.invited(unit) + wording.seats_planned([planned]), buttons)


def ask_to_leave_out(request: Request, unit: Unit) -> Reply:
    """What becomes of its numbers, before it is left out."""
    text = _leaving_asked(request, unit)
    key = f"/donvi u{unit.id}"
    return asking(
        text,
        (
            Button(on_button.NOT_INVITED_ANY_MORE, f"{key} thoi dung {fingerprint(text)}"),
            Button(on_button.NEVER_MIND, key),
        ),
    )


def _leaving_asked(request: Request, unit: Unit) -> str:
    row = attendance.count_of(request.session, request.event.id, unit.id)
    if row is None:
        raise Refusal(wording.not_sending(unit), (Button(on_button.INVITE_THIS, f"/donvi u{unit.id} moi"),))
    return wording.leaving_asked(row)


def leave_out(request: Request, unit: Unit, asked: str = "") -> Reply:
    """Leaves a unit out; where that was asked before, only if it stands as it was asked."""
    if asked and asked != fingerprint(_leaving_asked(request, unit)):
        again = ask_to_leave_out(request, unit)
        raise Refusal(f"{wording.LEAVING_CHANGED}\n{again.text}", again.buttons, outcome=Outcome.ASK)
    unit_edits.leave_out(hand(request), unit)
    return Reply(wording.left_out(unit), (Button(on_button.INVITE_AGAIN, f"/donvi u{unit.id} moi"),))


def owe(request: Request, unit: Unit) -> Reply:
    number = unit_edits.owe_like_others(hand(request), unit)
    return Reply(wording.owes(unit, number), (Button(on_button.SEE_PROGRESS, "/tiendo"),))


def ask_to_merge(request: Request, gone: Unit, into: Unit) -> Reply:
    """What becomes of both, before it is done: it cannot be taken back."""
    if gone is into:
        raise Refusal(wording.SAME_UNIT, faults={"into": wording.SAME_UNIT})
    text = _merge_asked(request, gone, into)
    key = f"/donvi u{gone.id} gop u{into.id} dung {fingerprint(text)}"
    return asking(text, (Button(on_button.MERGE, key), Button(on_button.NEVER_MIND, f"/donvi u{gone.id}")))


def _merge_asked(request: Request, gone: Unit, into: Unit) -> str:
    counts = {row.unit.id: row for row in attendance.counts(request.session, request.event.id)}
    one, other = counts.get(gone.id), counts.get(into.id)
    return wording.merge_asked(gone, into, (one, other), merging.together(other, one), _journeys(request, gone, into))


def _journeys(request: Request, gone: Unit, into: Unit) -> bool | None:
    """Of two arrivals whether they become one; None where there are not two."""
    arrivals = [attendance.arrival_of(request.session, request.event.id, unit.id) for unit in (gone, into)]
    one, other = arrivals
    return merging.one_journey(one, other) if one is not None and other is not None else None


def merge(request: Request, gone: Unit, into: Unit, asked: str) -> Reply:
    """The yes: only to what was asked. Units that were renamed or answered meanwhile are asked about anew."""
    if gone is into:
        raise Refusal(wording.SAME_UNIT)
    if asked != fingerprint(_merge_asked(request, gone, into)):
        again = ask_to_merge(request, gone, into)
        raise Refusal(f"{wording.MERGE_CHANGED}\n{again.text}", again.buttons, outcome=Outcome.ASK)
    counts = {row.unit.id: row for row in attendance.counts(request.session, request.event.id)}
    one_journey = _journeys(request, gone, into)
    merging.merge(hand(request), gone, into)
    row = attendance.count_of(request.session, request.event.id, into.id)
    text = wording.merged(gone, into, row, (counts.get(into.id), counts.get(gone.id)), one_journey)
    return Reply(text, (Button(on_button.SEE_DELEGATION, f"/doan u{into.id}"), *card_of(into)))


def merge_as(request: Request, said: UnitSaid) -> Reply:
    """ "Sáp nhập A và B thành C": B is renamed first, then asked whether A goes into it."""
    rows = everyone(request.session, request.event)
    gone, into = named(rows, said.who), named(rows, said.other)
    if gone is into:
        raise Refusal(wording.SAME_UNIT)
    _long_enough(said.to)
    kept = exact(rows, said.to)
    if kept is gone:
        gone, into = into, gone
    elif kept is not into:
        not_taken(rows, said.to, into)
        before = into.name
        unit_edits.rename(hand(request), into, said.to, forms(said.to, into.kind))
        asked = ask_to_merge(request, gone, into)
        return asking(f"{wording.renamed(before, into)}\n{asked.text}", asked.buttons)
    return ask_to_merge(request, gone, into)


ONE: dict[str, Callable[[Request, Unit, str], Reply]] = {
    "rename": rename,
    "alias": spell,
    "host": lambda request, unit, _: host(request, unit, True),
    "unhost": lambda request, unit, _: host(request, unit, False),
    "invite": lambda request, unit, _: invite(request, unit),
    "leave_out": lambda request, unit, _: leave_out(request, unit),
}


def said(request: Request, what: UnitSaid) -> Reply:
    """A sentence about units."""
    if what.verb == "add":
        return add(request, what)
    if what.verb == "seats":
        return seats(request, what)
    if what.verb == "merge_as":
        return merge_as(request, what)
    rows = everyone(request.session, request.event)
    unit = named(rows, what.who)
    if what.verb == "merge":
        return ask_to_merge(request, unit, named(rows, what.to))
    return ONE[what.verb](request, unit, what.to)
