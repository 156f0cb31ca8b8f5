"""The words by which papers of this kind name offices, people, places, meetings and sections."""

import re

from handlers.reading.text import fold

OFFICE = re.compile(
    r"(?:Thường trực|Thường vụ|Lãnh đạo|Đại diện|Các thành viên|Thành viên|Các|Toàn thể|Từng|Mỗi)?\s*(?:lãnh đạo\s+|[Cc]ác\s+|đồng chí\s+)*"
    r"(?:UBND|HĐND|UBMTTQ|MTTQ|BCH|BTC|BTV|VP|LĐLĐ|TT|Ủy ban|Uỷ ban|Hội đồng|Sở|[Ss]ở|[Bb]an(?! hành)|[Pp]hòng(?!,? chống)|[Vv]ăn phòng|Văn Phòng|[Cc]ông an|Quân sự|[Tt]rung tâm|Hội(?! nghị| thảo| thi| trường| diễn| thao)|hội(?! nghị| thảo| thi| trường)|Liên đoàn|Liên minh|Đoàn(?! kết)|đoàn(?! kết)"
    r"|[Tt]rường(?! hợp)|[Cc]ục|[Cc]hi cục|Thanh tra|Báo(?! cáo)|[Đđ]ài|[Bb]ệnh viện|[Đđ]iện lực|Công ty|Bưu điện|Bộ|Viện|Ngân hàng|Kho bạc|Mặt trận"
    r"|Huyện ủy|Tỉnh ủy|Thành ủy|Đảng ủy|Huyện uỷ|Tỉnh uỷ|Đảng uỷ|Đảng bộ|[Cc]hi bộ|[Tt]ổ(?! chức)|[Tt]iểu ban|Đội|[Nn]hóm|[Kk]hối(?! lượng)|[Cc]ụm|[Kk]hoa|[Bb]ộ phận|Câu lạc bộ"
    r"|Chủ tịch|Phó Chủ tịch|Giám đốc|Phó Giám đốc|Hiệu trưởng|Phó Hiệu trưởng|Bí thư|Trưởng|Đồng chí|đồng chí|Đ/c|Ông|Bà|Thầy|Cô|Bác sĩ|Nhà trường|Giáo viên|GVCN|Tổng phụ trách|Kế toán|Thư ký|Bảo vệ(?! [a-z])|Nhân viên|Y tế"
    r"|[Đđ]ơn vị|[Cc]ơ quan|sở, ban, ngành|[Ss]ở|ban, ngành|ngành|tỉnh|huyện|Huyện|xã|phường|Phường|Xã|địa phương|thị trấn|thành phố|Thành phố|đại biểu|thôn|khu phố|doanh nghiệp|[Cc]hủ trì|MC|BGH|Ban giám hiệu|Tỉnh|Cán bộ)"
    r"(?![a-zà-ỹ])"
)
ASKED = re.compile(
    r"^(?:(?:Kính\s+)?[Đđ]ề nghị|Giao(?:\s+cho)?|Yêu cầu|Đối với|Phân công|Kính mời|Trách nhiệm của|Nhiệm vụ của|Trân trọng đề nghị)\s+(?:cho\s+)?",
    re.IGNORECASE,
)
_VERBS = (
    "chủ trì|chủ động|phối hợp|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|lựa chọn|xây dựng|tham mưu|chuẩn bị|bố trí|ban hành|tổ chức|triển khai"
    "|hướng dẫn|đảm bảo|bảo đảm|cử|gửi|mời|căn cứ|tiếp tục|thực hiện|theo dõi|đôn đốc|tổng hợp|phân công|chỉ đạo|tuyên truyền|lập|thông báo"
    "|đăng ký|phát động|quán triệt|nghiên cứu|rà soát|báo cáo|trang trí|đón tiếp|cung cấp|hỗ trợ|tham gia|phục vụ|thẩm định|kiểm tra|được"
    "|nộp|hoàn thành|đề xuất|giúp|giới thiệu|phân bổ|thành lập|huy động|tăng cường|quản lý|sắp xếp|in ấn|cấp phát|đưa tin|ghi hình|trình|điều hành|dự toán|vận động|phổ biến|tạo điều kiện|liên hệ|duy trì|thống nhất|soạn|viết|làm|nhắc nhở|quay phim|chụp ảnh|thường trực|trực|phụ trách|giám sát|đăng tải|treo|vệ sinh|dọn|chấm|tập hợp|tập luyện|quyết toán|chi trả|tiếp nhận|đề nghị|khẩn trương|nghiêm túc|tích cực|phát huy|đánh giá|góp ý|thu"
)
VERB = re.compile(
    rf"(?<![\w-])(?<!Ban )(?<!ban )(?<!Tổ )(?<!tổ )(?<!Đội )(?<!phận )(?<!Hội đồng )(?<!Trung tâm )(?:{_VERBS})(?![a-zà-ỹ])"
)
MEETING = re.compile(
    r"(?<!\w)(?:[Hh]ội nghị|HỘI NGHỊ|[Đđ]ại hội|ĐẠI HỘI|[Hh]ội thảo|HỘI THẢO|[Hh]ội thi|HỘI THI|[Cc]uộc thi|CUỘC THI|[Hh]ội thao|[Hh]ội diễn|[Hh]ội trại|[Hh]ội khỏe|[Tt]ọa đàm|TỌA ĐÀM|[Gg]ặp mặt|[Ll]ễ(?! hội\b)|LỄ"
    r"|[Ll]ễ hội|[Kk]hai giảng|[Nn]gày hội|[Dd]iễn đàn|[Tt]ập huấn|TẬP HUẤN|[Ll]ớp|[Kk]hóa|[Bb]uổi|[Cc]uộc họp|[Ss]ơ kết|[Tt]ổng kết|[Kk]ỷ niệm|[Gg]iải|[Ll]iên hoan|[Cc]hương trình|[Hh]ội chợ|[Tt]uần lễ|[Hh]ọp mặt|[Kk]ỳ họp|[Tt]hi đấu)(?![a-zà-ỹ])"
)
PLACE_LEVEL = r"(?:tỉnh|huyện|xã|phường|thị trấn|thị xã|thành phố|quận|đặc khu|Tỉnh|Huyện|Xã|Phường|Thành phố|Quận)"
NAME = r"[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ][a-zà-ỹđ]*"
PROPER = rf"{NAME}(?:[ -]{NAME}){{0,3}}"

