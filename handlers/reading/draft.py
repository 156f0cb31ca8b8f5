"""What a reader finds in a plan: frozen rows, each with the line it stands on.

Lines are 1-based lines of a text, paragraphs of a .docx, or "page:line" of a .pdf. They say where a
value came from, not what it is, so equality ignores them.
"""

import datetime as dt
from dataclasses import dataclass, field
from datetime import date, time

Line = int | str | None


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The paper itself: title without the word KẾ HOẠCH, number, issuer, date, signer."""

    title: str | None = None
    number: str | None = None
    issued_by: str | None = None
    issued_on: str | None = None  # YYYY-MM-DD, or YYYY-MM where the day is blank
    signed_by: str | None = None
    lines: dict[str, Line] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class MemberUnit:
    """A unit that takes part; role is chair, deputy, member or host."""

    name: str
    role: str
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DelegateGroup:
    """Who is invited: a line of the composition; count is None where the plan gives no number."""

    section: str | None
    name: str
    count: int | None = None
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SeatsEach:
    """ "Mỗi xã 14 đại biểu": a number that each unit of a kind has; never the whole of many units."""

    each: int
    unit: str  # the kind, as written: "xã", "xã, thị trấn", "đơn vị"
    of: str = ""  # the words before it, under which headings: they name the units, or leave some out
    whole: bool = True  # everybody who comes from a unit; False: one kind of people of several
    many: int | None = None  # how many such units the plan counts
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A timed or ordered programme item; what the plan does not say is None."""

    programme: str | None
    title: str
    position: int
    date: dt.date | None = None
    start: time | None = None
    end: time | None = None
    venue: str | None = None
    who: tuple[str, ...] = ()
    options: tuple[str, ...] = ()  # parallel choices ("A hoặc B"), empty where there is one way
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing an office must do; role lead (chủ trì), support (phối hợp) or None."""

    text: str
    role: str | None = None
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Duty:
    """An office (or a joint subject) and what it was told to do."""

    unit: str
    role: str | None = None
    tasks: tuple[Task, ...] = ()
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """One conference of the plan; an uncertain day keeps its words (date_text) and its month."""

    title: str
    starts_on: date | None = None
    ends_on: date | None = None
    month: str | None = None  # YYYY-MM where only the month is known
    date_text: str | None = None
    tentative: bool = False
    venue: str | None = None
    chairs: tuple[str, ...] = ()
    expected_delegates: int | None = None
    delegate_groups: tuple[DelegateGroup, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    duties: tuple[Duty, ...] = ()
    lines: dict[str, Line] = field(default_factory=dict, compare=False)
    line: Line = field(default=None, compare=False)
    seats_each: tuple[SeatsEach, ...] = ()


@dataclass(frozen=True, slots=True)
class DueDate:
    """A deadline; before=True means the day itself is already too late ("trước ngày 20/11")."""

    what: str
    due_on: date | None = None
    before: bool = True
    who: str | None = None
    send_to: str | None = None
    due_at: time | None = None  # hour of the deadline, where given
    relative_to: str | None = None  # "trước 05 ngày tổ chức", where no date is given
    papers: tuple[str, ...] = ()  # the single papers inside `what`
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the year and what happens in it."""

    start: date
    end: date
    tasks: tuple[str, ...] = ()
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Observance:
    """A day to be remembered, such as 2/9."""

    day: int
    month: int
    name: str
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A cost; money in đồng."""

    item: str
    quantity: int | None = None
    unit_price: int | None = None
    amount: int | None = None
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to turn: kind is office, address, email, phone or server."""

    kind: str
    value: str
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Detail:
    """What stands under a heading of its own; `name` is of a row of `fields.details`."""

    name: str
    text: str
    line: Line = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt put as a question that an organiser can answer."""

    text: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Everything the reader found; nothing of it is true until an organiser confirms."""

    plan: PlanHead = PlanHead()
    member_units: tuple[MemberUnit, ...] = ()
    events: tuple[PlanEvent, ...] = ()
    deadlines: tuple[DueDate, ...] = ()
    periods: tuple[Period, ...] = ()
    observances: tuple[Observance, ...] = ()
    requirements: tuple[str, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    budget_total: int | None = None
    contacts: tuple[Contact, ...] = ()
    details: tuple[Detail, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    unread: tuple[Line, ...] = ()
    text: tuple[tuple[Line, str], ...] = field(default=(), compare=False)  # (line, words) as read, for quoting
