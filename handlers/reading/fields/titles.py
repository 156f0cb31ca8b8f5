"""What a meeting is called: the words of a title, or of the sentence that announces it."""

import re

from handlers.language.folding import fold
from handlers.reading.blocks import ROW
from handlers.reading.outline import Node
from handlers.reading.paper import Paper
from handlers.reading.phrases import MEETING, any_of, topics, trim

OPENING = re.compile(
    r"^(?:Kế hoạch\s+)?"
    r"(?:(?:V/v|Về việc|Về|[Tt]ổ chức|TỔ CHỨC|[Mm]ở|[Tt]riển khai|[Tt]ham dự|[Tt]ham gia|[Dd]ự|[Mm]ời dự)\s+)?"
)
# Behind these words a meeting is only what something else is measured by: "tiếp xúc cử tri sau kỳ họp".
_NOT_ITSELF = re.compile(
    r"(?:sau|trước|giữa|trong|nhân|nhân dịp|mừng|chào mừng|tại|của|cho|qua|các|những|từ|giữa hai|thành công)\s+$",
    re.IGNORECASE,
)
_ONLY_FIRST = re.compile(r"(?:kỷ niệm|tết|chương trình|họp|lớp|khóa|giải|tổng kết|sơ kết)(?!\w)", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"(?:tổ chức|tham dự|(?<!giấy mời )dự|về(?: việc)?|khai mạc|triệu tập|mở|phát động)\s+(?:một\s+)?(?P<title>(?:"
    + any_of(
        "Hội nghị, hội nghị, Đại hội, đại hội, Hội thảo, hội thảo, Hội thi, hội thi, Lễ, lễ, Ngày hội, ngày hội",
        "Cuộc họp, cuộc họp, Phiên họp, phiên họp, Tọa đàm, tọa đàm, Buổi, buổi, Lớp, lớp, Tết, Giải, giải, Hội trại",
        "hội trại, Hội chợ, hội chợ, Hội thao, hội thao, Chương trình, Tuần lễ, Liên hoan, liên hoan, Diễn đàn",
    )
    + r")\s.{3,240})"
)
_ENDS = re.compile(
    r"[.;:]\s|[.;:]$|,?\s(?:như sau|cụ thể|với (?:các )?nội dung|với chủ đề|vào (?:lúc|hồi|ngày)"
    r"|(?:trong )?(?:từ )?ngày \d|tại |theo |thật |một cách |được )|, (?:nay|Sở|UBND|Ủy ban|Ban)\s"
)
_BASIS = re.compile(r"can cu |thuc hien |theo |xet ")
_NEAR = 60  # a meeting named later in a line is not what the line is about


def meeting_title(text: str) -> str:
    """The meeting in a title: "Tổ chức Hội nghị …" → "Hội nghị …"; the whole where it names none."""
    bare = trim(OPENING.sub("", text))
    for match in MEETING.finditer(bare[: _NEAR + 20]):
        before = bare[: match.start()]
        if match.start() >= _NEAR or _NOT_ITSELF.search(before):
            continue
        if before and _ONLY_FIRST.match(match.group()):
            continue
        quoted = before[-1:] in ('"', "“")
        return trim(bare[match.start() - quoted :])
    return bare


def title_in_body(paper: Paper) -> str:
    """Where the paper has no title: the sentence that announces the meeting, else a line that begins with its name."""
    nodes = [node for node in paper.root.walk() if node.block.kind != ROW and not _only_field(node)]
    for basis in (False, True):  # a law or an order that is cited speaks of it last
        for node in nodes:
            match = _ANNOUNCED.search(node.text) if bool(_BASIS.match(fold(node.text[:40]))) is basis else None
            if match:
                return trim(_ENDS.split(match.group("title"))[0])
    named = (
        node.text for node in nodes if MEETING.search(node.text[:_NEAR]) and not _BASIS.match(fold(node.text[:40]))
    )
    return meeting_title(next(named, ""))


def _only_field(node: Node) -> bool:
    """ "Địa điểm: …", "Hình thức cuộc họp: …" say something of the meeting, not its name."""
    about = topics(node.label)
    return bool(node.body) and (bool(about - {"agenda"}) or fold(node.label).startswith("hinh thuc"))
