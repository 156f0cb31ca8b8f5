"""The forms that change the plan: the event's days and place, an item, a deadline; a whole thing called off."""

import re
from collections.abc import Mapping
from typing import Literal

from bot.site import says
from bot.site.forms.base import BadForm, Form, Line, Row, read
from bot.site.forms.kinds import Day, Hour
from handlers.said.edits import KINDS, EditSaid, FormSaid, ThingSaid

THING = re.compile(r"(?P<kind>[ieh])(?P<id>[0-9]{1,9})")


class WholeForm(Form):
    """A button that calls the whole thing off or brings it back."""

    version: Row
    whole: Literal["cancel", "postpone", "restore"]


class EventForm(Form):
    """Days and place of the event."""

    version: Row
    day: Day
    last: Day
    venue: Line


class ItemForm(Form):
    """One item of the programme."""

    version: Row
    day: Day
    start: Hour
    end: Hour
    title: Line
    venue: Line


class DeadlineForm(Form):
    """The last day and the hour of a deadline."""

    version: Row
    day: Day
    start: Hour


FORMS: Mapping[str, type[EventForm | ItemForm | DeadlineForm]] = {"e": EventForm, "i": ItemForm, "h": DeadlineForm}


def change(fields: Mapping[str, str]) -> FormSaid | ThingSaid:
    """What a posted form says of which thing; BadForm where it cannot be read."""
    thing = THING.fullmatch(fields.get("thing", ""))
    if thing is None:
        raise BadForm({"thing": says.ERROR_PAGE})
    subject = f"{KINDS[thing['kind']]}:{thing['id']}"
    if fields.get("whole"):
        called = read(WholeForm, fields)
        return ThingSaid(subject, EditSaid(called.whole), called.version)
    return FormSaid(subject, **read(FORMS[thing["kind"]], fields).model_dump())
