"""Doubts about figures: groups of delegates that do not add up, costs that disagree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import prod

from handlers.language.folding import fold
from handlers.reading.draft import DelegateGroup, Doubt, Line, PlanDraft, PlanEvent
from handlers.wording import doubts as wording

EACH = re.compile(r"\b(moi|tung)\b")
_FACTORS = re.compile(r"\d\s*[^\d=x×]{1,20}[x×*]((?:\s*\d{1,3}\s*[^\d=x×]{1,20}[x×*])+)\s*\d{1,3}[.,]\d{3}")
_FIGURE = re.compile(r"\d\s*(?:đại biểu|người|đồng chí|đ/c)")
_BEHIND = re.compile(r"\W{0,4}(?:dự kiến|khoảng|gồm|\s|:)*(\d{1,5})\s*(?:đại biểu|người|đồng chí|đ/c)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check may look at: the draft, today, and the year the plan is for."""

    draft: PlanDraft
    today: date | None
    year: int | None


def sums(asked: Asked) -> Iterator[Doubt]:
    """Groups of delegates that do not add up to the figure stated for their section or for the whole."""
    figures = [(line, " ".join(text.split())) for line, text in asked.draft.text if _FIGURE.search(text)]
    for event in asked.draft.events:
        sections: dict[str | None, list[DelegateGroup]] = {}
        for group in event.delegate_groups:
            sections.setdefault(group.section, []).append(group)
        for name, groups in sections.items():
            yield from _section_sum(figures, name, groups)
        yield from _total_sum(event, sections)


def _section_sum(figures: list[tuple[Line, str]], name: str | None, groups: list[DelegateGroup]) -> Iterator[Doubt]:
    if not name or len(groups) < 2 or any(group.count is None for group in groups):
        return
    stated = _stated(figures, name, groups[0].line)
    total = sum(group.count or 0 for group in groups)
    if stated and total != stated[0]:
        yield Doubt(wording.section_sum(name, stated[0], total), (stated[1], *(group.line for group in groups)))


def _stated(figures: list[tuple[Line, str]], name: str, first: Line) -> tuple[int, Line] | None:
    """The figure behind a section's name, on the last such line before its first group."""
    found = None
    for line, text in figures:
        if line == first:
            break
        at = text.find(name)
        match = _BEHIND.match(text, at + len(name)) if at >= 0 else None
        if match:
            found = int(match.group(1)), line
    return found


def _total_sum(event: PlanEvent, sections: dict[str | None, list[DelegateGroup]]) -> Iterator[Doubt]:
    if any(name and EACH.search(fold(name)) for name in sections):
        return  # "mỗi đơn vị 06 người": the figures under it count one unit only
    counted = [group for groups in sections.values() for group in groups if group.count is not None]
    everyone = [group for groups in sections.values() for group in groups]
    if len(counted) < len(everyone):
        counted = [group for group in sections.get(None, []) if group.count is not None]
        if len(counted) < len(sections.get(None, [])) or any(g.count for g in everyone if g.section):
            return
    total = sum(group.count or 0 for group in counted)
    if len(counted) >= 2 and event.expected_delegates and total != event.expected_delegates:
        text = wording.total_sum(event.expected_delegates, total)
        yield Doubt(text, (event.lines.get("expected_delegates"), *(group.line for group in counted)))


def money(asked: Asked) -> Iterator[Doubt]:
    """Costs whose figures disagree."""
    rows = asked.draft.budget
    for row in rows:
        times = _more_factors(asked, row.line)
        if row.quantity and row.unit_price and row.amount != row.quantity * row.unit_price * times:
            product = row.quantity * row.unit_price * times
            yield Doubt(wording.cost_product(row.item, row.amount or 0, product), (row.line,))
    total = sum(row.amount or 0 for row in rows)
    if rows and asked.draft.budget_total and total != asked.draft.budget_total:
        yield Doubt(wording.budget_sum(asked.draft.budget_total, total), tuple(row.line for row in rows))


def _more_factors(asked: Asked, line: Line) -> int:
    """The figures between quantity and price: 3 in "14 người x 3 ngày x 200.000 đồng"."""
    text = next((text for number, text in asked.draft.text if number == line), "")
    between = _FACTORS.search(text)
    return prod(int(figure) for figure in re.findall(r"\d+", between.group(1))) if between else 1
