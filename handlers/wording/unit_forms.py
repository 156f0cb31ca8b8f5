"""What the organiser's form of one unit changed, and who was there before it."""

from collections.abc import Sequence
from datetime import datetime

from handlers.messages import escape
from handlers.wording.units import KINDS, named
from storage.models import Unit


def filled_in(unit: Unit, told: Sequence[str]) -> str:
    """What a form changed, in one line."""
    return f"✓ Đã ghi {named(unit)}: {'; '.join(told)}."


def now_called(before: str) -> str:
    return f"tên mới, tên cũ {escape(before)} vẫn hiểu được"


def of_kind(unit: Unit) -> str:
    return f"loại {KINDS.get(unit.kind, unit.kind)}"


def with_seats(number: int | None) -> str:
    return f"chỉ tiêu {number}" if number is not None else "không có chỉ tiêu"


def with_host(unit: Unit) -> str:
    return "là đơn vị đăng cai" if unit.host else "không đăng cai"


def with_names(names: Sequence[str]) -> str:
    return f"còn gọi là {', '.join(map(escape, names))}" if names else "không có tên gọi khác"


SOMEBODY = "Một người khác"


def overtaken(unit: Unit, who: str, at: datetime | None) -> str:
    """Who changed a unit since its form was shown."""
    when = f" lúc {at:%H:%M %d/%m}" if at is not None else ""
    return (
        f"! {escape(who) or SOMEBODY} đã sửa {named(unit)}{when}, nên chưa ghi. Ô anh/chị đã sửa vẫn còn, ô khác là số "
        "liệu mới; xem lại rồi bấm Ghi lần nữa."
    )
