"""Phrases of the trade that stand for one another: a plan writes one of them, its readers ask by another."""

from dataclasses import dataclass
from functools import cache

from handlers.language.folding import fold

# One line is one thing said in several ways; each way stands for every other one in its line.
SAME_THING = """
ăn sáng | bữa sáng | điểm tâm
ăn trưa | bữa trưa | cơm trưa | dùng cơm | mời cơm
ăn tối | bữa tối | cơm tối | tiệc tối | mời cơm | liên hoan | cơm thân mật | chiêu đãi
ăn uống | ăn nghỉ | bữa ăn | suất ăn | ăn | cơm | tiệc | dùng bữa
ngủ | ngủ nghỉ | nghỉ | chỗ nghỉ | nơi nghỉ | lưu trú | nghỉ đêm | ăn nghỉ | chỗ ở
khách sạn | nhà nghỉ | nhà khách | lưu trú | hotel
xe cộ | phương tiện | ô tô | xe | đi lại | xe đưa đón
tập trung | đón tiếp | đón đại biểu | có mặt | tập kết
đưa đón | đón tiếp | tiếp đón | đón khách | đón đại biểu | đón | tiếp khách | lễ tân
âm thanh | loa đài | loa | mic | micro | tăng âm | âm ly
ánh sáng | đèn | chiếu sáng
điện đóm | điện | điện lực | cấp điện | cung cấp điện | điện lưới
máy chiếu | màn hình | trình chiếu
trang trí | khánh tiết | ma két | phông | backdrop | băng rôn | trang hoàng
bảo vệ | an ninh | trật tự | an ninh trật tự | giữ trật tự | an toàn
giao thông | phân luồng | kẹt xe | tắc đường
đỗ xe | đậu xe | gửi xe | giữ xe | trông xe | bãi xe | để xe | trông giữ xe
y tế | cấp cứu | sức khỏe | bác sĩ | cứu thương | sơ cứu | ốm đau | thuốc men
phòng cháy | chữa cháy | cháy nổ | pccc
vệ sinh | dọn dẹp | môi trường | quét dọn
chụp ảnh | chụp hình | ghi hình | quay phim | chụp ảnh lưu niệm
đưa tin | báo chí | truyền thông | phóng viên | nhà báo | ghi hình
tuyên truyền | truyền thông | quảng bá | cổ động
dẫn chương trình | mc | giới thiệu đại biểu | tuyên bố lý do
khai mạc | khai giảng | mở màn | mở đầu
bế mạc | bế giảng
giải lao | nghỉ giữa giờ | giữa giờ | tea break | nghỉ giải lao
phát biểu | diễn văn | bài nói
trình bày | báo cáo viên | thuyết trình | đọc
thảo luận | trao đổi | góp ý | ý kiến | hỏi đáp
văn nghệ | biểu diễn | ca nhạc | múa hát | tiết mục
thể thao | thi đấu | giao lưu thể thao | bóng chuyền | bóng đá
bóng đá | đá bóng
tham quan | thăm quan | đi thăm | thăm | đi xem | thực địa | khảo sát | đi thực tế
khen thưởng | trao thưởng | biểu dương | vinh danh | tôn vinh | trao tặng | khen | thưởng
giấy khen | bằng khen | khen thưởng
giải thưởng | tiền thưởng | trao giải
quà | quà tặng | tặng phẩm | quà lưu niệm
giấy mời | thư mời | thiệp mời | mời
in ấn | in | photo | in sao | nhân bản
phát tài liệu | cấp phát | phân phát
soạn | viết | xây dựng | chuẩn bị | dự thảo | biên soạn | soạn thảo | làm
xây dựng | chuẩn bị | tham mưu
chuẩn bị | lo | bố trí | sắp xếp | thu xếp | chịu trách nhiệm | phụ trách
bố trí | sắp xếp | xếp | thu xếp
theo dõi | kiểm tra | đôn đốc | giám sát | nhắc nhở
thẩm định | duyệt | phê duyệt | xét duyệt
quyết toán | thanh toán
công tác phí | chế độ hiện hành | phụ cấp | chế độ | chi trả | thanh toán | tự chi trả | tự túc
tiền | kinh phí | chi phí | ngân sách
dự toán | dự trù
nguồn | nguồn kinh phí | ngân sách
hội trường | phòng họp | trung tâm hội nghị | chỗ họp
chỗ ngồi | bàn ghế | ghế | sơ đồ chỗ ngồi
biển tên | thẻ đại biểu | bảng tên | thẻ | biên tên
nước uống | nước | giải khát | trà nước | hoa quả
đăng ký | ghi danh | báo danh
điển hình | điển hình tiên tiến | gương điển hình
phóng sự | video | clip | phim
file | bản mềm | file điện tử | bản điện tử
bảng chấm điểm | bảng điểm | phiếu điểm | biểu chấm điểm | chấm điểm | tự chấm
tiêu chí | thang điểm | chấm điểm
thời lượng | độ dài | dài
đầu mối | liên hệ | mối liên hệ | liên lạc
bình xét | bình chọn | bình bầu | suy tôn | xếp hạng | xét chọn
bầu | bầu cử | giới thiệu
bàn giao | chuyển giao | luân phiên
ký kết | giao ước | ký giao ước
sơ kết | giữa năm | 6 tháng đầu năm
tổng kết | cuối năm
tập huấn | bồi dưỡng | học | lớp học | đào tạo
giảng viên | báo cáo viên | thầy cô | người dạy | dạy | giảng dạy
học viên | người học
mưa | trời mưa | thời tiết xấu
trang phục | ăn mặc | mặc | quần áo | đồng phục
trực tuyến | online | zoom | điểm cầu | họp qua mạng
lãnh đạo | thủ trưởng | sếp | người đứng đầu
doanh nghiệp | công ty | nhà đầu tư
khách mời | khách | đại biểu | người dự | người tham dự
mảng | lĩnh vực
giám đốc | phó giám đốc
người nhà | thân nhân | vợ con | gia đình
chủ đề | khẩu hiệu
mục đích | ý nghĩa | nhằm
căn cứ | cơ sở | dựa vào | dựa theo | theo
hình thức | cách thức
hướng dẫn | chỉ dẫn
quy định | chế độ
đường truyền | mạng | internet
gặp khó | vướng mắc | khó khăn | trục trặc
trao | tặng | trao tặng
gửi | nộp | chuyển
hạn | thời hạn | hạn chót | chốt
thi | thi đấu | tranh tài
ban giám khảo | giám khảo | chấm thi | trọng tài
thành phần | đối tượng
địa điểm | chỗ | nơi
nhà vệ sinh | wc | toilet
xuất phát | khởi hành
diễn tập | tổng duyệt | duyệt thử | chạy thử
tiếp nhận | nhận | tổng hợp
phân công | giao | chia
giới thiệu | chọn | lựa chọn | cử
kỷ niệm | lễ
"""

