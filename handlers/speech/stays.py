"""Meals and nights in words: "ăn tối 16, nghỉ lại 14", "u12 khongnghi", "s202311302"."""

import re
from datetime import date

from handlers.language.unit_names import without_names
from handlers.request import Request
from handlers.said.attendance import MEALS, NIGHT, StaySaid, StaysSaid
from handlers.speech.place import about, before_numbers
from handlers.speech.sentences.stays import read_stays
from storage.clock import local

PRESSED = {"du": (*MEALS, NIGHT), "khongnghi": (NIGHT,), "khongan": MEALS}
ONE = re.compile(r"s(\d{4})(\d\d)(\d\d)(\d)")


def read(request: Request) -> StaysSaid:
    """`/annghi` and a sentence about meals and nights."""
    words = request.command.words.strip()
    if (slot := _slot(words)) is not None:
        return StaysSaid(slot=slot)
    meant = about(request, words, before_numbers(words))
    rest = meant.words.strip()
    if rest in PRESSED:
        return StaysSaid(meant.unit_id, (StaySaid(PRESSED[rest], count=None if rest == "du" else 0),))
    bare = without_names(rest, meant.spellings)
    stays = read_stays(bare, local(request.now, request.zone))
    return StaysSaid(meant.unit_id, stays, unread=not stays and bool(bare.strip()))


def _slot(words: str) -> tuple[date, int] | None:
    """The meal or night that a button of the host's sheet names."""
    one = ONE.fullmatch(words)
    try:
        return (date(int(one[1]), int(one[2]), int(one[3])), int(one[4])) if one else None
    except ValueError:
        return None
