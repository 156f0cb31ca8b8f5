"""Counts of rows by section, what they come to, and what hurts people most."""

from collections.abc import Iterable
from typing import NamedTuple

# A wrong deadline or hour sends people astray; a wrong chair does not.
WEIGHT = {
    "deadlines": 3,
    "agenda": 3,
    "deadline_before": 2,
    "event_title": 2,
    "event_fields": 2,
    "member_units": 2,
    "duty_tasks": 2,
}


class Count(NamedTuple):
    """Rows that agree, of so many wanted and so many found."""

    agree: int = 0
    wanted: int = 0
    found: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.agree / (self.wanted + self.found) if self.agree else 0.0

    @property
    def weight(self) -> float:
        return float(max(self.wanted, self.found) ** 0.5)


class Tally(dict[str, Count]):
    """A count for each section; only what was wanted or found makes a section."""

    def add(self, section: str, agree: int, wanted: int, found: int) -> None:
        if wanted or found:
            before = self.get(section, Count())
            self[section] = Count(before.agree + agree, before.wanted + wanted, before.found + found)

    @property
    def overall(self) -> float:
        """The mean F1 of the sections, weighted by the root of their rows and by what is at stake."""
        weights = {section: WEIGHT.get(section, 1) * count.weight for section, count in self.items()}
        return sum(self[section].f1 * weight for section, weight in weights.items()) / (sum(weights.values()) or 1)


def joined(tallies: Iterable[Tally]) -> Tally:
    """The counts of many plans as those of one."""
    out = Tally()
    for tally in tallies:
        for section, count in tally.items():
            out.add(section, *count)
    return out
