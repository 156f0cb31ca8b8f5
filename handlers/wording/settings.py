"""What a start refuses: each setting in one sentence that says what to write, keys, locks, ports."""

from collections.abc import Iterable, Mapping

DATABASE = "DATABASE_URL phải là sqlite:///tệp.db hoặc postgresql+psycopg://tên:mật-khẩu@máy/dữ-liệu."
NO_DRIVER = (
    "DATABASE_URL là PostgreSQL mà máy này chưa cài psycopg để nối tới: chạy make postgres trong thư mục chương trình "
    "(hoặc pip install 'psycopg[binary]'), rồi chạy lại."
)
NUMBERS: Mapping[str, str] = {
    "web_port": "WEB_PORT phải là số từ 0 đến 65535; 0 là cổng trống bất kỳ.",
    "max_upload_mb": "MAX_UPLOAD_MB phải là số từ 1 đến 2000.",
    "retention_days": "RETENTION_DAYS phải là số ngày từ 1 đến 36500.",
    "clock_speed": "CLOCK_SPEED phải là số lớn hơn 0, nhiều nhất 100000.",
    "data_dir": "DATA_DIR phải là đường dẫn tới một thư mục.",
}
TIMEZONE = "TIMEZONE phải là tên múi giờ, ví dụ Asia/Ho_Chi_Minh."
QUIET_HOURS = "QUIET_HOURS phải có dạng 21:00-06:30."
CLOCK_START = "CLOCK_START phải là thời điểm ISO, ví dụ 2027-03-01T08:00:00+07:00."
PROXIES = "TRUSTED_PROXIES là các địa chỉ IP hoặc dải mạng, cách nhau bằng dấu phẩy, ví dụ 127.0.0.1, 10.0.0.0/8."
OTHER_KEY = (
    "Khoá bí mật ở đây khác khoá đã dùng với dữ liệu này, mã mời làm ra sẽ không dùng được: đặt SECRET_KEY hoặc "
    "DATA_DIR như của bot đang chạy. Nếu khoá cũ đã mất, chạy hoinghi run một lần rồi làm lại."
)
CODES_LOST = (
    "Khoá bí mật khác lần chạy trước: mã mời và mã nối kênh đã phát không dùng được nữa, hãy mời lại; link vẫn dùng."
)
BUSY = (
    "Dữ liệu này đang được một tiến trình khác dùng (run hoặc demo). Dừng tiến trình kia trước, hoặc dùng PostgreSQL."
)


def address(name: str) -> str:
    return f"{name} phải là địa chỉ dạng https://ten-mien.vn."


def address_alone(name: str) -> str:
    return f"{name} chỉ gồm https:// và tên miền, không có gì phía sau, ví dụ https://hoinghi.tinh.gov.vn."


def log_level(levels: Iterable[str]) -> str:
    return f"LOG_LEVEL phải là một trong: {', '.join(levels)}."


def open_to_all(host: str) -> str:
    return (
        f"WEB_HOST={host} mở trang cho cả mạng mà không có https: đặt PUBLIC_URL=https://tên-miền, hoặc "
        "TRUSTED_PROXIES là địa chỉ máy chủ proxy đứng trước, hoặc bỏ WEB_HOST để chỉ mở trên máy này."
    )


def unreadable(name: str) -> str:
    return f"{name} không đọc được."


def wrong(sentences: Iterable[str]) -> str:
    return f"Thiết lập sai: {' '.join(sentences)}"


def not_this_host(host: str) -> str:
    return f"WEB_HOST={host} không phải địa chỉ của máy này. Bỏ WEB_HOST để dùng 127.0.0.1."


def port_not_allowed(port: int) -> str:
    return f"Không đủ quyền mở cổng {port}. Đổi WEB_PORT hoặc --port thành số từ 1024 trở lên."


def port_taken(port: int) -> str:
    return f"Không mở được cổng {port}: đang có chương trình khác dùng. Đổi WEB_PORT hoặc --port."
