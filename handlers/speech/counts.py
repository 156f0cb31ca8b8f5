"""A head count in words: "đoàn em 16 người, ăn tối 14", "u12 16 v3 dung", "u12 khong v3"."""

import re
from dataclasses import replace

from handlers.language.folding import fold
from handlers.request import Request
from handlers.said.attendance import CardSaid, CountSaid, RegisterSaid
from handlers.speech.place import about
from handlers.speech.sentences.counts import read_count
from handlers.speech.sentences.stays import apart, read_stays
from storage.clock import local

VERSION = re.compile(r"v\d{1,9}")
BY_TELEPHONE = re.compile(
    r"\b(?:goi dien|dien thoai|(?:qua|goi|bao) (?:dt|sdt|may)|(?:dt|alo) (?:bao|den|ve|len)|goi den|goi bao)\b"
)
ANSWERS = {"khong": "not_coming", "chuaro": "unknown"}


def read(request: Request) -> RegisterSaid:
    """`/dangky` and a sentence that gives a head count."""
    meant = about(request, request.command.words)
    words, of_stays = apart(meant.bare)
    count, version = _count(words)
    return RegisterSaid(
        meant.unit_id,
        count,
        version,
        read_stays(of_stays, local(request.now, request.zone)) if of_stays else (),
        BY_TELEPHONE.search(fold(request.command.words)) is not None,
    )


def card(request: Request) -> CardSaid:
    """`/doan`: a unit's card, the list for the group chat, the workbook."""
    shown = request.command.args[0] if request.command.args[:1] in (("nhom",), ("excel",)) else ""
    return CardSaid(show=shown) if shown else CardSaid(about(request, request.command.words).unit_id)


def _count(words: str) -> tuple[CountSaid | None, int | None]:
    """The count and the version a button carried: "16 v3 dung" is 16 for sure, if still version 3."""
    parts = words.split()
    version = next((int(part[1:]) for part in parts if VERSION.fullmatch(part)), None)
    if version is None:
        return read_count(words), None
    if VERSION.fullmatch(parts[0]):  # a form: "v3 4 thường trực, 9 ngành"
        said = read_count(words.split(None, 1)[1] if len(parts) > 1 else "")
        return (replace(said, sure=True) if said else None), version
    first = next((part for part in parts if not VERSION.fullmatch(part)), "")
    if first in ANSWERS:
        return CountSaid(ANSWERS[first]), version
    said = read_count(f"{first} nguoi") if re.fullmatch(r"-?\d{1,6}", first) else None
    return (replace(said, sure=True) if said else None), version
