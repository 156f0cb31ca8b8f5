"""When and how a delegation comes: "đoàn em đến 13h30 ngày 30/11, 2 xe, 14 người"."""

import re
from dataclasses import replace
from datetime import datetime

from handlers.language.folding import fold
from handlers.language.phones import PHONE
from handlers.language.when import read_when
from handlers.said.arrivals import ArrivalSaid
from handlers.said.attendance import LARGEST
from handlers.speech.sentences.counts import PEOPLE, QUESTION

COMES = re.compile(r"\b(?:den|toi noi|se toi|co mat|xuat phat|khoi hanh)\b")
SPEAKS_OF_ELSE = re.compile(r"\b(?:mo|khoa|gia han|nop|gui|bao cao|han|giay to|film|phim|sua)\b")
VEHICLES = re.compile(r"(-?\d{1,5})\s*(?:chiec )?(?:xe|o to|oto)\b(?!\s*may)")
ONE_VEHICLE = re.compile(r"(?<!\d)(?<!\d )\b(?:xe|o to|oto) \d{1,2}\s*cho\b")  # "xe 29 chỗ"
ARRIVING = re.compile(r"\b(?:toi|tới)(?=\s+(?:noi|nơi)\b)", re.IGNORECASE)  # no evening: "7h toi noi"
DRIVERS = re.compile(
    rf"(-?\d{{1,5}})\s*(?:nguoi |dong chi |d/c )?(?:lai xe|tai xe)\b"
    rf"|\b(?:lai xe|tai xe)\s*:?\s*(\d{{1,5}})\s*(?:{PEOPLE}\b)?(?![\d.])"
)
HEADS = re.compile(rf"(-?\d{{1,5}})\s*{PEOPLE}\b(?!\s*(?:lai|tai) xe)")
PLACE = re.compile(r"(?:^|\s)(?:tại|tai|ở)\s+([^,;.\n]+)", re.IGNORECASE)
PLACE_ENDS = re.compile(
    r"\s+(?:lúc|luc|vào|vao|ngày|ngay|khoảng|khoang|từ|tu)\b.*$|\s+\d+\s*(?:h|giờ|xe|người|nguoi)\b.*$"
)
PART = re.compile(r"\b(?:sang|trua|chieu|toi)\b(?! noi| hoi| lai)")
OF_UNIT = re.compile(
    r"(?:thoi |da |bao cao )*(?:doan|huyen|don vi|ben)\b[^,;]*\b(?:di|co|gom|tong|la|chot|dang ky)\b\s*\d"
)
PLATE = re.compile(r"\b(?:bien so|bks)\b|\b\d{2}[a-z]\d?[ -]?\d{3}")
MOST_VEHICLES = 99


def read_arrival(text: str, now_local: datetime, *, asked: bool = False) -> ArrivalSaid | None:
    """The arrival in a sentence; `asked` where the speaker was asked for it, so that "13h30 30/11" is enough."""
    folded = fold(text)
    if len(folded) > 400 or QUESTION.search(folded):
        return None
    said = _said(text, folded, now_local)
    if said == ArrivalSaid():
        return None
    if asked or said.vehicles is not None:
        return said
    timed = said.day or said.at or said.fault in ("day", "hour")
    return said if timed and COMES.search(folded) and not SPEAKS_OF_ELSE.search(folded) else None


def beside_arrival(text: str, now_local: datetime) -> tuple[str, ...]:
    """The pieces of a sentence that an arrival does not hold: a count by groups, a driver's name, a number plate."""
    rest = []
    for piece in re.split(r"[,;\n]", text):
        folded = fold(piece)
        held = _said(piece, folded, now_local) != ArrivalSaid() or COMES.search(folded)
        if PLATE.search(folded) or PHONE.search(piece) or (not held and len(folded.split()) > 1):
            rest.append(piece.strip(" ."))
    return tuple(rest)


def counts_people(text: str) -> str:
    """What of an arrival's sentence is a head count of its own: "đoàn em đi 14 người 2 xe", where no hour is said."""
    folded = DRIVERS.sub(" ", VEHICLES.sub(" ", fold(text)))
    return folded if OF_UNIT.match(folded) else ""


def _said(text: str, folded: str, now_local: datetime) -> ArrivalSaid:
    when = read_when(ARRIVING.sub("đến", text), now_local)
    vehicles = [int(number) for number in VEHICLES.findall(folded)] or [1 for _ in ONE_VEHICLE.findall(folded)]
    drivers, heads = DRIVERS.search(folded), HEADS.search(DRIVERS.sub(" ", folded))
    said = ArrivalSaid(
        day=when.day,
        at=when.at,
        place=_place(text),
        people=int(heads[1]) if heads else None,
        vehicles=sum(vehicles) if vehicles else None,
        part=part[0] if when.at is None and not when.fault and (part := PART.search(folded)) else "",
        drivers=int(drivers[1] or drivers[2]) if drivers else None,
    )
    numbers = [n for n in (*vehicles, said.people, said.drivers) if n is not None]
    return _with_fault(said, when.fault, numbers)


def _with_fault(said: ArrivalSaid, fault: str | None, numbers: list[int]) -> ArrivalSaid:
    if min(numbers, default=0) < 0:
        fault = "negative"
    elif (said.vehicles or 0) > MOST_VEHICLES or max(numbers, default=0) > LARGEST:
        fault = "too_many"
    return replace(said, fault=fault) if fault else said


def _place(text: str) -> str | None:
    found = PLACE.search(text)
    words = PLACE_ENDS.sub("", found[1]).strip(" .") if found else ""
    return words[:80] or None


def without_place(text: str) -> str:
    """The sentence without its place, which may bear another unit's name."""
    return PLACE.sub(" ", text)
