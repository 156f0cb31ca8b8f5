"""What is known of a delegation as the fields of its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.site.forms.unit import Stored, shown
from handlers.wording import delegations
from handlers.wording import stays as stay_words
from storage import attendance
from storage.attendance import COMING, Choice, Slot, UnitCount
from storage.models import Arrival, Delegate, Event

MOST_NAMES = 300  # more of them are changed by a workbook


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number field: its way in the form and its words."""

    way: str
    label: str


def stored(session: Session, event: Event, unit: UnitCount, names: Sequence[Delegate], newest: int) -> Stored:
    """The fields as they stand; `newest` is the newest change that they show."""
    choices = attendance.choices(session, event.id)
    fields = {
        **_count(unit),
        **_arrival(attendance.arrival_of(session, event.id, unit.unit.id)),
        **_stays(session, event, unit),
        **_choices(choices, unit),
        **{f"names.{row.id}.{what}": shown(getattr(row, what)) for row in names[:MOST_NAMES] for what in PERSON},
    }
    items = tuple(tuple(option for option, _ in choice.options) for choice in choices)
    return Stored(unit.unit.id, newest, fields, items)


PERSON = ("name", "post", "group")


def _count(unit: UnitCount) -> Mapping[str, str]:
    given = unit.answer is not None and not unit.by_delegates
    groups = unit.groups or ((("", unit.total),) if given and unit.answer == COMING else ())
    rows = {f"count.groups.{n}.{what}": shown(value) for n, pair in enumerate(groups)
            for what, value in zip(("name", "number"), pair, strict=True)}  # fmt: skip
    return {"count.answer": unit.answer or "" if given else "", **rows}


def _arrival(row: Arrival | None) -> Mapping[str, str]:
    hour = row.hour.strftime("%H:%M") if row is not None and row.hour is not None else ""
    whole = {what: shown(getattr(row, what)) if row is not None else "" for what in WHOLE}
    return {f"arrival.{what}": value for what, value in (whole | {"hour": hour}).items()}


WHOLE = ("day", "place", "people", "vehicles", "drivers")


def slots(session: Session, event: Event, unit: UnitCount) -> list[Slot]:
    """The meals and nights that the page asks: those of the event, and what the unit itself said beyond them."""
    own = attendance.stays(session, event.id).get(unit.unit.id, {})
    return sorted({*attendance.slots(session, event), *own})


def slot_key(slot: Slot) -> str:
    """ "2026-11-30-2": a meal or night as its field names it."""
    return f"{slot.day.isoformat()}-{slot.place}"


def _stays(session: Session, event: Event, unit: UnitCount) -> Mapping[str, str]:
    own = attendance.stays(session, event.id).get(unit.unit.id, {})
    return {f"stays.{slot_key(slot)}": shown(own.get(slot)) for slot in slots(session, event, unit)}


def stay_fields(session: Session, event: Event, unit: UnitCount) -> list[Labelled]:
    return [Labelled(f"stays.{slot_key(slot)}", stay_words.named(slot)) for slot in slots(session, event, unit)]


def _choices(found: Sequence[Choice], unit: UnitCount) -> Mapping[str, str]:
    """A unit's own split; what its delegates chose themselves is nobody's number to correct."""
    said = {
        option: choice.by_unit.get(unit.unit.id, {}).get(option)
        for choice in found
        for option, _ in choice.options
        if unit.unit.id in choice.versions
    }
    return {f"choices.{option}": shown(said.get(option)) for choice in found for option, _ in choice.options}


def choice_fields(found: Sequence[Choice], unit: UnitCount) -> list[tuple[str, list[Labelled]]]:
    """Every item where one must choose: how the unit splits in words, and a field for each activity."""
    return [
        (delegations.split_short(choice, unit), [Labelled(f"choices.{key}", label) for key, label in choice.options])
        for choice in found
    ]
