"""What was tried and what decided, for `--why`: noted only where somebody listens, else a step costs one look."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

_listening: ContextVar[list["Step"] | None] = ContextVar("listening", default=None)


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to an answer; `known` are the very values it went by, to be shown by who listens."""

    name: str
    known: dict[str, Any]


def note(name: str, /, **known: Any) -> None:
    steps = _listening.get()
    if steps is not None:
        steps.append(Step(name, known))


@contextmanager
def listened() -> Iterator[list[Step]]:
    """Fills with the steps of what is done meanwhile, in this thread."""
    steps: list[Step] = []
    token = _listening.set(steps)
    try:
        yield steps
    finally:
        _listening.reset(token)
