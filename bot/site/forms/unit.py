"""The form of a delegation's page: its fields as a model, and what of them changed as data for the desk."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError

from bot.site import says
from bot.site.forms import kinds
from bot.site.forms.kinds import Day, Hour, People, Vehicles, Words60, Words80, Words200, one_line
from bot.site.forms.pasted import read_pasted
from handlers.language.persons import is_name
from handlers.said.arrivals import ArrivalSaid
from handlers.said.attendance import LARGEST, CountSaid
from handlers.said.delegation import DelegationSaid, ListSaid
from handlers.said.names import NameSaid

PARTS = ("count", "arrival", "stays", "choices", "names")
NEW = re.compile(r"names\.new(\d{1,3})\.(name|post|group)")
Fields = Mapping[str, str]


class Group(BaseModel):
    """A part of the head count."""

    name: Words60 = ""
    number: People = None


class Count(BaseModel):
    """Whether the delegation comes, and with how many."""

    answer: Literal["", "coming", "not_coming", "unknown"] = ""
    groups: dict[str, Group] = Field(default_factory=dict)


class Coming(BaseModel):
    """When, where and with how many it comes."""

    day: Day = None
    hour: Hour = None
    place: Words80 = ""
    people: People = None
    vehicles: Vehicles = None
    drivers: People = None


class Person(BaseModel):
    """A row of the list."""

    name: Words80 = ""
    post: Words200 = ""
    group: Words80 = ""


class UnitForm(BaseModel):
    """Everything that the page asks."""

    count: Count = Field(default_factory=Count)
    arrival: Coming = Field(default_factory=Coming)
    stays: dict[str, People] = Field(default_factory=dict)
    choices: dict[Annotated[str, Field(pattern=r"^\d{1,12}$")], People] = Field(default_factory=dict)
    names: dict[str, Person] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """What stands in the database as fields of the form; `items` are the activities of each item, by option."""

    unit_id: int
    seen: int
    fields: Fields
    items: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A posted form: what stands in its fields now, what is wrong, and what the desk is told (None: nothing)."""

    fields: Fields
    touched: frozenset[str]
    said: DelegationSaid | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def shown(value: object) -> str:
    """A value as it stands in a field."""
    return "" if value is None else str(value)


def marks(stored: Fields) -> dict[str, str]:
    """A mark of each part as the page shows it, posted back with the form: what has another mark was changed."""
    return {f"was.{part}": _mark(stored, part) for part in PARTS}


def _mark(fields: Fields, part: str) -> str:
    rows = sorted((name, one_line(value)) for name, value in fields.items() if name.startswith(f"{part}."))
    return hashlib.sha256(repr([row for row in rows if row[1]]).encode()).hexdigest()[:16]


def read(posted: Fields, stored: Stored) -> Given:
    """The posted form. A field that was not posted at all is left as it stands."""
    typed = _typed(posted, stored.fields)
    touched = frozenset(part for part in PARTS if _mark(typed, part) != _was(posted, stored, part))
    names, fault = read_pasted(posted.get("paste", ""))
    kept = {**typed, "paste": posted.get("paste", "")}
    try:
        form = UnitForm.model_validate(kinds.nested({k: v for k, v in typed.items() if k.split(".")[0] in touched}))
    except ValidationError as error:
        return Given(kept, touched, faults=kinds.faults_of(error) | ({"paste": fault} if fault else {}))
    faults = dict(_faults(form, stored, touched)) | ({"paste": fault} if fault else {})
    if faults:
        return Given(kept, touched, faults=faults)
    said = _said(form, posted, stored, touched, names)
    return Given(kept, touched, said if touched or names else None)


def _was(posted: Fields, stored: Stored, part: str) -> str:
    """The mark of a part as the page showed it; of a form without marks, as it stands."""
    return posted.get(f"was.{part}") or _mark(stored.fields, part)


def _typed(posted: Fields, stored: Fields) -> dict[str, str]:
    """The form's fields with what stands in each; groups are taken as a whole, new names without gaps."""
    whole = any(name.startswith("count.groups.") for name in posted)
    typed = {name: posted.get(name, value) for name, value in stored.items()
             if not (whole and name.startswith("count.groups."))}  # fmt: skip
    known = {name.split(".")[0] for name in posted}
    typed |= {name: posted[name] for name in posted if re.fullmatch(r"count\.groups\.\d{1,2}\.(?:name|number)", name)}
    typed |= {"count.answer": posted["count.answer"]} if "count.answer" in posted else {}
    return typed | _new_names(posted) if "names" in known else typed


def _new_names(posted: Fields) -> dict[str, str]:
    rows: dict[int, dict[str, str]] = {}
    for name, value in posted.items():
        if (row := NEW.fullmatch(name)) and one_line(value):
            rows.setdefault(int(row[1]), {})[row[2]] = value
    return {f"names.new{place}.{what}": value for place, (_, row) in enumerate(sorted(rows.items()))
            for what, value in row.items()}  # fmt: skip


