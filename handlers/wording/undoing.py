"""What is said when a change is taken back, or cannot be."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.messages import escape
from storage.models import OutboxMessage
from storage.outbox import Words

NOTHING = "Mười phút qua anh/chị không thay đổi gì ở đây, nên không có gì để hoàn tác."
OVERTAKEN = "Mục này đã có thay đổi khác sau đó, nên chưa hoàn tác. Anh/chị xem lại rồi sửa bằng một câu."
ASKED_BY_OTHERS = "Câu này còn người khác hỏi nên vẫn chờ ban tổ chức trả lời, chưa hoàn tác gì."
OF = {
    "answer_question": "câu trả lời đã gửi",
    "broadcast": "tin gửi nhiều người",
    "browser_let_in": "việc cho một máy vào hồ sơ",
    "browsers_ended": "việc thoát trình duyệt",
    "drop_broadcast": "tin soạn rồi bỏ",
    "edit": "sửa chương trình, hạn nộp",
    "schedule_broadcast": "tin hẹn giờ",
    "shared_code": "mã mời có người khác thử",
    "shared_link": "liên kết riêng mở ở máy khác",
    "channel_added": "việc nối kênh",
    "channel_code": "mã nối kênh vừa tạo (mã tự hết hạn sau 30 phút)",
    "channel_dropped": "việc bỏ kênh",
    "channel_first": "kênh nhận tin trước",
    "consent": "việc đồng ý",
    "passed": "việc chuyển câu hỏi cho ban tổ chức",
    "resend_broadcast": "việc gửi lại tin",
    "same_person": "việc gộp hai hồ sơ",
    "stop_broadcast": "việc dừng gửi",
    "unit_alias": "cách gọi đơn vị",
    "unit_host": "đơn vị đăng cai",
    "unit_kind": "loại đơn vị",
    "unit_owes": "giấy tờ phải nộp của đơn vị",
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
# What a change and its return come to, where "as before" would not say it: nothing stood before, or something did.
COMES_TO = {
    "invite": ("mã mời vừa tạo không dùng được nữa", "mã mời dùng lại được"),
    "passed": ("câu hỏi vừa chuyển không còn chờ ban tổ chức trả lời", "câu hỏi lại chờ ban tổ chức trả lời"),
    "revoke_invitation": ("mã mời vừa thu hồi dùng lại được", "mã mời lại bị thu hồi"),
    "unit_added": ("bỏ đơn vị vừa thêm", "đơn vị có lại trong danh sách"),
}
FLAGS = {
    "invited": ("đơn vị không còn được mời", "đơn vị lại được mời"),
    "stopped": ("anh/chị lại nhận tin tự gửi", "anh/chị lại dừng nhận tin tự gửi"),
}
ANSWERS = {"coming": "dự", "not_coming": "không dự", "unknown": "chưa rõ"}


def done(action: str) -> str:
    """What a line of the log is about."""
    return OF.get(action, "thay đổi khác")


def for_good(action: str) -> str:
    """What was done cannot be taken back by the bot."""
    what = OF.get(action, "thay đổi vừa rồi")
    return f"Không hoàn tác được {what}. Cần sửa lại, anh/chị nhắn một câu nói rõ việc cần làm."


def undone(changes: Sequence[Mapping[str, Any]], told: int = 0) -> str:
    """What stands again: for a head count the number, else what it was about; and how many hear of it."""
    heard = f" {told} người đã nhận tin về thay đổi này được báo lại." if told else ""
    return f"✓ Đã hoàn tác: {'; '.join(_all(changes))}.{heard}"


def notice(
    row: OutboxMessage, who: str, changes: Sequence[Mapping[str, Any]], places: Mapping[int, str], number: str
) -> Words:
    """To somebody who was told of a change in `row`: it was taken back, and what stands now."""
    about = dict.fromkeys(change["unit_id"] for change in changes if change["unit_id"] in places)
    units = ", ".join(escape(places[key]) for key in about)
    lines = [
        f"**{escape(who) or 'Người báo'} đã hoàn tác điều báo ở tin {row.ref.split('/')[0]}**",
        f"○ {f'{units}: ' if units else ''}{'; '.join(_all(changes))}.",
    ]
    return Words("\n".join(lines), (("Đã nhận tin", f"/nhan {number}"),), (f"Tin HN-{number}",))


def _all(changes: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(map(_told, changes)))


def _told(change: Mapping[str, Any]) -> str:
    what, before = OF.get(change["action"], "thay đổi vừa rồi"), change["before"]
    if change["action"] == "head_count":
        return f"{what} trở lại {_count(before)}"
    if change["action"] in COMES_TO:
        return COMES_TO[change["action"]][bool(before)]
    for flag, words in FLAGS.items():
        if flag in before:
            return words[bool(before[flag])]
    return f"{what} trở lại như trước"


def _count(before: Mapping[str, Any]) -> str:
    if not before:
        return "chưa báo"
    return f"{before['total']} người" if before["answer"] == "coming" else ANSWERS[before["answer"]]
