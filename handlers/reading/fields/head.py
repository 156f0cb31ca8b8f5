"""The paper itself: title, number, issuer, date and signer."""

import re
from collections.abc import Iterator

from handlers.language.dates import find_days
from handlers.language.folding import fold
from handlers.reading.blocks import PLAIN, ROW, Block, shouted
from handlers.reading.draft import Line, PlanHead
from handlers.reading.fields.issuer import read_issuer
from handlers.reading.fields.numbering import read_number_and_date, trim_number
from handlers.reading.outline import closes
from handlers.reading.paper import Paper
from handlers.reading.phrases import MEETING, NAME, POSTS, trim

_KIND = re.compile(
    r"^(KẾ HOẠCH|Kế hoạch|KẾ HOẠCH LIÊN TỊCH|GIẤY MỜI|THÔNG BÁO|CHƯƠNG TRÌNH|THỂ LỆ|ĐỀ ÁN|PHƯƠNG ÁN"
    r"|CÔNG VĂN|CÔNG ĐIỆN|THƯ MỜI)\s*(?:(?:SỐ|Số|số)\s*\d+\s*(?=$))?(?:[:.-]\s*)?(?:\d\s*)?(?=$|\S)"
)
_TITLED = re.compile(
    r"^(?:Kế hoạch|Giấy mời|Thông báo|Thư mời|Công điện|Phương án|Hướng dẫn)\s+"
    r"(?=(?:số|tổ chức|dự|về|tham|mời|kế hoạch|Kế hoạch|triệu tập|phát động|triển khai|kỷ niệm)\s|"
    + MEETING.pattern
    + ")"
)
_CITED = re.compile(
    r"^(?:Kế hoạch|Giấy mời|Thông báo|Công điện|Công văn|Hướng dẫn)\s+số\s*:?\s*(?P<number>\d\S*[A-ZĐ])\s*,?\s+"
    r"(?:ngày\s+(?P<day>\d[^,;]{6,30}?)\s*,?\s+)?của\s+(?P<by>[^,;]{4,90}?)\s*,?\s+"
    r"(?:về(?: việc)?|V/v)\s+(?P<title>.{8,400})$"
)
_DATELINE = re.compile(r", ngày\s[^,]{4,40}$|^(?:Website|http)")
_COUNTED = re.compile(r"[Ss]ố\s*\d+")  # "Thông báo số 2"
_HEAD_BLOCKS = 8  # a title in small letters stands so near the top
_BASIS = re.compile(
    r"^(can cu|thuc hien|trien khai thuc hien|nham|sau khi|duoc su|kinh gui|xet|theo|de |kinh moi|-+$"
    r"|chao mung|tiep tuc)"
)
_INVITES = re.compile(r"(kinh|tran trong) moi|^(den |tham )?du *:|^(thoi gian|dia diem|chu tri|thanh phan)[^:]{0,30}:")
_ATTENDED = re.compile(r"(?:[Đđ]ến |[Tt]ham |tới )?[Dd]ự\s*:?\s+(.{8,300})")
_NOTE = re.compile(r"\((?!\s*(?:\d{4}|\d{1,2}/\d{1,2}/\d{4}\s*[-–]|[Gg]iai đoạn|[Ll]ần thứ|[Nn]ăm))")
_SIGNER = re.compile(
    rf"^(?:(?:Đ/c|Đồng chí|Ông|Bà|(?:Đại|Thượng|Trung|Thiếu) (?:tá|úy|tướng)"
    rf"|[A-ZĐ][^\W\d_.]{{1,7}}\.)\s*)*({NAME}(?:\s+{NAME}){{1,4}})$"
)
_BEHIND_POSTS = re.compile(rf"^((?:TM|KT|TL|T/M)\b.{{6,160}}?)\s(?={NAME}(?:\s+{NAME}){{1,4}}$)")
_POST = re.compile(
    r"^(chu tich|pho|truong|giam doc|hieu truong|bi thu|uy vien|chanh|tm|kt|tl|noi nhan|so|ban|phong|uy ban|vien|cuc|bo"
    r"|nguoi|dai dien|khoi|cum|thu ky|lanh dao|ke toan|ha noi|quan|huyen|tinh|xa|thong tin)\b"
)


