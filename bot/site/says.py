"""The site's own sentences and labels; everything about the event itself is worded by handlers.wording."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.messages import Reply
from handlers.wording.results import STATES as STATES

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

ROLES = {
    "organiser": "ban tổ chức",
    "focal": "đầu mối",
    "duty": "đơn vị có nhiệm vụ",
    "delegate": "đại biểu",
    "helper": "bộ phận đón tiếp",
}
UNIT_ROLES = {"chair": "trưởng", "deputy": "phó", "member": "thành viên", "host": "đăng cai"}

NO_SESSION = "Trang này mở bằng liên kết riêng trong giấy mời của anh/chị."
NO_SESSION_NEXT = "Mở lại liên kết đó trên máy này là vào được ngay."
BROWSERS = "Trình duyệt đang mở"
NO_RIGHT = "Phần này dành cho ban tổ chức."
NO_RIGHT_NEXT = "Anh/chị quay lại hội thoại để hỏi điều cần biết."
NO_SUCH_UNIT = "Không có đơn vị này trong danh sách mời."
UNIT_NO_RIGHT = "Phần này dành cho đầu mối của đơn vị."
NOT_FOUND = "Không có trang này."
NOT_FOUND_NEXT = "Anh/chị quay lại hội thoại."
BROKEN = "Máy vừa gặp lỗi, chưa làm xong việc anh/chị yêu cầu."
AWAY = "Kho dữ liệu đang tạm ngừng nên chưa biết việc anh/chị yêu cầu đã xong hay chưa."
AWAY_NEXT = "Anh/chị mở lại trang sau một phút để xem; chưa có thì nhập lại."
BROKEN_NEXT = "Anh/chị thử lại sau một phút; nếu còn lỗi, báo ban tổ chức."
NOT_JOINED = "Anh/chị chưa đồng ý tham gia nên chưa xem được phần này."
NOT_PUBLISHED = "Kế hoạch chưa công bố nên chưa có chương trình để xem."
NOT_PUBLISHED_NEXT = "Khi ban tổ chức công bố, trang này hiện ra ngay."
NOT_JOINED_NEXT = "Quay lại hội thoại và bấm Đồng ý."

ERROR_SESSION = "Phiên làm việc đã hết. Mở lại liên kết riêng trong giấy mời."
ERROR_JSON = 'Cần JSON dạng {"text": "…"}.'
ERROR_TYPE = "Chỉ nhận application/json hoặc biểu mẫu của trang này."
ERROR_FORM = "Biểu mẫu gửi lên bị hỏng hoặc có quá nhiều ô, nên chưa ghi gì."
ERROR_SLOW = "Chờ lâu mà nội dung chưa đến đủ, nên chưa ghi gì."
ERROR_LONG_FIELD = "Một ô dài quá 20.000 ký tự, nên chưa ghi gì. Gửi ngắn hơn, hoặc chia làm nhiều lần."
ERROR_PAGE = "Biểu mẫu không đủ ô hoặc không đúng của trang này, nên chưa ghi. Anh/chị mở lại trang rồi làm lại."
ERROR_DAY = "Không có ngày này. Ghi ví dụ 30/11/2026."
ERROR_HOUR = "Không có giờ này. Ghi ví dụ 13:30."
ERROR_LINE = "Ô này nhận {} chữ, đang có {}. Viết ngắn hơn."
ERROR_NAME = "“{}” không phải tên đơn vị: tên có chữ, dài 2 đến {} chữ. Mỗi dòng một tên."
ERROR_UNIT = "Tên có chữ, dài 2 đến {} chữ."
ERROR_MANY_NAMES = "Mỗi đơn vị nhận {} tên gọi khác, đang có {}."
ERROR_CHOOSE = "Chưa chọn đơn vị."
ERROR_LINES = "Mỗi lần nhận {} tên, đang có {}. Chia làm nhiều lần, hoặc dùng tệp Excel bên dưới."
ERROR_SEATS = "Chỉ tiêu là một số từ 0 đến {}, hoặc để trống."
FAULTS = "Chưa ghi gì. Xem chỗ đánh dấu ở ô bên dưới."
ERROR_CLOCK = "Cần giờ dạng 2027-02-26T08:00 và tốc độ 1, 60 hoặc 3600."
ERROR_FILE = "Tệp lớn quá {} MB, nên chưa nhận."
TOO_LARGE = "Nội dung quá dài. Gửi ngắn hơn, hoặc chia làm nhiều tin."
FOREIGN = "Yêu cầu này đến từ một trang khác nên không được nhận."
FOREIGN_NEXT = "Anh/chị mở lại trang rồi thử lần nữa."
FOREIGN_HOST = "Địa chỉ này không phải của trang hội nghị nên không mở được."
FOREIGN_HOST_NEXT = "Anh/chị mở đúng liên kết trong giấy mời. Người cài đặt: đặt PUBLIC_URL là địa chỉ mà mọi người mở."
TOO_OFTEN = "Máy nhận quá nhiều yêu cầu cùng lúc, chưa làm việc này. Thử lại sau {} giây."
TOO_OFTEN_NEXT = "Chờ một lát rồi gửi lại; những gì đã ghi vẫn còn."
BODY_NEXT = "Anh/chị quay lại trang trước, sửa rồi gửi lại."
REFUSED = "Chưa nhận được"
NO_PAGE = "Không có trang này"
TROUBLE = "Máy gặp lỗi"
ERROR_EMPTY = "Chưa có chữ nào để gửi."
WHOM = "Chưa chọn người nhận, nên chưa soạn. Anh/chị chọn ở ô “Gửi cho”; tệp kèm (nếu có) chọn lại."
ERROR_LONG = "Tin dài quá 4.000 ký tự. Gửi ngắn hơn, hoặc chia làm nhiều tin."

NO_FILE = "Chưa chọn tệp nào. Anh/chị chọn tệp .xlsx đã điền rồi gửi lại."


def taken(replies: Sequence[Reply]) -> bool:
    """Whether something was written, so that the field may be emptied."""
    return any(reply.done for reply in replies)


def channel(label: str) -> str:
    """A channel's label at the head of a cell; none where nobody can be reached."""
    return label[:1].upper() + label[1:] if label else "Chưa có kênh"


