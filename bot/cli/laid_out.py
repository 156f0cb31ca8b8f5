"""A plan found, laid out for a terminal: lines in a margin, sections, doubts as questions, unread lines in grey."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from handlers.reading.draft import AgendaItem, DelegateGroup, DueDate, Duty, Line, PlanDraft, PlanEvent
from handlers.reading.fields import details
from handlers.wording import terminal as wording

NARROWEST, WIDEST = 60, 110
_BOLD, _GREY, _YELLOW, _CYAN = "1", "2", "33", "36"
_LABEL = 12
_ROLES = {"chair": "trưởng", "deputy": "phó", "member": "thành viên", "host": "đăng cai"}
_PARTS = {"lead": " [chủ trì]", "support": " [phối hợp]"}
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where rows are written: its width, whether it takes colours, and how wide its margin must be."""

    width: int
    colour: bool
    margin: int

    def section(self, title: str) -> Iterator[str]:
        """A heading with a free line above it."""
        yield ""
        yield from (self.ink(part, _BOLD) for part in wrap(title, self.width))

    def row(self, line: Line, label: str, words: str, at: int = _LABEL, ink: str = "") -> Iterator[str]:
        """One value beside its line; long words go on under themselves."""
        room = max(20, self.width - self.margin - 3 - at)
        for n, part in enumerate(wrap(words, room) or [""]):
            number = str(line) if n == 0 and line is not None else ""
            head = label if n == 0 else ""
            gap = " " * max(0, at - len(head))
            margin = self.ink(f"{number:>{self.margin}} │ ", _GREY)
            yield f"{margin}{self.ink(head, _CYAN) if head else ''}{gap}{self.ink(part, ink) if ink else part}".rstrip()

    def ink(self, words: str, code: str) -> str:
        """The words in a colour, where the sheet takes colours."""
        return f"\033[{code}m{words}\033[0m" if self.colour and words else words


def laid_out(draft: PlanDraft, width: int = 100, *, colour: bool = False) -> Iterator[str]:
    """The whole draft, line by line."""
    margin = max([4, *(len(str(line)) for line, _ in draft.text[-1:])])
    sheet = Sheet(min(WIDEST, max(NARROWEST, width)), colour, margin)
    yield from _head(sheet, draft)
    for event in draft.events:
        yield from _event(sheet, event)
    yield from _deadlines(sheet, draft.deadlines)
    yield from _others(sheet, draft)
    yield from _doubts(sheet, draft)
    yield from _unread(sheet, draft)


def _head(sheet: Sheet, draft: PlanDraft) -> Iterator[str]:
    head = draft.plan
    yield from sheet.section("KẾ HOẠCH")
    for label, name in (
        ("Tên", "title"), ("Số", "number"), ("Cơ quan", "issued_by"), ("Ngày", "issued_on"), ("Người ký", "signed_by"),
    ):  # fmt: skip
        yield from sheet.row(head.lines.get(name), label, _vietnamese(getattr(head, name) or "?"))
    if draft.member_units:
        yield from sheet.section(wording.section(wording.UNITS, len(draft.member_units)))
        for unit in draft.member_units:
            yield from sheet.row(unit.line, _ROLES.get(unit.role, unit.role), unit.name)


def _vietnamese(value: str) -> str:
    """An ISO day or month as people here write it: "2024-02-21" → "21/02/2024", "2024-02" → "02/2024"."""
    return "/".join(reversed(value.split("-"))) if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value) else value


def _event(sheet: Sheet, event: PlanEvent) -> Iterator[str]:
    yield from sheet.section(event.title.upper())
    yield from sheet.row(event.lines.get("starts_on", event.line), "Thời gian", _when(event))
    yield from sheet.row(event.lines.get("venue"), "Địa điểm", event.venue or "?")
    for chair in event.chairs:
        yield from sheet.row(event.lines.get("chairs"), "Chủ trì", chair)
    if event.expected_delegates:
        yield from sheet.row(
            event.lines.get("expected_delegates"), "Dự kiến", wording.expected(event.expected_delegates)
        )
    yield from _delegates(sheet, event.delegate_groups)
    for seats in event.seats_each:
        yield from sheet.row(seats.line, "Chỉ tiêu", wording.seats_each(seats.unit, seats.each))
    yield from _agenda(sheet, event.agenda)
    yield from _duties(sheet, event.duties)


def _delegates(sheet: Sheet, groups: tuple[DelegateGroup, ...]) -> Iterator[str]:
    if groups:
        yield from sheet.section("  Thành phần")
    for section, rows in groupby(groups, lambda group: group.section):
        if section:
            yield from sheet.row(None, "", section, 0, _CYAN)
        for group in rows:
            yield from sheet.row(group.line, f"{group.count or '–':>5}", group.name, 7)


