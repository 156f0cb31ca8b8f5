"""What is said about papers that units hand in."""

from collections.abc import Sequence
from itertools import groupby

from handlers.messages import escape
from storage.clock import last_allowed_day
from storage.documents import Owing
from storage.models import Unit

NO_UNIT = "Tài khoản này chưa gắn với đơn vị nào, nên không có giấy tờ phải nộp. Xin ban tổ chức mã mời của đơn vị."
NO_MATRIX = "Kế hoạch này không giao đơn vị nào nộp giấy tờ."

SIGNS = {"owed": "○", "claimed": "?", "received": "✓", "excused": "–"}


def paper(row: Owing, unit: Unit | None) -> str:
    """A paper's name, with the unit it was asked of where that one went into another."""
    return row.paper if unit is None or row.unit.id == unit.id else f"{row.paper} ({row.unit.name})"


def nothing_asked(unit: Unit) -> str:
    return f"Kế hoạch không yêu cầu {escape(unit.name)} nộp giấy tờ nào."


def owed(unit: Unit, left: Sequence[Owing], zone: str) -> str:
    """What is still owed, with the last day."""
    if not left:
        return f"✓ {escape(unit.name)} đã báo gửi đủ giấy tờ."
    lines = [f"{escape(unit.name)} còn {len(left)} giấy tờ chưa gửi:"]
    for row in left:
        due = row.deadline.too_late_from
        until = f" – hết {last_allowed_day(due, zone):%d/%m}" if due else ""
        lines.append(f"○ {escape(paper(row, unit))}{until}")
    return "\n".join(lines)


def claimed(unit: Unit, sent: Sequence[Owing], left: Sequence[Owing]) -> str:
    """Echoes what was recorded and what is still missing."""
    names = ", ".join(escape(paper(row, unit)) for row in sent)
    rest = f"\nCòn thiếu: {', '.join(escape(paper(row, unit)) for row in left)}." if left else "\nKhông còn thiếu gì."
    return f"✓ Đã ghi: {escape(unit.name)} báo đã gửi {names}. Ban tổ chức sẽ xác nhận khi nhận được.{rest}"


def progress(rows: Sequence[Owing]) -> str:
    """Per unit how many papers are in, and what is missing; the worst first."""
    if not rows:
        return NO_MATRIX
    units = [(unit, list(own)) for unit, own in groupby(rows, key=lambda row: row.unit.name)]
    units.sort(key=lambda pair: -sum(row.state == "owed" for row in pair[1]))
    lines = ["**Giấy tờ phải nộp** (○ chưa · ? đơn vị báo đã gửi · ✓ đã nhận)"]
    for unit, own in units:
        missing = [escape(row.paper) for row in own if row.state == "owed"]
        done = len(own) - len(missing)
        said = f"thiếu {', '.join(missing)}" if missing else "đủ"
        lines.append(f"{SIGNS['owed'] if missing else SIGNS['claimed']} {escape(unit)}: {done}/{len(own)}, {said}")
    return "\n".join(lines)