def _faults(form: UnitForm, stored: Stored, touched: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What no single field can tell."""
    if "count" in touched:
        yield from _count_faults(form.count, stored.fields)
    for key, row in form.names.items():
        way = f"names.{key}.name"
        if row.name and row.name != one_line(stored.fields.get(way, "")) and not is_name(row.name):
            yield way, says.ONLY_LETTERS
        elif not row.name and key.startswith("new"):
            yield way, says.WRITE_NAME


def _rows(count: Count) -> list[tuple[str, Group]]:
    filled = [(key, row) for key, row in count.groups.items() if row.name or row.number is not None]
    return sorted(filled, key=lambda pair: int(pair[0]))


def _count_faults(count: Count, stored: Fields) -> Iterator[tuple[str, str]]:
    rows, seen = _rows(count), set()
    if count.answer in ("not_coming", "unknown"):
        if rows and _groups_of(count) != _groups_in(stored):
            yield "count.answer", says.COUNT_WITHOUT_COMING
        return
    if not rows:
        yield "count.groups.0.number", says.WRITE_COUNT
    for key, row in rows:
        if row.number is None:
            yield f"count.groups.{key}.number", says.WRITE_GROUP_COUNT
        if not row.name and len(rows) > 1:
            yield f"count.groups.{key}.name", says.WRITE_GROUP_NAME
        if row.name and row.name.casefold() in seen:
            yield f"count.groups.{key}.name", says.GROUP_TWICE
        seen.add(row.name.casefold())
    total = sum(row.number or 0 for _, row in rows)
    if rows and total == 0:
        yield f"count.groups.{rows[-1][0]}.number", says.COUNT_ZERO
    if total > LARGEST:
        most = max(rows, key=lambda row: row[1].number or 0)[0]
        yield f"count.groups.{most}.number", says.whole_too_large(total, LARGEST)


def _groups_of(count: Count) -> list[tuple[str, str]]:
    return [(row.name, shown(row.number)) for _, row in _rows(count)]


def _groups_in(fields: Fields) -> list[tuple[str, str]]:
    pairs = ((fields.get(f"count.groups.{n}.name", ""), fields.get(f"count.groups.{n}.number", "")) for n in range(100))
    return [pair for pair in pairs if any(pair)]


def _said(
    form: UnitForm, posted: Fields, stored: Stored, touched: frozenset[str], pasted: tuple[NameSaid, ...]
) -> DelegationSaid:
    seen = posted.get("seen", "")
    return DelegationSaid(
        stored.unit_id,
        int(seen) if re.fullmatch(r"[0-9]{1,15}", seen) else stored.seen,
        count=_count(form.count) if "count" in touched else None,
        arrival=_arrival(form.arrival) if "arrival" in touched else None,
        stays=tuple(_stays(form, stored.fields)) if "stays" in touched else None,
        choices=tuple(_choices(form, stored)) if "choices" in touched else None,
        names=_list(form, stored.fields, pasted) if "names" in touched or pasted else None,
        sure=posted.get("sure") == "1",
    )


def _count(count: Count) -> CountSaid:
    if count.answer in ("not_coming", "unknown"):
        return CountSaid(count.answer)
    rows = [(row.name, row.number or 0) for _, row in _rows(count)]
    groups = () if len(rows) == 1 and not rows[0][0] else tuple(rows)
    return CountSaid("coming", sum(number for _, number in rows), groups)


def _arrival(said: Coming) -> ArrivalSaid:
    return ArrivalSaid(said.day, said.hour, said.place or None, said.people, said.vehicles, said.drivers)


def _stays(form: UnitForm, stored: Fields) -> Iterator[tuple[tuple[date, int], int | None]]:
    for key, number in form.stays.items():
        if shown(number) != stored.get(f"stays.{key}", ""):
            yield (date.fromisoformat(key[:-2]), int(key[-1])), number


def _choices(form: UnitForm, stored: Stored) -> Iterator[tuple[int, int | None]]:
    """The whole split of every item of which a number changed."""
    for options in stored.items:
        mine = [(option, form.choices.get(str(option))) for option in options]
        if any(
            ("" if number is None else str(number)) != stored.fields.get(f"choices.{option}", "")
            for option, number in mine
        ):
            yield from mine


def _list(form: UnitForm, stored: Fields, pasted: tuple[NameSaid, ...]) -> ListSaid:
    known = {key: row for key, row in form.names.items() if key.isdigit()}
    changed = {key: row for key, row in known.items() if _person(row) != _person_in(stored, key)}
    rows = tuple((int(key), _name(row) if row.name else None) for key, row in changed.items())
    new = [(key, row) for key, row in form.names.items() if key.startswith("new")]
    return ListSaid(rows, tuple(_name(row) for _, row in sorted(new, key=lambda pair: int(pair[0][3:]))), pasted)


def _person(row: Person) -> tuple[str, str, str]:
    return row.name, row.post, row.group


def _person_in(stored: Fields, key: str) -> tuple[str, str, str]:
    return tuple(one_line(stored.get(f"names.{key}.{what}", "")) for what in ("name", "post", "group"))  # type: ignore[return-value]


def _name(row: Person) -> NameSaid:
    return NameSaid(row.name, row.post or None, row.group or None)
