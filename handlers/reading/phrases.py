"""The words by which papers of this kind name offices, people, places, meetings and sections."""

import re

from handlers.reading.text import fold


def any_of(*words: str) -> str:
    """A pattern for any of these words; each argument may hold several, parted by commas."""
    return "(?:" + "|".join(word.strip() for line in words for word in line.split(",") if word.strip()) + ")"


NO_LETTER = r"(?![a-zà-ỹ])"  # the word ends here

_OFFICES = any_of(
    "UBND, HĐND, UBMTTQ, MTTQ, BCH, BTC, BTV, BGH, VP, LĐLĐ, CĐCS, TT",
    "[ỦU]y ban, Uỷ ban, Hội đồng, [Ss]ở, [Bb]an(?! hành), [Pp]hòng(?!\\W chống| chống), [Vv]ăn [Pp]hòng, [Cc]ông an, [Qq]uân sự",
    "[Tt]rung tâm, [Hh]ội(?! nghị| thảo| thi| trường| diễn| thao| trại), [Ll]iên đoàn, [Ll]iên minh, [Đđ]oàn(?! kết), [Tt]rường(?! hợp)",
    "[Cc]ục, [Cc]hi cục, [Tt]hanh tra, Báo(?! cáo), [Đđ]ài, [Bb]ệnh viện, [Tt]rạm, [Đđ]iện lực, [Cc]ông ty, [Bb]ưu điện, Bộ, Viện, [Nn]gân hàng, [Kk]ho bạc",
    "[Mm]ặt trận, (?:Huyện|Tỉnh|Thành|Đảng|Quận) [uủ][yỷ], (?:Huyện|Tỉnh|Thành|Đảng|Quận) uỷ, [Đđ]ảng [uủ][yỷ], [Đđ]ảng bộ, [Cc]hi bộ, [Cc]hi đoàn, [Cc]hi hội, [Cc]ông đoàn, [Tt]ỉnh đoàn, [Hh]uyện đoàn",
    "[Tt]ổ(?! chức), [Tt]iểu ban, [Đđ]ội(?! hình), [Nn]hóm, [Kk]hối(?! lượng), [Cc]ụm, [Kk]hoa, [Bb]ộ phận, [Cc]âu lạc bộ, [Bb]ộ môn, Bộ Chỉ huy, Ban Chỉ huy",
    "[Đđ]ơn vị, [Cc]ơ quan, [Cc]ơ sở, ngành, [Tt]ỉnh, [Hh]uyện, [Xx]ã(?! hội), [Pp]hường, [Tt]hị trấn, [Tt]hành phố, [Đđ]ặc khu, [Đđ]ịa phương, [Tt]hôn, [Kk]hu phố, [Dd]oanh nghiệp, [Hh]ợp tác xã, [Tt]ập thể, [Cc]á nhân, [Nn]hà trường",
)
_PEOPLE = any_of(
    "[Cc]hủ tịch, [Pp]hó, [Gg]iám đốc, [Hh]iệu trưởng, [Bb]í thư, [Tt]rưởng, [Đđ]ồng chí, [Đđ]/c, Đ/C, Ông, Bà, Thầy, Cô, ThS, TS, BS, Bác sĩ, Chánh, Thủ trưởng, Lãnh đạo, lãnh đạo",
    "[Gg]iáo viên, GVCN, [Tt]ổng phụ trách, [Kk]ế toán, [Tt]hư ký, Bảo vệ(?! [a-z]), [Nn]hân viên, Y tế, Văn thư, Thủ quỹ, [Cc]án bộ, [Cc]ông chức, [Vv]iên chức, [Đđ]ại biểu, [Cc]hủ trì, [Cc]hủ tọa, MC, Người dẫn, [Cc]hủ đầu tư",
    "[Tt]hành viên, [Đđ]ại diện, [Tt]hường trực, [Tt]hường vụ, [Ủủ]y viên, [Hh]ọc sinh, [Pp]hóng viên, [Hh]ọc viên, [Tt]hí sinh, Hội viên, [Đđ]oàn viên, [Ll]ớp, [Hh]ộ",
)
_BEFORE_OFFICE = (
    r"(?:(?:[Cc]ác|Toàn thể|Từng|Mỗi|[Ll]ãnh đạo|[Đđ]ồng chí|[Tt]hành viên|[Đđ]ại diện|là|ông|\(bà\)|bà|\d{1,3})\s+)*"
)
OFFICE = re.compile(rf"{_BEFORE_OFFICE}(?:{_OFFICES}|{_PEOPLE}){NO_LETTER}")
ASKED = re.compile(
    r"^(?:(?:Trân trọng |Kính )?đề nghị|Giao(?:\s+cho)?|Yêu cầu|Đối với|Phân công|Kính mời|Trách nhiệm của|Nhiệm vụ của)\s+(?:cho\s+)?",
    re.IGNORECASE,
)

