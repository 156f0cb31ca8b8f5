"""What is said of persons: a delegate's own answer, whom of a unit to telephone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answered:
    """`/xacnhan`: a delegate's own answer: yes, no (perhaps with a reason), substitute (perhaps who that is).

    Two that are asked back: part (no, but to what?) and unsure ("có lẽ đi, chưa chắc"). None: nothing was said.
    """

    answer: str | None = None
    reason: str | None = None
    substitute: str | None = None


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """Somebody who can be telephoned: name, post, digits of the number."""

    name: str
    post: str | None
    phone: str


@dataclass(frozen=True, slots=True)
class ContactsSaid:
    """`/daumoi`: the persons of a unit; none: who is known? `unread`: a line that is no person with a number,
    which has a number where `numbered`.
    """

    unit_id: int | None = None
    persons: tuple[PersonSaid, ...] = ()
    unread: str = ""
    numbered: bool = False
