"""What changed of people and what was sent to them, in the words of changes."""

from collections.abc import Iterable

from handlers.changes.told import Told, Words, unit_name, without_empty
from handlers.permissions import FOCAL
from handlers.wording.broadcasts import whom
from storage import broadcasts, people
from storage.models import Broadcast, Membership, Person


def own_name(told: Told) -> Iterable[Words]:
    """One's own name or telephone number; that of a focal point is where the unit is called."""
    before, after = told.row("people")
    words = {field: after.get(field) for field in ("name", "phone") if before.get(field) != after.get(field)}
    held = people.memberships(told.session, told.number) if told.action == "phone" else []
    of = next((unit_name(told.session, each.unit_id) for each in held if each.role == FOCAL and each.unit_id), None)
    if of is None:
        return [{"what": "name", **words}]
    return [{"what": "contact", "unit": of, "name": after.get("name"), "phone": after.get("phone")}]


def stop(told: Told) -> Iterable[Words]:
    _, after = told.row("people")
    return [{"what": "stop"} if after.get("stopped_at") else {"what": "stop", "lifted": True}]


def invitation(told: Told) -> Iterable[Words]:
    """A code that was made or withdrawn."""
    before, after = told.row("invitations")
    opens = bool(after) and not after.get("revoked_at")
    role = (after or before).get("role")
    return [without_empty(what="invite" if opens else "revoke", role=role, unit=told.unit)]


def membership(told: Told) -> Iterable[Words]:
    """A role that was taken, granted, withdrawn, or made that of the one who leads."""
    row = told.session.get(Membership, told.number)
    if row is None:
        return [without_empty(what="revoke", unit=told.unit)]
    what = {"join": "join", "approve": "approve", "lead": "approve"}.get(told.action, "revoke")
    more = {"lead": told.after.get("lead")} if told.action == "lead" else {}
    person = told.session.get_one(Person, row.person_id)
    name = person.name if told.action != "join" else None
    return [without_empty(what=what, role=row.role, unit=told.unit, name=name) | more]


def sent(told: Told) -> Iterable[Words]:
    """A message to many, at once or at a later hour; `people` are those who are written to."""
    row = told.session.get(Broadcast, told.number)
    if row is None:
        return [{"what": "sent"}]
    words = {"to": whom(row.segment), "people": row.recipients}
    if told.action == "schedule_broadcast":
        return [{"what": "schedule", **words, "at": told.at(told.after.get("send_at"))}]
    if told.action == "stop_broadcast":
        what = "schedule" if row.send_at is not None and not told.after.get("stopped") else "sent"
        return [{"what": what, **words, "stopped": True}]
    if told.action == "resend_broadcast":
        return [{"what": "sent", **words, "people": told.after.get("again")}]
    return [{"what": "sent", **words, "people": len(broadcasts.reached(told.session, row.event_id, row.id))}]


def channel(told: Told) -> Iterable[Words]:
    return [{"what": "channel", "verb": told.action, **told.after}]


def consent(_told: Told) -> Iterable[Words]:
    """Somebody agrees once more to a text that has changed."""
    return [{"what": "join"}]


def erase(_told: Told) -> Iterable[Words]:
    return [{"what": "erase"}]


def answered(_told: Told) -> Iterable[Words]:
    """A question that was passed on got its answer."""
    return [{"what": "passed", "answered": True}]


def sent_on(told: Told) -> Iterable[Words]:
    """After a restore: what waited leaves, or is dropped."""
    return [{"what": "resumed", **told.after}]