def event_name(title: str) -> str:
    """A title as a heading: without the verb that plans begin with."""
    bare = title.removeprefix("Tổ chức ").strip()
    return bare[:1].upper() + bare[1:]


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def day_name(day: date) -> str:
    """thứ Sáu 19/03/2027"""
    return f"{weekday(day)} {day:%d/%m/%Y}"


def moment(at: datetime) -> str:
    """08:00 thứ Sáu 19/03/2027"""
    return f"{at:%H:%M} {day_name(at.date())}"


def short_moment(at: datetime) -> str:
    """08:00 19/03"""
    return f"{at:%H:%M %d/%m}"


# The desk's table of counts.
NO_ANSWER, COUNT_UNKNOWN, ANSWERED, BY_DELEGATES = "chưa trả lời", "chưa rõ số", "đã trả lời", "đại biểu tự trả lời"
NAMELESS = "chưa ghi tên"
DESK = "Bàn ban tổ chức"
LINK_CLOSED = "Không mở được liên kết"

# A plan as it was read.
PLAN_HEAD = {
    "title": "Tên kế hoạch",
    "number": "Số",
    "issued_by": "Cơ quan ban hành",
    "issued_on": "Ngày ban hành",
    "signed_by": "Người ký",
}
MEMBER_UNITS, WHEN_AND_WHERE, GROUPS = "Đơn vị tham gia", "Thời gian, địa điểm", "Thành phần đại biểu"
EXPECTED = "Số đại biểu"
NO_DAY, DAY_UNKNOWN = "chưa có ngày", "Chưa rõ ngày"
CONTACT_KINDS = {
    "office": "Nơi nhận",
    "address": "Địa chỉ",
    "email": "Thư điện tử",
    "phone": "Điện thoại",
    "server": "Máy chủ",
}

# What is wrong with a field.
NOT_OFFERED = "Chọn một trong những gì có sẵn."
NEGATIVE, NO_NUMBER = "Số không thể âm.", "Chỉ ghi chữ số, ví dụ 16."
NO_PHONES = "danh sách không ghi số điện thoại; anh/chị bỏ số ra."
TOO_MANY_PARTS = "nhiều hơn ba phần. Ghi họ tên, chức vụ, nhóm; chức vụ có dấu phẩy thì điền vào ô riêng."
NO_FULL_NAME = "chưa phải họ tên đầy đủ."
PARTS_TOO_LONG = "chức vụ hoặc nhóm quá dài."
ONLY_LETTERS = "Ghi đủ họ tên, chỉ gồm chữ."
WRITE_NAME = "Viết họ tên của người này."
COUNT_WITHOUT_COMING = "Có số người thì chọn “Dự”; không dự hoặc chưa rõ thì để trống số người."
WRITE_COUNT = "Ghi số người của đoàn."
WRITE_GROUP_COUNT = "Ghi số người của nhóm này."
WRITE_GROUP_NAME = "Viết tên nhóm này, hoặc để trống cả dòng."
GROUP_TWICE = "Nhóm này đã có ở dòng trên; anh/chị gộp lại một dòng."
COUNT_ZERO = "Số người là 0; đoàn không dự thì chọn “Không dự”."


def too_long(most: int) -> str:
    return f"Dài quá {most} chữ; anh/chị viết ngắn lại."


def too_large(most: int) -> str:
    return f"Số quá lớn, nhiều nhất là {most}."


def whole_too_large(total: int, most: int) -> str:
    return f"Cả đoàn là {total} người, quá lớn (nhiều nhất {most})."


def too_many_lines(most: int) -> str:
    return f"Dán nhiều nhất {most} dòng một lần; nhiều hơn thì gửi tệp Excel."


def in_line(number: int, line: str, fault: str) -> str:
    return f"Dòng {number} (“{line}”): {fault}"


def duties_of(unit: str) -> str:
    return f"Nhiệm vụ: {unit}"