_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("closing", re.compile(r"^(noi nhan|tren day la|tm\.|kt\.)")),
    ("purpose", re.compile(r"muc dich|y nghia")),
    ("requirements", re.compile(r"yeu cau")),
    ("time", re.compile(r"thoi gian|ngay to chuc|thoi diem")),
    ("venue", re.compile(r"dia diem|diem cau|noi to chuc")),
    ("delegates", re.compile(r"thanh phan|doi tuong|dai bieu|khach moi|nguoi tham du|so luong")),
    ("agenda", re.compile(r"noi dung|chuong trinh|lich trinh|kich ban|tien trinh|dien tien|trinh tu")),
    ("chairs", re.compile(r"^(dong )?(chu tri|chu toa)|^doan chu tich|dieu hanh hoi nghi")),
    ("budget", re.compile(r"kinh phi|du tru|du toan")),
    ("duties", re.compile(r"to chuc thuc hien|phan cong|trach nhiem|nhiem vu cua|to chuc trien khai|nhiem vu cu the|cong tac to chuc")),
    ("reports", re.compile(r"thong tin,? bao cao|che do bao cao")),
    ("progress", re.compile(r"tien do|lo trinh|giai doan|thoi gian trien khai|thoi gian thuc hien|moc thoi gian")),
)  # fmt: skip


def topics(label: str) -> frozenset[str]:
    """What a heading is about: "Thời gian, địa điểm" → {"time", "venue"}."""
    words = fold(label[:160])
    return frozenset(name for name, cue in _TOPICS if cue.search(words))


def trim(text: str) -> str:
    """Words without the punctuation a list leaves at their ends."""
    text = text.strip(" \t;,:–—-*•")
    text = text.removesuffix("./").rstrip(" ;,:*")
    while text.endswith((".", "./")) and not text.endswith("..."):
        text = text[:-1].rstrip(" ;,:/*")
    return " ".join(text.replace("( ", "(").replace(" )", ")").split())


def without_notes(text: str) -> str:
    """A name without what stands in brackets behind it."""
    return trim(re.sub(r"\s*\([^()]*\)?", "", text))


def office_at_start(text: str) -> bool:
    """Whether the words open with an office, a post or a group of people."""
    return bool(OFFICE.match(text))


def pieces(text: str, marks: str = ";") -> list[str]:
    """Parts between the given marks, not split inside brackets or quotes."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char in "([“":
            depth += 1
        elif char in ")]”":
            depth = max(0, depth - 1)
        elif char in marks and not depth:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip(" .;,")]
