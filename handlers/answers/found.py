"""What a question came to, before it is one text: the words, their source, and what stands under them."""

from dataclasses import dataclass

from handlers.messages import Button, Outcome, Place, Reply
from handlers.wording.told import Told


@dataclass(frozen=True, slots=True)
class Found:
    """An answer; `unknown` where it says honestly that the plan does not."""

    told: Told
    buttons: tuple[Button, ...] = ()
    place: Place | None = None
    unknown: bool = False

    def reply(self) -> Reply:
        outcome = (Outcome.UNKNOWN,) if self.unknown else (Outcome.ANSWER,)
        told = self.told
        return Reply(told.text, self.buttons, place=self.place, outcome=outcome, sources=told.lines, facts=told.facts)


def not_known(told: Told) -> Found:
    """Honestly not known."""
    return Found(told, unknown=True)