_VERBS = any_of(
    "chủ trì, chủ động, phối hợp, chịu trách nhiệm, có trách nhiệm, có nhiệm vụ, lựa chọn, xây dựng, tham mưu, chuẩn bị, bố trí, ban hành",
    "tổ chức, triển khai, hướng dẫn, đảm bảo, bảo đảm, cử, gửi, mời, căn cứ, tiếp tục, thực hiện, theo dõi, đôn đốc, tổng hợp, phân công",
    "chỉ đạo, tuyên truyền, lập, thông báo, đăng ký, phát động, quán triệt, nghiên cứu, rà soát, báo cáo, trang trí, đón tiếp, đón, cung cấp",
    "hỗ trợ, tham gia, phục vụ, thẩm định, kiểm tra, được, nộp, hoàn thành, đề xuất, giúp, giới thiệu, phân bổ, thành lập, huy động",
    "tăng cường, quản lý, sắp xếp, in ấn, in, cấp phát, cấp, đưa tin, ghi hình, trình, điều hành, dự toán, vận động, phổ biến, tạo điều kiện",
    "liên hệ, duy trì, thống nhất, soạn, viết, làm, nhắc nhở, quay phim, chụp ảnh, thường trực, trực(?! thuộc| tiếp| tuyến), phụ trách, giám sát, đăng tải, treo",
    "vệ sinh, dọn, chấm, tập hợp, tập luyện, tập, quyết toán, chi trả, tiếp nhận, đề nghị, khẩn trương, nghiêm túc, tích cực, phát huy",
    "đánh giá, góp ý, thu, hoàn thiện, dự thảo, mua, kê, treo, điều động, hợp đồng, phát hành, thẩm tra, quyết định, nhận, có mặt, tham dự, chọn, phải",
)
_IN_NAMES = "".join(
    rf"(?<!{word} )"
    for word in (
        "Ban",
        "ban",
        "Tổ",
        "tổ",
        "Đội",
        "đội",
        "phận",
        "Hội đồng",
        "Trung tâm",
        "Thường",
        "Nhóm",
        "nhóm",
        "viên",
    )
)
VERB = re.compile(rf"(?<![\w-]){_IN_NAMES}{_VERBS}{NO_LETTER}")

_MEETINGS = any_of(
    "[Hh]ội nghị, HỘI NGHỊ, [Đđ]ại hội, ĐẠI HỘI, [Hh]ội thảo, HỘI THẢO, [Hh]ội thi, HỘI THI, [Cc]uộc thi, CUỘC THI, [Hh]ội thao, HỘI THAO",
    "[Hh]ội diễn, [Hh]ội trại, [Hh]ội khỏe, [Tt]ọa đàm, TỌA ĐÀM, [Gg]ặp mặt, GẶP MẶT, [Ll]ễ, LỄ, [Kk]hai giảng, [Nn]gày hội, NGÀY HỘI, [Dd]iễn đàn, DIỄN ĐÀN",
    "[Tt]ập huấn, TẬP HUẤN, [Ll]ớp, [Kk]hóa, [Bb]uổi, [Cc]uộc họp, [Hh]ọp, [Ss]ơ kết, [Tt]ổng kết, [Kk]ỷ niệm, [Gg]iải, GIẢI, [Ll]iên hoan, LIÊN HOAN, [Cc]hương trình",
    "[Hh]ội chợ, [Tt]uần lễ, [Kk]ỳ họp, [Tt]hi đấu, [Hh]ội giảng, [Hh]ội xuân, [Tt]ết, [Đđ]êm hội, [Pp]hiên họp, [Tt]ham quan, [Hh]ành trình",
)
MEETING = re.compile(rf"(?<!\w){_MEETINGS}{NO_LETTER}")
PLACE_LEVEL = r"(?:[Tt]ỉnh|[Hh]uyện|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hị xã|[Tt]hành phố|[Qq]uận|[Đđ]ặc khu)"
NAME = (
    r"[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
    r"[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]*"
)
PROPER = rf"{NAME}(?:[ -]{NAME}){{0,3}}"
POSTS = re.compile(
    r"^(?:(?:KT|TM|TL|TUQ|Q)\.?\s*|PHÓ\s+)*(?:CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|BÍ THƯ|CHÁNH|TRƯỞNG|THỦ TRƯỞNG|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|BỘ TRƯỞNG|VIỆN TRƯỞNG|NGƯỜI LẬP)"
    r"|^(?:TM|KT|TL|TUQ)\.\s*\w"
)

_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("closing", re.compile(r"^(noi nhan|tren day la|tm\.|kt\.)")),
    ("purpose", re.compile(r"muc dich|y nghia|muc tieu")),
    ("requirements", re.compile(r"yeu cau")),
    ("time", re.compile(r"thoi gian|ngay to chuc|thoi diem")),
    ("venue", re.compile(r"dia diem|noi to chuc")),
    ("delegates", re.compile(r"thanh phan|doi tuong|dai bieu|khach moi|nguoi tham du|so luong")),
    ("agenda", re.compile(r"noi dung|chuong trinh|lich trinh|kich ban|tien trinh|dien tien|trinh tu")),
    ("chairs", re.compile(r"^(dong )?(chu tri|chu toa)|^doan chu tich|dieu hanh hoi nghi")),
    ("budget", re.compile(r"kinh phi|du tru|du toan")),
    (
        "duties",
        re.compile(
            r"to chuc thuc hien|phan cong|trach nhiem|nhiem vu cua|to chuc trien khai|nhiem vu cu the"
            r"|^cong tac (to chuc|chuan bi)"
        ),
    ),
    ("reports", re.compile(r"thong tin,? bao cao|che do bao cao")),
    ("progress", re.compile(r"tien do|lo trinh|giai doan|thoi gian trien khai|thoi gian thuc hien|moc thoi gian")),
)


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
