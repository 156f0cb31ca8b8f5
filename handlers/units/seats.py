"""The number that the plan gives each unit of a kind, for a unit that an organiser adds by hand."""

from handlers.reading.draft import SeatsEach
from handlers.reading.seats import Party, levels, rules_of, seats
from handlers.request import Request
from handlers.units.known import everyone, hand
from storage import plans, programme, unit_edits
from storage.models import Unit
from storage.unit_edits import MEMBER


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
    known = levels([row.name for row in members], [(line, words) for line, words in plan.text_lines])
    parties = [Party(row.id, row.name, known[row.name], row.role == "chair", row.line is None) for row in members]
    rule = seats(rules, programme.groups(request.session, request.event.id), parties).get(unit.id)
    if rule is not None:
        unit_edits.set_quota(hand(request), unit, rule.each)
    return rule
