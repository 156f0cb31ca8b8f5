"""Which unit typed words are about: a button names it as "u12", people write its name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.language.folding import fold
from handlers.language.unit_names import mentioned, without_names
from handlers.request import Request
from storage import facts


@dataclass(frozen=True, slots=True)
class About:
    """`unit_id`: the unit that the words name, None where they name none. `words`: without a button's key."""

    unit_id: int | None
    words: str
    spellings: Mapping[int, Sequence[str]]

    @property
    def bare(self) -> str:
        """The words without the names of units."""
        return without_names(self.words, self.spellings)


def about(request: Request, words: str, named_in: str | None = None) -> About:
    """The unit in the words of a command; `named_in` is the part of them that may name one."""
    unit_id, rest = split_unit(words)
    spellings = spelt(request)
    if unit_id is None:
        invited = facts.of(request.session, request.event.id).invited[request.event.id]
        found = mentioned(fold(rest if named_in is None else named_in), spellings)
        unit_id = next((key for key in found if key in invited), None)
    return About(unit_id, rest, spellings)


def spelt(request: Request) -> Mapping[int, Sequence[str]]:
    """Every spelling of every unit of the plan, by the unit's number."""
    return facts.of(request.session, request.event.id).spellings


def split_unit(words: str) -> tuple[int | None, str]:
    """ "u12 16 người" as (12, "16 người"); no unit where the words begin otherwise."""
    first = next(iter(words.split(None, 1)), "")
    if first[:1] == "u" and first[1:].isdigit() and len(first) <= 12:
        return int(first[1:]), words.lstrip()[len(first) :].lstrip(" ")
    return None, words


def before_numbers(words: str) -> str:
    """What stands before the first number, which may name a unit; all of it where nothing does."""
    return re.split(r"\d", split_unit(words)[1])[0] or words
