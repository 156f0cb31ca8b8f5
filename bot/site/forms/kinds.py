"""Kinds of fields: each keeps exactly what stands in it, or says in Vietnamese what is wrong with it.

A field is named by its way in the form, "count.groups.0.name"; what is wrong with it stands under the same name.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from bot.site import says
from bot.site.forms.base import OURS, fault
from handlers.said.attendance import LARGEST

ISO_DAY, TYPED_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII), re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.ASCII)
HOUR = re.compile(r"(\d\d?)(?::|h|g)(\d\d)(?::00)?", re.ASCII)
DEEPEST = 4


def one_line(typed: object) -> str:
    """What was typed, its spaces made one."""
    return " ".join(str(typed).split())


def _words(most: int) -> Callable[[object], str]:
    def read(typed: object) -> str:
        words = one_line(typed)
        if len(words) > most:
            raise fault(says.too_long(most))
        return words

    return read


def _number(most: int) -> Callable[[object], int | None]:
    def read(typed: object) -> int | None:
        words = one_line(typed)
        if not words:
            return None
        if re.fullmatch(r"[-−–]\s*[0-9]+", words):
            raise fault(says.NEGATIVE)
        if not re.fullmatch(r"[0-9]+", words):
            raise fault(says.NO_NUMBER)
        if len(words) > len(str(most)) + 3 or int(words) > most:
            raise fault(says.too_large(most))
        return int(words)

    return read


def _day(typed: object) -> date | None:
    """What a field of type date posts, or a day as it is written where a browser has no such field."""
    words = one_line(typed)
    iso, written = ISO_DAY.fullmatch(words), TYPED_DAY.fullmatch(words)
    parts = (iso[1], iso[2], iso[3]) if iso else (written[3], written[2], written[1]) if written else ("",)
    try:
        return date(*map(int, parts)) if words else None
    except (ValueError, TypeError):
        raise fault(says.ERROR_DAY) from None


def _hour(typed: object) -> time | None:
    """What a field of type time posts, or an hour as it is written."""
    words = one_line(typed)
    parts = HOUR.fullmatch(words)
    if words and parts is None:
        raise fault(says.ERROR_HOUR)
    try:
        return time(int(parts[1]), int(parts[2])) if parts is not None else None
    except ValueError:
        raise fault(says.ERROR_HOUR) from None


People = Annotated[int | None, BeforeValidator(_number(LARGEST))]
Vehicles = Annotated[int | None, BeforeValidator(_number(99))]
Day = Annotated[date | None, BeforeValidator(_day)]
Hour = Annotated[time | None, BeforeValidator(_hour)]
Words60 = Annotated[str, BeforeValidator(_words(60))]
Words80 = Annotated[str, BeforeValidator(_words(80))]
Words200 = Annotated[str, BeforeValidator(_words(200))]


def nested(fields: Mapping[str, str]) -> dict[str, Any]:
    """Fields by their ways: {"arrival.day": …} as {"arrival": {"day": …}}; a way that leads nowhere is left out."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        *way, last = name.split(".")
        place: Any = found
        for step in way[:DEEPEST]:
            place = place.setdefault(step, {}) if isinstance(place, dict) else None
        if isinstance(place, dict) and len(way) < DEEPEST and not isinstance(place.get(last), dict):
            place[last] = value
    return found


def faults_of(error: ValidationError) -> dict[str, str]:
    """What is wrong with which field."""
    found = error.errors(include_url=False)
    return {
        ".".join(map(str, each["loc"])): each["msg"] if each["type"] == OURS else says.NOT_OFFERED for each in found
    }
