"""The workbook: units by group, names, choices, arrivals, papers. Numbers are numbers, words are never formulas."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from handlers.wording import arrivals
from handlers.wording import event_book as heads
from handlers.wording import stays as stay_words
from handlers.wording import units as wording
from handlers.wording.event_book import ALONE, ANSWERS, COUNT_HEAD, NAME_HEAD, PAPERS, TOTAL
from storage import attendance, documents, units
from storage.attendance import UnitCount
from storage.clock import local
from storage.models import Event

Value = str | int | date | time | datetime | None
BOLD, HEAD = Font(bold=True), PatternFill("solid", fgColor="F1ECE1")
WIDEST, NARROWEST = 48, 9
UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
TEXT = "@"


def event_workbook(session: Session, event: Event, zone: str) -> bytes:
    """Everything an organiser counts, a sheet for each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = attendance.counts(session, event.id)
    _units(book, session, event, rows, zone)
    _names(book, session, event, rows)
    _choices(book, session, event, rows)
    _arrivals(book, session, event, rows)
    _stays(book, session, event, rows)
    _papers(book, session, event)
    return _bytes(book)


def _units(book: Workbook, session: Session, event: Event, rows: Sequence[UnitCount], zone: str) -> None:
    groups = list(dict.fromkeys(name for row in rows for name, _ in row.groups))
    names = attendance.names_by_unit(session, event.id)
    head = [
        heads.UNIT, heads.ANSWER, heads.QUOTA, heads.COUNT, *groups, heads.AGAINST_QUOTA, heads.NUMBER_OF_NAMES,
        heads.WRITTEN_AT, heads.WRITTEN_BY,
    ]  # fmt: skip
    table: list[list[Value]] = []
    for row in rows:
        parts = dict(row.groups)
        apart = row.apart if row.quota is not None and row.answer in ("coming", "not_coming") else None
        at = local(row.at, zone).replace(tzinfo=None) if row.at else None
        by = ", ".join(part for part in (row.by_name, row.note) if part) or None
        total = row.total if row.answer in ("coming", "not_coming") else None
        table.append(
            [row.unit.name, ANSWERS[row.answer], row.quota, total, *(parts.get(group) for group in groups), apart,
             names.get(row.unit.id, 0), at, by]
        )  # fmt: skip
    sums = attendance.totals(rows)
    summed = [sum(dict(row.groups).get(group, 0) for row in rows) for group in groups]
    answered = heads.answered(sums.answered, sums.invited)
    quota = sums.quota if any(row.quota is not None for row in rows) else None
    total_row: list[Value] = [TOTAL, answered, quota, sums.coming, *summed, None, sum(names.values()), None, None]
    sheet = _sheet(book, "Đơn vị", head, table, total_row)
    if rows:
        _chart(sheet, len(rows), len(head))


def _chart(sheet: Worksheet, units: int, columns: int) -> None:
    """Plain bars, one per unit, beside the table."""
    chart = BarChart()
    chart.type, chart.style, chart.title = "bar", 10, heads.COUNTS_BY_UNIT
    chart.legend = None
    chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=units + 1))
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=units + 1))
    chart.height, chart.width = max(7, 0.7 * units), 16
    sheet.add_chart(chart, f"{get_column_letter(columns + 2)}2")


def _names(book: Workbook, session: Session, event: Event, rows: Sequence[UnitCount]) -> None:
    table: list[list[Value]] = [
        [row.unit.name, person.name, person.post, person.group]
        for row in rows
        for person in attendance.delegates(session, event.id, row.unit.id)
    ]
    _sheet(book, "Danh sách", [heads.UNIT, *NAME_HEAD], table, [TOTAL, len(table), None, None])


def _choices(book: Workbook, session: Session, event: Event, rows: Sequence[UnitCount]) -> None:
    found = attendance.choices(session, event.id)
    if not found:
        return
    options = [(choice, option, label) for choice in found for option, label in choice.options]
    table: list[list[Value]] = [
        [row.unit.name, *(choice.by_unit.get(row.unit.id, {}).get(option) for choice, option, _ in options)]
        for row in rows
    ]
    if any(choice.own.get(0) for choice in found):
        table.append([ALONE, *(choice.own.get(0, {}).get(option) for choice, option, _ in options)])
    totals: list[Value] = [TOTAL, *(choice.total(option) for choice, option, _ in options)]
    _sheet(book, "Lựa chọn", ["Đơn vị", *(label for _, _, label in options)], table, totals)


def _arrivals(book: Workbook, session: Session, event: Event, rows: Sequence[UnitCount]) -> None:
    known, beside = attendance.arrivals(session, event.id), attendance.trips_beside(session, event.id)
    head = ["Đơn vị", "Ngày", "Giờ", "Nơi đến", "Số người", "Số xe", "Lái xe"]
    table: list[list[Value]] = []
    for row in rows:
        apart = [(arrivals.apart(row, gone), trip) for trip, gone in beside.get(row.unit.id, [])]
        for name, said in ((row.unit.name, known.get(row.unit.id)), *apart):
            rest = [said.day, said.hour, said.place, said.people, said.vehicles, said.drivers] if said else [None] * 6
            table.append([name, *rest])
    sums = [sum(line[column] for line in table if isinstance(line[column], int)) for column in (4, 5, 6)]  # type: ignore[misc]
    _sheet(book, "Giờ đến", head, table, [TOTAL, None, None, None, *sums])


