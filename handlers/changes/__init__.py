"""What a turn changed, in words: made from its audit lines and the images of the rows it wrote, never from a reply.

`KINDS` is the one table. A change or a row that no line of it knows is told by its own name, so that nothing hides.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from handlers.changes import delegations, people, plan
from handlers.changes.told import Row, Teller, Told, Words
from storage import turns_made
from storage.clock import DEFAULT_ZONE
from storage.models import AuditEntry, Event
from storage.plans import events_of
from storage.turns_made import Mark, mark

__all__ = ["Mark", "Words", "mark", "since"]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one action is told; the tables whose rows belong to it, and the actions that only follow from it."""

    tell: Teller
    tables: str = ""
    brings: str = ""


_OF_UNITS = "units unit_aliases invited_units submissions"
_OF_DELEGATIONS = "head_counts head_count_groups delegates stays choice_splits arrivals unit_contacts"
_OF_PEOPLE = "people memberships invitations rsvps own_choices addresses"

# fmt: off
KINDS: Mapping[str, Kind] = {
    "head_count": Kind(delegations.count, "head_counts head_count_groups"),
    "delegates": Kind(delegations.names, "delegates", "delegate_removed"),
    "delegate_removed": Kind(delegations.names, "delegates"),
    "arrival": Kind(delegations.arrival, "arrivals"),
    "stay": Kind(delegations.stay, "stays"),
    "choice": Kind(delegations.split, "choice_splits"),
    "own_choice": Kind(delegations.own_choice, "own_choices"),
    "rsvp": Kind(delegations.rsvp, "rsvps"),
    "unit_contact": Kind(delegations.contact, "unit_contacts"),
    "lock": Kind(delegations.lock, "count_locks"),
    "grant": Kind(delegations.grant, "grants"),
    "edit": Kind(plan.edit, "events programme_items deadlines"),
    "submission": Kind(plan.paper, "submissions"),
    "ladder": Kind(plan.ladder, "ladders"),
    "publish": Kind(plan.publish, "events"),
    "unit_added": Kind(plan.unit, _OF_UNITS, "unit_owes"),
    "unit_renamed": Kind(plan.unit, _OF_UNITS),
    "unit_alias": Kind(plan.unit, "units unit_aliases"),
    "unit_kind": Kind(plan.unit, "units"),
    "unit_host": Kind(plan.unit, "units"),
    "unit_invited": Kind(plan.unit, "invited_units"),
    "unit_left_out": Kind(plan.unit, "invited_units"),
    "unit_quota": Kind(plan.unit, "invited_units"),
    "unit_owes": Kind(plan.unit, "submissions"),
    "unit_merged": Kind(plan.unit, f"{_OF_UNITS} {_OF_DELEGATIONS} memberships duty_holders",
                        "unit_invited unit_quota head_count choice arrival"),
    "invite": Kind(people.invitation, "invitations"),
    "revoke_invitation": Kind(people.invitation, "invitations"),
    "join": Kind(people.membership, "people memberships invitations"),
    "approve": Kind(people.membership, "memberships"),
    "revoke_membership": Kind(people.membership, "memberships invitations", "revoke_invitation"),
    "lead": Kind(people.membership, "memberships"),
    "rename": Kind(people.own_name, "people", "phone"),
    "phone": Kind(people.own_name, "people"),
    "consent": Kind(people.consent, "people"),
    "stop": Kind(people.stop, "people"),
    "resume": Kind(people.stop, "people"),
    "erase": Kind(people.erase, f"{_OF_PEOPLE} delegates unit_contacts"),
    "channel_added": Kind(people.channel),
    "channel_first": Kind(people.channel),
    "channel_dropped": Kind(people.channel),
    "browsers_ended": Kind(people.channel),
    "browser_let_in": Kind(people.channel),
    "same_person": Kind(people.channel, _OF_PEOPLE),
    "broadcast": Kind(people.sent),
    "schedule_broadcast": Kind(people.sent),
    "stop_broadcast": Kind(people.sent),
    "resend_broadcast": Kind(people.sent),
    "answer_question": Kind(people.answered, "passed_questions"),
    "end_pause": Kind(people.sent_on, "settings"),
}
# fmt: on
NOBODYS = ("passed", "shared_link", "shared_code", "channel_code")  # on record, but nothing was changed
# Messages that a turn may put beside a change: they tell those whom it touches, and are part of it. A rehearsal is one
# of its own. What is not here was sent by somebody.
NOTICES = ("broadcast", "question", "colleague", "rsvp", "received", "grant", "shared", "quota", "channel")
PASSED = "passed_questions"  # counted by themselves
OWN = {"rehearsal": "rehearse"}


def since(session: Session, marked: Mark, zone: str = DEFAULT_ZONE) -> list[Words]:
    """Every change of the message since the mark, in order: {"what", …}; units by name, times local."""
    written: dict[str, list[Row]] = {}
    for row in turns_made.rows(session, marked):
        written.setdefault(row["table"], []).append((row["key"][0], row["before"], row["after"]))
    told = _together(session, turns_made.lines(session, marked), zone, written)
    brought = {action for each in told if each.action in KINDS for action in KINDS[each.action].brings.split()}
    found = [words for each in told if each.action not in brought for words in _in_words(each)]
    known = {table for each in told if each.action in KINDS for table in KINDS[each.action].tables.split()}
    found += [{"what": table} for table in sorted(written.keys() - known - {PASSED})]
    found += [{"what": "passed"} for _ in range(turns_made.passed(session, marked))]
    return [*found, *_messages(turns_made.messages(session, marked))]


def _messages(kinds: Sequence[str]) -> Iterator[Words]:
    for kind, people_told in Counter(kinds).items():
        if kind in OWN:
            yield {"what": OWN[kind]}
        elif kind not in NOTICES:
            yield {"what": "sent", "to": kind, "people": people_told}


def _together(
    session: Session, lines: Sequence[AuditEntry], zone: str, written: Mapping[str, list[Row]]
) -> list[Told]:  # fmt: skip
    """The changes, those of one thing as one: as it was before the first, as it is after the last."""
    found: dict[tuple[Any, ...], Told] = {}
    for line in lines:
        if line.action in NOBODYS:
            continue
        key = (line.action, line.subject, line.unit_id)
        before = {**line.before, **(found[key].before if key in found else {})}
        found[key] = Told(
            session, zone, line.action, line.subject, line.event_id, line.unit_id, before, line.after, written
        )
    return list(found.values())


def _in_words(told: Told) -> Iterator[Words]:
    """A change in words, with its meeting where the plan has several."""
    kind = KINDS.get(told.action)
    meeting = _meeting(told)
    for words in kind.tell(told) if kind is not None else [{"what": told.action}]:
        yield {**words, **meeting}


def _meeting(told: Told) -> Words:
    event = told.session.get(Event, told.event_id) if told.event_id else None
    several = event is not None and len(events_of(told.session, event.plan_id)) > 1
    return {"event": event.title} if event is not None and several else {}
