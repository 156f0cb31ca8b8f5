"""`/ban-to-chuc/gui-tin`: a broadcast is composed and shown before it goes; each one's page tells how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.site import bodies, says
from bot.site.desk.places import desk_page, faults_of, organiser_only, refused
from bot.site.forms.base import BadForm, read
from bot.site.forms.sending import SendForm
from bot.site.refusing import no_session
from bot.site.state import Site, site_of
from bot.site.visitors import Visitor, visitor
from handlers.messages import Command, Incoming, Reply
from handlers.wording import broadcasts as wording
from handlers.wording.results import both_counts
from storage import albums, broadcasts, outbox, owing, plans
from storage.clock import local
from storage.models import Broadcast

PLACE = "/ban-to-chuc/gui-tin"
NEWEST = 20
MOST_FILES = 40  # taken, so that one too many is said beside the field; `albums.MOST_FILES` go out
ON_ITS_WAY = ("queued", "sending")
FIELDS = tuple(SendForm.model_fields)


@dataclass(frozen=True, slots=True)
class Sent:
    """One broadcast as the page shows it."""

    number: int
    text: str
    to: str
    when: str
    total: int
    states: dict[str, int]

    @property
    def waiting(self) -> int:
        return sum(self.states[state] for state in ON_ITS_WAY)

    @property
    def gone(self) -> int:
        return sum(self.states.values()) - self.waiting


@organiser_only
def show(request: Request, who: Visitor) -> Response:
    """The form, and what was sent."""
    return _shown(request, who)


def _shown(
    request: Request, who: Visitor, told: Sequence[Reply] = (), typed: Mapping[str, str] | None = None
) -> Response:
    site, event_id = site_of(request), who.event_id or 0
    with site.database.reading() as session:
        units = [unit.name for unit in plans.units_of(session, who.plan_id or 0)]
        papers = owing.paper_names(session, event_id)
        rows = [_sent(session, site, row) for row in broadcasts.confirmed(session, event_id, NEWEST)]
    return desk_page(
        request, who, "compose.html", answered=told, units=units, papers=papers, rows=rows,
        typed={name: (typed or {}).get(name, "") for name in FIELDS}, faults=faults_of(told),
        segments=wording.SEGMENTS, names=says.STATES, most_files=albums.MOST_FILES,
        most_megabytes=albums.MOST_BYTES // 1_000_000,
    )  # fmt: skip


def _sent(session: Any, site: Site, row: Broadcast) -> Sent:
    states = outbox.states(session, row.event_id, broadcasts.KIND, broadcasts.topic(row).subject)
    at = row.send_at if row.state == "scheduled" and row.send_at else row.confirmed_at
    when = says.short_moment(local(at, site.zone)) if at else ""
    when = f"hẹn {when}" if row.state == "scheduled" else when
    return Sent(row.id, row.text, wording.whom(row.segment), when, row.recipients, states)


async def compose(request: Request) -> Response:
    """The form as a `/gui`; the desk shows what would go out, and only a yes sends it."""
    who = await run_in_threadpool(visitor, request)
    if who is None:
        return no_session(request)
    if not who.is_organiser:
        return await run_in_threadpool(refused, request, who)
    async with bodies.with_files(request, MOST_FILES) as (fields, files):
        try:
            replies = await _asked(site_of(request), who, read(SendForm, fields), files)
        except BadForm as bad:
            replies = [bad.reply]
    return await run_in_threadpool(_answered, request, who, replies, fields)


async def _asked(site: Site, who: Visitor, form: SendForm, files: Sequence[bodies.Upload]) -> Sequence[Reply]:
    kept = [await run_in_threadpool(site.files.keep, file.name, file.mime, file.file) for file in files if site.files]
    command = Command("tep" if kept else "gui", said=form.said(site.clock(), site.zone))
    asked = Incoming("web", who.address, "", sender_name=who.name, command=command)
    if kept:
        asked = replace(asked, attachment=kept[0], also=tuple(kept[1:]))
    return await site.answer(asked)


def _answered(request: Request, who: Visitor, replies: Sequence[Reply], typed: Mapping[str, str]) -> Response:
    return organiser_only(lambda asked, sender: _shown(asked, sender, replies, typed))(request)


@organiser_only
def result(request: Request, who: Visitor) -> Response:
    """One broadcast: how far it is, how each unit stands, whom to telephone."""
    site, number = site_of(request), request.path_params["number"]
    with site.database.reading() as session:
        row = session.get(Broadcast, number)
        if row is None or row.event_id != who.event_id or row.confirmed_at is None:
            raise HTTPException(404)
        sent, subject = _sent(session, site, row), broadcasts.topic(row).subject
        units = outbox.by_unit(session, row.event_id, broadcasts.KIND, subject)
        calls = outbox.unreached(session, row.event_id, broadcasts.KIND, subject)
        why = outbox.causes(session, row.event_id, broadcasts.KIND, subject)
        edited = outbox.edited(session, row.event_id, broadcasts.KIND, subject)
        both = both_counts(sent.states, edited) if row.corrects_id is not None else ""
    return desk_page(
        request, who, "broadcast.html", place=PLACE, sent=sent, both=both, units=units, calls=calls, why=why,
        names=says.STATES, no_unit=wording.NO_UNIT, state=row.state,
    )  # fmt: skip
