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

    @property
    def text(self) -> str:
        """As it will be shown."""
        return self.told.text

    def reply(self) -> Reply:
        outcome = (Outcome.UNKNOWN,) if self.unknown else (Outcome.ANSWER,)
        return Reply(self.text, self.buttons, place=self.place, outcome=outcome, sources=self.told.lines)


def not_known(told: Told) -> Found:
    """Honestly not known."""
    return Found(told, unknown=True)
