"""What is said about messages to many: before, after, and in the messages themselves."""

from collections.abc import Callable, Sequence
from datetime import datetime

from handlers.messages import escape
from handlers.wording.albums import counted, listed
from handlers.wording.times import weekday
from storage.models import Unit, UnitContact
from storage.outbox import Words
from storage.segments import JOINT

NO_UNIT = "không thuộc đơn vị"
HOW_TO_SEND = (
    "Nhắn nội dung sau lệnh; tin chỉ đi sau khi anh/chị chọn Gửi. Ví dụ:\n"
    "/gui Xe đón lúc 13:00.\n"
    "gửi cho các đầu mối: Họp lúc 8h.\n"
    "gửi cho Bình Minh lúc 14:00 mai: Xe đón lúc 13:00.\n"
    "nhắc các đơn vị chưa nộp báo cáo\n"
    "Gửi cho ai: tất cả, các đầu mối, đại biểu, ban tổ chức, người dự, đơn vị chưa trả lời, "
    "đơn vị chưa nộp (tên giấy tờ), hoặc tên một đơn vị.\n"
    "Một nhóm đại biểu: /gui group:tên nhóm: … Đã chọn hoạt động: /gui choice:mục=hoạt động: … "
    "Nhiều nhóm thì nối bằng dấu phẩy."
)
NO_TEXT = "Chưa có chữ nào để gửi."
NO_SUCH_BROADCAST = "Không có thông báo này ở hội nghị đang xem. Gõ /ketqua để xem các thông báo đã gửi."
DROPPED = "✓ Đã bỏ thông báo này, không gửi cho ai. Muốn gửi thì soạn lại bằng /gui."
TOO_OLD = "Bản xem trước đã quá 24 giờ nên không gửi. Anh/chị soạn lại bằng /gui."
NO_SUCH_MESSAGE = "Không có tin nào mang số này gửi cho anh/chị. Xem lại số ở cuối tin, ví dụ: NHAN 07."
NOTHING_AWAITS = "Không có tin nào đang chờ anh/chị báo đã nhận. Tin cũ hơn thì nhắn kèm số ở cuối tin, ví dụ: NHAN 07."
HOW_TO_ATTACH = (
    "Gửi ảnh hoặc tệp (dưới 20 MB) vào cuộc trò chuyện này, kèm lời nhắn nếu có. Máy cho xem trước rồi mới gửi."
)
FILE_SECRET = (
    "Tệp có dấu chỉ độ mật nên không được lưu và không được gửi. Anh/chị xử lý theo quy định bảo vệ bí mật nhà nước."
)
FILE_MAYBE_SECRET = (
    "Tệp có chữ “MAT” đứng riêng, có thể là dấu chỉ độ mật, nên chưa lưu và chưa gửi. Nếu không phải, anh/chị sửa chữ ấy "
    "rồi gửi lại."
)
TEXT_SECRET = "Nội dung có dấu chỉ độ mật nên không được lưu và không được gửi. Anh/chị xử lý theo quy định bảo vệ bí mật nhà nước."
TEXT_MAYBE_SECRET = (
    "Nội dung có chữ “MAT” đứng riêng, có thể là dấu chỉ độ mật, nên chưa soạn gì. Nếu không phải, anh/chị sửa chữ ấy rồi "
    "gửi lại."
)
FILE_NOT_TAKEN = (
    "Chưa lấy được tệp này nên chưa soạn gì. Gửi lại tệp dưới 20 MB, hoặc gửi ở trang Gửi tin của bàn tổ chức."
)
FILE_EMPTY = "Tệp này rỗng (0 byte), nên chưa soạn gì. Anh/chị mở tệp xem lại rồi gửi lại."
FILE_GONE = "Tệp này không còn ở hội nghị đang xem. Gửi lại tệp rồi soạn lời đi kèm."
IN_THE_PAST = "Giờ hẹn đã qua nên chưa soạn. Ví dụ: /gui lúc 14:00 mai: Xe đón ở cổng chính."
NOTHING_TO_SEND = "tin không có nội dung gửi được"
NO_CHANNEL = "chưa kết nối hoặc đã dừng nhận"
SEGMENTS = {
    "all": "tất cả mọi người",
    "role:focal": "đầu mối các đơn vị",
    "role:delegate": "đại biểu",
    "role:duty": "đơn vị có nhiệm vụ",
    "attending": "người và đoàn sẽ dự",
    "unanswered": "người và đoàn chưa trả lời",
    "owing": "đầu mối còn thiếu giấy tờ",
    "role:organiser": "ban tổ chức",
    "role:helper": "người giúp đón đoàn",
}
CHOICES = {key: SEGMENTS[key] for key in ("role:focal", "role:delegate", "unanswered", "owing", "role:duty", "all")}
NAMED_SEGMENTS = {"unit": "{}", "owing": "đầu mối còn thiếu {}", "group": "nhóm {}", "choice": "đã chọn {}"}
NO_SEGMENT = (
    "Chưa chọn người nhận, nên chưa gửi cho ai. Nói rõ gửi cho ai, ví dụ: all (tất cả), role:focal (các đầu mối), "
    "unit:Tên đơn vị."
)
BAD_SEGMENTS = {
    "form": "Không hiểu nhóm nhận “{part}”. Ví dụ: gửi cho tất cả: …; gửi cho các đầu mối: …; gửi cho Bình Minh: …",
    "role": "Không có vai trò “{part}”. Chọn: {known}.",
    "unit": "Không có đơn vị “{part}” trong kế hoạch. Gần nhất: {known}.",
    "paper": "Không có giấy tờ “{part}” trong các hạn nộp. Đang có: {known}.",
    "group": "Chưa đoàn nào đăng ký nhóm “{part}”. Đang có: {known}.",
    "choice": "Không có hoạt động “{part}” để chọn. Đang có: {known}.",
}
SHORT = 40
LISTED = 40
ALONE = 12


