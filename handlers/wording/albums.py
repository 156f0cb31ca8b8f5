"""What is said of several files that came as one message."""

from collections.abc import Sequence

from handlers.messages import escape
from handlers.wording.channels import size

NO_FILES = ("video", "animation", "audio", "voice")
MOVING = "Video và tệp âm thanh không kèm được. Anh/chị gửi ảnh hoặc tệp văn bản."
NOT_TAKEN = (
    "Có ảnh hoặc tệp chưa lấy được nên không kèm. Gửi lại tệp dưới 20 MB, hoặc gửi ở trang Gửi tin của bàn tổ chức."
)
EMPTY = "Có tệp rỗng (0 byte) nên không kèm. Anh/chị mở tệp xem lại rồi gửi lại."
SECRET = "Có tệp mang dấu chỉ độ mật nên không lưu, không kèm. Anh/chị xử lý theo quy định bảo vệ bí mật nhà nước."
MAYBE_SECRET = (
    "Có tệp mang chữ “MAT” đứng riêng, có thể là dấu chỉ độ mật, nên không lưu, không kèm. Nếu không phải, anh/chị sửa "
    "chữ ấy rồi gửi lại."
)
TOO_LATE = (
    "! Ảnh, tệp này đến sau khi tin của nó đã gửi hoặc đã bỏ, nên không kèm. Cần gửi thì anh/chị gửi lại, kèm lời nhắn."
)


def too_much(files: int, count: int) -> str:
    return f"Mỗi tin kèm tối đa {files} tệp, cả thảy {count // 1_000_000} MB; phần vượt quá không kèm."


def more_than(files: int, count: int, came: Sequence[tuple[str, str, int]]) -> str:
    """A form with more than one message can carry."""
    total = size(sum(bytes_ for _, _, bytes_ in came))
    return (
        f"Mỗi tin kèm tối đa {files} tệp, cả thảy {count // 1_000_000} MB; đang có {counted(came)}, {total}. "
        "Anh/chị chọn lại ít tệp hơn."
    )


def of_file(name: str, fault: str) -> str:
    """What is wrong with one of several files."""
    return f"“{escape(name[:60])}”: {fault}"


def left_out(missing: Sequence[str]) -> str:
    """Why not everything that came goes out."""
    return "\n".join(f"! {why}" for why in missing if why)


def counted(files: Sequence[tuple[str, str, int]]) -> str:
    """ "3 ảnh" or "2 tệp" of (name, mime, bytes)."""
    pictures = all(mime.startswith("image/") for _, mime, _ in files)
    return f"{len(files)} {'ảnh' if pictures else 'tệp'}"


def listed(files: Sequence[tuple[str, str, int]]) -> str:
    """ "3 ảnh (1,2 MB)"; "2 tệp (340 kB): a.pdf (40 kB), b.docx (300 kB)"; "tệp: a.pdf (40 kB)"."""
    total = size(sum(count for _, _, count in files))
    if len(files) == 1:
        return f"tệp: {escape(files[0][0])} ({total})"
    names = {name for name, _, _ in files}
    each = ", ".join(f"{escape(name)} ({size(count)})" for name, _, count in files)
    told = f": {each}" if len(names) == len(files) else ""
    return f"{counted(files)} ({total}){told}"


def kept(files: Sequence[tuple[str, str, int]]) -> str:
    """What came without words, and how it goes on."""
    what = listed(files).replace("tệp: ", "tệp ", 1) if len(files) == 1 else listed(files)
    return (
        f"✓ Đã nhận {what}. Gõ lời đi kèm; máy cho xem trước rồi mới gửi. "
        "Gửi cho một nhóm thì ghi nhóm trước, ví dụ: role:focal: Mời xem sơ đồ chỗ ngồi."
    )
