"""What a setting may be; whatever it is instead, one Vietnamese sentence says what to write."""

from collections.abc import Mapping
from datetime import datetime, time
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.clock import parse_instant

DATABASES = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
DATABASE = "DATABASE_URL phải là sqlite:///tệp.db hoặc postgresql+psycopg://tên:mật-khẩu@máy/dữ-liệu."
NO_DRIVER = (
    "DATABASE_URL là PostgreSQL mà máy này chưa cài psycopg để nối tới: chạy make postgres trong thư mục chương trình"
    " (hoặc pip install 'psycopg[binary]'), rồi chạy lại."
)
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
NUMBERS: Mapping[str, str] = {
    "web_port": "WEB_PORT phải là số từ 0 đến 65535; 0 là cổng trống bất kỳ.",
    "max_upload_mb": "MAX_UPLOAD_MB phải là số từ 1 đến 2000.",
    "retention_days": "RETENTION_DAYS phải là số ngày từ 1 đến 36500.",
    "clock_speed": "CLOCK_SPEED phải là số lớn hơn 0, nhiều nhất 100000.",
    "data_dir": "DATA_DIR phải là đường dẫn tới một thư mục.",
}


def database_url(value: str) -> str:
    """A database that this program can use; the password never stands in the sentence."""
    try:
        name = make_url(value).drivername
    except (ArgumentError, ValueError):
        name = ""
    if name not in DATABASES or "\x00" in value:
        raise ValueError(DATABASE)
    try:
        make_url(value).get_dialect().import_dbapi()
    except ImportError:  # PostgreSQL's is an extra
        raise ValueError(NO_DRIVER) from None
    return value


def web_url(name: str, value: str, *, path: bool = False) -> str:
    """An http address without a slash at its end; `path` where it may have one."""
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or any(letter.isspace() or not letter.isprintable() for letter in value):
        raise ValueError(f"{name} phải là địa chỉ dạng https://ten-mien.vn.")
    if parts.query or parts.fragment or (not path and parts.path not in ("", "/")):
        raise ValueError(
            f"{name} chỉ gồm https:// và tên miền, không có gì phía sau, ví dụ https://hoinghi.tinh.gov.vn."
        )
    return value.rstrip("/")


def timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("TIMEZONE phải là tên múi giờ, ví dụ Asia/Ho_Chi_Minh.") from None
    return value


def quiet_hours(value: str) -> tuple[time, time]:
    """ "21:00-06:30" → two local times; ValueError with a sentence otherwise."""
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in value.split("-"))
        if begin.tzinfo or end.tzinfo:
            raise ValueError
    except ValueError:
        raise ValueError("QUIET_HOURS phải có dạng 21:00-06:30.") from None
    return begin, end


def clock_start(value: str) -> datetime:
    try:
        return parse_instant(value)
    except (ValueError, OverflowError):
        raise ValueError("CLOCK_START phải là thời điểm ISO, ví dụ 2027-03-01T08:00:00+07:00.") from None


def networks(value: str) -> tuple[str, ...]:
    """ "10.1.2.3/8, ::1" → networks as ("10.0.0.0/8", "::1/128"); ValueError with a sentence otherwise."""
    try:
        return tuple(str(ip_network(part.strip(), strict=False)) for part in value.split(",") if part.strip())
    except ValueError:
        raise ValueError(
            "TRUSTED_PROXIES là các địa chỉ IP hoặc dải mạng, cách nhau bằng dấu phẩy, ví dụ 127.0.0.1, 10.0.0.0/8."
        ) from None


def log_level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise ValueError(f"LOG_LEVEL phải là một trong: {', '.join(LEVELS)}.")
    return value.upper()


def open_to_all(host: str, public_url: str | None, proxies: str) -> None:
    """A site that the whole network reaches needs https: its links and cookies are the keys to people's records."""
    if host not in ("0.0.0.0", "::", "*") or (public_url or "").startswith("https://") or proxies:
        return
    raise ValueError(
        f"WEB_HOST={host} mở trang cho cả mạng mà không có https: đặt PUBLIC_URL=https://tên-miền, hoặc"
        " TRUSTED_PROXIES là địa chỉ máy chủ proxy đứng trước, hoặc bỏ WEB_HOST để chỉ mở trên máy này."
    )


def sentence(errors: list[Any]) -> str:
    """What pydantic found, each setting in one sentence; what was typed is not repeated, it may be a secret."""
    told = []
    for error in errors:
        name = str(error["loc"][0]) if error["loc"] else ""
        ours = error["type"] == "value_error"
        told.append(str(error["ctx"]["error"]) if ours else NUMBERS.get(name, f"{name.upper()} không đọc được."))
    return "Thiết lập sai: " + " ".join(dict.fromkeys(told))