def file_too_large(label: str, most: int) -> str:
    """For a channel that takes `most` bytes, where no link would open: this machine has no public address."""
    most //= 1_000_000
    return (
        f"Tệp này quá {most} MB, {label} không nhận, mà máy chủ chưa có địa chỉ công khai để gửi bằng liên kết, nên chưa "
        f"soạn gì. Anh/chị gửi tệp nhỏ hơn {most} MB."
    )


def urged(segment: str, paper: str) -> str:
    """The words of a reminder that an organiser asked for without any."""
    if paper:
        paper = paper[:1].lower() + paper[1:] if paper[1:2].islower() else paper  # in the middle of a sentence
        return f"Đề nghị đơn vị gửi {paper} còn thiếu. Đã gửi bằng đường khác, anh/chị trả lời: đã gửi."
    if segment.startswith("owing"):
        return "Đề nghị đơn vị gửi giấy tờ còn thiếu. Xem hạn: /han. Đã gửi bằng đường khác, anh/chị trả lời: đã gửi."
    return "Đề nghị đơn vị báo số đại biểu tham dự, ví dụ: 16 người. Không dự, anh/chị trả lời: không dự."


def whom_asked(text: str) -> str:
    shown = text if len(text) <= 300 else f"{text[:299]}…"
    return f"Gửi tin này cho ai ạ? Chọn, hoặc nhắn tên đơn vị.\n> {escape(shown)}"


def preview(
    text: str, segment: str, total: int,
    units: Sequence[tuple[str | None, int]], channels: Sequence[tuple[str, int]], *, changed: bool = False,
) -> str:  # fmt: skip
    """The text as it will read, the count by channel and by unit."""
    again = "! Danh sách người nhận vừa đổi, xin xem lại.\n" if changed else ""
    ways = " · ".join(f"{label or NO_CHANNEL} {count}" for label, count in channels)
    lines = [f"{again}**Gửi cho {total} người** ({escape(whom(segment))}): {ways}.", *_units(units)]
    return "\n".join([*lines, "Nội dung:", escape(text), "Gửi đi không ạ?"])


def whom(chosen: str) -> str:
    """Who a segment means, in words, its parts one after the other."""
    return ", ".join(_part(part.strip()) for part in JOINT.split(chosen))


def _part(part: str) -> str:
    name, _, value = part.partition(":")
    return SEGMENTS.get(part) or NAMED_SEGMENTS.get(name, "{}").format(value or part)


def _units(units: Sequence[tuple[str | None, int]]) -> list[str]:
    shown = [f"{escape(name or NO_UNIT)} {count}" for name, count in units[:LISTED]]
    rest = sum(count for _, count in units[LISTED:])
    return [f"Theo đơn vị: {', '.join(shown)}" + (f", các đơn vị khác {rest}." if rest else ".")] if shown else []


def message(text: str, number: str) -> Words:
    """What each person gets: the organiser's words, who says so, and a way to say that it came."""
    return Words(f"{escape(text)}\n— Ban tổ chức, tin HN-{number}", (("Đã nhận", f"/nhan {number}"),))


def corrected(text: str, ref: str) -> str:
    """What the wrong message says from now on, where it can be changed."""
    return f"! Tin này đã được đính chính bằng tin {ref.split('/')[0]}.\n{text}"


def sent_again(text: str) -> str:
    """A declared second try carries the same reference."""
    return f"(gửi lại – nếu đã nhận xin bỏ qua)\n{text}"


def by_words(text: str, buttons: Sequence[tuple[str, str]]) -> str:
    """Buttons of an unasked message where there are none: a word with its number, never a bare number."""
    if not buttons:
        return text
    return f"{text}\nTrả lời: " + "; ".join(f"{_word(command)} ({label.lower()})" for label, command in buttons)


