"""One of the activities that an item leaves to choose: its name, its place and hours, where they are its own."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from storage.models import ItemOption, ProgrammeItem

Moment = tuple[date | None, time | None, time | None]


def moment(row: ProgrammeItem | ItemOption) -> Moment:
    """(day, start, end) at which an item, or one of its activities, takes place."""
    own = row.item if isinstance(row, ItemOption) and not moved(row) else row
    return own.day, own.start, own.end


def moved(option: ItemOption) -> bool:
    """Whether an activity has a day or hours of its own."""
    return option.day is not None or option.start is not None


def venue(option: ItemOption) -> str | None:
    """The item's place, where it is the place of this activity."""
    return option.item.venue if option.item.venue and option.item.venue in option.label else None


def value(option: ItemOption, field: str) -> Any:
    """What stands for an activity. field: title, venue, day, start, end."""
    if field in ("title", "venue"):
        return option.label if field == "title" else venue(option)
    return dict(zip(("day", "start", "end"), moment(option), strict=True))[field]


def write(option: ItemOption, new: Mapping[str, Any]) -> None:
    """Sets fields of an activity; the item, whose title names all of them, follows."""
    item = option.item
    if "title" in new:
        place_was, was = venue(option), option.label
        option.label = new["title"]
        item.title = item.title.replace(was, option.label)
        item.venue = new.get("venue", place_was) if place_was else item.venue
    if "day" in new:
        own = (new["day"], new["start"], new["end"])
        as_the_item = own == moment(item)
        option.day, option.start, option.end = (None, None, None) if as_the_item else own
    item.version += 1


def follow(item: ProgrammeItem, was: date | None) -> None:
    """Activities with hours of their own move with the day of their item."""
    for option in item.options:
        if option.day is not None and option.day == was:
            option.day = item.day
            option.version += 1
