"""Seats: of one unit, of several pasted, of every unit of a kind; and what the plan gives a unit added by hand."""

import hashlib
import re
from collections.abc import Sequence

from handlers.language.folding import fold
from handlers.messages import Button, Refusal, Reply, asking
from handlers.reading.draft import SeatsEach
from handlers.reading.seats import LEVEL, Party, levels, own_level, rules_of
from handlers.reading.seats import seats as seats_of
from handlers.request import Request
from handlers.said.units import EachSaid, UnitSaid
from handlers.units.known import everyone, hand, named
from handlers.wording import buttons as on_button
from handlers.wording import units as wording
from storage import attendance, plans, programme, unit_edits, units
from storage.models import Unit
from storage.unit_edits import GUEST, MEMBER

Wanted = list[tuple[Unit, int | None]]


def seats(request: Request, said: UnitSaid) -> Reply:
    """Seats of units that are named, or of every one; what many had before is shown before it is written over."""
    faults = [row for row in said.rows if row.fault]
    if faults or not said.rows:
        raise Refusal(wording.rows_refused(faults) if faults else wording.HOW_TO_SEAT)
    of_all = [row for row in said.rows if row.of_all]
    if of_all and len(said.rows) > 1:
        raise Refusal(wording.EACH_ALONE)
    if of_all:
        return _each(request, fold(of_all[0].name), of_all[0].seats)
    rows = everyone(request.session, request.event)
    invited = units.invited(request.session, request.event.id)
    wanted: Wanted = []
    for row in said.rows:
        unit = named(rows, row.name)
        if unit.id not in invited:
            raise Refusal(wording.not_invited(unit), (Button(on_button.INVITE_THIS, f"/donvi u{unit.id} moi"),))
        wanted.append((unit, row.seats))
    return _written(request, wanted)


def each(request: Request, said: EachSaid) -> Reply:
    """The yes to seats of many: only to what was shown."""
    return _each(request, said.who, said.seats, said.asked)


def _each(request: Request, who: str, number: int | None, asked: str = "") -> Reply:
    wanted: Wanted = [(unit, number) for unit in _meant(request, who)]
    had = units.invited(request.session, request.event.id)
    over = [unit for unit, _ in wanted if had[unit.id] not in (None, number)]
    shown = wording.each_asked(wanted, had, number)
    if over and asked != fingerprint(shown):
        key = f"/donvi deu {who} {'khong' if number is None else number} {fingerprint(shown)}"
        return asking(shown, (Button(on_button.RECORD, key), Button(on_button.NEVER_MIND, "/donvi")))
    return _written(request, wanted)


def _meant(request: Request, who: str) -> list[Unit]:
    """The invited units that "các xã", "mỗi khách", "tất cả" speaks of: of that level or kind, and no others."""
    invited = units.invited(request.session, request.event.id)
    rows = [row for row in everyone(request.session, request.event) if row.id in invited]
    if re.search(r"\bkhach\b", who):
        found = [row for row in rows if row.kind == GUEST]
    else:
        found = [row for row in rows if row.kind == MEMBER]
        if spoken := set(LEVEL.findall(who)):
            known = _levels(request, found)
            own = {row.id: known[row.name] if row.line is not None else own_level(row.name) for row in found}
            found = [row for row in found if own[row.id] in spoken]
    if not found:
        raise Refusal(wording.NOBODY_LIKE_THAT, (Button(on_button.SEE_UNITS, "/donvi"),))
    return found


def _written(request: Request, wanted: Wanted) -> Reply:
    by = hand(request)
    done = [unit_edits.set_quota(by, unit, number) for unit, number in wanted]
    whole = attendance.totals(attendance.counts(request.session, request.event.id)).quota
    return Reply(wording.seated(wanted, sum(done), whole), (Button(on_button.SEE_TOTALS, "/doan"),))


def fingerprint(text: str) -> str:
    """A yes counts for the words it was asked with, and for no others."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _levels(request: Request, members: Sequence[Unit]) -> dict[str, str]:
    plan = plans.with_id(request.session, request.event.plan_id)
    return levels([row.name for row in members], [(line, words) for line, words in plan.text_lines])


def as_planned(request: Request, unit: Unit) -> SeatsEach | None:
    """Gives a new member the seats that the plan gives its like; None where the plan says nothing of them."""
    if unit.kind != MEMBER:
        return None
    plan = plans.with_id(request.session, request.event.plan_id)
    events = plan.draft.get("events") or []
    rules = rules_of(events[request.event.position]) if request.event.position < len(events) else []
    if not rules:
        return None
    members = [row for row in everyone(request.session, request.event) if row.kind == MEMBER]
    known = _levels(request, members)
    parties = [Party(row.id, row.name, known[row.name], row.role == "chair", row.line is None) for row in members]
    rule = seats_of(rules, programme.groups(request.session, request.event.id), parties).get(unit.id)
    if rule is not None:
        unit_edits.set_quota(hand(request), unit, rule.each)
    return rule
