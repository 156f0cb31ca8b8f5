"""What an answer says and where in the plan it stands; the two become one text only where the answer is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.messages import Fact
from handlers.wording.times import EDITED, places, places_of_list


@dataclass(frozen=True, slots=True)
class Source:
    """Places of the plan in words ("dòng 84 và 90"), and its lines as they are kept ("84", "3:12")."""

    places: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    edited: bool = False  # by an organiser, where no line is known

    @property
    def words(self) -> str:
        """ "Kế hoạch, dòng 84 và 90"."""
        if self.places:
            return f"Kế hoạch, {'; '.join(self.places)}"
        return "Kế hoạch (ban tổ chức đã sửa)" if self.edited else "Kế hoạch"

    def __str__(self) -> str:
        return f"— {self.words}"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer's words, their source (None where it is not of the plan) and what they tell."""

    body: str
    source: Source | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def text(self) -> str:
        """As it is shown."""
        return f"{self.body}\n{self.source}" if self.source is not None else self.body

    @property
    def lines(self) -> tuple[str, ...]:
        return self.source.lines if self.source is not None else ()


def where(*lines: object) -> Source:
    """The source of rows on these lines."""
    return _source(lines, places(*lines))


def where_of_list(lines: Sequence[object]) -> Source:
    """The same of rows that stand together: "dòng 125–129"."""
    return _source(lines, places_of_list(lines))


def _source(lines: Sequence[object], said: Sequence[str]) -> Source:
    known = [str(line) for line in lines if line not in (None, "")]
    kept = dict.fromkeys(bare for line in known if (bare := line.rstrip(EDITED)))
    return Source(tuple(said), tuple(kept), any(line.endswith(EDITED) for line in known))


def distinct(parts: Sequence[Told]) -> list[Told]:
    """Each of them once, though two events may have a row each for one line of the plan."""
    return list({(part.body, part.source): part for part in parts}.values())


def together(parts: Sequence[Told]) -> Told:
    """Answers to several clauses as one, their sources in one line."""
    sources = [part.source for part in parts if part.source is not None]
    said = dict.fromkeys(place for source in sources for place in source.places)
    lines = dict.fromkeys(line for source in sources for line in source.lines)
    edited = any(source.edited for source in sources)
    facts = dict.fromkeys(fact for part in parts for fact in part.facts)
    return Told("\n".join(part.body for part in parts), Source(tuple(said), tuple(lines), edited), tuple(facts))
