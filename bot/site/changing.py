"""`/ban-to-chuc/chuong-trinh`: days, place, items and deadlines, each opening into a form; a form is a `/sua`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.site import bodies, says
from bot.site.organisers import desk_page, organiser_only
from bot.site.programme import event_days, hours
from bot.site.refusing import no_session
from bot.site.state import site_of
from bot.site.visitors import Visitor, visitor
from handlers.messages import Incoming, Reply
from handlers.wording import edits as wording
from storage import deadlines, programme
from storage.clock import last_allowed_day
from storage.models import Deadline, Event, ProgrammeItem

THING = re.compile(r"^[ieh]\d{1,9}$")
WHOLE = {"cancel": "hủy", "postpone": "hoãn", "restore": "khôi phục"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be changed: its name for `/sua`, how it reads, and what stands in its form."""

    thing: str
    when: str
    title: str
    fields: Mapping[str, str]
    note: str = ""


@organiser_only
def show(request: Request, who: Visitor) -> Response:
    """Everything that can be changed."""
    return _shown(request, who)


def _shown(request: Request, who: Visitor, told: Sequence[Reply] = ()) -> Response:
    site, event_id = site_of(request), who.event_id or 0
    with site.database.reading() as session:
        event = session.get_one(Event, event_id)
        rows = sorted(programme.items(session, event_id), key=lambda row: (row.day or date.max, row.position))
        items = [_item(row) for row in rows]
        off = [_item(row) for row in programme.cancelled_items(session, event_id)]
        due = [_deadline(row, site.zone) for row in deadlines.of_event(session, event_id)]
    return desk_page(request, who, "change.html", answered=told, event=_event(event), items=items, off=off, due=due)


def _event(row: Event) -> Row:
    fields = {"day": _iso(row.starts_on), "last": _iso(row.ends_on), "venue": row.venue or ""}
    return Row(f"e{row.id}", event_days(row.starts_on, row.ends_on, row.date_text), row.title, fields, row.venue or "")


def _item(row: ProgrammeItem) -> Row:
    fields = {
        "day": _iso(row.day),
        "start": f"{row.start:%H:%M}" if row.start else "",
        "end": f"{row.end:%H:%M}" if row.end else "",
        "venue": row.venue or "",
        "title": row.title,
    }
    day = f", {says.weekday(row.day)} {row.day:%d/%m}" if row.day else ""
    return Row(
        f"i{row.id}", (hours(row) if row.start else f"mục {hours(row)}") + day, row.title, fields, row.venue or ""
    )


def _deadline(row: Deadline, zone: str) -> Row:
    last = last_allowed_day(row.too_late_from, zone) if row.too_late_from else None
    at = f"{row.due_time:%H:%M}" if row.due_time else ""
    when = (
        f"{f'trước {at}' if at else 'hết'} {says.weekday(last)} {last:%d/%m}"
        if last
        else (row.relative_to or "chưa rõ")
    )
    return Row(f"h{row.id}", when, row.what, {"day": _iso(last), "start": at})


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


async def change(request: Request) -> Response:
    """A form as the `/sua` it stands for: the desk shows before and after, and only a yes writes it."""
    who = await run_in_threadpool(visitor, request)
    if who is None:
        return no_session(request)
    fields = await bodies.fields(request)
    said = sentence({name: " ".join(value.split()) for name, value in fields.items()})
    site = site_of(request)
    replies: Sequence[Reply] = [Reply(wording.NOTHING_NEW)]
    if said:
        replies = await site.answer(Incoming("web", who.address, said, sender_name=who.name))
    return await run_in_threadpool(_answered, request, who, replies)


def _answered(request: Request, who: Visitor, replies: Sequence[Reply]) -> Response:
    return organiser_only(lambda asked, sender: _shown(asked, sender, replies))(request)


def sentence(said: Mapping[str, str]) -> str | None:
    """What differs from what the page showed ("was-…"), a line for each; None where nothing does."""
    thing = said.get("thing", "")
    if not THING.match(thing):
        return None
    if said.get("whole") in WHOLE:
        return f"/sua {thing} {WHOLE[said['whole']]}"
    new = {name: value for name, value in said.items() if value and value != said.get(f"was-{name}", "")}
    lines = [_moment(said, thing)] if {"day", "last", "start", "end"} & set(new) else []
    lines += [f"địa điểm: {new['venue']}"] if "venue" in new else []
    lines += [f"tên: {new['title']}"] if "title" in new else []
    lines = [line for line in lines if line]
    return f"/sua {thing} " + "\n".join(lines) if lines else None


def _moment(said: Mapping[str, Any], thing: str) -> str:
    day, last = _day(said.get("day", "")), _day(said.get("last", ""))
    if thing.startswith("e"):
        return f"{day}-{last or day}" if day else ""
    clock = "–".join(at for at in (said.get("start", ""), said.get("end", "")) if re.fullmatch(r"\d\d:\d\d", at))
    return " ".join(part for part in (clock, f"ngày {day}" if day else "") if part)


def _day(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return ""