def _when(event: PlanEvent) -> str:
    first, last = event.starts_on, event.ends_on
    day = f"{_WEEKDAYS[first.weekday()]} {first:%d/%m/%Y}" if first else event.date_text or event.month or "?"
    until = f" – {_WEEKDAYS[last.weekday()]} {last:%d/%m/%Y}" if last and last != first else ""
    return f"{day}{until}{' (dự kiến)' if event.tentative else ''}"


def _agenda(sheet: Sheet, items: Iterable[AgendaItem]) -> Iterator[str]:
    for (programme, day), rows in groupby(items, lambda item: (item.programme, item.date)):
        when = f" · {_WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}" if day else ""
        yield from sheet.section(f"  {programme or 'Chương trình'}{when}")
        for item in rows:
            hours = (
                f"{item.start:%H:%M}{f'–{item.end:%H:%M}' if item.end else ''}" if item.start else f"{item.position}."
            )
            yield from sheet.row(item.line, hours, item.title)
            beside = " · ".join([*item.who, *([f"tại {item.venue}"] if item.venue else [])])
            if beside:
                yield from sheet.row(None, "", beside, ink=_GREY)


def _duties(sheet: Sheet, duties: tuple[Duty, ...]) -> Iterator[str]:
    if duties:
        yield from sheet.section("  Nhiệm vụ")
    for duty in duties:
        yield from sheet.row(duty.line, "", duty.unit, 0, _CYAN)
        for task in duty.tasks:
            yield from sheet.row(task.line, "  •", f"{task.text}{_PARTS.get(task.role or '', '')}", 4)


def _deadlines(sheet: Sheet, rows: tuple[DueDate, ...]) -> Iterator[str]:
    if rows:
        yield from sheet.section(f"HẠN ({len(rows)})")
    for due in sorted(rows, key=lambda row: str(row.due_on or "9999")):
        yield from sheet.row(due.line, _until(due), due.what, 18)
        beside = wording.beside(due.who, due.send_to, due.papers, due.relative_to)
        if beside:
            yield from sheet.row(None, "", beside, 18, _GREY)


def _until(due: DueDate) -> str:
    if due.due_on is None:
        return wording.NO_DAY
    hour = f"{due.due_at:%H:%M} " if due.due_at else ""
    return (
        f"{'trước' if due.before else 'hết'} {hour}{due.due_on:%d/%m/%Y}"
        if not hour
        else f"{hour}{due.due_on:%d/%m/%Y}"
    )


def _others(sheet: Sheet, draft: PlanDraft) -> Iterator[str]:
    if draft.periods:
        yield from sheet.section(wording.section(wording.PERIODS, len(draft.periods)))
    for period in draft.periods:
        yield from sheet.row(period.line, f"{period.start:%d/%m}–{period.end:%d/%m/%Y}", "; ".join(period.tasks), 18)
    if draft.budget:
        yield from sheet.section(wording.section(wording.BUDGET, len(draft.budget)))
    for cost in draft.budget:
        yield from sheet.row(cost.line, f"{cost.amount or 0:>14,}".replace(",", "."), cost.item, 18)
    if draft.budget_total:
        yield from sheet.row(None, f"{draft.budget_total:>14,}".replace(",", "."), "Tổng cộng", 18)
    labels = {each.name: each.label for each in details.DETAILS}
    if draft.details:
        yield from sheet.section(wording.section(wording.DETAILS, len(draft.details)))
    for detail in draft.details:
        yield from sheet.row(detail.line, labels[detail.name], detail.text, 18)
    if draft.contacts:
        yield from sheet.section(wording.section(wording.CONTACTS, len(draft.contacts)))
    for contact in draft.contacts:
        yield from sheet.row(contact.line, "", contact.value, 0)


def _doubts(sheet: Sheet, draft: PlanDraft) -> Iterator[str]:
    if draft.warnings:
        yield from sheet.section(wording.section(wording.TO_ASK, len(draft.warnings)))
    for doubt in draft.warnings:
        yield from sheet.row(doubt.lines[0] if doubt.lines else None, "?", doubt.text, 2, _YELLOW)


def _unread(sheet: Sheet, draft: PlanDraft) -> Iterator[str]:
    unread = set(draft.unread)
    rows = [(line, " ".join(words.split())) for line, words in draft.text if line in unread and words.strip()]
    if rows:
        yield from sheet.section(wording.unread(len(rows)))
    for line, words in rows:
        yield from sheet.row(line, "", words, 0, _GREY)