def _stays(book: Workbook, session: Session, event: Event, rows: Sequence[UnitCount]) -> None:
    """All meals and nights beside each other, then a sheet for each: for one kitchen, for one hotel night."""
    every, known = attendance.slots(session, event), attendance.stays(session, event.id)
    if not every:
        return
    table: list[list[Value]] = [
        [row.unit.name, *(known.get(row.unit.id, {}).get(slot) for slot in every)] for row in rows
    ]
    sums: list[Value] = [sum(said.get(slot, 0) for said in known.values()) for slot in every]
    _sheet(book, "Ăn nghỉ", ["Đơn vị", *map(stay_words.named, every)], table, [TOTAL, *sums])
    for number, slot in enumerate(every, 1):
        count = "Số người" if slot.kind == "night" else "Số suất"
        one = [[row[0], row[number]] for row in table if row[number]]
        title = f"{stay_words.KINDS[slot.kind].capitalize()} {slot.day:%d-%m}"
        _sheet(book, title, ["Đơn vị", count], one, [TOTAL, sums[number - 1]])


def _papers(book: Workbook, session: Session, event: Event) -> None:
    owing = documents.of_event(session, event.id)
    papers = list(dict.fromkeys(row.paper for row in owing))
    if not papers:
        return
    states = {(row.unit.name, row.paper): row.state for row in owing}
    units = list(dict.fromkeys(row.unit.name for row in owing))
    table: list[list[Value]] = [
        [unit, *(PAPERS.get(states.get((unit, paper), ""), "") for paper in papers)] for unit in units
    ]
    left: list[Value] = ["Chưa nộp", *(sum(states.get((unit, paper)) == "owed" for unit in units) for paper in papers)]
    _sheet(book, "Giấy tờ", ["Đơn vị", *papers], table, left)


def _sheet(
    book: Workbook, title: str, head: Sequence[str], table: Iterable[Sequence[Value]], total: Sequence[Value] | None
) -> Worksheet:
    """A sheet whose header stays in sight, with its totals in bold below."""
    sheet: Worksheet = book.create_sheet(title)
    rows = [list(head), *table, *([total] if total else [])]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            _put(sheet, number, column, value)
    for cell in sheet[1]:
        cell.font, cell.fill = BOLD, HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if total:
        for cell in sheet[len(rows)]:
            cell.font = BOLD
    for column in range(1, len(head) + 1):
        longest = max(len(_shown(row[column - 1])) for row in rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "B2"
    return sheet


def _as_text(sheet: Worksheet, letter: str) -> None:
    """A column whose numbers are words: a telephone number typed there keeps its leading zero."""
    sheet.column_dimensions[letter].number_format = TEXT
    for row in range(2, sheet.max_row + 1):
        sheet[f"{letter}{row}"].number_format = TEXT


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    if value is None:
        return
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = UNSAFE.sub("", value)
        cell.data_type = "s"  # a name that begins with "=" stays a name
        return
    cell.value = value
    if isinstance(value, datetime):
        cell.number_format = "hh:mm dd/mm/yyyy"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, time):
        cell.number_format = "hh:mm"


def _shown(value: Value) -> str:
    return "00:00 00/00/0000" if isinstance(value, datetime) else str(value or "")


NAMES, COUNTS = "Danh sách", "Số lượng"
WHOLE = "Cả đoàn"


def unit_template(session: Session, event: Event, unit: UnitCount) -> bytes:
    """What a focal point fills in and hands back: names, and the number by group; what is known stands in it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    people = attendance.delegates(session, event.id, unit.unit.id)
    names = _sheet(book, NAMES, NAME_HEAD, [[row.name, row.post, row.group] for row in people], None)
    for letter in "ABC":
        names.column_dimensions[letter].width = 34
    whole = [(WHOLE, unit.total)] if unit.answer == "coming" and not unit.by_delegates else []
    counts = _sheet(book, COUNTS, COUNT_HEAD, [list(pair) for pair in unit.groups or whole], None)
    counts.column_dimensions["A"].width = 34
    return _bytes(book)


UNITS, UNIT_HEAD = "Đơn vị", wording.HEAD
YES, NO = "x", "không"


def units_template(session: Session, event: Event) -> bytes:
    """What an organiser fills in and hands back: every unit with its kind, seats, names and persons to telephone."""
    book = Workbook()
    book.remove(book.worksheets[0])
    invited = units.invited(session, event.id)
    table: list[list[Value]] = []
    for unit in units.of_plan(session, event.id, spelt=False):
        known = [unit.name, wording.KINDS.get(unit.kind), YES if unit.id in invited else NO, invited.get(unit.id), None]
        people = attendance.unit_contacts(session, unit.id)
        first = [[row.name, row.post, row.phone] for row in people] or [[None, None, None]]
        table.append([*known, YES if unit.host else None, *first[0]])
        table += [[unit.name, *[None] * 5, *person] for person in first[1:]]
    sheet = _sheet(book, UNITS, UNIT_HEAD, table, None)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["G"].width = 34
    _as_text(sheet, get_column_letter(UNIT_HEAD.index("Điện thoại") + 1))
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
