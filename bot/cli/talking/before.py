"""What holds when a dialogue begins: changes, in the words of changes, written with the verbs of storage."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.cli import showing
from bot.cli.talking import people as seats
from bot.cli.talking.scene import Scene
from handlers.language.folding import fold
from handlers.language.matching import meant
from handlers.people import account
from handlers.people.which_event import upcoming
from handlers.permissions import FOCAL
from handlers.wording import dialogues
from storage import attendance, deadlines, documents, duties, edits, ladders, people, plans, programme, unit_edits
from storage.attendance import COMING, NOT_COMING, Coming, Given, Named
from storage.clock import DEFAULT_ZONE, parse_instant
from storage.models import Event, Person, Unit

STATES = {"handed": "claimed", "received": "received", "returned": "owed", "waived": "excused"}
MEALS = {"ăn sáng": "breakfast", "ăn trưa": "lunch", "ăn tối": "dinner", "nghỉ": "night"}
EARLY = (5, 2)  # days before, of a ladder that somebody set


class NotHeld(Exception):
    """A change that cannot hold here: the unit, the paper or the word is not known."""


@dataclass(frozen=True, slots=True)
class Held:
    """One change that holds already, and where: its event, who speaks, an hour before the dialogue."""

    session: Session
    event: Event
    person: Person | None
    now: datetime
    words: Mapping[str, Any]

    @property
    def unit(self) -> Unit:
        unit, _ = seats.unit_named(self.session, self.event.plan_id, str(self.words.get("unit", "")))
        if unit is None:
            raise NotHeld
        return unit

    @property
    def by(self) -> dict[str, Any]:
        return {"by_id": None, "now": self.now}

    def one(self, said: str, titles: Mapping[int, str]) -> int:
        """The key of the title that some words mean, whole or by most of them."""
        whole = [key for key, title in titles.items() if fold(said) in fold(title)]
        found = whole or meant(said, titles)
        if not found:
            raise NotHeld
        return found[0]


def hold(scene: Scene, changes: Iterable[Mapping[str, Any]], speaker: str, name: str) -> None:
    """Writes each change; one that cannot be written is said, and the dialogue goes on without it."""
    for words in changes:
        with scene.database.transaction() as session:
            person = people.at_address(session, seats.CHANNEL, speaker)
            event = _event(session, scene, words)
            held = Held(session, event, person, scene.now - timedelta(hours=1), words)
            try:
                KINDS[words["what"]](held)
            except (KeyError, NotHeld):
                session.rollback()
                showing.warn(dialogues.not_held(name, words))


def _event(session: Session, scene: Scene, words: Mapping[str, Any]) -> Event:
    """The meeting that is named, else the next one."""
    events = plans.events_of(session, scene.plan_id)
    named = meant(str(words.get("event", "")), {event.id: event.title for event in events})
    return next((event for event in events if event.id in named[:1]), None) or upcoming(events, scene.now)


def _count(held: Held) -> None:
    groups = tuple((held.words.get("groups") or {}).items())
    given = Given(COMING, int(held.words["total"]), groups)
    attendance.set_count(held.session, held.event.id, held.unit.id, given, organiser=True, **held.by)


def _absent(held: Held) -> None:
    attendance.set_count(held.session, held.event.id, held.unit.id, Given(NOT_COMING), organiser=True, **held.by)


def _names(held: Held) -> None:
    names = [Named(name, fold(name)) for name in held.words["added"]]
    attendance.add_delegates(held.session, held.event.id, held.unit.id, names, **held.by)


def _arrival(held: Held) -> None:
    day, _, hour = str(held.words.get("at", "")).partition("T")
    coming = Coming(
        date.fromisoformat(day) if day else None, time.fromisoformat(hour) if hour else None, held.words.get("place"),
        held.words.get("people"), held.words.get("vehicles"), held.words.get("drivers"),
    )  # fmt: skip
    attendance.set_arrival(held.session, held.event.id, held.unit.id, coming, **held.by)


def _stay(held: Held) -> None:
    taken = attendance.slot(date.fromisoformat(held.words["on"]), MEALS[held.words["of"]])
    attendance.set_stays(held.session, held.event.id, held.unit.id, {taken: int(held.words["people"])}, **held.by)
    if "diet" in held.words:
        showing.warn(dialogues.no_place_for(held.unit.name, held.words["diet"]))


def _choice(held: Held) -> None:
    every = attendance.choices(held.session, held.event.id)
    option = held.one(held.words["option"], {key: label for choice in every for key, label in choice.options})
    choice = next(choice for choice in every if option in dict(choice.options))
    if held.words.get("person") == "self":
        assert held.person is not None
        attendance.choose(
            held.session, held.event.id, held.person.id, None, choice.item.id, option, now=held.now
        )  # fmt: skip
        return
    split = {**choice.by_unit.get(held.unit.id, {}), option: int(held.words["people"])}
    attendance.set_split(held.session, held.event.id, held.unit.id, choice.item.id, split, organiser=True, **held.by)


def _paper(held: Held) -> None:
    owed = {row.submission_id: row.paper for row in documents.of_unit(held.session, held.event.id, held.unit.id)}
    meant_ = held.one(held.words["paper"], owed)
    state = STATES[held.words["state"]]
    documents.mark(held.session, held.event.id, held.unit.id, [meant_], state, **held.by)


def _rsvp(held: Held) -> None:
    if held.person is None:
        raise NotHeld
    substitute = " ".join(str(held.words[key]) for key in ("name", "phone") if held.words.get(key)) or None
    attendance.set_rsvp(
        held.session, held.event.id, held.person.id, answer=held.words["answer"], substitute=substitute, now=held.now
    )


def _duty(held: Held) -> None:
    rows = [row for row in duties.of_event(held.session, held.event.id) if _holds(row.holder, held.words["holder"])]
    found = held.one(held.words["task"], {row.id: row.text for row in rows})
    row = next(row for row in rows if row.id == found)
    row.state = {"doing": "open"}.get(held.words["state"], held.words["state"])


def _holds(holder: str, said: str) -> bool:
    return fold(said) in fold(holder) or fold(holder) in fold(said)


def _contact(held: Held) -> None:
    if "unit" not in held.words:
        _name(held)
        return
    attendance.add_contact(
        held.session, held.event.id, held.unit.id, name=held.words["name"], post=None,
        phone=held.words["phone"].replace(" ", ""), **held.by,
    )  # fmt: skip


def _name(held: Held) -> None:
    if held.person is None:
        raise NotHeld
    if held.words.get("name"):
        people.rename(held.session, held.person, held.words["name"], held.now)
    if held.words.get("phone"):
        people.set_phone(held.session, held.person, held.words["phone"], held.now)


def _lock(held: Held) -> None:
    at = parse_instant(held.words["at"]) if held.words.get("at") else held.now
    attendance.set_lock(held.session, held.event.id, at, **held.by)


def _grant(held: Held) -> None:
    attendance.grant(held.session, held.event.id, held.unit.id, parse_instant(held.words["at"]), **held.by)


def _invite(held: Held) -> None:
    unit = held.unit if "unit" in held.words else None
    role = held.words.get("role", FOCAL)
    account.new_invitation(held.session, held.event, role, unit, now=held.now)


def _ladder(held: Held) -> None:
    place = (ladders.DEADLINE, held.event.id, None)
    ladders.change(held.session, place, held.words.get("days", EARLY), actor_id=None, now=held.now)


def _unit(held: Held) -> None:
    hand = unit_edits.Hand(held.session, held.event, None, held.now)
    match held.words["verb"]:
        case "quota":
            unit_edits.set_quota(hand, held.unit, int(held.words["seats"]))
        case "remove":
            unit_edits.leave_out(hand, held.unit)
        case "restore":
            unit_edits.invite(hand, held.unit)
        case "add":
            unit_edits.add(
                hand, held.words["unit"], unit_edits.GUEST, [fold(held.words["unit"])], held.words.get("seats")
            )
        case "rename":
            unit_edits.rename(hand, held.unit, held.words["to"], [fold(held.words["to"])])
        case _:
            raise NotHeld


def _plan(held: Held) -> None:
    subject, title, after = PLANNED[held.words["of"]](held)
    row = edits.propose(
        held.session, held.event.id, subject, title, after, author_id=None, now=held.now
    )  # fmt: skip
    edits.apply(held.session, row, actor_id=None, now=held.now, zone=DEFAULT_ZONE)
    edits.settle([row], held.now)


def _item(held: Held) -> tuple[str, str, dict[str, Any]]:
    items = programme.items(held.session, held.event.id)
    found = held.one(held.words["title"], {row.id: row.title for row in items})
    title = next(row.title for row in items if row.id == found)
    to = str(held.words.get("to", ""))
    after = {"start": f"{to}:00"} if to[2:3] == ":" else {"venue": to}
    return f"item:{found}", title, {"cancelled_at": True} if held.words.get("cancelled") else after


def _day(held: Held) -> tuple[str, str, dict[str, Any]]:
    to = held.words["to"]
    return f"event:{held.event.id}", held.event.title, {"starts_on": to, "ends_on": to}


def _venue(held: Held) -> tuple[str, str, dict[str, Any]]:
    return f"event:{held.event.id}", held.event.title, {"venue": held.words["to"]}


def _deadline(held: Held) -> tuple[str, str, dict[str, Any]]:
    rows = {row.id: row for row in deadlines.of_plan(held.session, held.event.id)}
    row = rows[held.one(held.words["title"], {key: each.what for key, each in rows.items()})]
    last = date.fromisoformat(held.words["to"])
    return f"deadline:{row.id}", row.what, {"due_on": (last + timedelta(days=row.before)).isoformat()}


def _stop(held: Held) -> None:
    if held.person is None:
        raise NotHeld
    people.stop(held.session, held.person, held.now, stopped=True)


PLANNED: Mapping[str, Callable[[Held], tuple[str, str, dict[str, Any]]]] = {
    "item": _item, "day": _day, "venue": _venue, "deadline": _deadline,
}  # fmt: skip
KINDS: Mapping[str, Callable[[Held], None]] = {
    "count": _count, "absent": _absent, "names": _names, "arrival": _arrival, "stay": _stay, "choice": _choice,
    "paper": _paper, "rsvp": _rsvp, "duty": _duty, "contact": _contact, "name": _name, "lock": _lock, "grant": _grant,
    "invite": _invite, "ladder": _ladder, "unit": _unit, "plan": _plan, "stop": _stop,
}  # fmt: skip
