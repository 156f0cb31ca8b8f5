"""The only file that knows time zones: instants are UTC, people speak local days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"
QUIET = (time(21), time(6, 30))  # hours in which no reminder leaves

Clock = Callable[[], datetime]


class UtcDateTime(TypeDecorator[datetime]):
    """An instant; refuses naive values, because SQLite would silently drop the offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def wall_clock() -> datetime:
    """The real time, for ticks, leases, time-outs and back-off."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RehearsalClock:
    """A clock that began at `start` when the real clock showed `anchor` and runs `speed` times as fast."""

    start: datetime
    anchor: datetime
    speed: float = 1.0

    def __call__(self) -> datetime:
        return self.start + (wall_clock() - self.anchor) * self.speed


@cache
def zone(name: str = DEFAULT_ZONE) -> ZoneInfo:
    return ZoneInfo(name)


def local(instant: datetime, zone_name: str = DEFAULT_ZONE) -> datetime:
    """The instant as people at the event read it from the wall."""
    return instant.astimezone(zone(zone_name))


def instant(day: date, at: time = time(), zone_name: str = DEFAULT_ZONE) -> datetime:
    """The UTC instant of a local day and hour."""
    return datetime.combine(day, at, zone(zone_name)).astimezone(UTC)


def month_span(month: str) -> tuple[date, date]:
    """ "2027-02" → its first and its last day."""
    first = date.fromisoformat(f"{month}-01")
    return first, first + relativedelta(day=31)


def month_before(month: str) -> date:
    """ "2027-01" → the first day of December 2026, when its day should be asked for."""
    return month_span(month)[0] - relativedelta(months=1)


def parse_instant(text: str, zone_name: str = DEFAULT_ZONE) -> datetime:
    """An ISO instant; a naive one is local. ValueError where it is not ISO."""
    value = datetime.fromisoformat(text)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=zone(zone_name)).astimezone(UTC)


def too_late_from(due_on: date, before: bool, at: time | None = None, zone_name: str = DEFAULT_ZONE) -> datetime:
    """The first instant that is too late: "trước ngày 20/11" ends with 19/11, "chậm nhất ngày 20/11" with 20/11.

    An hour counts as itself: "trước 17h00 ngày 20/11" is too late from 17:00.
    """
    if at is not None:
        return instant(due_on, at, zone_name)
    return instant(due_on if before else due_on + timedelta(days=1), zone_name=zone_name)


@lru_cache(maxsize=65_536)
def last_allowed_day(too_late: datetime, zone_name: str = DEFAULT_ZONE) -> date:
    """The last local day on which a paper is still on time."""
    return local(too_late - timedelta(microseconds=1), zone_name).date()


def is_quiet(now: datetime, quiet: tuple[time, time], zone_name: str = DEFAULT_ZONE) -> bool:
    """Whether reminders rest at this hour; the span may cross midnight, an empty one never rests."""
    begin, end = quiet
    at = local(now, zone_name).time()
    return begin <= at < end if begin <= end else at >= begin or at < end


def is_day_off(day: date) -> bool:
    """Saturday, Sunday or a public holiday of Vietnam."""
    return day.weekday() >= 5 or day in _public_holidays(day.year)


def working_day_before(day: date) -> date:
    """The day itself where offices work, else the last working day before it."""
    while is_day_off(day):
        day -= timedelta(days=1)
    return day


def working_day_after(day: date) -> date:
    """The day itself where offices work, else the next working day."""
    while is_day_off(day):
        day += timedelta(days=1)
    return day


@cache
def _public_holidays(year: int) -> dict[date, str]:
    import holidays  # slow to load, and most questions need no calendar

    return dict(holidays.country_holidays("VN", years=year))
