"""The words by which papers of this kind name offices, people, places, meetings and sections."""

import re
from functools import lru_cache

from handlers.language.folding import fold


def any_of(*words: str) -> str:
    """A pattern for any of these words; each argument may hold several, parted by commas."""
    return "(?:" + "|".join(word.strip() for line in words for word in line.split(",") if word.strip()) + ")"


def either_case(*words: str) -> str:
    """The same, where the first letter may be small or capital."""
    listed = (word.strip() for line in words for word in line.split(",") if word.strip())
    return "(?:" + "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in listed) + ")"


NO_LETTER = r"(?![a-zà-ỹ])"  # the word ends here

_OFFICES = either_case(
    "sở, ban(?! hành), phòng(?! chống| họp| học| ăn| nghỉ| trưng| thi| số| tập| khách), văn phòng, công an",
    "quân sự, trung tâm, cục, chi cục, thanh tra, đài, bệnh viện",
    "hiệp hội",
    "hội(?! nghị| thảo| thi| trường| diễn| thao| trại| đồng), liên đoàn, liên minh, đoàn(?! kết), trường(?! hợp), trạm",
    "điện lực, công ty, bưu điện, ngân hàng, kho bạc, mặt trận, tổ(?! chức), tiểu ban, đội(?! hình), nhóm",
    "khoa(?! học)",
    "khối(?! lượng), cụm, bộ phận, câu lạc bộ, bộ môn, đảng bộ, chi bộ, chi đoàn, chi hội, công đoàn",
    "tỉnh đoàn, huyện đoàn",
    "cấp ủy, cấp uỷ",
    "đảng ủy, đảng uỷ, đơn vị, cơ quan, cơ sở, tỉnh, huyện, xã(?! hội), phường, thị trấn, thành phố",
    "đặc khu, địa phương",
    "thôn, bản(?! [a-zà-ỹđ]), ấp, khu phố, tổ dân phố, doanh nghiệp, hợp tác xã, tập thể, cá nhân, nhà trường",
    "liên đội, liên chi, chi đội",
    "quỹ, viễn thông, thống kê",
    "bảo tàng, thư viện, bảo hiểm, tòa án, viện kiểm sát, hạt, xí nghiệp, nhà khách, nhà máy, trại, học viện",
    "ủy ban, uỷ ban",
)
_TITLED = any_of(
    "BHXH, LHPN, NHCSXH, VNPT, TAND, VKSND",
    "UBND, HĐND, UBMTTQ, MTTQ, BCH, BTC, BTV, BGH, VP, LĐLĐ, CĐCS, TT, Ủy ban, Uỷ ban, Hội đồng",
    "Văn Phòng, Báo(?! cáo)",
    "Bộ, Viện, Huyện ủy, Tỉnh ủy, Thành ủy, Quận ủy, Huyện uỷ, Tỉnh uỷ, Thành uỷ, Quận uỷ, ngành",
    "Đ/C, ThS, TS, BS, Bác sĩ, Chánh, Thủ trưởng, GVCN, Bảo vệ(?! [a-z]), Y tế, Văn thư, Thủ quỹ, MC",
    "Người dẫn, Hội viên",
)
_PEOPLE = either_case(
    "chủ tịch, phó, giám đốc, hiệu trưởng, bí thư, trưởng, đồng chí, đ/c, ông, bà, thầy, cô, lãnh đạo, giáo viên",
    "tổng phụ trách, kế toán, thư ký, nhân viên, cán bộ, công chức, viên chức, đại biểu, chủ trì, chủ tọa, thành viên",
    "chuyên viên",
    "đại diện, thường trực, thường vụ, ủy viên, học sinh, phóng viên, học viên, thí sinh, đoàn viên, lớp, hộ",
    "nghệ nhân, giảng viên, báo cáo viên, diễn giả, trọng tài, hướng dẫn viên, tổ chức Đoàn, ban giám hiệu, già làng",
)
_BEFORE_OFFICE = (
    r"(?:(?:[Cc]ác|Toàn thể|Từng|Mỗi|[Ll]ãnh đạo|[Đđ]ồng chí|[Tt]hành viên|[Đđ]ại diện|là|ông|\(bà\)|bà|\d{1,3})\s+)*"
)
OFFICE = re.compile(rf"{_BEFORE_OFFICE}(?:{_OFFICES}|{_TITLED}|{_PEOPLE}){NO_LETTER}")
ASKED = re.compile(
    r"^(?:(?:Trân trọng |Kính )?đề nghị|Giao(?:\s+cho)?|Yêu cầu|Đối với|Phân công|Kính mời|Trách nhiệm của"
    r"|Nhiệm vụ của)\s+(?:cho\s+)?",
    re.IGNORECASE,
)

