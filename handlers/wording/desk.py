"""What the front desk itself says."""

from handlers.messages import escape

NOT_YET_PUBLISHED = "Kế hoạch chưa công bố. Khi ban tổ chức công bố, anh/chị hỏi được ngay tại đây."
NO_ROLE_LEFT = "Anh/chị không còn vai trò nào ở hội nghị. Muốn tham gia lại, xin ban tổ chức mã mời mới."
NOT_FOR_YOU = "Việc này không thuộc vai trò của anh/chị. Gõ /menu để xem các việc làm được."
WAITS_FOR_APPROVAL = (
    "Anh/chị đang chờ duyệt nên chưa báo số hay nộp được. Đầu mối hoặc ban tổ chức duyệt xong là làm được ngay."
)
IN_A_GROUP = "Xin nhắn riêng cho tôi: trong nhóm tôi không trả lời việc riêng của đơn vị."

NOTHING_WAITS = "Chưa có việc gì đang chờ anh/chị đồng ý."
LEFT = "Vâng, chưa ghi gì."
UNCLEAR = "Chưa rõ anh/chị muốn làm hay thôi, nên chưa ghi gì. Anh/chị chọn một ạ."


def unknown_command(name: str) -> str:
    return f"Không có lệnh /{escape(name)}. Gõ /giup để xem các lệnh, hoặc cứ hỏi bằng lời."


def no_such_choice(number: str, options: int) -> str:
    """A bare number answers the newest open question only; `options` is how many choices that one has."""
    if options:
        return f"Không có lựa chọn số {number}. Anh/chị trả lời một số từ 1 đến {options}."
    return f"Không có câu hỏi nào đang chờ số {number}. Gõ /menu rồi chọn số trong danh sách."


def broken(code: str) -> str:
    return f"Có trục trặc nên chưa làm được việc này, chưa ghi gì. Anh/chị thử lại sau ít phút; nếu vẫn vậy, báo ban tổ chức mã {code}."
