"""The activities of an item that have a day or hours of their own, in words."""

from handlers.language.activities import activity
from handlers.messages import escape
from handlers.wording.times import hours, weekday
from storage.models import ItemOption, ProgrammeItem
from storage.options import moved


def apart(row: ProgrammeItem) -> str:
    """The activities of an item that have a day or hours of their own: "riêng giao lưu cầu lông 15:30–17:30"."""
    return "; ".join(
        f"riêng {escape(activity(option.label))} {own}" for option in row.options if (own := _own_moment(option, row))
    )


def _own_moment(option: ItemOption, of: ProgrammeItem) -> str:
    """The day and hours of one activity, where they are not those of its item; else empty."""
    if not moved(option):
        return ""
    day = weekday(option.day) if option.day and option.day != of.day else ""
    return " ".join(filter(None, (hours(option.start, option.end), day)))
