"""What changed of the plan and its units, in the words of changes: items, days, places, deadlines, papers, units."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handlers.changes.told import Told, Words, unit_name, without_empty
from storage.clock import last_allowed_day
from storage.edits import MARKS, Thing, thing
from storage.edits import title as title_of
from storage.models import Deadline, Event, Paper, Submission, Unit

STATES = {"owed": "returned", "claimed": "handed", "received": "received", "excused": "waived"}


def edit(told: Told) -> Iterator[Words]:
    """What an organiser changed of one item, deadline or meeting: one change for each thing that is another now.

    Papers that share a deadline are told one by one, as they are handed in.
    """
    row = thing(told.session, told.event_id or 0, told.subject)
    if row is None:
        return
    differs = {field: new for field, new in told.after.items() if new != told.before.get(field)}
    of = "deadline" if isinstance(row, Deadline) else "day" if isinstance(row, Event) else "item"
    papers = [each.name for each in row.papers] or [row.what] if isinstance(row, Deadline) else [title_of(row)]
    for title in papers:
        for words in _edited(row, of, differs):
            yield {"what": "plan", "title": title, **words}


def _edited(row: Thing, of: str, differs: Mapping[str, Any]) -> Iterator[Words]:
    for mark in [field for field in MARKS if field in differs]:
        yield {"of": of, **_marked(mark, set_=bool(differs[mark]))}
    if "due_on" in differs or "due_time" in differs:
        yield {"of": of, "to": _last_day(row)}
        return
    for field in ("start", "day", "starts_on", "venue", "title"):
        if field in differs and not (field == "day" and "start" in differs):
            kind = "venue" if field == "venue" and isinstance(row, Event) else of
            yield {"of": kind, "to": _short(differs[field])}
    if set(differs) <= {"end", "ends_on"} and differs:
        yield {"of": of, "until": _short(next(iter(differs.values())))}


def _marked(mark: str, *, set_: bool) -> Words:
    if not set_:
        return {"restored": True}
    return {{"cancelled_at": "cancelled", "postponed_at": "postponed", "written_at": "written"}[mark]: True}


def _last_day(row: Thing) -> str | None:
    late = row.too_late_from if isinstance(row, Deadline) else None
    return last_allowed_day(late).isoformat() if late is not None else None


def _short(new: Any) -> Any:
    """An hour without its seconds."""
    return new[:5] if isinstance(new, str) and new[2:3] == ":" and new[5:6] == ":" else new


def paper(told: Told) -> Iterable[Words]:
    row = told.session.get(Submission, told.number)
    name = told.session.get_one(Paper, row.paper_id).name if row is not None else None
    unit = unit_name(told.session, row.unit_id) if row is not None else told.unit
    state = told.after.get("state", "")
    return [{"what": "paper", "unit": unit, "paper": name, "state": STATES.get(state, state)}]


def unit(told: Told) -> Iterable[Words]:
    """What was done to a unit by hand; undone, the opposite."""
    return [{"what": "unit", **words} for words in _of_unit(told)]


def _of_unit(told: Told) -> Iterator[Words]:
    before, after, name = told.before, told.after, told.unit
    match told.action:
        case "unit_added":
            named = name or before.get("name")
            yield without_empty(verb="add" if after else "remove", unit=named, seats=after.get("quota"))
        case "unit_renamed":
            yield {"verb": "rename", "unit": before.get("name"), "to": after.get("name")}
        case "unit_alias":
            yield without_empty(verb="alias", unit=name, to=min(after.get("aliases", ()), key=len, default=""))
        case "unit_invited" | "unit_left_out":
            yield {"verb": "restore" if after.get("invited") else "remove", "unit": name}
        case "unit_quota":
            yield {"verb": "quota", "unit": name, "seats": after.get("quota")}
        case "unit_merged":
            into = told.session.get(Unit, after.get("successor") or 0)
            yield {"verb": "merge", "unit": before.get("name") or name, "to": into.name if into else None}
        case "unit_host" | "unit_kind" | "unit_owes":
            yield {"verb": told.action.removeprefix("unit_"), "unit": name, **after}


def ladder(told: Told) -> Iterable[Words]:
    """The days before that reminders go out, of one deadline or of the whole kind."""
    row = told.session.get(Deadline, told.number) if told.subject.startswith("deadline:") else None
    of = row.what if row is not None else told.subject.removeprefix("ladder:")
    return [{"what": "ladder", "of": of, "days": told.after.get("days")}]


def publish(told: Told) -> Iterable[Words]:
    return [{"what": "publish", "title": told.after.get("title")}]
