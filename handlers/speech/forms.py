"""Forms of one step: which typed words fit what was just asked for. What does not fit is read as anything else is."""

import re
from collections.abc import Callable
from datetime import datetime

from handlers.language.folding import fold
from handlers.language.roster import looks_like_names, read_names
from handlers.language.when import read_until
from handlers.speech.sentences.addressing import read_addressed
from handlers.speech.sentences.arrivals import read_arrival
from handlers.speech.sentences.assent import read_assent
from handlers.speech.sentences.counts import QUESTION, read_count
from handlers.speech.sentences.edits import read_edit, read_moment
from handlers.speech.sentences.ladders import read_ladder
from handlers.speech.sentences.orders import read_order
from handlers.speech.sentences.rsvp import read_reason, read_rsvp
from handlers.speech.sentences.stays import read_stays
from handlers.speech.sentences.units import ASKED, read_unit_edit
from storage.clock import local

CALLS_OFF = ("huy", "huy bo", "bo", "hoan", "tam hoan")
SENDS = re.compile(r"(?:gui|nhan|nhac|bao)(?: tin)? (?:cho|toi|den|cac|tat ca|dau moi)\b")
OF_A_MOMENT = frozenset(
    """
    a u nham lon khong phai sua doi lai thanh la sang luc vao ngay thoi ma nhe em moi dung co gio phut ruoi thang nam
    chieu toi trua mai thu hai ba tu bay chu nhat tuan sau
    """.split()  # noqa: SIM905
)
Fits = Callable[[str, datetime], bool]


def _is_arrival(text: str, now: datetime) -> bool:
    said = read_arrival(text, local(now), asked=True)
    # A number of people alone is a head count, wherever it is typed.
    return said is not None and any((said.day, said.at, said.place, said.vehicles, said.drivers, said.fault))


def _is_names(text: str, _now: datetime) -> bool:
    found = read_names(text)
    return bool(found.names) and len(found.names) >= len(found.faults) and looks_like_names(text)


def _is_moment(text: str, now: datetime) -> bool:
    return read_until(text, local(now)) is not None


def _orders(text: str) -> bool:
    """Whether it is an order about units, papers, messages or reminders."""
    return any(read(text) for read in (read_unit_edit, read_order, read_addressed, read_ladder))


def _is_value(text: str, now: datetime) -> bool:
    """A new hour, day or place of what was chosen; no order about something else, no bare yes."""
    if fold(text).strip(" .") in CALLS_OFF:
        return True
    said = read_edit(text, local(now))
    orders = _orders(text) or (said is not None and bool(said.what))
    says = re.search(r"[a-z]{2}", fold(text)) or read_moment(text, local(now)) is not None
    return bool(says) and not orders and not SENDS.match(fold(text)) and read_assent(text) is None


def _is_other_moment(text: str, now: datetime) -> bool:
    """ "Nhầm, 19h thôi" under a card that was just shown."""
    words = re.findall(r"[^\s,]+", fold(text).strip(" ."))
    of_moment = all(word in OF_A_MOMENT or re.fullmatch(r"\d[\dh:/.-]*", word) for word in words)
    return of_moment and read_moment(text, local(now)) is not None


def _is_message(text: str, now: datetime) -> bool:
    """The whole text of a message, not a letter or a yes; a message to others is one of its own."""
    return len(re.findall(r"\w+", text)) > 1 and read_assent(text) is None and read_addressed(text) is None


def _is_instead(text: str, _now: datetime) -> bool:
    return not re.search(r"\d", text)


FORMS: dict[str, Fits] = {
    "dangky": lambda text, _: read_count(text) is not None,
    "den": _is_arrival,
    "annghi": lambda text, now: bool(read_stays(text, local(now))),
    "danhsach": _is_names,
    "luachon": lambda text, _: bool(re.search(r"\d", text)),
    "daumoi": lambda text, _: len(re.findall(r"\d", text)) >= 9,
    "donvi": lambda text, _: read_unit_edit(text) is None,
    "khoa": _is_moment,
    "mo": _is_moment,
    "gui": _is_message,
    "gui cho": lambda text, _: "\n" not in text and read_assent(text) is None,
    "sua": _is_value,
    "sua lai": _is_other_moment,
    "xacnhan thay": _is_instead,
    "xacnhan khong": lambda text, _: read_rsvp(text) is None and read_reason(text) is not None,
}


OF_NAMES = ("danhsach", "daumoi", "donvi")  # "Lò Thị Mây" is no question, though unmarked it holds "may"


def fits(form: str, text: str, now: datetime) -> bool:
    """Whether words belong to the form "/den u3"; a question never does."""
    whole = form.lstrip("/")
    rule = FORMS.get(whole) or FORMS.get(" ".join(whole.split()[:2])) or FORMS.get(whole.split()[0])
    named = whole.split()[0] in OF_NAMES or whole == "xacnhan thay" or whole.startswith("gui cho ")
    asks = ASKED if named else QUESTION
    return rule is not None and not asks.search(fold(text)) and rule(text, now)
