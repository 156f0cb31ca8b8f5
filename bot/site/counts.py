"""The units' answers as a table: what needs attention first, totals that add up."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.attendance import UnitCount

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


@dataclass(frozen=True, slots=True)
class Table:
    """All units with the sums under them."""

    rows: list[Row]
    invited: int
    answered: int
    unsure: int
    silent: int
    quota: int
    coming: int


def table(counts: Sequence[UnitCount]) -> Table:
    """The silent first, then those over or under, then the rest in the plan's order."""
    most = max([count.total for count in counts] + [count.quota or 0 for count in counts] + [1])
    rows = [_row(count, most) for count in counts]
    order = {"unknown": 0, "care": 1, "done": 2}
    silent = sum(count.answer is None for count in counts)
    unsure = sum(count.answer == "unknown" for count in counts)
    return Table(
        sorted(rows, key=lambda row: order[row.kind]), len(counts), len(counts) - silent - unsure, unsure, silent,
        sum(count.quota or 0 for count in counts), sum(count.total for count in counts),
    )  # fmt: skip


def _row(count: UnitCount, most: int) -> Row:
    sign, word, kind = _standing(count)
    groups = ", ".join(f"{number} {name}" for name, number in count.groups)
    return Row(
        count.unit.name, count.unit.role, count.quota, None if _open(count) else count.total,
        _difference(count), sign, word, kind, groups, round(BAR * count.total / most),
    )  # fmt: skip


def _standing(count: UnitCount) -> tuple[str, str, str]:
    if _open(count):
        return "?", "chưa trả lời" if count.answer is None else "chưa rõ số", "unknown"
    kind = "done" if count.quota in (None, count.total) else "care"
    return "✓", "không dự" if count.answer == "not_coming" else "đã trả lời", kind


def _open(count: UnitCount) -> bool:
    return count.answer in (None, "unknown")


def _difference(count: UnitCount) -> str:
    if _open(count) or count.quota is None or count.total == count.quota:
        return ""
    apart = count.total - count.quota
    return f"vượt {apart}" if apart > 0 else f"thiếu {-apart}"
