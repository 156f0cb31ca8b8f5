"""What storage itself says in Vietnamese: why a message did not go, and why a database is not opened."""

# Causes, as they stand in a message's row.
NOT_CONNECTED = "chưa kết nối"
STOPPED = "người nhận đã dừng nhận tin"
ERASED = "người nhận đã xóa dữ liệu"
NOT_NEEDED = "không còn cần gửi"
HALTED = "ban tổ chức đã dừng gửi"
EVENT_OFF = "hội nghị đã hủy"
TOO_LATE = "quá hạn trước khi gửi được"
DIED = "máy gửi dừng giữa chừng, chưa rõ đã đến chưa"
NOT_AGAIN = "chờ gửi từ trước khi khôi phục dữ liệu"
NOT_KNOWN = "quá hạn khi chờ ban tổ chức chọn; chưa rõ đã gửi trước khi khôi phục dữ liệu hay chưa"
ANSWERED = "ban tổ chức đã chọn"
SAME_PERSON = "đã gộp với hồ sơ khác của cùng một người"

NEWER = (
    "Dữ liệu này do một bản hoinghi mới hơn ghi nên bản này không mở: cài bản mới hơn, hoặc chạy với bản sao lưu cũ."
)


def damaged(path: object) -> str:
    return (
        f"Tệp dữ liệu {path} bị hỏng nên bot không chạy: giữ lại tệp này để xem sau, chép bản sao lưu gần nhất vào chỗ "
        "của nó (bỏ cả tệp -wal và -shm bên cạnh) rồi chạy lại."
    )
