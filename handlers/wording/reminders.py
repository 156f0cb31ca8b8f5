"""What reminders say: what is missing and until when, then where it goes, then the source."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.wording.times import source, weekday
from storage.clock import last_allowed_day, local, working_day_before
from storage.models import Deadline
from storage.outbox import Words
from storage.owing import Debt


def deadline(row: Deadline, debts: Sequence[Debt], number: str, zone: str) -> Words:
    """The papers that the focal point's units have not handed in under one deadline."""
    assert row.too_late_from is not None
    units = dict.fromkeys(escape(debt.unit.name) for debt in debts)
    papers = [_paper(debt, len(units) > 1) for debt in debts]
    head = f"**{', '.join(units)} còn thiếu {len(papers)} giấy tờ, hạn {_until(row, zone)}**{_working(row, zone)}."
    lines = [head, *(f"○ {paper}" for paper in papers)]
    if row.send_to:
        lines.append(f"Gửi {escape(row.send_to)}.")
    lines += [source(row.line), f"Tin HN-{number}"]
    return Words("\n".join(lines), (*_sent(row, len(papers)), ("Đã nhận tin", f"/nhan {number}")))


def _sent(row: Deadline, papers: int) -> tuple[tuple[str, str], ...]:
    if papers == 1:
        return (("Đã gửi", f"/nop {row.id}"),)
    return (("Đã gửi đủ", f"/nop {row.id}"), ("Mới gửi một phần", "/nop"))


def _paper(debt: Debt, with_unit: bool) -> str:
    name = escape(debt.paper.name)
    return f"{name} – {escape(debt.unit.name)}" if with_unit else name


def _until(row: Deadline, zone: str) -> str:
    """ "hết Chủ nhật 19/11", or the hour where there is one."""
    assert row.too_late_from is not None
    last = weekday(last_allowed_day(row.too_late_from, zone))
    return f"hết {last}" if row.due_time is None else f"trước {local(row.too_late_from, zone):%H:%M} {last}"


def _working(row: Deadline, zone: str) -> str:
    """The last day on which offices work, where that is another one."""
    assert row.too_late_from is not None
    last = last_allowed_day(row.too_late_from, zone)
    working = working_day_before(last)
    return f" (ngày làm việc cuối: {weekday(working)})" if working != last else ""
