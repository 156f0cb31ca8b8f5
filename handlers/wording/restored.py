"""What organisers are asked after data was put back from a copy, and what becomes of what waited."""

from datetime import datetime

from storage.clock import local

SEND, DROP, LOOK = "Gửi tiếp", "Bỏ {} tin chờ từ trước", "Xem và chọn"
HOW = "Để chọn, anh/chị gõ /guitiep."
NOT_PAUSED = "Bot đang tự gửi tin bình thường, không có tin nào bị giữ lại để chờ ban tổ chức chọn."


def question(since: datetime, waiting: int, zone: str) -> str:
    """What is known, and what each choice does."""
    at = f"{local(since, zone):%H:%M ngày %d/%m}"
    known = f"**Dữ liệu của bot vừa được chép lại từ bản sao** (bot thấy lúc {at}): {_waiting(waiting)}."
    held = "Bot vẫn trả lời bình thường, nhưng chưa tự gửi tin nào cho đến khi ban tổ chức chọn."
    if not waiting:
        return f"{known}\n{held}"
    return (
        f"{known}\n{held}\nGửi tiếp: gửi cả {waiting} tin ấy, ai đã nhận rồi có thể nhận lần nữa."
        f" Bỏ: không gửi {waiting} tin ấy nữa, ai chưa nhận sẽ không nhận được. Tin mới vẫn gửi như thường."
    )


def drop(waiting: int) -> str:
    return DROP.format(waiting)


def ended(number: int, *, dropped: bool) -> str:
    """What was decided, about so many messages."""
    if not number:
        return "✓ Bot tự gửi tin trở lại. Không có tin nào chờ từ trước."
    if dropped:
        return f"✓ Đã bỏ {number} tin chờ từ trước. Từ giờ bot tự gửi tin mới trở lại."
    return f"✓ Bot gửi tiếp {number} tin chờ từ trước và tự gửi tin trở lại; tin đã quá hạn thì không gửi."


def message(since: datetime, waiting: int, zone: str, number: str) -> str:
    """The question as it comes unasked."""
    return f"{question(since, waiting, zone)}\n{HOW}\nTin HN-{number}"


def _waiting(number: int) -> str:
    return f"{number} tin đang chờ có thể đã gửi rồi" if number else "không có tin nào đang chờ từ trước"
