"""Every command and topic on one screen: what is not in this table, the bot cannot do.

`roles` in order of preference: the first that the asker holds is the one they act in, `anywhere`: in any event.
`changes` needs an approved membership. What is no command is a question: FREE answers it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from handlers import answers, attendance, books, broadcasts, plans, units
from handlers import programme as edits
from handlers.conversation import guide, held, passing, undoing
from handlers.messages import Reply
from handlers.papers import documents
from handlers.people import access, account, channels, own_data
from handlers.permissions import DELEGATE, DUTY, FOCAL, HELPER, ORGANISER
from handlers.reminders import ladders, rehearsal, restored
from handlers.request import Request

ALL = (ORGANISER, FOCAL, DUTY, DELEGATE, HELPER)
Handler = Callable[[Request], Reply]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. `label` is its button in /menu (none: not shown); `help` its line in /giup."""

    name: str
    handler: Handler
    roles: tuple[str, ...]
    help: str
    label: str | None = None
    changes: bool = False
    anywhere: bool = False


# fmt: off
MENU: tuple[Entry, ...] = (
    Entry("start", account.join_more, ALL, "tham gia bằng mã mời: /start MÃ"),
    Entry("menu", guide.menu, ALL, "danh mục theo vai trò"),
    Entry("hoinghi", guide.choose_event, ALL, "đổi sang hội nghị khác"),
    Entry("giup", guide.show, ALL, "các lệnh và cách hỏi"),
    Entry("xacnhan", attendance.rsvp, (DELEGATE,), "báo dự, không dự, có người thay", "Xác nhận tham dự", changes=True),
    Entry("doan", attendance.delegation, (ORGANISER, FOCAL), "đoàn của đơn vị, tổng hợp các đoàn", "Đoàn đại biểu"),
    Entry("dangky", attendance.register, (FOCAL, ORGANISER), "báo số người: “16 người”", changes=True),
    Entry("danhsach", attendance.names, (FOCAL, ORGANISER), "tên, chức vụ của đoàn", changes=True),
    Entry("mau", books.take, (FOCAL, ORGANISER), "mẫu Excel: lấy mẫu, điền, gửi tệp vào đây", changes=True),
    Entry("luachon", attendance.choices, (FOCAL, ORGANISER, DELEGATE), "chọn, chia hoạt động song song", changes=True),
    Entry("den", attendance.arrival, (FOCAL, ORGANISER), "giờ đến, xe: “đến 13h30 ngày 30/11, 2 xe”", changes=True),
    Entry("annghi", attendance.stays, (FOCAL, ORGANISER), "“ăn tối 16, nghỉ lại 14”", "Ăn, nghỉ", changes=True),
    Entry("donden", attendance.arrivals, (ORGANISER,), "đoàn nào đến lúc nào", "Đón đoàn", changes=True),
    Entry("daumoi", attendance.contacts, (FOCAL, ORGANISER), "người liên hệ của đơn vị, điện thoại", changes=True),
    Entry("donvi", units.manage, (ORGANISER,), "thêm, đổi tên, gộp đơn vị; chỉ tiêu", "Đơn vị", changes=True),
    Entry("khoa", attendance.lock, (ORGANISER,), "khóa số đại biểu: /khoa 17:00 20/11", changes=True),
    Entry("mo", attendance.grant, (ORGANISER,), "mở cho một đơn vị sửa sau khi khóa", changes=True),
    Entry("nop", documents.hand_in, (ORGANISER, FOCAL), "giấy tờ đã gửi, đã nhận", "Giấy tờ phải nộp", changes=True),
    Entry("tiendo", documents.progress, (ORGANISER, FOCAL), "đơn vị nào còn thiếu giấy tờ", "Tiến độ giấy tờ"),
    Entry("gui", broadcasts.send, (ORGANISER,), "gửi thông báo, xem trước rồi mới gửi", "Gửi thông báo", changes=True),
    Entry("tep", broadcasts.with_file, (ORGANISER,), "gửi kèm ảnh, tệp: gửi tệp vào đây, kèm lời", changes=True),
    Entry("ketqua", broadcasts.results, (ORGANISER,), "kết quả gửi tin", "Kết quả gửi", changes=True),
    Entry("guitiep", restored.go_on, (ORGANISER,), "gửi tiếp sau khi chép lại dữ liệu", changes=True, anywhere=True),
    Entry("moi", account.invite, (ORGANISER, FOCAL), "tạo mã mời", "Mời người", changes=True),
    Entry("thuhoi", access.revoke, (ORGANISER, FOCAL), "thu hồi mã mời, vai trò; thay đầu mối", changes=True),
    Entry("duyet", account.approve, (ORGANISER, FOCAL), "duyệt người mới tham gia", "Duyệt người mới", changes=True),
    Entry("congbo", plans.publish, (ORGANISER,), "công bố kế hoạch đã xem", changes=True),
    Entry("lich", answers.show, ALL, "chương trình: bây giờ, tiếp theo, “sáng mai”", "Chương trình"),
    Entry("diadiem", answers.show, ALL, "địa điểm họp, địa điểm một nội dung", "Địa điểm"),
    Entry("han", answers.show, ALL, "hạn nộp", "Hạn nộp"),
    Entry("nhiemvu", answers.show, ALL, "nhiệm vụ của một cơ quan, ai lo việc gì", "Nhiệm vụ"),
    Entry("lienhe", answers.show, ALL, "nơi nhận, địa chỉ, điện thoại", "Liên hệ"),
    Entry("hoi", answers.show, ALL, "hỏi bất cứ điều gì trong kế hoạch"),
    Entry("sua", edits.change, (ORGANISER,), "sửa giờ, ngày, nơi, hạn: “dời bữa tối sang 19:00”", "Sửa", changes=True),
    Entry("chuyen", passing.pass_on, ALL, "chuyển câu chưa có trong kế hoạch cho ban tổ chức"),
    Entry("traloi", passing.answer, (ORGANISER,), "trả lời câu được chuyển: /traloi 7 …", "Câu hỏi chờ", changes=True),
    Entry("nhac", ladders.show, (ORGANISER,), "nhắc vào những ngày nào: “nhắc hạn trước 5, 2 ngày”", changes=True),
    Entry("tongduyet", rehearsal.show, (ORGANISER,), "xem trước mọi tin của cả đợt", "Tổng duyệt", changes=True),
    Entry("nhan", broadcasts.received, ALL, "báo đã nhận tin: /nhan 07"),
    Entry("ghilai", held.nothing_held, ALL, "ghi theo tin vừa sửa, tin chuyển tiếp, khi máy hỏi lại"),
    Entry("kenh", channels.reach, ALL, "các kênh của mình; nối thêm Zalo, Telegram, trang web"),
    Entry("ten", own_data.name, ALL, "ghi họ tên: /ten Nguyễn Văn A"),
    Entry("hoantac", undoing.undo, ALL, "trả lại như trước thay đổi vừa rồi (trong 10 phút)", changes=True),
    Entry("dulieucuatoi", own_data.show, ALL, "xem dữ liệu của mình"),
    Entry("xoadulieu", own_data.erase, ALL, "xóa dữ liệu của mình"),
    Entry("dung", own_data.stop, ALL, "dừng nhận tin tự gửi"),
)
# fmt: on

BY_NAME = {entry.name: entry for entry in MENU}
FREE = BY_NAME["hoi"]
