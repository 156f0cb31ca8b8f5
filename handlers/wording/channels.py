"""Sentences that belong to the way a message travels, not to a subject."""

from collections.abc import Sequence

from handlers.messages import escape

TOO_MANY = "Tôi đang nhận quá nhiều tin từ cuộc trò chuyện này nên bỏ qua một số tin. Xin chờ một lát rồi hỏi lại."
ANSWER_LOST = (
    "Máy bị gián đoạn nên câu trả lời cho tin trước của anh/chị không gửi được. Nếu tin ấy báo số hay nhờ làm việc gì thì "
    "có thể đã ghi rồi: xin hỏi lại để xem, trước khi báo lần nữa."
)
CHOOSE = "Mời chọn:"


def answer_by_number(count: int) -> str:
    """How to choose where a channel has no buttons."""
    if count == 1:
        return "Trả lời số 1 để chọn."
    if count == 2:
        return "Trả lời số 1 hoặc 2."
    return f"Trả lời một số từ 1 đến {count}."


def files_by_name(files: Sequence[tuple[str, str]]) -> str:
    """Files that the channel cannot carry, (name, link), and where each opens."""
    shown = [_opened(name, link) for name, link in files]
    if len(shown) == 1:
        return f"Tệp: {shown[0]}"
    return "\n".join(f"Tệp {number}: {file}" for number, file in enumerate(shown, 1))


def _opened(name: str, link: str) -> str:
    label = name.replace("[", "(").replace("]", ")")
    return f"[{label}]({link})" if link else escape(name)


def size(count: int) -> str:
    """ "1,2 MB", "340 kB"."""
    return f"{count / 1_000_000:.1f} MB".replace(".", ",") if count >= 1_000_000 else f"{max(1, count // 1000)} kB"


def quota(names: tuple[str, str], month: str, used: int, limit: int, step: int, number: str) -> str:
    """A month's messages run low: how many are gone, and what to do. `names` of the platform and of the account."""
    platform, account = names
    year, number_of_month = month.split("-")
    head = f"! Bot {account} đã dùng {used}/{limit} tin của tháng {number_of_month}/{year} (trên {step} %, tính cả tin đến)."
    if step >= 95:
        advice = "Phần còn lại để dành cho tin khẩn và câu trả lời; nhắc việc và thông báo thường qua kênh này chờ sang tháng sau."
    else:
        advice = f"Nên gộp thông báo, và mời người dùng trang web thay vì {platform}."
    return f"{head}\n{advice}\nTin HN-{number}"


def quota_spent(account: str, number: str) -> str:
    """The platform takes nothing more."""
    return (
        f"! Bot {account} bị từ chối gửi: nền tảng báo hết lượt. Tin chờ được giữ lại và thử lại sau mỗi 15 phút; "
        f"việc gấp xin gọi điện hoặc gửi đường dẫn trang web.\nTin HN-{number}"
    )


def budget_spent(channel: str) -> str:
    """Why a message did not leave: the channel takes no more for now."""
    return f"{channel}: hết lượt gửi (429)"
