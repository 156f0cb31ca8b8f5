"""Forms of one step: which typed words fit what was just asked for. What does not fit is read as anything else is."""

import re
from collections.abc import Callable
from datetime import datetime

from handlers.reading.arrivals import read_arrival
from handlers.reading.counts import QUESTION, read_count
from handlers.reading.edits import read_edit
from handlers.reading.roster import read_names
from handlers.reading.text import fold
from handlers.reading.when import read_until
from storage.clock import local

Fits = Callable[[str, datetime], bool]


def _is_arrival(text: str, now: datetime) -> bool:
    said = read_arrival(text, local(now), asked=True)
    # A number of people alone is a head count, wherever it is typed.
    return said is not None and any((said.day, said.at, said.place, said.vehicles, said.drivers, said.fault))


def _is_names(text: str, _now: datetime) -> bool:
    found = read_names(text)
    return bool(found.names) and len(found.names) >= len(found.faults)


def _is_moment(text: str, now: datetime) -> bool:
    return read_until(text, local(now)) is not None


FORMS: dict[str, Fits] = {
    "dangky": lambda text, _: read_count(text) is not None,
    "den": _is_arrival,
    "danhsach": _is_names,
    "luachon": lambda text, _: bool(re.search(r"\d", text)),
    "daumoi": lambda text, _: len(re.findall(r"\d", text)) >= 9,
    "khoa": _is_moment,
    "mo": _is_moment,
    "gui": lambda text, _: True,
    "sua": lambda text, now: read_edit(text, local(now)) is None,
    "xacnhan": lambda text, _: not re.search(r"\d", text),
}


def fits(form: str, text: str, now: datetime) -> bool:
    """Whether words belong to the form "/den u3"; a question never does."""
    name = form.lstrip("/").split()[0]
    return name in FORMS and not QUESTION.search(fold(text)) and FORMS[name](text, now)
