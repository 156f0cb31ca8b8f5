"""What is said about the lock of head counts and the grants after it."""

from datetime import datetime

from handlers.messages import escape
from handlers.wording.times import weekday
from handlers.wording.told import where
from storage.attendance import Lock
from storage.models import Event, Unit
from storage.outbox import Words

HOW_TO_LOCK = "Đặt giờ khóa: nhắn ví dụ “/khoa 17:00 20/11”; khóa luôn: “/khoa ngay”; không khóa: “/khoa bo”."
NEVER_LOCKS = "✓ Đã bỏ khóa: các đơn vị sửa số đại biểu được cho đến khi ban tổ chức khóa lại."
WHOM_TO_OPEN = "Mở cho đơn vị nào sửa sau khi khóa?"
ALREADY_PAST = "Thời điểm này đã qua, nên chưa mở gì. Anh/chị nhắn thời điểm sau lúc này."


def moment(at: datetime) -> str:
    """ "17:00 thứ Sáu 20/11"."""
    return f"{at:%H:%M} {weekday(at.date())}"


def locked(lock: Lock, at: datetime, whom: str) -> str:
    """The refusal after the lock: why, and whom to call."""
    why = "ban tổ chức đã khóa" if lock.set_by_hand else "đã hết hạn gửi danh sách trong kế hoạch"
    call = f"Cần sửa, anh/chị gọi ban tổ chức ({escape(whom)})" if whom else "Cần sửa, anh/chị gọi ban tổ chức"
    return f"Chưa ghi được: {why} từ {moment(at)}. {call} để được mở cho đơn vị mình."


def standing(lock: Lock, at: datetime, *, locked: bool, granted: datetime | None = None) -> str:
    """Until when counts may change."""
    told = "" if lock.set_by_hand else f" ({where(lock.line).words})"
    if granted is not None and locked:
        return f"Số đại biểu đã khóa; đơn vị này được sửa đến {moment(granted)}."
    if locked:
        return f"Số đại biểu đã khóa từ {moment(at)}{told}."
    return f"Sửa số đại biểu trước {moment(at)}{told}."


def change_until(at: datetime) -> str:
    """What follows the echo of a count."""
    return f" Sửa trước {moment(at)}."


def no_lock() -> str:
    return f"Số đại biểu chưa đặt giờ khóa: đơn vị nào cũng sửa được.\n{HOW_TO_LOCK}"


def lock_set(at: datetime) -> str:
    return f"✓ Đã ghi: số đại biểu khóa từ {moment(at)}. Sau đó chỉ ban tổ chức sửa được, hoặc mở cho từng đơn vị bằng /mo."


def until_when(unit: Unit) -> str:
    return f"Mở cho {escape(unit.name)} sửa đến khi nào ạ? Ví dụ: “12:00 21/11”."


def no_such_moment(fault: str) -> str:
    wrong = "Không có ngày này" if fault == "day" else "Không có giờ này"
    return f"{wrong}, nên chưa ghi gì. Anh/chị nhắn lại, ví dụ: “12:00 21/11”."


def granted(unit: Unit, until: datetime) -> str:
    return f"✓ Đã mở cho {escape(unit.name)} sửa đến {moment(until)}. Đơn vị khác vẫn khóa."


def grant_notice(event: Event, unit: Unit, until: datetime, number: str) -> Words:
    """What the unit's focal points are told."""
    text = (
        f"Ban tổ chức đã mở cho {escape(unit.name)} sửa số đại biểu đến {moment(until)}.\n"
        f"{escape(event.title)}\nTin HN-{number}"
    )
    return Words(text, (("Nhập số người", f"/dangky u{unit.id}"), ("Xem đoàn", "/doan")))
