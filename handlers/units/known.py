"""Which unit an organiser means, and the spellings a new name is given."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from handlers.language import unit_names as names
from handlers.language.folding import fold
from handlers.language.spelling import one_dash
from handlers.messages import Button, Outcome, Refusal, button_label
from handlers.request import Request
from handlers.wording import buttons as on_button
from handlers.wording import units as wording
from storage import units
from storage.models import Event, Unit
from storage.unit_edits import MEMBER, Hand

MOST_BUTTONS = 30


def hand(request: Request) -> Hand:
    by_id = request.person.id if request.person else None
    return Hand(request.session, request.event, by_id, request.now)


def everyone(session: Session, event: Event) -> Sequence[Unit]:
    return units.of_plan(session, event.id)


def forms(name: str, kind: str) -> tuple[str, ...]:
    """How a unit of this name is written in sentences."""
    return names.aliases(name, place=kind == MEMBER)


class Spellings:
    """Units by every way their names are written, for many look-ups; a name goes before another unit's spelling."""

    def __init__(self, rows: Iterable[Unit]) -> None:
        self._names: dict[str, Unit] = {}
        self._spelt: dict[str, Unit] = {}
        for row in rows:
            self.add(row)

    def add(self, unit: Unit) -> None:
        self._names.setdefault(one_dash(unit.name), unit)
        for alias in unit.aliases:
            self._spelt.setdefault(one_dash(alias.folded), unit)

    def of(self, name: str) -> Unit | None:
        """The unit that goes by exactly this name."""
        folded = one_dash(name)
        return self._names.get(folded) or self._spelt.get(folded)


def exact(rows: Sequence[Unit], name: str) -> Unit | None:
    """The unit that goes by exactly this name."""
    return Spellings(rows).of(name)


def named(rows: Sequence[Unit], words: str) -> Unit:
    """The one unit that the words name; refused with the nearest names where there is none."""
    if (found := exact(rows, words)) is not None:
        return found
    keys = names.mentioned(words, units.spellings(rows))
    if len(keys) == 1:
        return next(row for row in rows if row.id == keys[0])
    near = names.nearest(words, [row.name for row in rows])
    raise Refusal(wording.no_such(words, near), (Button(on_button.SEE_UNITS, "/donvi"),), outcome=Outcome.ASK)


def with_id(rows: Sequence[Unit], number: int) -> Unit:
    found = next((row for row in rows if row.id == number), None)
    if found is None:
        raise Refusal(wording.GONE, (Button(on_button.SEE_UNITS, "/donvi"),))
    return found


def not_taken(rows: Sequence[Unit], name: str, own: Unit | None = None) -> None:
    """Two units of one name would be told apart by nobody."""
    other = next((row for row in rows if fold(row.name) == fold(name) and row is not own), None)
    if other is not None:
        raise Refusal(wording.taken(other), (Button(button_label(on_button.see(other.name)), f"/donvi u{other.id}"),))


def buttons(rows: Sequence[Unit], key: str) -> tuple[Button, ...]:
    return tuple(Button(button_label(row.name), f"{key} u{row.id}") for row in rows[:MOST_BUTTONS])
