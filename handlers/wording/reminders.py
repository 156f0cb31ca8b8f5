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
    lines = [f"**{', '.join(units)} còn thiếu {_papers(papers)}, {_until(row, zone)}.**", *_listed(papers)]
    if row.send_to:
        lines.append(f"Gửi {escape(row.send_to)}.")
    lines += [source(row.line), f"Tin HN-{number}"]
    return Words("\n".join(lines), (("Đã gửi", f"/nop {row.id}"), ("Đã nhận tin", f"/nhan {number}")))


def _paper(debt: Debt, with_unit: bool) -> str:
    name = escape(debt.paper.name)
    return f"{name} – {escape(debt.unit.name)}" if with_unit else name


def _papers(papers: Sequence[str]) -> str:
    return f"{len(papers)} tài liệu" if len(papers) > 1 else "tài liệu"


def _listed(papers: Sequence[str]) -> list[str]:
    return [f"○ {paper}" for paper in papers]


def _until(row: Deadline, zone: str) -> str:
    """ "hạn hết Chủ nhật 19/11 (ngày làm việc cuối: thứ Sáu 17/11)"."""
    assert row.too_late_from is not None
    last = last_allowed_day(row.too_late_from, zone)
    until = f"hết {weekday(last)}"
    if row.due_time is not None:
        until = f"trước {local(row.too_late_from, zone):%H:%M} {weekday(last)}"
    working = working_day_before(last)
    return f"hạn {until}" + (f" (ngày làm việc cuối: {weekday(working)})" if working != last else "")