_VERBS = any_of(
    "chủ trì, chủ động, phối hợp, chịu trách nhiệm, có trách nhiệm, có nhiệm vụ, lựa chọn, xây dựng, tham mưu",
    "chuẩn bị, bố trí, ban hành, tổ chức, triển khai, hướng dẫn, đảm bảo, bảo đảm, cử, gửi, mời, căn cứ, tiếp tục",
    "thực hiện, xác nhận, ghi nhận, công nhận, theo dõi, đôn đốc, tổng hợp, phân công, chỉ đạo, tuyên truyền",
    "lập, thông báo, đăng ký, phát động",
    "quán triệt, nghiên cứu, rà soát, báo cáo, trang trí, đón tiếp, đón, cung cấp, hỗ trợ, tham gia, phục vụ",
    "thẩm định, kiểm tra, được, nộp, hoàn thành, đề xuất, giúp, giới thiệu, phân bổ, thành lập, huy động, tăng cường",
    "biên tập, biên soạn",
    "quản lý, sắp xếp, in ấn, in, cấp phát, cấp(?! ủy| uỷ| xã| tỉnh| huyện| cơ)",
    "đưa tin, ghi hình, trình, điều hành, dự toán, vận động, phổ biến",
    "lo, tạo điều kiện, liên hệ, duy trì, thống nhất, soạn, viết, làm, nhắc nhở, quay phim, chụp ảnh",
    "trực(?! thuộc| tiếp| tuyến), phụ trách, giám sát, đăng tải, treo, vệ sinh, dọn, chấm, tập hợp, tập luyện, tập",
    "quyết toán, chi trả, tiếp nhận, đề nghị, khẩn trương, nghiêm túc, tích cực, phát huy, đánh giá, góp ý, thu",
    "kết nối, mở, hoàn thiện, dự thảo, mua, kê, điều động, hợp đồng, phát hành, thẩm tra, quyết định, nhận, có mặt",
    "tham dự, chọn, phải, mang, mặc, xuất trình, đăng cai, chia, phát, trao, lắp đặt, kẻ, chạy",
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

_MEETINGS = (
    "hội nghị, đại hội, hội thảo, hội thi, cuộc thi, hội thao, hội diễn, hội trại, hội khỏe, tọa đàm, gặp mặt, lễ",
    "khai giảng, ngày hội, diễn đàn, tập huấn, lớp, khóa, buổi, cuộc họp, họp, sơ kết, tổng kết, kỷ niệm, giải",
    "giao ban",
    "liên hoan, chương trình, hội chợ, tuần lễ, kỳ họp, thi đấu, hội giảng, hội xuân, tết, đêm hội, phiên họp",
    "tham quan, hành trình",
)
_SHOUTED = any_of(*(line.upper() for line in _MEETINGS))
MEETING = re.compile(rf"(?<!\w)(?:{either_case(*_MEETINGS)}|{_SHOUTED}){NO_LETTER}")
PLACE_LEVEL = either_case("tỉnh, huyện, xã, phường, thị trấn, thị xã, thành phố, quận, đặc khu")
NAME = (
    r"[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
    r"[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]*"
)
PROPER = rf"{NAME}(?:[ -]{NAME}){{0,3}}"
POSTS = re.compile(
    r"^(?:(?:KT|TM|TL|TUQ|Q)\.?\s*|PHÓ\s+)*(?:CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|BÍ THƯ|CHÁNH|TRƯỞNG|THỦ TRƯỞNG"
    r"|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|BỘ TRƯỞNG|VIỆN TRƯỞNG|NGƯỜI LẬP)"
    r"|^(?:(?:TM|KT|TL|TUQ)\.|[KT]/[TML])\s*\w"
)

_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("closing", re.compile(r"^(noi nhan|tren day la|tm\.|kt\.)")),
    ("purpose", re.compile(r"muc dich|y nghia|muc tieu")),
    ("requirements", re.compile(r"yeu cau")),
    ("time", re.compile(r"thoi gian|ngay to chuc|thoi diem")),
    ("venue", re.compile(r"dia diem|noi to chuc")),
    (
        "delegates",
        re.compile(
            r"thanh phan|doi tuong|dai bieu|khach moi|nguoi tham du|so luong|quy mo"
            r"|^((tham )?du|du hop) tai .*(gom|bao gom|gom co)$|^tai (diem cau|phong hop|hoi truong) .*(gom|bao gom)$"
        ),
    ),
    (
        "agenda",
        re.compile(
            r"noi dung|chuong trinh|lich trinh|kich ban|tien trinh|dien tien|trinh tu"
            r"|^((phien hop|hoi nghi|cuoc hop) )?(thao luan|xem xet|cho y kien)[^.]{0,40}$"
        ),
    ),
    ("chairs", re.compile(r"^(dong )?(chu tri|chu toa)|^doan chu tich|dieu hanh hoi nghi")),
    ("budget", re.compile(r"kinh phi|du tru|du toan")),
    (
        "duties",
        re.compile(
            r"to chuc thuc hien|phan cong|trach nhiem|nhiem vu cua|to chuc trien khai|nhiem vu cu the"
            r"|^(cong tac )?chuan bi (noi dung|va|to chuc|cho|phuc vu)|^noi dung chuan bi"
            r"|(de nghi|phan cong|giao nhiem vu)( cac don vi| cac co quan)?( nhu sau)?$"
            r"|^cong tac (to chuc|chuan bi)|^chuan bi$|^(mot so )?(de nghi|kien nghi)$|^phan cong"
        ),
    ),
    ("reports", re.compile(r"thong tin,? bao cao|che do bao cao")),
    ("progress", re.compile(r"tien do|lo trinh|giai doan|thoi gian trien khai|thoi gian thuc hien|moc thoi gian")),
)


@lru_cache(maxsize=8_192)
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
