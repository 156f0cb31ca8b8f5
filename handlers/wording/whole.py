"""What is said of a delegation that its page gave whole."""

from collections.abc import Sequence

from handlers.messages import escape
from storage.attendance import COMING, UnitCount

FAULTY = "! Chưa ghi gì, vì có ô cần sửa. Anh/chị xem dòng đỏ dưới từng ô; những gì đã gõ vẫn còn."
NOTHING = "Không có ô nào thay đổi, nên không ghi gì mới."
SURE = "? Chưa ghi gì. Đoàn đã báo có dự; anh/chị xác nhận bên dưới là cả đoàn không dự."
ARRIVAL_GONE = "✓ Đã xóa giờ đến, xe của đoàn."
STAYS_GONE = "✓ Đã xóa số ăn, nghỉ của đoàn."
SPLIT_GONE = "✓ Đã xóa cách chia hoạt động của đoàn."
YOURSELF = "anh/chị (ở nơi khác)"
SOMEBODY = "người khác"


def sure(unit: UnitCount) -> str:
    return f"Đoàn đã báo {unit.total} người dự. Bấm “Đúng, cả đoàn không dự” để ghi, hoặc chọn lại “Dự”."


def overtaken(changes: Sequence[tuple[str, str]]) -> str:
    """Who changed what since the page was shown, and what to do."""
    lines = [f"○ {escape(who) or SOMEBODY}: {change}" for who, change in changes]
    return "\n".join(
        [
            "! Chưa ghi gì, vì trong lúc anh/chị sửa, số liệu này đã thay đổi:",
            *lines,
            "Các ô vẫn giữ những gì anh/chị gõ. Bấm Ghi lần nữa để ghi đè, hoặc mở lại trang để lấy số mới.",
        ]
    )


def too_many_split(chosen: int, total: int) -> str:
    return f"Chia {chosen} người, nhiều hơn số đại biểu ({total})."


def twice(name: str) -> str:
    return f"Đã có “{name}” trong danh sách. Nếu là hai người, thêm chữ phân biệt vào tên."


def list_recorded(unit: UnitCount, new: int, changed: int, gone: int, number: int) -> str:
    """What became of the list."""
    parts = ((new, "tên mới"), (changed, "tên sửa lại"), (gone, "tên bỏ ra"))
    told = ", ".join(f"{count} {word}" for count, word in parts if count) or "danh sách như cũ"
    of = f"/{unit.total} đại biểu" if unit.answer == COMING and not unit.by_delegates and unit.total != number else ""
    return f"✓ Đã ghi: {told}. Danh sách có {number} tên{of}."
