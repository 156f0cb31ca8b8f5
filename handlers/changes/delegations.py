"""What changed of a delegation, in the words of changes: numbers, names, arrival, meals and nights, choices."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handlers.changes.told import Told, Words, day_of, without_empty
from handlers.language.phones import telephone
from storage.attendance import COMING, NOT_COMING
from storage.models import ItemOption

MEALS = {"breakfast": "ăn sáng", "lunch": "ăn trưa", "dinner": "ăn tối", "night": "nghỉ"}
NUMBERS = ("people", "vehicles", "drivers")


def count(told: Told) -> Iterable[Words]:
    """A head count, a delegation that does not come, or one of them taken back."""
    if told.after.get("answer") == COMING:
        groups = {str(name): number for name, number in told.after.get("groups", ())}
        return [without_empty(what="count", unit=told.unit, groups=groups) | {"total": told.after["total"]}]
    if told.after.get("answer") == NOT_COMING:
        return [{"what": "absent", "unit": told.unit}]
    if told.before.get("answer") == NOT_COMING:
        return [{"what": "absent", "unit": told.unit, "lifted": True}]
    if told.before.get("answer") == COMING or not told.after:
        return [{"what": "clear", "unit": told.unit}]
    return [{"what": "count", "unit": told.unit, "total": None}]


def names(told: Told) -> Iterable[Words]:
    """Names on a unit's list and off it; a post that was corrected is `changed`."""
    added, removed, changed = [], [], []
    for _, before, after in told.rows("delegates"):
        if before and after and before["name"] == after["name"]:
            changed.append(after["name"])
            continue
        removed += [before["name"]] if before else []
        added += [after["name"]] if after else []
    return [without_empty(what="names", unit=told.unit, added=added, removed=removed, changed=changed)]


def arrival(told: Told) -> Iterable[Words]:
    said = told.after
    if not said:
        return [{"what": "arrival", "unit": told.unit, "clear": True}]
    hour = f"T{said['hour'][:5]}" if said.get("hour") else ""
    numbers = {field: int(said[field]) for field in NUMBERS if field in said}
    at = f"{said.get('day', '')}{hour}"
    return [without_empty(what="arrival", unit=told.unit, at=at, place=said.get("place")) | numbers]


def stay(told: Told) -> Iterator[Words]:
    """One change for each meal or night that was said; `people` is None where it was taken back."""
    for _, before, after in told.rows("stays"):
        row = after or before or {}
        of = {"of": MEALS[row["kind"]], "on": day_of(row["day"])}
        yield {"what": "stay", "unit": told.unit, **of, "people": after["count"] if after else None}


def split(told: Told) -> Iterator[Words]:
    """One change for each activity; one that nobody takes, and nobody took, is none."""
    for _, before, after in told.rows("choice_splits"):
        row = after or before or {}
        people = after["count"] if after else None
        if people or (before and before["count"]):
            yield {"what": "choice", "unit": told.unit, "option": _label(told, row["option_id"]), "people": people}


def own_choice(told: Told) -> Iterable[Words]:
    option = told.after.get("option")
    return [{"what": "choice", "person": "self", "option": _label(told, option) if option else None}]


def _label(told: Told, option_id: int) -> str | None:
    option = told.session.get(ItemOption, option_id)
    return option.label if option is not None else None


def rsvp(told: Told) -> Iterable[Words]:
    """A delegate's own answer; who comes instead with the number that was written beside the name."""
    substitute = str(told.after.get("substitute") or "")
    answer = told.after.get("answer", "none")
    return [without_empty(what="rsvp", answer=answer, name=substitute, phone=telephone(substitute))]


def contact(told: Told) -> Iterator[Words]:
    """Whom to telephone at a unit."""
    for _, before, after in told.rows("unit_contacts"):
        yield _of_contact(told, after or before or {}) | ({} if after else {"removed": True})


def _of_contact(told: Told, row: Mapping[str, Any]) -> Words:
    return {"what": "contact", "unit": told.unit, "name": row["name"], "phone": telephone(row["phone"]) or row["phone"]}


def lock(told: Told) -> Iterable[Words]:
    return [{"what": "lock", "at": told.at(told.after.get("locks_at"))}]


def grant(told: Told) -> Iterable[Words]:
    return [{"what": "grant", "unit": told.unit, "at": told.at(told.after.get("until"))}]
