"""When to remind, in words: "nhắc hạn trước 10, 5 ngày", "h7 nhac han truoc 5 ngay" from a button."""

import re
from dataclasses import replace

from handlers.messages import Button, Outcome, Refusal
from handlers.request import Request
from handlers.said.ladders import LadderSaid
from handlers.speech.sentences.ladders import read_ladder
from handlers.wording import buttons as on_button
from handlers.wording import ladders as wording

OF_ONE = re.compile(r"^h(\d{1,9}) (.+)$")  # a button's words name the deadline by its number


def read(request: Request) -> LadderSaid | None:
    """`/nhac` and a sentence that sets when to remind; None asks to see."""
    words = request.command.words.strip()
    if not words:
        return None
    of_one = OF_ONE.match(words)
    words = of_one[2] if of_one else words
    said = read_ladder(words) or read_ladder(f"nhắc {words}")
    if said is None:
        raise Refusal(wording.NOT_UNDERSTOOD, (Button(on_button.SEE_LADDERS, "/nhac"),), outcome=Outcome.ASK)
    return replace(said, deadline_id=int(of_one[1])) if of_one else said
