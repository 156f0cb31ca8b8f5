"""What buttons say; a label is one line of a phone."""

# Of every subject.
FIX = "Sửa"
RIGHT = "Đúng"
NEVER_MIND = "Thôi"
NO = "Không"
CHOOSE_AGAIN = "Chọn lại"
SEE_AGAIN = "Xem lại"
SEE_MORE = "Xem tiếp"
DELETE = "Xóa"
RECORD = "Ghi"
SEE_MENU = "Xem danh mục"
WHAT_I_CAN_DO = "Xem tôi làm được gì"
SEE_LIST = "Xem danh sách"

# Attendance.
I_COME = "Tôi sẽ dự"
I_CANNOT_COME = "Không dự được"
SOMEBODY_ELSE = "Người khác đi thay"
NOT_TO_MEETING = "Không dự hội nghị"
STILL_TO_MEETING = "Vẫn dự hội nghị"
ENTER_COUNT = "Nhập số người"
ENTER_BY_GROUP = "Nhập theo nhóm"
NOBODY_COMES = "Cả đoàn không dự"
NOT_COMING = "Không dự"
NOT_SURE = "Chưa rõ"
LIST_OF_NAMES = "Danh sách tên"
EDIT_NAMES = "Sửa danh sách tên"
ADD_NAMES = "Thêm tên"
DROP_NAME = "Bớt tên"
ARRIVAL = "Giờ đến, xe"
CHOOSE_ACTIVITY = "Chọn hoạt động"
STAYS = "Ăn, nghỉ"
WHOLE_STAYS = "Cả đoàn ăn, nghỉ đủ"
NO_NIGHTS = "Không nghỉ lại"
NO_MEALS = "Không ăn"
EVERY_SLOT = "Mọi bữa, mọi đêm"
LIST_FOR_GROUP = "Danh sách gửi nhóm"
TAKE_EXCEL = "Tải Excel"
END_OF_TODAY = "Hết hôm nay"
END_OF_TOMORROW = "Hết ngày mai"
UNLOCK = "Bỏ khóa"
LOCK_NOW = "Khóa ngay"
SEE_TOTALS = "Xem tổng hợp"
SEE_DELEGATION = "Xem đoàn"

# Messages to many.
SEND = "Gửi"
STOP_SENDING = "Dừng gửi"
CORRECT = "Đính chính"
CORRECT_OLD = "Đính chính tin cũ"
SEE_RESULTS = "Xem kết quả"
BY_UNIT = "Theo đơn vị"
PASTE_IN_GROUP = "Bản dán nhóm Zalo"
CALL_LIST = "Danh sách để gọi điện"

# Meetings, plans, reminders.
OTHER_EVENT = "Hội nghị khác"
SEE_EVENTS = "Xem các hội nghị"
INVITE_PEOPLE = "Mời người tham gia"
DAY_AND_VENUE = "Ngày, địa điểm hội nghị"
SEE_LADDERS = "Xem lịch nhắc"
DEADLINES_AS_USUAL = "Hạn: như mặc định"
MEETINGS_AS_USUAL = "Họp: như mặc định"
SEND_ONLY_ME = "Gửi riêng cho tôi xem"

# Papers.
ALL_SENT = "Đã gửi tất cả"
ALL_RECEIVED = "Đã nhận tất cả"
PROGRESS = "Tiến độ giấy tờ"
SEE_PROGRESS = "Xem tiến độ"

# People and their channels.
REVOKE = "Thu hồi"
REVOKE_AND_INVITE = "Thu hồi và mời người khác"
INVITE_DELEGATES = "Mời đại biểu"
WHO_WAITS = "Xem ai còn chờ"
ADD_CHANNEL = "Nối thêm kênh"
SEE_CHANNELS = "Xem các kênh"
EDIT_CHANNELS = "Sửa kênh"
IT_IS_ME = "Là tôi, gộp lại"
AGREE = "Đồng ý"
DELETE_MY_DATA = "Xóa dữ liệu của tôi"
TURN_ON_AGAIN = "Bật lại"

# Units.
SEE_UNITS = "Xem các đơn vị"
SEE_UNIT = "Xem đơn vị"
ADD_UNIT = "Thêm đơn vị"
ADD_GUEST = "Thêm khách mời"
GROUPS_OF_PLAN = "Thành phần trong kế hoạch"
INVITE_FOCAL = "Mời đầu mối"
SEATS = "Chỉ tiêu"
OWES_AS_OTHERS = "Nộp giấy tờ như các đơn vị khác"
NOT_INVITED_ANY_MORE = "Không mời nữa"
INVITE_AGAIN = "Mời lại"
MERGE = "Gộp"
MERGE_INTO = "Gộp vào đơn vị khác"
INVITE_THIS = "Mời đoàn này"
INVITE_DELEGATION = "Mời đoàn"
RENAME = "Đổi tên"
OTHER_NAMES = "Tên gọi khác"
CONTACT = "Người liên hệ"
STOP_INVITING = "Thôi mời"
STOP_HOSTING = "Thôi đăng cai"
HOST = "Đăng cai"


def sent(paper: str) -> str:
    return f"Đã gửi: {paper}"


def not_received(paper: str) -> str:
    return f"Chưa nhận: {paper}"


def received(paper: str) -> str:
    return f"Đã nhận: {paper}"


def approve(name: str) -> str:
    return f"Duyệt {name}"


def deadline(title: str) -> str:
    return f"Hạn: {title}"


def see(name: str) -> str:
    return f"Xem {name}"
