"""What is said to the bot itself: which conference, which page of the rehearsal, a question passed on or answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventSaid:
    """`/hoinghi`: which event; None to see them, 0 where what was typed names none."""

    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class RehearsalSaid:
    """`/tongduyet`: a page of the list, or all of it to the asker."""

    page: int = 1
    send: bool = False


@dataclass(frozen=True, slots=True)
class PassSaid:
    """`/chuyen`: the question that a button stands under; empty for the one that was just asked."""

    token: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSaid:
    """`/traloi`: the number of a question and its answer; None to see what waits."""

    number: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class HeldSaid:
    """`/ghilai`: whether what is held is left as it is."""

    leave: bool = False
