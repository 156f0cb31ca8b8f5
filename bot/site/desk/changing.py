"""`/ban-to-chuc/chuong-trinh`: days, place, items and deadlines, each opening into a form; a form is a `/sua`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.site import bodies, says
from bot.site.desk.places import desk_page, faults_of, organiser_only
from bot.site.forms import plan
from bot.site.forms.base import BadForm
from bot.site.programme import event_days, hours
from bot.site.refusing import no_session
from bot.site.state import site_of
from bot.site.visitors import Visitor, visitor
from handlers.messages import Command, Incoming, Reply
from handlers.programme.filled import last_moment
from storage import deadlines, programme
from storage.models import Deadline, Event, ProgrammeItem


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be changed: its name in the form, how it reads, what stands in its form and what is wrong."""

    thing: str
    version: int | str
    when: str
    title: str
    fields: Mapping[str, str]
    note: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    posted: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> Mapping[str, str]:
        """What was typed stays; a field that nobody touched shows what stands now."""
        return {name: self._typed(name, stands) for name, stands in self.fields.items()}

    def _typed(self, name: str, stands: str) -> str:
        typed = self.posted.get(name, stands)
        return stands if typed == self.posted.get(f"was-{name}", typed) else typed


@organiser_only
def show(request: Request, who: Visitor) -> Response:
    """Everything that can be changed."""
    return _shown(request, who)


def _shown(
    request: Request, who: Visitor, told: Sequence[Reply] = (), posted: Mapping[str, str] | None = None
) -> Response:
    site, event_id = site_of(request), who.event_id or 0
    with site.database.reading() as session:
        event = session.get_one(Event, event_id)
        rows = sorted(programme.items(session, event_id), key=lambda row: (row.day or date.max, row.position))
        items = [_item(row) for row in rows]
        off = [_item(row) for row in programme.cancelled_items(session, event_id)]
        due = [_deadline(row, site.zone) for row in deadlines.of_event(session, event_id)]
    faults = faults_of(told)

    def opened(row: Row) -> Row:
        return replace(row, faults=faults, posted=posted) if posted and posted.get("thing") == row.thing else row

    return desk_page(
        request, who, "change.html", answered=told, event=opened(_event(event)), items=[opened(row) for row in items],
        off=[opened(row) for row in off], due=[opened(row) for row in due],
    )  # fmt: skip


def _event(row: Event) -> Row:
    fields = {"day": _iso(row.starts_on), "last": _iso(row.ends_on), "venue": row.venue or ""}
    when = event_days(row.starts_on, row.ends_on, row.date_text)
    return Row(f"e{row.id}", row.version, when, row.title, fields, row.venue or "")


def _item(row: ProgrammeItem) -> Row:
    fields = {
        "day": _iso(row.day),
        "start": f"{row.start:%H:%M}" if row.start else "",
        "end": f"{row.end:%H:%M}" if row.end else "",
        "venue": row.venue or "",
        "title": row.title,
    }
    day = f", {says.weekday(row.day)} {row.day:%d/%m}" if row.day else ""
    when = (hours(row) if row.start else f"mục {hours(row)}") + day
    return Row(f"i{row.id}", row.version, when, row.title, fields, row.venue or "")


def _deadline(row: Deadline, zone: str) -> Row:
    last, due_time = last_moment(row, zone)
    at = f"{due_time:%H:%M}" if due_time else ""
    when = f"{f'trước {at}' if at else 'hết'} {says.weekday(last)} {last:%d/%m}" if last else ""
    fields = {"day": _iso(last), "start": at}
    return Row(f"h{row.id}", row.version, when or row.relative_to or "chưa rõ", row.what, fields)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


async def change(request: Request) -> Response:
    """A form as the `/sua` it stands for: the desk shows before and after, and only a yes writes it."""
    who = await run_in_threadpool(visitor, request)
    if who is None:
        return no_session(request)
    posted = await bodies.fields(request)
    try:
        command = Command("sua", said=plan.change(posted))
        replies = await site_of(request).answer(Incoming("web", who.address, "", sender_name=who.name, command=command))
    except BadForm as bad:
        replies = [bad.reply]
    return await run_in_threadpool(_answered, request, who, replies, posted)


def _answered(request: Request, who: Visitor, replies: Sequence[Reply], posted: Mapping[str, str]) -> Response:
    return organiser_only(lambda asked, sender: _shown(asked, sender, replies, posted))(request)
