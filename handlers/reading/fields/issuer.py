"""The office that issues a paper: from its letterhead, its opening sentence or its signature."""

import re

from handlers.language.folding import fold
from handlers.reading.blocks import PLAIN, ROW, Block, shouted
from handlers.reading.draft import Line
from handlers.reading.fields.numbering import is_number
from handlers.reading.paper import Paper
from handlers.reading.phrases import MEETING, NO_LETTER, VERB, any_of, office_at_start, trim

_MOTTO = re.compile(
    r"^(cong hoa xa hoi|doc lap|dang cong san|\*|so\s*[:.]|so\s+\d|-+$|\(du thao\)|doan tncs ho chi minh$"
    r"|doi (thieu nien tien phong|tntp) ho chi minh$)"
)
_MOTTO_BEHIND = re.compile(r"\s+(?:CỘNG HÒA XÃ|CỘNG HOÀ XÃ|ĐẢNG CỘNG SẢN|Số\s*:|Độc lập\s*[-–])")
_BODY_START = re.compile(
    r"^(UBND|ỦY BAN|UỶ BAN|HĐND|HỘI ĐỒNG|SỞ|BAN|PHÒNG|TRƯỜNG|CỤM|KHỐI|HỘI|ĐOÀN|TRUNG TÂM|BỘ|CỤC|CHI CỤC"
    r"|LIÊN ĐOÀN|CÔNG TY|TỔNG|ĐẢNG|HUYỆN ỦY|TỈNH ỦY|THÀNH ỦY|HUYỆN UỶ|TỈNH UỶ|VĂN PHÒNG|MẶT TRẬN|HỌC VIỆN"
    r"|ĐẠI HỌC|VIỆN|BỆNH VIỆN|CÔNG ĐOÀN|CHI BỘ|TỔ|CÔNG AN|BCH|BTV|BTC|UBMTTQ|MTTQ|LĐLĐ|CLB|TAND|VKSND|CHI HỘI|CHI ĐOÀN"
    r"|BÁO|ĐÀI|KHOA|TRẠM|NGÂN HÀNG|KHO BẠC|BẢO HIỂM|TÒA ÁN|TOÀ ÁN|BẢO TÀNG|THƯ VIỆN|THƯỜNG TRỰC|TIỂU BAN|CÂU LẠC BỘ"
    r"|HỢP TÁC XÃ|QUẬN ỦY|QUẬN UỶ|LIÊN MINH|XÍ NGHIỆP|TẬP ĐOÀN|NHÀ|HẠT|TỈNH ĐOÀN|HUYỆN ĐOÀN|THÀNH ĐOÀN|XÃ ĐOÀN"
    r"|THANH TRA|CĐCS|LIÊN ĐỘI|LĐ|ĐỘI|THỊ ĐOÀN|THỊ ỦY|THỊ UỶ|QUẬN ĐOÀN|HIỆP HỘI|TỔNG CỤC|CHÍNH PHỦ|QUỐC HỘI)(?!\w)"
)
_ORGAN = re.compile(r"ban (thuong vu|chap hanh|to chuc|chi dao|thuong truc)")
_PLACE = re.compile(r"^(TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|THỊ XÃ|THỊ TRẤN|TP)(?!\w)")
_BODY = any_of(
    "Ủy ban, Uỷ ban, UBND, HĐND, Hội đồng, Sở, Ban, Phòng, Trường, Hội, Liên đoàn, Liên đội, Trung tâm, Văn phòng",
    "Công đoàn, Đoàn, Huyện ủy, Thành ủy, Quận ủy, Tỉnh ủy, Đảng ủy, Bộ, Cục, Nhà trường, Công ty, Thường trực, Cụm",
    "Khối",
)
_MAKES = r"(?:xây dựng|ban hành|tổ chức|triển khai|lập)"
_SOFT = r"(?:(?:đã|sẽ|xin|dự kiến|trân trọng|có|phối hợp)\s+)*"
_ISSUES = re.compile(
    rf"(?:^|[,;.]\s*)({_BODY}{NO_LETTER}[^;:.()]{{0,90}}?)"
    rf"\s*(?:\([^()]*\)|,(?!\s*{_BODY}{NO_LETTER})[^;:.]{{0,60}}?)?\s*(?<!\w){_SOFT}"
    rf"(?:{_MAKES}\s+(?:nội dung\s+)?(?:[Kk]ế hoạch|KẾ HOẠCH|[Tt]hể lệ)"
    rf"|tổ chức\s+{MEETING.pattern}|thông báo(?!\w)|kính mời|mời(?!\w)"
    rf"|{_MAKES}\s[^:]{{3,200}}(?:như sau|sau đây)\s*:)"
)
_NO_NAME = re.compile(r"\s(?:về|được|tại|ngày|để)\s")  # a clause, not an office
_SUPERIOR = re.compile(
    r"^((?:UBND|[ỦU][YỶ] BAN NHÂN DÂN|HĐND|HỘI ĐỒNG NHÂN DÂN)\s+(?:TỈNH|HUYỆN|THÀNH PHỐ|QUẬN|XÃ|PHƯỜNG|TP)\s.+?)\s+"
    r"(?=(?:CHI CỤC|SỞ|PHÒNG|BAN|TRUNG TÂM|VĂN PHÒNG|TRƯỜNG|THANH TRA)\s)"
)  # "UBND TỈNH X SỞ NỘI VỤ" in one cell
_ON_BEHALF = re.compile(r"^(?:TM|T/M)\s*[.:]?\s+(\S.{4,70})$")


