"""The units' answers as a table: what needs attention first, totals that add up."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.site import says
from storage.attendance import Totals, UnitCount, totals, worst_first

BAR = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One unit. `sign` and `word` say how it stands; `bar` is its length out of 100."""

    name: str
    role: str | None
    quota: int | None
    total: int | None
    difference: str
    sign: str
    word: str
    kind: str
    groups: str
    bar: int
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """All units with the sums under them: the same sums that the chat gives."""

    rows: list[Row]
    sums: Totals


def table(counts: Sequence[UnitCount]) -> Table:
    """What needs attention first."""
    most = max([count.total for count in counts] + [count.quota or 0 for count in counts] + [1])
    return Table([_row(count, most) for count in worst_first(counts)], totals(counts))


def _row(count: UnitCount, most: int) -> Row:
    sign, word, kind = _standing(count)
    groups = ", ".join(f"{number} {name}" for name, number in count.groups)
    return Row(
        count.unit.name, count.unit.role, count.quota, None if _open(count) else count.total,
        _difference(count), sign, word, kind, groups, round(BAR * count.total / most), count.unit.id,
    )  # fmt: skip


def _standing(count: UnitCount) -> tuple[str, str, str]:
    if _open(count):
        return "?", says.NO_ANSWER if count.answer is None else says.COUNT_UNKNOWN, "unknown"
    word = "không dự" if count.answer == "not_coming" else says.ANSWERED
    return "✓", says.BY_DELEGATES if count.by_delegates else word, "care" if count.apart else "done"


def _open(count: UnitCount) -> bool:
    return count.answer in (None, "unknown")


def _difference(count: UnitCount) -> str:
    if not count.apart:
        return ""
    return f"vượt {count.apart}" if count.apart > 0 else f"thiếu {-count.apart}"