def read_head(paper: Paper) -> PlanHead:
    """Title, number, issuer, date and signer of the paper."""
    at = _kind_at(paper.blocks)
    top = paper.blocks[: at if at is not None else min(12, len(paper.blocks))]
    title, title_line = _title(paper, at)
    number, number_line, issued_on, issued_line = read_number_and_date(paper, top)
    issuer, issuer_line = read_issuer(paper, top)
    signer, signer_line = _signer(paper, at or 0)
    lines: dict[str, Line] = {
        "title": title_line,
        "number": number_line,
        "issued_by": issuer_line,
        "issued_on": issued_line,
    }
    lines["signed_by"] = signer_line
    cited = _cited(paper, paper.blocks[at]) if at is not None else PlanHead()
    return PlanHead(
        cited.title or title,
        number or cited.number,
        cited.issued_by or issuer,
        issued_on or cited.issued_on,
        signer,
        {**{key: line for key, line in lines.items() if line is not None}, **cited.lines},
    )


def _kind_at(blocks: list[Block]) -> int | None:
    for at, block in enumerate(blocks[:60]):
        if re.match(r"(?:V/v|Về việc)[:\s]", block.text):
            return None  # a letter: its programme may follow, with a title of its own
        if at < _HEAD_BLOCKS and _is_titled(block):
            return at
        if block.kind == PLAIN and _KIND.match(block.text) and (shouted(block.text[:8]) or len(block.text) < 12):
            return at
    return None


def _is_titled(block: Block) -> bool:
    """ "Giấy mời dự Lễ …" in small letters: the kind of paper and its title on one line."""
    sentence = block.text.endswith((".", ":", ";")) or len(block.text) > 420
    return block.kind == PLAIN and not sentence and bool(_TITLED.match(block.text))


def _cited(paper: Paper, block: Block) -> PlanHead:
    """ "Thông báo số 97-TB/BX ngày 19/12/2016 của Ban X về Hội nghị …" tells all of the paper in one line."""
    match = _CITED.match(block.text)
    if match is None:
        return PlanHead()
    days = [day.value for day in find_days(match.group("day") or "") if day.value]
    paper.use(block)
    return PlanHead(
        trim(match.group("title")), trim_number(match.group("number")), trim(match.group("by")),
        days[0].isoformat() if days else None,
        lines=dict.fromkeys(("title", "number", "issued_by", "issued_on"), block.line),
    )  # fmt: skip


def _title(paper: Paper, at: int | None) -> tuple[str | None, Line]:
    if at is None:
        return _subject(paper)
    head = paper.blocks[at]
    titled = _TITLED.match(head.text)
    first = (head.text[titled.end() :] if titled else _KIND.sub("", head.text, count=1)).strip(" :-")
    parts, line = ([first], head.line) if first and not _COUNTED.fullmatch(first) else ([], None)
    paper.use(head)
    if titled and parts:
        return trim(first), line
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
        if begun and (block.text.endswith((".", ":", ";")) or _NOTE.match(block.text) or _DATELINE.search(block.text)):
            return
        begun = True
        yield block


def _signature(block: Block) -> list[str]:
    """What may be the signer's name: the right column, or the paragraphs of its cell."""
    parts = [part for cell in block.columns[-1:] or block.cells for part in cell.split("; ")]
    return [_BEHIND_POSTS.sub(lambda posts: "" if shouted(posts.group(1)) else posts.group(), part) for part in parts]


def _begins_the_end(block: Block) -> bool:
    return closes(block) or block.text.endswith("./.") or POSTS.match(block.text) is not None


def _signer(paper: Paper, at: int) -> tuple[str | None, Line]:
    after = False
    for block in paper.blocks[at:]:
        folded = fold(block.text[:60])
        after = after or _begins_the_end(block)
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
