"""Parallel activities in words: "7 tham quan 5 bóng chuyền", "em chọn cầu lông", "u12 o5 v3"."""

import re

from handlers.language.activities import activity
from handlers.language.unit_names import without_names
from handlers.permissions import DELEGATE
from handlers.request import Request
from handlers.said.choices import ChoiceSaid, SplitSaid
from handlers.speech.place import about, before_numbers
from handlers.speech.sentences.splits import read_choice, read_split
from storage import attendance

OWN = re.compile(r"o(\d{1,12})")
PRESSED = re.compile(r"o(\d{1,12})(?: (\d{1,3}))? v(\d{1,9})")


def read(request: Request) -> ChoiceSaid:
    """`/luachon` and a sentence that chooses among activities."""
    found = attendance.labels(request.session, request.event.id)
    words = request.command.words.strip()
    if request.membership is not None and request.membership.role == DELEGATE:
        return _own(words, {option: label for options in found for option, label in options.items()})
    meant = about(request, words, before_numbers(words))
    rest = meant.words.strip()
    if (pressed := PRESSED.fullmatch(rest)) is not None:
        return ChoiceSaid(meant.unit_id, SplitSaid(everybody=int(pressed[1])), int(pressed[3]))
    bare = without_names(rest, meant.spellings)
    for options in found:
        labels = {option: without_names(activity(label), meant.spellings) for option, label in options.items()}
        if (said := read_split(bare, labels)) is not None:
            return ChoiceSaid(meant.unit_id, said)
    return ChoiceSaid(meant.unit_id, unread=bool(bare.strip()), numbers=re.search(r"\d", rest) is not None)


def _own(words: str, labels: dict[int, str]) -> ChoiceSaid:
    pressed = OWN.fullmatch(words)
    option = int(pressed[1]) if pressed else read_choice(words, labels)
    return ChoiceSaid(option=option, unread=bool(words) and option not in labels)
