"""`/chuong-trinh`: now and next on top, the days below, the past folded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from starlette.requests import Request
from starlette.responses import Response

from bot.site import says
from bot.site.pages import page
from bot.site.state import site_of
from bot.site.visitors import visitor
from handlers.messages import plain
from handlers.wording.activities import apart
from handlers.wording.times import EDITED, first_letter_up
from storage import programme
from storage.clock import local
from storage.models import Event, ProgrammeItem


@dataclass(frozen=True, slots=True)
class Shown:
    """One item: its hours or its number, and whether it is past, now, next, later or off (called off)."""

    when: str
    title: str
    venue: str
    performers: str
    apart: str
    stands: str
    line: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one programme on one day."""

    title: str
    day: str
    past: bool
    items: list[Shown] = field(default_factory=list)


def show(request: Request) -> Response:
    """The programme of the visitor's event."""
    who, site = visitor(request), site_of(request)
    if who is None or who.event_id is None:
        return _not_yet(request)
    with site.database.reading() as session:
        event = session.get_one(Event, who.event_id)
        items = [*programme.items(session, who.event_id), *programme.cancelled_items(session, who.event_id)]
    items.sort(key=lambda item: (item.day or date.max, item.position))
    if event.published_at is None and not who.is_organiser:
        return _not_yet(request)
    now = local(site.clock(), site.zone).replace(tzinfo=None)
    running, following = now_and_next([item for item in items if item.cancelled_at is None], now)
    return page(
        request, "programme.html", who, event=event, days=event_days(event.starts_on, event.ends_on, event.date_text),
        running=[_shown(item, now, "now") for item in running],
        following=[_shown(item, now, "next") for item in following], parts=_parts(items, now, running),
        edited=any(str(item.line).endswith(EDITED) for item in items),
    )  # fmt: skip


def _not_yet(request: Request) -> Response:
    who = visitor(request)
    sentence, step = (says.NOT_JOINED, says.NOT_JOINED_NEXT) if who else (says.NO_SESSION, says.NO_SESSION_NEXT)
    if who and who.event_id:
        sentence, step = says.NOT_PUBLISHED, says.NOT_PUBLISHED_NEXT
    return page(
        request, "notice.html", status=403 if who else 401, title="Chương trình", sentence=sentence, next_step=step,
        back="/chat" if who else None,
    )  # fmt: skip


def now_and_next(items: Sequence[ProgrammeItem], now: datetime) -> tuple[list[ProgrammeItem], list[ProgrammeItem]]:
    """What runs at this minute, and what begins next (all that begin at the same minute)."""
    timed = sorted((item for item in items if item.day and item.start), key=_begins)
    running = [item for item in timed if _begins(item) <= now < _ends(item, timed)]
    ahead = [item for item in timed if _begins(item) > now]
    return running, [item for item in ahead if _begins(item) == _begins(ahead[0])]


def _begins(item: ProgrammeItem) -> datetime:
    return datetime.combine(item.day or date.min, item.start or time())


def _ends(item: ProgrammeItem, timed: Sequence[ProgrammeItem]) -> datetime:
    """Where the plan gives no end: until the next item begins, or the day is over."""
    if item.end:
        return datetime.combine(item.day or date.min, item.end)
    later = [_begins(other) for other in timed if other.day == item.day and _begins(other) > _begins(item)]
    return min(later, default=datetime.combine(item.day or date.min, time.max))


def _parts(items: Sequence[ProgrammeItem], now: datetime, running: Sequence[ProgrammeItem]) -> list[Part]:
    parts: dict[tuple[str, date | None], Part] = {}
    for item in items:
        key = (item.programme or "", item.day)
        day = says.day_name(item.day) if item.day else says.DAY_UNKNOWN
        past = item.day is not None and item.day < now.date()
        part = parts.setdefault(key, Part(item.programme or "Chương trình", day, past))
        part.items.append(_shown(item, now, _stands(item, items, now, running)))
    return list(parts.values())


def _stands(
    item: ProgrammeItem, items: Sequence[ProgrammeItem], now: datetime, running: Sequence[ProgrammeItem]
) -> str:
    if item.cancelled_at is not None:
        return "off"
    if item in running:
        return "now"
    if item.day is None or item.day > now.date():
        return "later"
    if item.day < now.date():
        return "past"
    timed = [other for other in items if other.day and other.start]
    return "past" if item.start and _ends(item, timed) <= now else "later"


def _shown(item: ProgrammeItem, now: datetime, stands: str) -> Shown:
    day = ""
    if item.day and item.day != now.date():
        day = says.day_name(item.day)
    return Shown(
        hours(item), item.title, _venue(item), "; ".join(item.performers),
        first_letter_up(plain(apart(item))), stands, item.line or "", day,
    )  # fmt: skip


def hours(item: ProgrammeItem) -> str:
    if item.start and item.end:
        return f"{item.start:%H:%M}–{item.end:%H:%M}"
    return f"từ {item.start:%H:%M}" if item.start else f"{item.number}"


def _venue(item: ProgrammeItem) -> str:
    return item.venue if item.venue and item.venue not in item.title else ""


def event_days(first: date | None, last: date | None, words: str | None) -> str:
    if first and last and last != first:
        return f"{says.day_name(first)} đến {says.day_name(last)}"
    return says.day_name(first) if first else (words or says.NO_DAY)
