"""Weekends and public holidays, and the working days around them."""

from datetime import date, timedelta
from functools import lru_cache

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def rest(day: date) -> str:
    """Why nobody works on this day; empty on a working day."""
    if day in _holidays(day.year):
        return "ngày nghỉ lễ"
    return WEEKDAYS[day.weekday()] if day.weekday() >= 5 else ""


def last_working_day(day: date) -> date:
    """The day itself, or the nearest working day before it."""
    while rest(day):
        day -= timedelta(days=1)
    return day


def moved(day: date, days: int, working: bool) -> date:
    """So many days later (earlier where negative); working days only where asked."""
    if not working:
        return day + timedelta(days=days)
    step = timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left:
        day += step
        left -= not rest(day)
    return day


@lru_cache(maxsize=8)
def _holidays(year: int) -> dict[date, str]:
    import holidays  # slow to load, and most questions need no calendar

    return dict(holidays.country_holidays("VN", years=year))
