"""What `hoinghi doctor` says, and what the log says of a restored database."""

from typing import Any

STATES = {
    "queued": "chờ gửi", "sending": "đang gửi", "sent": "đã gửi", "confirmed": "đã xác nhận", "unknown": "chưa rõ",
    "failed": "không gửi được", "expired": "quá hạn", "cancelled": "đã hủy",
}  # fmt: skip
PAUSED = (
    "Dữ liệu vừa được khôi phục từ bản cũ: bot trả lời bình thường nhưng chưa tự gửi tin nào. Ban tổ chức được hỏi ở"
    " khung chat và trên bàn tổ chức; ở đây, gửi tiếp: hoinghi doctor --resume; bỏ các tin chờ từ trước:"
    " hoinghi doctor --resume --forget."
)


def health(found: dict[str, Any]) -> str:
    """One fact a line."""
    counts = [f"{label} {found['outbox'][state]}" for state, label in STATES.items() if found["outbox"][state]]
    beat = found["seconds_since_heartbeat"]
    lines = [
        "Dữ liệu: tốt.",
        f"Tin tự gửi: {' · '.join(counts) or 'chưa có tin nào'}.",
        f"Tin đến chờ trả lời: {found['inbox_waiting']}.",
        f"Máy gửi: {'chưa chạy lần nào' if beat is None else f'còn sống {beat:.0f} giây trước'}.",
    ]
    return "\n".join([*lines, PAUSED] if found["paused"] else lines)


def resumed(number: int | None, *, forget: bool) -> str:
    """What became of the pause, and of so many messages; None where there was none."""
    if number is None:
        return "Bot không tạm dừng; không có gì phải làm."
    return f"✓ Gửi tiếp. Đã bỏ {number} tin chờ từ trước." if forget else "✓ Gửi tiếp, cả các tin chờ từ trước."
