"""An arrival in words: "đến 13h30 ngày 30/11, 2 xe, 14 người", "u12 bo u7", and what stands beside it."""

import re
from collections.abc import Sequence

from handlers.language.folding import fold
from handlers.language.phones import PHONE
from handlers.language.unit_names import without_names
from handlers.request import Request
from handlers.said.arrivals import ArrivalSaid, ComesSaid
from handlers.said.attendance import CountSaid
from handlers.speech.place import About, about
from handlers.speech.sentences.arrivals import (
    PLACE,
    PLATE,
    beside_arrival,
    counts_people,
    read_arrival,
    without_place,
)
from handlers.speech.sentences.counts import read_count
from handlers.speech.sentences.stays import apart, read_stays
from storage.clock import local

DROPS = re.compile(r"bo u(\d{1,12})")


def read(request: Request) -> ComesSaid:
    """`/den` and a sentence that says when a delegation comes."""
    words, now = request.command.words, local(request.now, request.zone)
    meant = about(request, words, without_place(words))
    if (dropped := DROPS.fullmatch(meant.words.strip())) is not None:
        return ComesSaid(meant.unit_id, drops=int(dropped[1]))
    of_arrival, of_stays = apart(meant.words)
    bare = _bare(meant, of_arrival)
    said = read_arrival(bare, now, asked=True)
    if said is None:
        return ComesSaid(meant.unit_id, unread=any(letter.isdigit() for letter in of_arrival))
    beside = beside_arrival(bare, now)
    count = _count(beside, of_arrival, said)
    return ComesSaid(
        meant.unit_id,
        said,
        count=count,
        stays=read_stays(without_names(of_stays, meant.spellings), now) if of_stays else (),
        beside=tuple(piece for piece in beside if count is None or not _is_number(piece)),
    )


def _bare(meant: About, words: str) -> str:
    """The words without names of units, which may look like a question; a place keeps its name."""
    bare, place = without_names(without_place(words), meant.spellings), PLACE.search(words)
    return f"{bare} {place[0].strip()}" if place else bare


def _count(beside: Sequence[str], words: str, said: ArrivalSaid) -> CountSaid | None:
    """The clear head count in an arrival's sentence: its groups, or its people where it says no hour."""
    alone = counts_people(words) if said.day is None and said.at is None else ""
    spoken = ", ".join(filter(_is_number, beside)) or alone
    count = read_count(spoken) if spoken else None
    if count is None or count.answer != "coming" or count.fault or count.change or not count.sure:
        return None
    return count


def _is_number(piece: str) -> bool:
    return any(map(str.isdigit, piece)) and not PHONE.search(piece) and not PLATE.search(fold(piece))
