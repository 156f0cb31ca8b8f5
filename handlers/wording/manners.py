"""What is said to things that are no words, to edits, to forwarded messages and to replies."""

from collections.abc import Mapping

from handlers.messages import escape

VOICE = "Tôi chưa nghe được tiếng nói. Anh/chị gõ thành chữ giúp, ví dụ: “đoàn em 16 người” hoặc “mấy giờ họp”."
MOVING = "Tôi chưa xem được video. Điều cần báo, cần hỏi, anh/chị gõ thành chữ giúp."
PICTURE = "Tôi chưa đọc được chữ trong ảnh, nên chưa ghi gì. Anh/chị gõ điều cần báo, ví dụ: “đoàn em 16 người”."
FILE = "Tôi chưa đọc được tệp này, nên chưa ghi gì. Anh/chị gõ điều cần báo, ví dụ: “đoàn em 16 người”."
STICKER = "Cảm ơn anh/chị. Cần báo hay cần hỏi gì, anh/chị nhắn một câu."
PLACE = (
    "Tôi chưa dùng được vị trí trên bản đồ, nên chưa ghi gì. Báo giờ đến thì anh/chị nhắn, "
    "ví dụ: “đến 13h30 ngày 30/11, tại cổng chính”. Nơi họp: /diadiem"
)
POLL = "Tôi không trả lời được bình chọn. Anh/chị nhắn điều cần hỏi hoặc cần báo thành một câu."
SHARED = "Tôi chưa dùng được danh thiếp này, nên chưa ghi gì. Người liên hệ của đơn vị: /daumoi"
UNSUPPORTED = (
    "{channel} không chuyển tệp, vị trí, danh thiếp đến được đây, nên chưa nhận gì. Anh/chị gõ thành chữ giúp, "
    "ví dụ: “đoàn em 16 người”; tệp danh sách thì nộp ở trang web của đoàn, lấy liên kết riêng bằng /kenh them"
)
OTHER = "Tôi chỉ đọc được chữ. Anh/chị nhắn điều cần hỏi hoặc cần báo thành một câu."

_FROM_UNIT = (
    "nên chưa ghi gì. Giấy tờ: anh/chị gửi về nơi nhận ghi trong kế hoạch (/han), rồi nhắn “đã gửi báo cáo”. "
    "Danh sách đoàn: dán tên vào đây, mỗi người một dòng, hoặc"
)
FROM_UNIT = f"Ảnh và tệp này chưa nhận được ở đây, {_FROM_UNIT} gửi mẫu Excel .xlsx vào đây (/mau)."
FROM_UNIT_ELSEWHERE = (
    f"Ảnh và tệp gửi qua {{channel}} chưa nhận được ở đây, {_FROM_UNIT} nộp mẫu Excel ở trang web của đoàn: "
    "lấy liên kết riêng bằng /kenh them"
)
FROM_ORGANISER = (
    "Chưa lấy được tệp này nên chưa soạn gì. Muốn gửi kèm ảnh, tệp, anh/chị soạn ở trang Gửi tin của bàn tổ chức. "
    "Danh sách đơn vị: nộp mẫu Excel ở trang Đơn vị (/mau)."
)
OTHERS_OF_ALBUM = "! Ảnh, tệp khác gửi cùng lượt chưa nhận được ở đây."
NOT_TAKEN: Mapping[str, str] = {
    "photo": "Ảnh",
    "document": "Tệp",
    "unsupported": "Tệp",
    "video": "Video",
    "animation": "Ảnh động",
    "audio": "Tệp âm thanh",
    "voice": "Tin thoại",
}


def not_taken(what: str) -> str:
    return f"! {NOT_TAKEN[what]} kèm theo chưa nhận được; chỉ đọc lời nhắn."


WORDLESS: Mapping[str, str] = {
    "voice": "VOICE",
    "audio": "VOICE",
    "video_note": "VOICE",
    "video": "MOVING",
    "animation": "STICKER",
    "sticker": "STICKER",
    "dice": "STICKER",
    "photo": "PICTURE",
    "document": "FILE",
    "venue": "PLACE",
    "location": "PLACE",
    "poll": "POLL",
    "contact": "SHARED",
    "unsupported": "UNSUPPORTED",
}


def own_phone(phone: str) -> str:
    return f"Ghi {phone} là số điện thoại của anh/chị, để ban tổ chức gọi khi cần?"


NUMBERLESS: Mapping[str, str] = {"None": "chưa báo", "not_coming": "không dự", "unknown": "chưa rõ"}
WHOLE_NUMBER = (
    "Tin trước khi sửa đã được ghi, nên chưa cộng trừ thêm gì. Anh/chị nhắn cả số của đoàn, ví dụ: “16 người”."
)
STILL_RECORDED = "Điều đã ghi theo tin trước khi sửa vẫn giữ; cần bỏ thì anh/chị nhắn thêm một câu."
ALREADY_SENT = "! Tin cũ đã gửi đi. Đây là một tin mới theo lời vừa sửa, chưa gửi."
NOTHING_HELD = "Tin này không còn chờ ghi. Anh/chị nhắn lại điều cần báo."
NOT_RECORDED = "Chưa ghi gì. Anh/chị nhắn lại điều cần ghi thành một câu, ví dụ: “đoàn em 16 người”."
NOTED = "Vâng ạ."
WHICH_PAPER = "Giấy tờ nào đã gửi ạ? Chưa ghi gì."
LONGEST = 120


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return escape(words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…")


def _change(change: tuple[str, str] | None) -> str:
    return f" ({change[0]} → {change[1]})" if change else ""


def record_label(number: str) -> str:
    """The words of the button that records after all."""
    return f"Ghi {number} người" if number.isdigit() else "Ghi"


def doubt_asked(text: str, number: str) -> str:
    """A guess, a condition, hearsay, the past or a joke."""
    return f"Chưa ghi gì. Anh/chị muốn ghi “{_quoted(text)}”{f' là {number} người' if number.isdigit() else ''}?"


def edit_asked(text: str, change: tuple[str, str] | None) -> str:
    """An old message was edited after something else was recorded."""
    return f"Anh/chị vừa sửa tin cũ thành “{_quoted(text)}”. Ghi lại theo tin đã sửa{_change(change)}?"


def forward_asked(text: str, change: tuple[str, str] | None) -> str:
    """Somebody else's words, which the one who forwards them may want to report."""
    return f"Tin chuyển tiếp nên chưa ghi gì. Anh/chị muốn báo “{_quoted(text)}”{_change(change)}?"


def answer_asked(number: str, text: str) -> str:
    return f"Trả lời câu hỏi số {number}: “{_quoted(text)}”. Gửi cho người hỏi?"
