"""What is said about papers that units hand in."""

from collections.abc import Sequence
from itertools import groupby

from handlers.messages import escape
from storage.clock import last_allowed_day
from storage.documents import Owing
from storage.models import Event, Unit
from storage.outbox import Words

NO_UNIT = "Tài khoản này chưa gắn với đơn vị nào, nên không có giấy tờ phải nộp. Xin ban tổ chức mã mời của đơn vị."
NO_MATRIX = "Kế hoạch này không giao đơn vị nào nộp giấy tờ."

NO_SUCH_PAPER = "Không có giấy tờ này trong các hạn nộp, nên chưa ghi gì."
STATES = {"owed": "chưa nộp", "claimed": "đơn vị báo đã gửi", "received": "đã nhận", "excused": "được miễn"}

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


def list_sent(lists: Sequence[Owing]) -> str:
    return f"\n{_names(lists)}: đã báo nộp. Ban tổ chức sẽ xác nhận."


def list_incomplete(lists: Sequence[Owing], missing: int) -> str:
    return f"\n{_names(lists)}: còn thiếu {missing} tên, nên chưa tính là đã nộp."


def _names(rows: Sequence[Owing]) -> str:
    told = ", ".join(escape(row.paper) for row in rows)
    return told[:1].upper() + told[1:]


def progress(rows: Sequence[Owing]) -> str:
    """Per unit how many papers are in, and what is missing; the worst first."""
    if not rows:
        return NO_MATRIX
    units = [(unit, list(own)) for unit, own in groupby(rows, key=lambda row: row.unit.name)]
    units.sort(key=lambda pair: -sum(row.state == "owed" for row in pair[1]))
    lines = ["**Giấy tờ phải nộp** (○ chưa · ? đơn vị báo đã gửi · ✓ đã nhận)"]
    for unit, own in units:
        missing = [escape(row.paper) for row in own if row.state == "owed"]
        claimed = [escape(row.paper) for row in own if row.state == "claimed"]
        done = len(own) - len(missing)
        said = f"thiếu {', '.join(missing)}" if missing else "đủ"
        said += f"; chờ xác nhận {', '.join(claimed)}" if claimed else ""
        state = "owed" if missing else "claimed" if claimed else "received"
        lines.append(f"{SIGNS[state]} {escape(unit)}: {done}/{len(own)}, {said}")
    return "\n".join(lines)


def one(row: Owing) -> str:
    """ "Khe Mây – Báo cáo"."""
    return f"{row.unit.name} – {row.paper}"


def _of_units(rows: Sequence[Owing]) -> str:
    told = [
        f"{', '.join(escape(row.paper) for row in own)} của {escape(unit)}"
        for unit, own in groupby(rows, key=lambda row: row.unit.name)
    ]
    return "; ".join(told)


def confirmed(chosen: Sequence[Owing], left: Sequence[Owing], *, told: bool) -> str:
    """What an organiser confirmed, and what these units still owe."""
    of_units = {row.unit.id for row in chosen}
    rest = [row for row in left if row.unit.id in of_units]
    heard = " Đầu mối được báo." if told else ""
    waits = f"Còn chờ: {_of_units(rest)}." if rest else "Không còn thiếu gì."
    return f"✓ Đã ghi: đã nhận {_of_units(chosen)}.{heard}\n{waits}"


def taken_back(chosen: Sequence[Owing]) -> str:
    return f"✓ Đã ghi lại: chưa nhận {_of_units(chosen)}."


def papers_of(own: Sequence[Owing]) -> str:
    """Each paper of a unit and how it stands."""
    lines = [f"**{escape(', '.join(dict.fromkeys(row.unit.name for row in own)))}** – giấy tờ phải nộp"]
    several = len({row.unit.id for row in own}) > 1
    for row in own:
        name = one(row) if several else row.paper
        lines.append(f"{SIGNS[row.state]} {escape(name)}: {STATES[row.state]}")
    return "\n".join(lines)


def notice(event: Event, unit: Unit, own: Sequence[Owing], rest: Sequence[Owing], number: str, *, came: bool) -> Words:
    """What a unit's focal points are told when their papers came, or when that was a mistake."""
    names = ", ".join(escape(row.paper) for row in own)
    if came:
        left = f"Còn thiếu: {', '.join(escape(row.paper) for row in rest)}." if rest else "Không còn thiếu gì."
        text = f"Ban tổ chức đã nhận {names} của {escape(unit.name)}. {left}"
    else:
        text = f"Ban tổ chức ghi lại: chưa nhận {names} của {escape(unit.name)}."
    return Words(f"{text}\n{escape(event.title)}\nTin HN-{number}")
