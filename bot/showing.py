"""What the command line shows people: a plan found, a list, a warning."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.reading.draft import Line, PlanDraft, PlanEvent

OUTCOMES = {
    "new": "Đã lưu bản nháp. Xem lại rồi công bố: chạy lại với --publish, hoặc bấm Công bố trên trang ban tổ chức.",
    "same": "Tệp này đã nhập rồi, không có gì thay đổi.",
    "published": "Đã công bố.",
    "revision": "Đây là bản khác của một kế hoạch đã nhập: giữ lại làm bản sửa chờ xác nhận, chưa thay gì.",
}


def say(outcome: str) -> None:
    print(OUTCOMES[outcome], file=sys.stderr)


def warn(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def pairs(found: Mapping[str, Any]) -> None:
    for key, value in found.items():
        print(f"{key}: {'–' if value is None else value}")


def events(rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows:
        print(f"{row['key']}\n    {row['title']}")


def outbox(found: Mapping[str, Any]) -> None:
    print(f"{found['total']} tin: " + (", ".join(f"{n} {state}" for state, n in found["states"].items() if n) or "–"))
    for row in found["rows"]:
        cause = f" ({row['cause']})" if row["cause"] else ""
        print(f"{row['ref']}  {row['state']}{cause}  {row['channel'] or '–'}  {row['unit'] or '–'}  {row['due_at']}")


def show(draft: PlanDraft) -> None:
    """The whole draft for a reader's eye, each value with its line."""
    head = draft.plan
    _section("Kế hoạch")
    for label, name in (("Tên", "title"), ("Số", "number"), ("Cơ quan", "issued_by"), ("Ngày", "issued_on"),
                        ("Người ký", "signed_by")):  # fmt: skip
        _row(head.lines.get(name), f"{label}: {getattr(head, name) or '?'}")
    _section(f"Đơn vị ({len(draft.member_units)})")
    for unit in draft.member_units:
        _row(unit.line, f"{unit.name} – {unit.role}")
    for event in draft.events:
        _event(event)
    _section(f"Hạn ({len(draft.deadlines)})")
    for due in draft.deadlines:
        when = f"{'trước' if due.before else 'đến hết'} {due.due_on:%d/%m/%Y}" if due.due_on else due.relative_to or "?"
        _row(due.line, f"{when}: {due.what} → {due.send_to or '?'} ({due.who or '?'})")
    if draft.warnings:
        _section(f"Cần hỏi lại ({len(draft.warnings)})")
        for doubt in draft.warnings:
            _row(doubt.lines[0] if doubt.lines else None, f"? {doubt.text}")
    if draft.unread:
        print(f"\nChưa hiểu: dòng {', '.join(str(line) for line in draft.unread)}")


def _event(event: PlanEvent) -> None:
    _section(event.title)
    when = f"{event.starts_on:%d/%m/%Y}" if event.starts_on else event.month or event.date_text or "?"
    until = f" – {event.ends_on:%d/%m/%Y}" if event.ends_on and event.ends_on != event.starts_on else ""
    _row(event.lines.get("starts_on"), f"Ngày: {when}{until}{' (dự kiến)' if event.tentative else ''}")
    _row(event.lines.get("venue"), f"Địa điểm: {event.venue or '?'}")
    for chair in event.chairs:
        _row(event.lines.get("chairs"), f"Chủ trì: {chair}")
    if event.expected_delegates:
        _row(event.lines.get("expected_delegates"), f"Dự kiến: {event.expected_delegates} đại biểu")
    for item in event.agenda:
        day = f"{item.date:%d/%m} " if item.date else ""
        hours = f"{item.start:%H:%M}{f'–{item.end:%H:%M}' if item.end else ''}" if item.start else f"{item.position}."
        _row(item.line, f"{day}{hours} {item.title}")
    for duty in event.duties:
        for task in duty.tasks:
            _row(task.line or duty.line, f"{duty.unit}: {task.text}")


def _section(title: str) -> None:
    print(f"\n\033[1m{title}\033[0m" if sys.stdout.isatty() else f"\n{title}")


def _row(line: Line, text: str) -> None:
    print(f"{line if line is not None else '':>6}  {text}")
