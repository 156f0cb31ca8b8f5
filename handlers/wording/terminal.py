"""What the command line says: the help of each command and option, what is shown, what it refuses."""

from collections.abc import Iterable

PRODUCT = "Hội nghị: trợ lý hậu cần hội nghị."

# The commands.
READ = "Đọc một kế hoạch và cho xem những gì tìm thấy; không đụng tới dữ liệu."
IMPORT = "Lưu một kế hoạch thành bản nháp, hoặc công bố luôn."
ASK = "Hỏi một kế hoạch, không cần dữ liệu nào khác."
TALK = "Trò chuyện với một kế hoạch ngay tại đây, không giữ gì lại; hoặc diễn lại các hội thoại."
INVITE = "Tạo mã mời cho một vai trò."
BROADCAST = "Xem trước một thông báo; thêm --yes để gửi."
OUTBOX = "Xem từng tin tự gửi và trạng thái của nó."
EXPORT = "Lưu bảng tính: đơn vị theo nhóm, danh sách, lựa chọn, giờ đến, giấy tờ."
RUN = "Chạy thật: mọi kênh đã có thiết lập, trang web, nhắc việc."
DEMO = "Chạy thử trên máy này, không cần mã bot: hội nghị mẫu, bốn vai, đồng hồ chỉnh được."
DOCTOR = "Xem dữ liệu, tin tự gửi và tin đến có ổn không; cho gửi tiếp sau khi khôi phục."

# What more than one command takes.
PLAN_FILE = "tệp kế hoạch: .txt .md .docx .pdf"
AS_JSON = "in JSON"
DATABASE = "thay cho DATABASE_URL"
EVENT = "khóa của hội nghị (lệnh import in ra)"
WHY = "cho xem đã thử gì và vì sao trả lời như vậy"
AT = "thời điểm ISO; không có múi giờ là giờ địa phương"

# What one command takes.
PUBLISH = "công bố ngay"
UNIT_OF_ASKER = "đơn vị của người hỏi"
QUESTIONS = "câu hỏi JSON từng dòng ở đầu vào"
PLAN_OR_SAMPLE = "tệp kế hoạch; không có: hội nghị mẫu"
UNIT_OF_SPEAKER = "đơn vị của người nói"
DIALOGUES = "hội thoại JSON từng dòng ở đầu vào"
PLANS = "thư mục kế hoạch của các hội thoại"
KEEP = "giữ dữ liệu của từng hội thoại ở thư mục này"
UNIT = "tên đơn vị"
CRITICAL = "tin khẩn"
YES = "gửi thật"
TO_FILE = "tệp .xlsx"
FOLDER = "nơi giữ dữ liệu thử"
RESUME = "gửi tiếp sau khi khôi phục dữ liệu"
FORGET = "cùng --resume: bỏ các tin chờ từ trước"

# What is refused.
NO_QUESTION = 'Thiếu câu hỏi. Ví dụ: hoinghi ask ke-hoach.docx "mấy giờ khai mạc"'
NO_PLANS = "--jsonl cần --plans THƯ_MỤC"
NOT_XLSX = "Tên tệp phải có đuôi .xlsx."
NOT_UTF8 = "Tệp .env hoặc đầu vào không phải chữ UTF-8: lưu lại theo UTF-8 rồi chạy lại."
NO_DATA = "Không mở được dữ liệu: kiểm tra DATABASE_URL, quyền ghi và chỗ trống trên đĩa."
OTHER_CLOCK = "Dữ liệu này đã theo một đồng hồ thử khác: bỏ qua CLOCK_START."

# What became of a plan that was imported.
IMPORTED = {
    "new": "Đã lưu bản nháp. Xem lại rồi công bố: chạy lại với --publish, hoặc bấm Công bố trên trang ban tổ chức.",
    "same": "Tệp này đã nhập rồi, không có gì thay đổi.",
    "published": "Đã công bố.",
    "revision": "Đây là bản khác của một kế hoạch đã nhập: giữ lại làm bản sửa chờ xác nhận, chưa thay gì.",
}


def no_role(role: str, roles: Iterable[str]) -> str:
    return f"Không có vai trò “{role}”. Chọn một trong: {', '.join(roles)}."


def role_needs_unit(role: str) -> str:
    return f"Vai trò {role} cần --unit TÊN_ĐƠN_VỊ."


def no_event(key: str, close: Iterable[str]) -> str:
    """`close`: the keys most like it; none where no plan is there."""
    near = ", ".join(close)
    return f"Không có hội nghị “{key}”. " + (f"Có phải: {near}?" if near else "Chưa nhập kế hoạch nào.")


def no_unit(name: str, close: Iterable[str]) -> str:
    return f"Không có đơn vị “{name}” trong kế hoạch. Gần nhất: {', '.join(close) or 'không có'}."


def no_instant(text: str) -> str:
    return f"“{text}” không phải thời điểm ISO. Ví dụ: 2027-03-01T08:00."


def saved(path: object) -> str:
    return f"Đã lưu {path}."


def not_written(path: object) -> str:
    return f"Không ghi được {path}: kiểm tra thư mục và quyền ghi."


def no_file(name: object) -> str:
    return f"Không đọc hoặc ghi được {name}: kiểm tra đường dẫn, quyền và chỗ trống trên đĩa."


def database_failed(kind: str) -> str:
    return f"Dữ liệu báo lỗi ({kind}): kiểm tra DATABASE_URL."


# A plan laid out for the eye.
UNITS, PERIODS, BUDGET, DETAILS = "ĐƠN VỊ", "GIAI ĐOẠN", "KINH PHÍ", "KHÁC"
CONTACTS, TO_ASK = "LIÊN HỆ", "CẦN HỎI LẠI"
NO_DAY = "chưa rõ ngày"


def section(title: str, number: int) -> str:
    return f"{title} ({number})"


def unread(number: int) -> str:
    return f"CHƯA ĐỌC ({number} dòng)"


def expected(number: int) -> str:
    return f"{number} đại biểu"


def seats_each(unit: str, each: int) -> str:
    return f"mỗi {unit} {each} người"


def beside(who: str | None, to: str | None, papers: Iterable[str], relative_to: str | None) -> str:
    """What stands beside a deadline."""
    papers = ", ".join(papers)
    told = (("ai: ", who), ("gửi: ", to), ("giấy tờ: ", papers), ("", relative_to))
    return " · ".join(f"{label}{words}" for label, words in told if words)
