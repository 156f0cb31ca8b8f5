"""The single papers in what is due: what a unit hands in, by a short name."""

import re

from handlers.reading.phrases import any_of, office_at_start, pieces, trim

_KIND = re.compile(
    any_of(
        "báo cáo, bảng (?:tự )?chấm điểm, bảng điểm, bảng tổng hợp, bảng kê, bản (?:tự )?chấm điểm, bản đăng ký",
        "bản cam kết, bản kiểm điểm, bản giao ước, bản tóm tắt, bản thuyết minh, bài tham luận, bài viết, bài dự thi",
        "bài phát biểu, bài thuyết trình, bài giảng, bài thu hoạch, tham luận, phóng sự, video, clip, phim",
        "hình ảnh, ảnh",
        "danh sách, danh mục, tờ trình, dự toán, kế hoạch, nghị quyết, phiếu, hồ sơ, giấy đăng ký, giấy giới thiệu",
        "giấy xác nhận, giấy khám, giấy mời, đơn(?! vị), biểu mẫu, biểu tổng hợp, biểu chấm, tác phẩm",
        "sản phẩm, tài liệu",
        "minh chứng, biên bản, kịch bản, chương trình, phương án, đề cương, đề án, diễn văn, điều lệ, thể lệ, lý lịch",
        "sơ yếu lý lịch, trích ngang, tóm tắt, quyết định, ý kiến, thông báo, công văn, văn bản đăng ký, chứng từ",
    )
    + r"(?![a-zà-ỹ])",
    re.IGNORECASE,
)
_FILM = re.compile(r"(?:phóng sự|video|clip|phim|hình ảnh|ảnh)(?![a-zà-ỹ])", re.IGNORECASE)
_PICTURE = re.compile(r"(?:hình )?ảnh$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:(?:các|những|mỗi|từng|đơn vị|trường|đội|xã|huyện|tỉnh|\d{1,3}|ít nhất|tối thiểu|chủ trì|chủ động|phối hợp"
    r"|xây dựng|chuẩn bị|hoàn thiện|hoàn thành|lập|viết|soạn thảo|biên soạn|soạn|dự thảo|tham mưu|tổng hợp|gửi"
    r"|nộp|in ấn"
    r"|in|phát hành|trình|duyệt|phê duyệt|rà soát|nhận|đăng ký|thông qua|ban hành|xin|làm|phải|có|và|kèm theo"
    r"|kèm|đồng thời"
    r"|cung cấp|thẩm định)\s+)+",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+(?:và|kèm theo|kèm|cùng với|cùng)\s+")
_STOP = re.compile(
    r"\s+(?:về|của|theo|gửi|cho|trước|để|giới thiệu|khoảng|không quá|tại|từ|đến|do|trong|qua|với|phục vụ|kèm"
    r"|thực hiện|có|được|bằng|nêu|chi tiết)(?![a-zà-ỹ]).*$|\s*[(:“\"].*$|\s+\d+\s+(?:phút|trang|bản|bộ).*$",
    re.IGNORECASE | re.DOTALL,
)
_KNOWN = re.compile(
    r"(?:\s+(?:tổng kết|sơ kết|kết quả|chuyên đề|chính trị|kiểm điểm|tham luận|thành tích|tóm tắt|tổng hợp|tài chính"
    r"|đại biểu|trích ngang|học viên|đăng ký|thi đua|tham dự|tham gia))+",
    re.IGNORECASE,
)
_LONGEST = 8  # words in a short name


def papers(what: str) -> tuple[str, ...]:
    """The papers named in what is due: each opens a part of the list; one named inside another's title is none."""
    names: list[str] = []
    film: list[str] = []
    for part in (bit for piece in pieces(what, ",;") for bit in _PARTS.split(piece)):
        bare = trim(_BEFORE.sub("", part))
        kind = _KIND.match(bare)
        if kind is None or _is_verb(bare, kind.end()):
            continue
        if _FILM.match(bare):
            film += [m.group() for m in _FILM.finditer(bare)]
            if len(film) == len(_FILM.findall(bare)):
                names.append("")
            continue
        names.append(_short(bare, kind.end()))
    moving = [word for word in film if not _PICTURE.match(word)] or film
    named = (name or "/".join(dict.fromkeys(moving)) for name in names)
    return tuple({name.lower(): name for name in named if name}.values())


def _is_verb(text: str, end: int) -> bool:
    """ "báo cáo Chủ tịch UBND" tells somebody something; it is no paper."""
    rest = text[end:].lstrip()
    return text[:7].lower() == "báo cáo" and rest[:1].isupper() and office_at_start(rest)


def _short(text: str, kind_end: int) -> str:
    """The kind of paper with the words that tell it from others, cut only where a phrase ends."""
    name = trim(_STOP.sub("", text[kind_end:]))
    if len(name.split()) + 2 > _LONGEST:
        known = _KNOWN.match(text, kind_end)
        name = known.group().strip() if known else ""
    return trim(f"{text[:kind_end]} {name}")
