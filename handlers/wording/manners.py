"""What is said to things that are no words, to edits, to forwarded messages and to replies."""

from collections.abc import Mapping

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
    "Zalo không chuyển tệp, vị trí, danh thiếp đến được đây, nên chưa nhận gì. Anh/chị gõ thành chữ giúp, "
    "ví dụ: “đoàn em 16 người”; tệp danh sách thì gửi ở trang web của đoàn (/kenh)."
)
OTHER = "Tôi chỉ đọc được chữ. Anh/chị nhắn điều cần hỏi hoặc cần báo thành một câu."

WORDLESS: Mapping[str, str] = {
    "voice": VOICE,
    "audio": VOICE,
    "video_note": VOICE,
    "video": MOVING,
    "animation": STICKER,
    "sticker": STICKER,
    "dice": STICKER,
    "photo": PICTURE,
    "document": FILE,
    "venue": PLACE,
    "location": PLACE,
    "poll": POLL,
    "contact": SHARED,
    "unsupported": UNSUPPORTED,
}


def own_phone(phone: str) -> str:
    return f"Ghi {phone} là số điện thoại của anh/chị, để ban tổ chức gọi khi cần?"