# What is only half the same, or so only one way: asked → written.
STANDS_FOR = """
sinh hoạt > ăn nghỉ
bác sĩ > trạm y tế
công tác hậu cần > lễ tân, phục vụ
hậu cần > phục vụ, cơ sở vật chất, điều kiện cần thiết
phục vụ > đón tiếp, lễ tân
người tốt > điển hình
hoa > tặng hoa
nguyên tắc > phải, yêu cầu, đảm bảo, bảo đảm
đảm bảo > bảo đảm, phải, yêu cầu
bảo đảm > đảm bảo, phải, yêu cầu
huyện bạn > các huyện
"""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying a thing: its folded words, and the word as it is written where it is a single one."""

    words: tuple[str, ...]
    written: str = ""


def _way(text: str) -> Way:
    text = " ".join(text.lower().split())
    return Way(tuple(fold(text).split()), "" if " " in text else text)


@cache
def lexicon() -> dict[tuple[str, ...], tuple[Way, ...]]:
    """Every phrase, folded, with the ways of saying it that may stand for it."""
    found: dict[tuple[str, ...], dict[Way, None]] = {}
    for line in SAME_THING.strip().splitlines():
        ways = [_way(way) for way in line.split("|")]
        for way in ways:
            found.setdefault(way.words, {}).update(dict.fromkeys(other for other in ways if other.words != way.words))
    for line in STANDS_FOR.strip().splitlines():
        asked, _, written = line.partition(">")
        found.setdefault(_way(asked).words, {}).update(dict.fromkeys(_way(way) for way in written.split(",")))
    return {phrase: tuple(others) for phrase, others in found.items()}
