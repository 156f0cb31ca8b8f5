"""What is said when a change is taken back, or cannot be."""

from collections.abc import Mapping, Sequence
from typing import Any

NOTHING = "Mười phút qua anh/chị không thay đổi gì ở đây, nên không có gì để hoàn tác."
OVERTAKEN = "Mục này đã có thay đổi khác sau đó, nên chưa hoàn tác. Anh/chị xem lại rồi sửa bằng một câu."
OF = {
    "approve": "việc duyệt người tham gia",
    "arrival": "giờ đến, xe",
    "choice": "phần chọn hoạt động",
    "delegate_removed": "danh sách tên",
    "delegates": "danh sách tên",
    "end_pause": "việc gửi tiếp hay bỏ tin chờ",
    "erase": "việc xóa dữ liệu",
    "grant": "việc mở sửa cho đơn vị",
    "head_count": "số đại biểu",
    "invite": "mã mời",
    "join": "việc tham gia",
    "ladder": "ngày nhắc",
    "lead": "đầu mối chính",
    "lock": "việc khóa số đại biểu",
    "own_choice": "hoạt động đã chọn",
    "phone": "số điện thoại",
    "publish": "việc công bố",
    "rename": "họ tên",
    "resume": "việc nhận tin",
    "revoke_invitation": "việc thu hồi mã mời",
    "revoke_membership": "việc thu hồi vai trò",
    "rsvp": "câu trả lời dự hay không",
    "stay": "ăn, nghỉ",
    "stop": "việc dừng nhận tin",
    "submission": "giấy tờ",
    "unit_added": "đơn vị vừa thêm",
    "unit_contact": "người liên hệ",
    "unit_invited": "việc mời đơn vị",
    "unit_left_out": "việc bỏ đơn vị",
    "unit_merged": "việc gộp đơn vị",
    "unit_quota": "chỉ tiêu",
    "unit_renamed": "tên đơn vị",
}
ANSWERS = {"coming": "dự", "not_coming": "không dự", "unknown": "chưa rõ"}


def for_good(action: str) -> str:
    """What was done cannot be taken back by the bot."""
    what = OF.get(action, "thay đổi vừa rồi")
    return f"Không hoàn tác được {what}. Cần sửa lại, anh/chị nhắn một câu nói rõ việc cần làm."


def undone(changes: Sequence[Mapping[str, Any]]) -> str:
    """What stands again: for a head count the number, else what it was about."""
    told = list(dict.fromkeys(_told(change) for change in changes))
    return f"✓ Đã hoàn tác: {'; '.join(told)}."


def _told(change: Mapping[str, Any]) -> str:
    what = OF.get(change["action"], "thay đổi vừa rồi")
    if change["action"] == "head_count":
        return f"{what} trở lại {_count(change['before'])}"
    return f"{what} trở lại như trước"


def _count(before: Mapping[str, Any]) -> str:
    if not before:
        return "chưa báo"
    return f"{before['total']} người" if before["answer"] == "coming" else ANSWERS[before["answer"]]
