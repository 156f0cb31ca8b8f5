"""A plan's draft as the page shows it: what was found, where it stands, what was left unread."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.site import says
from handlers.reading.fields import details

Line = int | str | None


@dataclass(frozen=True, slots=True)
class Found:
    """One value with the line it stands on; `label` may be empty inside a list."""

    label: str
    value: str
    line: Line = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A subject of the draft: its values in the plan's order."""

    title: str
    rows: list[Found] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the plan: its number, its words, how many values came from it, whether it was read at all."""

    number: Line
    words: str
    used: int
    unread: bool


def sections(draft: dict[str, Any]) -> list[Section]:
    """Everything the reader found, subject by subject; empty subjects are left out."""
    found = [_head(draft), _units(draft)]
    for event in draft.get("events") or []:
        found += [_event(event), _groups(event), *_agendas(event), *_duties(event)]
    found += [_deadlines(draft), _details(draft), _contacts(draft), _budget(draft)]
    return [section for section in found if section.rows]


def questions(draft: dict[str, Any]) -> list[tuple[str, list[Line]]]:
    """The reader's doubts, each with its lines."""
    return [(warning["text"], list(warning.get("lines") or [])) for warning in draft.get("warnings") or []]


def text_lines(draft: dict[str, Any], lines: list[Any], parts: list[Section]) -> list[TextLine]:
    """The plan's own words; empty lines are left out."""
    unread = {str(line) for line in draft.get("unread") or []}
    used: dict[str, int] = {}
    for section in parts:
        for row in section.rows:
            used[str(row.line)] = used.get(str(row.line), 0) + 1
    return [
        TextLine(number, words, used.get(str(number), 0), str(number) in unread)
        for number, words in lines
        if str(words).strip()
    ]


def _head(draft: dict[str, Any]) -> Section:
    head = draft.get("plan") or {}
    lines = head.get("lines") or {}
    rows = [Found(label, _day(head[key]), lines.get(key)) for key, label in says.PLAN_HEAD.items() if head.get(key)]
    return Section("Văn bản", rows)


def _units(draft: dict[str, Any]) -> Section:
    rows = [
        Found(says.UNIT_ROLES.get(unit["role"], ""), unit["name"], unit.get("line"))
        for unit in draft.get("member_units") or []
    ]
    return Section(says.MEMBER_UNITS, rows)


def _event(event: dict[str, Any]) -> Section:
    lines = event.get("lines") or {}
    rows = [Found("Hội nghị", event["title"], event.get("line"))]
    if when := _days(event):
        rows.append(Found("Thời gian", when, lines.get("starts_on") or lines.get("date_text")))
    if event.get("venue"):
        rows.append(Found("Địa điểm", event["venue"], lines.get("venue")))
    if event.get("expected_delegates"):
        rows.append(Found(says.EXPECTED, str(event["expected_delegates"]), lines.get("expected_delegates")))
    rows += [Found("Chủ trì", chair, lines.get("chairs")) for chair in event.get("chairs") or []]
    return Section(says.WHEN_AND_WHERE, rows)


def _days(event: dict[str, Any]) -> str:
    first, last = event.get("starts_on"), event.get("ends_on")
    if first and last and first != last:
        return f"{_day(first)} đến {_day(last)}"
    return _day(first) if first else str(event.get("date_text") or event.get("month") or "")


def _groups(event: dict[str, Any]) -> Section:
    rows = [
        Found(group.get("section") or "", group["name"], group.get("line"), _people(group.get("count")))
        for group in event.get("delegate_groups") or []
    ]
    return Section(says.GROUPS, rows)


def _people(count: int | None) -> str:
    return f"{count} người" if count else ""


def _agendas(event: dict[str, Any]) -> Iterator[Section]:
    programmes: dict[tuple[str, str], Section] = {}
    for item in event.get("agenda") or []:
        key = (item.get("programme") or "Chương trình", item.get("date") or "")
        title = f"{key[0]} – {_day(key[1])}" if key[1] else key[0]
        section = programmes.setdefault(key, Section(title))
        note = "; ".join(item.get("who") or [])
        section.rows.append(Found(_hours(item), item["title"], item.get("line"), note))
    yield from programmes.values()


def _hours(item: dict[str, Any]) -> str:
    start, end = item.get("start"), item.get("end")
    if start and end:
        return f"{start}–{end}"
    return f"từ {start}" if start else f"Mục {item['position']}"


def _duties(event: dict[str, Any]) -> Iterator[Section]:
    for duty in event.get("duties") or []:
        notes = duty.get("task_notes") or [{}] * len(duty["tasks"])
        rows = [
            Found(_part(note), task, note.get("line") or duty.get("line"))
            for task, note in zip(duty["tasks"], notes, strict=False)
        ]
        yield Section(says.duties_of(duty["unit"]), rows)


def _part(note: dict[str, Any]) -> str:
    return {"lead": "chủ trì", "support": "phối hợp"}.get(note.get("role") or "", "")


def _deadlines(draft: dict[str, Any]) -> Section:
    rows = []
    for due in draft.get("deadlines") or []:
        to = f"Gửi {due['send_to']}" if due.get("send_to") else ""
        who = f"{due['who']} nộp" if due.get("who") else ""
        rows.append(Found(_due(due), due["what"], due.get("line"), ". ".join(part for part in (who, to) if part)))
    return Section("Hạn nộp", rows)


def _due(due: dict[str, Any]) -> str:
    if not due.get("due_on"):
        return str(due.get("relative_to") or says.NO_DAY)
    hour = f"{due['due_at']} " if due.get("due_at") else ""
    return f"{'trước' if due.get('before', True) else 'chậm nhất'} {hour}{_day(due['due_on'])}"


def _details(draft: dict[str, Any]) -> Section:
    labels = {each.name: each.label for each in details.DETAILS}
    rows = [Found(labels.get(d["name"], d["name"]), d["text"], d.get("line")) for d in draft.get("details") or []]
    return Section("Khác", rows)


def _contacts(draft: dict[str, Any]) -> Section:
    kinds = says.CONTACT_KINDS
    rows = [Found(kinds.get(c["kind"], c["kind"]), c["value"], c.get("line")) for c in draft.get("contacts") or []]
    return Section("Liên hệ", rows)


def _budget(draft: dict[str, Any]) -> Section:
    rows = [
        Found(f"{row['amount']:,} đồng".replace(",", ".") if row.get("amount") else "", row["item"], row.get("line"))
        for row in draft.get("budget") or []
    ]
    return Section("Kinh phí", rows)


def _day(text: str) -> str:
    try:
        return says.day_name(date.fromisoformat(text))
    except ValueError:
        return text
