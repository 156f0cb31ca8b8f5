"""The paper itself: title, number, issuer, date and signer."""

import re
from collections.abc import Iterator

from handlers.reading.blocks import PLAIN, ROW, Block, shouted
from handlers.reading.dates import find_days
from handlers.reading.draft import Line, PlanHead
from handlers.reading.outline import closes
from handlers.reading.paper import Paper
from handlers.reading.phrases import MEETING, NAME, NO_LETTER, POSTS, any_of, trim
from handlers.reading.text import fold

_KIND = re.compile(
    r"^(KẾ HOẠCH|Kế hoạch|KẾ HOẠCH LIÊN TỊCH|GIẤY MỜI|THÔNG BÁO|CHƯƠNG TRÌNH|THỂ LỆ|ĐỀ ÁN|PHƯƠNG ÁN|CÔNG "
    r"VĂN|THƯ MỜI)\s*(?:[:.-]\s*)?(?:\d\s*)?(?=$|\S)"
)
_BASIS = re.compile(
    r"^(can cu|thuc hien|trien khai thuc hien|nham|sau khi|duoc su|kinh gui|xet|theo|de |kinh moi|-+$"
    r"|chao mung|tiep tuc)"
)
_INVITES = re.compile(r"(kinh|tran trong) moi|^(den |tham )?du *:|^(thoi gian|dia diem|chu tri|thanh phan)[^:]{0,30}:")
_ATTENDED = re.compile(r"(?:[Đđ]ến |[Tt]ham |tới )?[Dd]ự\s*:?\s+(.{8,300})")
_NUMBER = re.compile(
    r"^Số\s*:?[\s.…_]*(\d*[^\W\d_]{0,2}[\s.…_]*(?:/|-\s*(?=[A-ZĐ]))\s*[A-ZĐƯƠÂÊÔĂ0-9][^\s,;]*(?:\s+[-–]\s+[A-ZĐ&]{2,12}(?!\w))?)",
    re.IGNORECASE,
)
_CITED_NUMBER = re.compile(
    r"[Kk]èm theo [^()]{0,40}?[Kk]ế hoạch số:?\s*(\S+(?:\s+[A-ZĐ]+[/-]\S+)?)[, ]+ngày\s+([^()]{6,30})"
)
_NOTE = re.compile(r"\((?!\s*(?:\d{4}|[Gg]iai đoạn|[Ll]ần thứ|[Nn]ăm))")
_BLANK_DAY = re.compile(r"ngày\s*[.…_/]*\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
_MOTTO = re.compile(
    r"^(cong hoa xa hoi|doc lap|dang cong san|\*|so\s*[:.]|so\s+\d|-+$|\(du thao\)|doan tncs ho chi minh$)"
)
_BODY_START = re.compile(
    r"^(UBND|ỦY BAN|UỶ BAN|HĐND|HỘI ĐỒNG|SỞ|BAN|PHÒNG|TRƯỜNG|CỤM|KHỐI|HỘI|ĐOÀN|TRUNG TÂM|BỘ|CỤC|CHI CỤC"
    r"|LIÊN ĐOÀN|CÔNG TY|TỔNG|ĐẢNG|HUYỆN ỦY|TỈNH ỦY|THÀNH ỦY|HUYỆN UỶ|TỈNH UỶ|VĂN PHÒNG|MẶT TRẬN|HỌC VIỆN"
    r"|ĐẠI HỌC|VIỆN|BỆNH VIỆN|CÔNG ĐOÀN|CHI BỘ|TỔ|CÔNG AN|BCH|BTV|BTC|UBMTTQ|MTTQ|LĐLĐ|CLB|TAND|VKSND|CHI HỘI|CHI ĐOÀN"
    r"|BÁO|ĐÀI|KHOA|TRẠM|NGÂN HÀNG|KHO BẠC|BẢO HIỂM|TÒA ÁN|TOÀ ÁN|BẢO TÀNG|THƯ VIỆN|THƯỜNG TRỰC|TIỂU BAN|CÂU LẠC BỘ"
    r"|HỢP TÁC XÃ|QUẬN ỦY|QUẬN UỶ|LIÊN MINH|XÍ NGHIỆP|TẬP ĐOÀN|NHÀ|HẠT|TỈNH ĐOÀN|HUYỆN ĐOÀN|THÀNH ĐOÀN|XÃ ĐOÀN"
    r"|THANH TRA)(?!\w)"
)
_ORGAN = re.compile(r"ban (thuong vu|chap hanh|to chuc|chi dao|thuong truc)")
_PLACE = re.compile(r"^(TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|THỊ XÃ|THỊ TRẤN|TP)(?!\w)")
_BODY = any_of(
    "Ủy ban, Uỷ ban, UBND, Sở, Ban, Phòng, Trường, Hội, Liên đoàn, Trung tâm, Văn phòng, Công đoàn, Đoàn, Huyện ủy",
    "Tỉnh ủy, Đảng ủy, Bộ, Cục, Nhà trường, Công ty",
)
_OF_BODY = rf"(?:^|[,;.]\s*)({_BODY}{NO_LETTER}[^;:.()]{{0,90}}?)\s*(?:\([^()]*\)|,[^;:.]{{0,60}}?)?\s*"
_MAKES = r"(?:xây dựng|ban hành|tổ chức|triển khai)"
_ISSUES = re.compile(
    rf"{_OF_BODY}{_MAKES}\s+(?:nội dung\s+)?(?:[Kk]ế hoạch|KẾ HOẠCH|[Tt]hể lệ)"
    rf"|{_OF_BODY}{_MAKES}\s[^:]{{3,200}}(?:như sau|sau đây)\s*:"
)
_SIGNER = re.compile(
    rf"^(?:(?:Đ/c|Đồng chí|Ông|Bà|(?:Đại|Thượng|Trung|Thiếu) (?:tá|úy|tướng)"
    rf"|[A-ZĐ][^\W\d_.]{{1,7}}\.)\s*)*({NAME}(?:\s+{NAME}){{1,4}})$"
)
_POST = re.compile(
    r"^(chu tich|pho|truong|giam doc|hieu truong|bi thu|uy vien|chanh|tm|kt|tl|noi nhan|so|ban|phong|uy ban|vien|cuc|bo"
    r"|nguoi|dai dien|khoi|cum|thu ky|lanh dao|ke toan|ha noi|quan|huyen|tinh|xa|thong tin)\b"
)


def read_head(paper: Paper) -> PlanHead:
    """Title, number, issuer, date and signer of the paper."""
    at = _kind_at(paper.blocks)
    top = paper.blocks[: at if at is not None else min(12, len(paper.blocks))]
    title, title_line = _title(paper, at)
    number, number_line, issued_on, issued_line = _number_and_date(paper, top)
    issuer, issuer_line = _issuer(paper, top)
    signer, signer_line = _signer(paper, at or 0)
    lines: dict[str, Line] = {
        "title": title_line,
        "number": number_line,
        "issued_by": issuer_line,
        "issued_on": issued_line,
    }
    lines["signed_by"] = signer_line
    return PlanHead(
        title, number, issuer, issued_on, signer, {key: line for key, line in lines.items() if line is not None}
    )


def _kind_at(blocks: list[Block]) -> int | None:
    for at, block in enumerate(blocks[:60]):
        if re.match(r"(?:V/v|Về việc)[:\s]", block.text):
            return None  # a letter: its programme may follow, with a title of its own
        if block.kind == PLAIN and _KIND.match(block.text) and (shouted(block.text[:8]) or len(block.text) < 12):
            return at
    return None


def _title(paper: Paper, at: int | None) -> tuple[str | None, Line]:
    if at is None:
        return _subject(paper)
    head = paper.blocks[at]
    first = _KIND.sub("", head.text, count=1).strip(" :-")
    parts, line = ([first], head.line) if first else ([], None)
    paper.use(head)
    for block in _title_blocks(paper.blocks[at + 1 : at + 7], bool(parts)):
        parts.append(block.text)
        line = line or block.line
        paper.use(block)
    return (trim(" ".join(parts)), line) if parts else _attended(paper, paper.blocks[at + 1 : at + 10])


def _attended(paper: Paper, blocks: list[Block]) -> tuple[str | None, Line]:
    """What a letter invites to: "Đến dự: Hội nghị giao ban"."""
    for block in blocks:
        match = _ATTENDED.search(block.text)
        if match and MEETING.match(match.group(1)):
            paper.use(block)
            return trim(re.split(r"\.\s|;|, (?:cụ thể|với)", match.group(1))[0]), block.line_at(match.start(1))
    return None, None


def _subject(paper: Paper) -> tuple[str | None, Line]:
    """The title of a letter: what stands behind "V/v"."""
    for block in paper.blocks[:15]:
        match = re.match(r"(?:V/v|Về việc)[:\s]+(.{5,300})", block.text)
        if match:
            paper.use(block)
            return trim(match.group(1)), block.line
    return None, None


def _title_blocks(blocks: list[Block], begun: bool) -> Iterator[Block]:
    for block in blocks:
        folded = fold(block.text)
        if block.kind != PLAIN or _BASIS.match(folded) or _INVITES.search(folded) or len(block.text) > 320:
            return
        if begun and (block.text.endswith((".", ":", ";")) or _NOTE.match(block.text)):
            return
        begun = True
        yield block


def _number_and_date(paper: Paper, top: list[Block]) -> tuple[str | None, Line, str | None, Line]:
    number = issued = None
    number_line = issued_line = None
    for block in top:
        for cell in (block.text, *block.columns, *block.cells):
            match = _NUMBER.match(cell.strip())
            if match and number is None:
                number, number_line = trim_number(match.group(1)), block.line
                paper.use(block)
        issued_here = _issued_on(block.text)
        if issued_here and issued is None:
            issued, issued_line = issued_here, block.line
            paper.use(block)
    if number is None or issued is None:
        number, number_line, issued, issued_line = _from_annex(paper, number, number_line, issued, issued_line)
    return number, number_line, issued, issued_line


def trim_number(text: str) -> str:
    """A number as typed, without blanks inside."""
    return re.sub(r"[\s…_]+|\.{2,}", "", text).strip(".,;")


def _issued_on(text: str) -> str | None:
    dated = len(text) < 160 and re.search(r",\s*ngày\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}[\s.]*$", text)
    days = [day for day in find_days(text) if (dated or "tháng" in day.words) and day.value]
    if days and days[0].value:
        return days[0].value.isoformat()
    blank = _BLANK_DAY.search(text)
    return f"{blank.group(2)}-{int(blank.group(1)):02}" if blank else None


def _from_annex(
    paper: Paper, number: str | None, number_line: Line, issued: str | None, issued_line: Line
) -> tuple[str | None, Line, str | None, Line]:
    for block in paper.blocks:
        match = _CITED_NUMBER.search(block.text)
        if not match:
            continue
        days = find_days(match.group(2))
        if number is None and any(c.isdigit() for c in match.group(1)):
            number, number_line = match.group(1).strip(".,;"), block.line
        if issued is None and days and days[0].value:
            issued, issued_line = days[0].value.isoformat(), block.line
        paper.use(block)
        break
    return number, number_line, issued, issued_line


def _issuer(paper: Paper, top: list[Block]) -> tuple[str | None, Line]:
    bodies: list[tuple[str, Line]] = []
    for block in top:
        for cell in () if re.match(r"Số\b\s*[:.\d…/-]", block.text) else _letterhead(block):
            _add_body(bodies, cell.strip(" -–*_"), block)
    if bodies:
        paper.use(*(block for block in top if block.line is not None))
        name, line = bodies[-1]
        if len(bodies) > 1 and _ORGAN.fullmatch(fold(name)):
            name = f"{name} {bodies[-2][0]}"  # "HỘI NÔNG DÂN TỈNH / BAN THƯỜNG VỤ"
        return name, line
    for block in paper.blocks[:40]:
        match = _ISSUES.search(block.text)
        if match and block.kind == PLAIN:
            paper.use(block)
            own = match.lastindex or 1
            return trim(match.group(own)), block.line_at(match.start(own))
    return None, None


def _signature(block: Block) -> list[str]:
    """What may be the signer's name: the right column, or the paragraphs of its cell."""
    return [part for cell in block.columns[-1:] or block.cells for part in cell.split("; ")]


def _letterhead(block: Block) -> list[str]:
    return [part for cell in block.columns or block.cells for part in cell.split("; ")]


def _add_body(bodies: list[tuple[str, Line]], cell: str, block: Block) -> None:
    cell = re.split(r"\s+(?:CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN|Số\s*:)", cell)[0].strip()
    if not shouted(cell) or _MOTTO.match(fold(cell)) or block.kind not in (PLAIN, ROW):
        return
    fresh = _BODY_START.match(cell)
    superior = bodies and _PLACE.match(bodies[-1][0])
    if not bodies or superior or (fresh and not bodies[-1][0].endswith((",", "-"))):
        bodies.append((cell, block.line))
    else:
        bodies[-1] = (f"{bodies[-1][0]} {cell}", bodies[-1][1])


def _signer(paper: Paper, at: int) -> tuple[str | None, Line]:
    after = False
    for block in paper.blocks[at:]:
        folded = fold(block.text[:60])
        after = after or closes(block) or block.text.endswith("./.") or bool(POSTS.match(block.text))
        if not after or (block.kind not in (PLAIN, ROW) and not block.columns):
            continue
        if folded.startswith(("chuong trinh", "phu luc", "du tru")) and shouted(block.text):
            break
        for cell in _signature(block):
            match = _SIGNER.match(trim(cell))
            if match and not _POST.match(fold(cell)):
                paper.use(block)
                return match.group(1), block.line
    return None, None
