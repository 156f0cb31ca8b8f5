"""`/don-vi`: a delegation's page: one form with its count, arrival, meals, activities and names; the template.

A page looks; what its form changes is a command to the front desk in the visitor's name.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.site import bodies, says
from bot.site.forms import stored as forms
from bot.site.forms import unit as form
from bot.site.forms.stored import Labelled
from bot.site.forms.unit import Given, Stored
from bot.site.numbers import row_number
from bot.site.pages import page
from bot.site.refusing import no_session, not_for, notice
from bot.site.state import Site, site_of
from bot.site.visitors import Visitor, visitor
from handlers.messages import Command, Incoming, Outcome, Reply
from handlers.permissions import FOCAL, ORGANISER
from handlers.said.delegation import DelegationSaid
from handlers.wording import arrivals, locks, whole
from storage import attendance, audit
from storage.attendance import UnitCount
from storage.clock import local
from storage.models import Delegate, Event

TITLE = "Đơn vị"
SPARE_ROWS, SPARE_NAMES = 3, 3
MOST_GROUPS = 12
MOST_FIELDS = 1200  # three for each name


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows of one delegation."""

    unit: UnitCount
    names: Sequence[Delegate]
    stored: Stored
    stays: Sequence[Labelled]
    choices: Sequence[tuple[str, Sequence[Labelled]]]
    trips: str = ""  # what the delegation comes by, beside it what a unit merged into it had said
    lock: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """The fields as the page shows them: what is stored, what was typed and not taken, what is wrong with it."""

    values: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)
    asks_sure: bool = False

    @property
    def groups(self) -> range:
        """The rows of groups: those that are filled, and some to fill."""
        filled = [int(name.split(".")[2]) for name, value in self.values.items() if _is_row(name) and value]
        return range(min(max(max(filled, default=-1) + 1 + SPARE_ROWS, SPARE_ROWS + 1), max(MOST_GROUPS, len(filled))))

    @property
    def new_names(self) -> range:
        filled = {name.split(".")[1] for name, value in self.values.items() if name.startswith("names.new") and value}
        return range(len(filled) + SPARE_NAMES)

    @property
    def total(self) -> int:
        """The sum of the numbers of the groups."""
        numbers = [value for name, value in self.values.items() if _is_row(name) and name.endswith(".number")]
        return sum(int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 7)

    def open_names(self) -> bool:
        """Whether the rows of names are shown: something there waits to be mended."""
        return any(name.startswith("names.") for name in self.faults) or "names.new0.name" in self.values


def _is_row(name: str) -> bool:
    return name.startswith("count.groups.")


def unit_id_of(request: Request, who: Visitor) -> int | None:
    """The unit that the visitor may see: an organiser names it, a focal point has one."""
    if who.is_organiser:
        return row_number(request.query_params.get("u"))
    return who.unit_id if FOCAL in who.roles else None


def _seen(session: Session, site: Site, event_id: int, unit_id: int) -> Seen | None:
    newest = audit.newest_of_unit(session, event_id, unit_id)  # first, so that no change is missed
    unit = attendance.count_of(session, event_id, unit_id)
    if unit is None:
        return None
    event, names = session.get_one(Event, event_id), attendance.delegates(session, event_id, unit_id)
    beside = attendance.trips_beside(session, event_id).get(unit_id, [])
    arrival = attendance.arrival_of(session, event_id, unit_id)
    return Seen(
        unit,
        names,
        forms.stored(session, event, unit, names, newest),
        forms.stay_fields(session, event, unit),
        forms.choice_fields(attendance.choices(session, event_id), unit),
        arrivals.arrival_short(arrival, beside) if beside else "",
        _lock(session, site, event_id, unit_id),
    )


def _lock(session: Session, site: Site, event_id: int, unit_id: int) -> str:
    """Until when the count may change, in words."""
    lock, now = attendance.lock_of(session, event_id), site.clock()
    if lock is None:
        return ""
    until = attendance.granted_until(session, event_id, unit_id, now)
    granted = local(until, site.zone) if until else None
    return locks.standing(lock, local(lock.at, site.zone), locked=now >= lock.at, granted=granted)


def show(request: Request) -> Response:
    """`GET /don-vi`."""
    return shown(request, visitor(request))


def shown(
    request: Request, who: Visitor | None, replies: Sequence[Reply] = (), bad: str = "", given: Given | None = None
) -> Response:
    """The page; what was given and not taken stays in its fields."""
    if who is None or not set(who.roles) & {FOCAL, ORGANISER}:
        return refused(request, who)
    seen = _looked_up(request, who)
    if seen is None:
        return notice(request, who, 404, TITLE, says.NO_SUCH_UNIT, says.NOT_FOUND_NEXT)
    # What was taken needs no next step here: the form stands below.
    taken = (Outcome.DONE,)
    told = [(reply.text, () if reply.outcome == taken or reply.faults else reply.buttons) for reply in replies] + (
        [(bad, ())] if bad else []
    )
    return page(
        request, "unit.html", who, seen=seen, told=told, filling=_filling(seen.stored, replies, given),
        marks=form.marks(seen.stored.fields), most_names=forms.MOST_NAMES,
    )  # fmt: skip


def _looked_up(request: Request, who: Visitor) -> Seen | None:
    unit_id, site = unit_id_of(request, who), site_of(request)
    if unit_id is None:
        return None
    with site.database.reading() as session:
        return _seen(session, site, who.event_id or 0, unit_id)


def _filling(stored: Stored, replies: Sequence[Reply], given: Given | None) -> Filling:
    """What stands in the fields: what is stored, and over it what was typed and is not."""
    if given is None or any(reply.done for reply in replies):
        return Filling(defaultdict(str, stored.fields))
    kept = {name: value for name, value in given.fields.items() if name.split(".")[0] in {*given.touched, "paste"}}
    rows = "count" in given.touched
    below = {name: value for name, value in stored.fields.items() if not (rows and _is_row(name))}
    faults = dict(given.faults) | {name: words for reply in replies for name, words in reply.faults.items()}
    asks = any(Outcome.ASK in reply.outcome for reply in replies)
    return Filling(defaultdict(str, {**below, **kept}), faults, asks)


def refused(request: Request, who: Visitor | None) -> Response:
    """A page for nobody who may not see it."""
    return not_for(request, who, TITLE, says.UNIT_NO_RIGHT, says.NO_RIGHT_NEXT)


async def change(request: Request) -> Response:
    """`POST /don-vi`: the form of the page; everything that changed is saved, or nothing."""
    who = await run_in_threadpool(visitor, request)
    if who is None:
        return no_session(request)
    posted = await bodies.fields(request, MOST_FIELDS)
    seen = await run_in_threadpool(_looked_up, request, who)
    if seen is None:
        return await run_in_threadpool(shown, request, who)
    given = form.read(posted, seen.stored)
    if given.said is None:
        bad = whole.FAULTY if given.faults else whole.NOTHING
        return await run_in_threadpool(shown, request, who, (), bad, given)
    replies = await site_of(request).answer(_incoming(who, given.said))
    return await run_in_threadpool(shown, request, who, replies, "", given)


def _incoming(who: Visitor, said: DelegationSaid) -> Incoming:
    return Incoming("web", who.address, "", sender_name=who.name, command=Command("dangky", said=said))