def read_issuer(paper: Paper, top: list[Block]) -> tuple[str | None, Line]:
    """Who issues the paper, and where it says so."""
    bodies: list[tuple[str, Line]] = []
    for block in top:
        for cell in () if is_number(block.text) else _letterhead(block):
            _add_body(bodies, cell.strip(" -–*_|"), block)
    if bodies:
        paper.use(*(block for block in top if block.line is not None))
        name, line = bodies[-1]
        if len(bodies) > 1 and _ORGAN.fullmatch(fold(name)):
            name = f"{name} {bodies[-2][0]}"  # "HỘI NÔNG DÂN TỈNH / BAN THƯỜNG VỤ"
        return name, line
    return _said(paper) or _signed(paper) or (None, None)


def _said(paper: Paper) -> tuple[str, Line] | None:
    """ "Ủy ban nhân dân huyện xây dựng Kế hoạch …", "Văn phòng trân trọng kính mời …"."""
    for block in paper.blocks[:40]:
        for match in _ISSUES.finditer(block.text) if block.kind == PLAIN else ():
            if len(match.group(1).split()) > 1 and not _NO_NAME.search(match.group(1)):
                paper.use(block)
                return trim(match.group(1)), block.line_at(match.start(1))
    return None


def _signed(paper: Paper) -> tuple[str, Line] | None:
    """On whose behalf it is signed, or the office that stands alone on the last line."""
    for block in paper.blocks[-12:]:
        behalf = _ON_BEHALF.match(block.text) if block.kind == PLAIN else None
        if behalf:
            paper.use(block)
            return trim(behalf.group(1)), block.line
    last = paper.blocks[-1] if paper.blocks else None
    if last is None or last.kind != PLAIN or not 4 < len(last.text) < 60 or last.text.endswith((".", ";", ":")):
        return None
    if not office_at_start(last.text) or VERB.search(last.text) or not last.text[:1].isupper():
        return None
    paper.use(last)
    return trim(last.text), last.line


def _letterhead(block: Block) -> list[str]:
    return [part for cell in block.columns or block.cells for part in cell.split("; ")]


def _begins_another(cell: str, before: str) -> bool:
    """A body under the place it belongs to, or one whose name begins here."""
    if _PLACE.match(before):
        return True
    return _BODY_START.match(cell) is not None and not before.endswith((",", "-"))


def _add_body(bodies: list[tuple[str, Line]], cell: str, block: Block) -> None:
    cell = _SUPERIOR.sub("", _MOTTO_BEHIND.split(cell)[0].strip())
    if not shouted(cell) or _MOTTO.match(fold(cell)) or block.kind not in (PLAIN, ROW):
        return
    if is_number(cell) or (MEETING.match(cell) and not bodies):
        return
    if not bodies or _begins_another(cell, bodies[-1][0]):
        bodies.append((cell, block.line))
    else:
        bodies[-1] = (f"{bodies[-1][0]} {cell}", bodies[-1][1])
