"""A thing that is only named ("báo cáo") can be asked about in several ways: the likeliest is answered, the others offered."""

from collections.abc import Sequence

from handlers.answers.rank import Ranked
from handlers.language.folding import fold
from handlers.messages import MAX_COMMAND_BYTES, Button
from handlers.said.questions import Question
from handlers.wording import answers as wording

MOST = 3  # buttons
LONGEST = 5  # words of a sentence that only names a thing
TOLD = ("deadline", "duty", "budget", "signer", "chairs", "contact", "plan")  # a way of asking that was said
SURELY = 0.75  # share of the thing's words that a row must hold


def other(question: Question, ranked: Sequence[Ranked]) -> tuple[Button, ...]:
    """A button for each other kind of row that speaks of the thing."""
    if (
        question.asks
        or question.whether
        or question.own
        or question.when
        or not 0 < len(question.plain.split()) <= LONGEST
    ):
        return ()
    if question.leans_to(*TOLD):
        return ()
    if question.says("xin|hoi|muon|cho|nho|gi|nao|sao|may|chua|khong") or not question.content:
        return ()
    kinds = dict.fromkeys(one.row.kind for one in ranked if one.coverage >= SURELY)
    first = ranked[0].row.kind
    found = [wording.READINGS[kind] for kind in kinds if kind != first and kind in wording.READINGS]
    thing = " ".join(question.plain.split())
    buttons = [
        Button(_capital(label.format(_typed(question))), f"/hoi {ask.format(thing)}")
        for label, ask in found
        if _fits(ask, thing)
    ]
    return tuple(buttons[:MOST])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _typed(question: Question) -> str:
    """The thing as it was typed, short enough for a button."""
    return " ".join(question.text.split()).strip(" ?.!")[:40]


def _fits(ask: str, thing: str) -> bool:
    return thing == fold(thing) and len(f"/hoi {ask.format(thing)}") <= MAX_COMMAND_BYTES