def _word(command: str) -> str:
    """ "NHAN 07" where the desk knows the word with its number; else the command as it is typed."""
    name, _, number = command[1:].partition(" ")
    return f"{name.upper()} {number}" if name in ("nhan", "nop") and number.isdigit() else command


def written(text: str, corrected: str | None) -> Callable[[str], Words]:
    """The message of a broadcast, or of one that corrects another."""
    if corrected is None:
        return lambda number: message(text, number)
    return lambda number: _correction(text, corrected, number)


def _correction(text: str, corrected: str, number: str) -> Words:
    words = message(text, number)
    return Words(f"**Đính chính tin HN-{corrected}**\n{words.text}", words.buttons)


def but(send_at: datetime | None, *, correction: bool, files: Sequence[tuple[str, str, int]] = ()) -> str:
    """What is special about a preview: its hour, or that it corrects."""
    lines = [f"Hẹn gửi lúc {moment(send_at)}; ai vào nhóm trước giờ đó cũng nhận."] if send_at else []
    lines += ["Tin đi với chữ “Đính chính”, tới những người đã nhận tin trước."] if correction else []
    lines += [f"Kèm {listed(files)}."] if files else []
    return "".join(f"\n{line}" for line in lines)


def scheduled(send_at: datetime, files: Sequence[tuple[str, str, int]] = ()) -> str:
    return f"✓ Đã hẹn: gửi lúc {moment(send_at)}{_beside(files)}. Dừng được trước giờ đó."


def waits(text: str, send_at: datetime, total: int) -> str:
    return f"**{escape(short(text))}** – hẹn gửi lúc {moment(send_at)}, hiện có {total} người nhận."


def unheard(units: Sequence[tuple[Unit, Sequence[UnitContact]]]) -> str:
    """Units that a message cannot reach, with whom to call."""
    told = [
        escape(unit.name) + (f" ({escape(people[0].name)} {people[0].phone})" if people else "")
        for unit, people in units[:ALONE]
    ]
    more = f" và {len(units) - ALONE} đơn vị nữa" if len(units) > ALONE else ""
    return f"\n! Chưa có đầu mối, cần gọi điện: {', '.join(told)}{more}."


def moment(at: datetime) -> str:
    """ "14:00 thứ Hai 01/03"."""
    return f"{at:%H:%M} {weekday(at.date())}"


def to_paste(title: str, text: str) -> str:
    """A text to copy into a group that the bot is not in."""
    return f"THÔNG BÁO\n{escape(text)}\n— Ban tổ chức {escape(title)}"


def type_correction(text: str) -> str:
    return f"**Đính chính: {escape(short(text))}**\nGõ lại toàn bộ nội dung đúng. Máy cho xem trước rồi mới gửi."


def queued(total: int, files: Sequence[tuple[str, str, int]] = ()) -> str:
    return f"✓ Đang gửi cho {total} người{_beside(files)}."


def _beside(files: Sequence[tuple[str, str, int]]) -> str:
    """How many of an album go along: one may have come after the preview."""
    return f", kèm {counted(files)}" if len(files) > 1 else ""


def already_sent(total: int) -> str:
    return f"Thông báo này đã gửi cho {total} người rồi, không gửi lần nữa."


def stopped(count: int) -> str:
    if not count:
        return "Không còn tin nào đang chờ: tất cả đã rời máy."
    return f"✓ Đã dừng: {count} tin chưa đi được giữ lại. Tin đã đi không thu hồi được."


UNSCHEDULED = "✓ Đã bỏ hẹn, không gửi cho ai. Muốn gửi thì soạn lại bằng /gui."


def short(text: str) -> str:
    """The beginning of a message, to know it by."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"


def thanks(number: str) -> str:
    return f"✓ Đã ghi: anh/chị đã nhận tin HN-{number}."


def refused(cause: str, *, person: bool) -> str:
    """Why the platform said no, as an organiser understands it."""
    said = cause.lower()
    if "blocked" in said:
        return "chặn bot"
    if "deactivated" in said:
        return "tài khoản đã khóa"
    if "not found" in said:
        return "không tìm thấy cuộc trò chuyện"
    return "không nhận tin nữa" if person else f"nền tảng từ chối: {cause}"


def too_long(length: int, longest: int) -> str:
    return f"Nội dung dài {length} ký tự, tối đa {longest}. Anh/chị rút gọn, hoặc đính kèm thành tài liệu."


def nobody(segment: str) -> str:
    return f"Không có ai thuộc nhóm “{whom(segment)}” nên không gửi. Gõ /moi để mời, hoặc chọn nhóm khác."


def bad_key(part: str, known: Sequence[str]) -> str:
    """At the command line, where words of the chat mean nothing."""
    return f"Không có nhóm nhận “{part}”. Dùng: {', '.join(known)} (nối nhiều nhóm bằng dấu phẩy)."


def bad_segment(part: str, reason: str, known: Sequence[str]) -> str:
    return BAD_SEGMENTS[reason].format(part=escape(part), known=", ".join(known) or "chưa có")
