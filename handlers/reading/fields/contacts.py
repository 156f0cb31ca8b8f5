"""Where to turn: offices papers go through, people and offices with a telephone, addresses, e-mail, servers."""

import re
from collections.abc import Iterator

from handlers.language.folding import fold
from handlers.reading.blocks import Block
from handlers.reading.draft import Contact, Line
from handlers.reading.paper import Paper
from handlers.reading.phrases import NAME, OFFICE, office_at_start, trim

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_CALL = (
    r"(?:(?:số )?điện thoại|đt|sđt|số máy|hotline|zalo|di động|tel|liên hệ|thư điện tử|e-?mail|hộp thư|địa chỉ"
    r"|thư công vụ)(?![a-zà-ỹ])"
)
_PHONE = re.compile(
    r"(?:điện thoại|đt|sđt|số máy|hotline|zalo|di động|tel|liên hệ|:|\()[^\d\n]{0,60}?((?:\+?84|\(?0)[\d "
    r".()-]{7,14}\d)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[Đđ]ịa chỉ(?! (?:email|e-mail|thư|trang|web)):?\s*([^;@]{8,160}?)"
    r"(?=;|\)\s*\.?$|\.\s|\.?$|\s*\(|\s*[,-]?\s*(?:[Đđ]iện thoại|ĐT|[Ee]-?mail|[Tt]hư điện tử|SĐT))"
)
_PERSON = re.compile(
    r"((?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Cc]ô|[Tt]hầy|[Aa]nh|[Cc]hị|ThS\.|TS\.|BS\.)\s*(?:(?:ThS|TS|BS)\.?\s*)?"
    rf"{NAME}(?:\s+{NAME}){{1,4}})"
    rf"(?=[^.;]{{0,90}}?(?:0\d[\d .]{{7,12}}\d|{_CALL.replace('(?:(?:số )?', '(?i:(?:số )?', 1)}))"
)
_ASK_AT = re.compile(
    r"(?:liên hệ(?: trực tiếp)?|phản ánh về|đầu mối(?: liên hệ)?(?: là)?|liên lạc|trao đổi)\s*:?\s*"
    r"(?:với\s+|qua\s+|về\s+)?([^;:()]{4,120})",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\s*[,;(–-]*\s*(?:{_CALL}|\(|để\s|theo\s|số\s+\d|qua\s|trước\s|khi\s|nếu\s).*$|,\s*(?:ông|bà|đồng chí|đ/c)\s.*$",
    re.IGNORECASE | re.DOTALL,
)
_THROUGH = re.compile(r"\(?qua\s+([^();.]{4,140})")
_AT_STREET = re.compile(r",\s*(?=[Ss]ố\s+(?:nhà\s+)?\d+[A-Z]?[,\s]+(?:đường|phố|ngõ|quốc lộ|[A-ZĐ]))")
_STREET = re.compile(
    r"(?:qua|về)\s[^();]{3,80}?,\s*"
    r"([Ss]ố\s+(?:nhà\s+)?\d+[A-Z]?[,\s]+(?:đường|phố|ngõ|quốc lộ|[A-ZĐ])[^\s]*\s[^();@]{4,100}?)"
    r"(?=;|\)|\.|,?\s*(?:[Đđ]iện thoại|ĐT|[Ee]-?mail|[Tt]hư điện tử|SĐT))"
)
_SERVER = re.compile(r"(Server\s+[^.;()]{4,100}?)(?=\s+trước|\s+chậm|[.;()]|$)")


def read_contacts(paper: Paper) -> tuple[Contact, ...]:
    """Where to turn, each once, in the order of the paper; offices that papers go through first."""
    found: dict[str, Contact] = {}
    for row in paper.found.get("deadlines", ()):
        for contact in _from_send_to(row.send_to or "", row.line):
            found.setdefault(fold(contact.value), contact)
    for block in paper.blocks:
        for contact in _from_block(block):
            paper.use(block)
            found.setdefault(fold(contact.value), contact)
    return tuple(found.values())


def _from_block(block: Block) -> Iterator[Contact]:
    for kind, pattern in (
        ("address", _ADDRESS),
        ("address", _STREET),
        ("email", _EMAIL),
        ("person", _PERSON),
        ("phone", _PHONE),
    ):
        for match in pattern.finditer(block.text):
            value = trim(match.group(match.lastindex or 0))
            if kind != "phone" or 9 <= len(re.sub(r"\D", "", value)) <= 12:
                yield Contact(kind, value, block.line_at(match.start()))
    if _PHONE.search(block.text) or _EMAIL.search(block.text):
        yield from _offices(block)


def _offices(block: Block) -> Iterator[Contact]:
    """The office a telephone or an e-mail belongs to: "liên hệ văn phòng nhà trường, điện thoại …"."""
    for match in _ASK_AT.finditer(block.text):
        name = trim(_ENDS.sub("", match.group(1)))
        if office_at_start(name) and not _PERSON.match(match.group(1)) and 1 < len(name.split()) < 14:
            yield Contact("office", name, block.line_at(match.start(1)))
    for match in re.finditer(
        rf"(?:về|cho|với)\s+([^.;()]{{4,90}}?)\s*\((?!qua)(?=[^()]*{_CALL})", block.text, re.IGNORECASE
    ):
        start = OFFICE.match(match.group(1))
        if start and not re.search(r"\s(?:về|cho|với|gửi)\s", match.group(1)):
            yield Contact("office", trim(_ENDS.sub("", match.group(1))), block.line_at(match.start(1)))


def _from_send_to(text: str, line: Line) -> Iterator[Contact]:
    server = _SERVER.search(text)
    if server:
        yield Contact("server", trim(server.group(1)), line)
    through = _THROUGH.search(text)
    name = trim(_ENDS.sub("", through.group(1))) if through else ""
    if not through or not name or not office_at_start(name):
        return
    if _AT_STREET.search(through.group(1)) or _EMAIL.search(text):
        yield Contact(
            "office", trim(_AT_STREET.split(name)[0]), line
        )  # its address and mail stand in the same brackets
        return
    named = re.search(r"(?:huyện|tỉnh|xã|phường|thành phố|trường|quận)\s+[A-ZĐ]", name)
    yield Contact("office", name if named else trim(_ENDS.sub("", text)) if ")" not in text else text, line)
