"""What a sentence must not change: its cues of a question, a condition, a guess, hearsay, the past, a joke, a "don't".

Cues are written with their marks. Typed with marks a word must be the cue's own ("tầm" is not "tám"), typed without
them it is taken folded; what stands in ONLY_MARKED is too common a word without its marks.
"""

import re
import unicodedata
from dataclasses import replace
from enum import StrEnum

from handlers.language.folding import fold
from handlers.language.roster import NUMBERED, SURNAMES
from handlers.messages import Command


class Cue(StrEnum):
    """Why a sentence records nothing; the first that holds decides."""

    QUESTION = "question"
    CONDITION = "condition"
    PAST = "past"
    HEARSAY = "hearsay"
    JOKE = "joke"
    GUESS = "guess"
    NEGATION = "negation"


ONLY_MARKED = frozenset("à hả hử lỡ nhỡ cỡ độ tầm tùy tuỳ đùa nhỉ ư sao đoán".split())  # noqa: SIM905
_CALLED = r"(?: (?:ạ|a|anh|chị|em|e|c|bạn|bác|chú|cô|ad|vậy|thế|nhỉ|hả|ta|btc|với|đây|đó|đấy|nhé|hè|he))*"
_END = rf"{_CALLED}(?=\s*(?:[.,;!)\n]|$))"
_NO = r"(?:không|ko|kg|hông|hong|hok|hem|khum|hk)"
_NUMBER = r"(?:\d|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|vài)"

# Folded where no marks were typed, in words and between them; \d, \w and what stands in brackets are taken as they are.
TABLE: dict[Cue, tuple[str, ...]] = {
    Cue.QUESTION: (
        r"\?",
        rf"(?:đúng|phải|được|dc|có|nhé) (?:{_NO}|k|chưa){_END}",
        rf"(?<![:–-] ){_NO}{_END}",
        rf"\d \w+ k{_END}",
        rf"(?<!thì )(?<!vẫn )chưa{_END}",
        rf"có (?!(?:lẽ|thể)\b)[^,.;\n]{{1,50}} (?:{_NO}|k|chưa){_END}",
        rf"(?:hả|hử|nhỉ|chăng|ư|à)(?! (?:nhầm|quên)){_END}",
        rf"(?:^|\s)ha (?:c|chi|anh|a|em){_END}",
        r"ai(?! cũng)",
        r"(?<!không có )(?<!có )\bgì\b(?! (?:đó|đấy|cả|hết|đâu|thay))",
        r"(?<!thế )nào(?! cũng)",
        r"(?:ở|tới|đến|về|đi|gửi|nộp|mẫu|lấy|chỗ) đâu",
        r"khi nào|lúc nào|bao giờ|bao lâu|bao nhiêu|bnhiêu",
        r"mấy (?:giờ|h|người|ng|ngày|xe|phòng|hàng|suất|chỗ|bàn|đại biểu)",
        rf"(?:thì|tại|vì|làm|ra) sao\b|^sao|sao (?:lại|cứ|mà)|sao{_END}|thế nào|như nào|ntn",
        r"(?:xin|cho (?:em|e|tôi|mình|chị|anh)(?: xin)?|muốn|để|nhờ|em|e) hỏi(?! lại)",
        r"hỏi (?:là|xem|chút|giúp|ban)|thắc mắc",
        rf"\d[^,.;\n]* hay (?:là )?{_NUMBER}|còn kịp|có kịp",
    ),
    Cue.CONDITION: (
        r"nếu|giả sử|giả dụ|giả như|lỡ|nhỡ|trường hợp|ví dụ|thí dụ|với điều kiện",
        r"(?:còn )?(?:tùy|tuỳ) \w+|còn tùy|còn tuỳ",
    ),
    Cue.PAST: (
        r"(?:năm|hôm|lần|đợt|kỳ|kì|tháng|tuần|khóa|khoá|bữa|hồi|lúc|đận) (?:trước|ngoái|nọ|xưa)",
        r"năm (?:kia|rồi)|trước đây|ngày trước",
        r"(?:báo|ghi|đăng ký|nhập) nhầm(?: (?:là|thành))? \d",
    ),
    Cue.HEARSAY: (
        r"nghe (?:nói|bảo|đồn|đâu|tin|thấy|phong|bên|vp|văn phòng|người ta|ngta|mọi người|loáng)",
        r"thấy (?:bảo|nói|đồn|kêu)|thì phải|đồn (?:là|rằng)|(?:người ta|ngta|mọi người|bên \w+) (?:nói|bảo|kêu)",
        r"theo [^,.;\n]{1,20} (?:nói|bảo|kể)|(?:anh|chị|ông|bà|sếp|bác|chú) (?!em\b)\w+ (?:nói|bảo|kêu) ",
    ),
    Cue.JOKE: (
        r"đùa|nói vui|nói chơi|nói giỡn|giỡn|trêu",
    ),
    Cue.GUESS: (
        r"chắc(?! chắn)|(?:chưa|không) chắc|có lẽ|có thể|có khi|hình như|ước (?:chừng|tính|khoảng|độ|lượng)|áng chừng",
        rf"(?:khoảng|tầm|độ|cỡ|chừng) (?:là |chừng )?{_NUMBER}|xấp xỉ|trên dưới|loanh quanh|dao động|khéo|đoán|dự kiến",
        rf"{_NUMBER} [^,.;\n]*gì (?:đó|đấy)|đổ lại|trở lại|(?:em|tôi|mình) nghĩ|tạm (?:thời|tính|báo|ghi)|mong là",
    ),
    Cue.NEGATION: (
        r"(?:đừng|chớ|khoan|chưa|không|ko|k)(?: (?:vội|cần|được|nên|phải))? (?:ghi|báo|in|chốt|nộp|gửi|tính|nhận|sửa"
        r"|đổi)",
        r"(?:chưa|không|đâu) (?:phải|chính thức|xác định|rõ|biết)|(?:chưa|không)[^,.;\n]* đâu|đã nói là|đừng \w+ vội",
    ),
}  # fmt: skip
_LAUGHS = r"[=:;]\){2,}|=d\b|:v\b|\b(?:hi|ha|he|ka|kha){2,}\b|\bk{3,}\b|[😂🤣😆😜]"
# "Năm ngoái 12, năm nay 16 người", "không phải 12 mà 14": what holds now is said beside it.
_NOW = re.compile(r"\b(?:nay|giờ|gio|sửa|sua|đổi|doi|chốt|chot|mà|ma|thành|thanh|chuyển|chuyen|chứ|chu)\b")
_DATED = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}\s*(?:[:h]\s?\d{2}|h\b|giờ|gio\b)")
_DONE_OR_NOT = re.compile(r"\d|\b(?:ghi|gửi|gui|nộp|nop|báo cáo|bao cao)\b")
_NOBODY = re.compile(r"\b(?:không|khong|ko|k|chẳng|chang)(?: \w+)? ai\b")
_LINK = re.compile(r"https?://\S+")
_CAPITALISED = re.compile(r"\b[^\W\d_a-zà-ỹđ][^\W\d_A-ZÀ-Ỹ]*(?: [^\W\d_a-zà-ỹđ][^\W\d_A-ZÀ-Ỹ]*)+\b")
_WORD = re.compile(r"(?<!\\)[^\W\d_]+")
# What a sentence makes and what is written at once; a message to others, a change of the plan show themselves first.
WRITES = frozenset(
    ("annghi", "dangky", "danhsach", "daumoi", "den", "donvi", "khoa", "luachon", "mo", "nhac", "nop", "ten", "xacnhan")
)
# A paper that went last week is there; when a delegation means to come is what it is asked for.
NO_CUE = {"nop": (Cue.PAST,)}
PLANNED = re.compile(r"dự kiến|du kien", re.IGNORECASE)


def _either(found: re.Match[str]) -> str:
    word, plain = found[0], fold(found[0])
    return rf"\b(?:{word}|{plain})\b" if word not in (*ONLY_MARKED, plain) else rf"\b{word}\b"


_WORDED = {kind: _WORD.sub(_either, "|".join(lines)) for kind, lines in TABLE.items()}
_COMPILED = {
    kind: re.compile(f"{pattern}|{_LAUGHS}" if kind is Cue.JOKE else pattern) for kind, pattern in _WORDED.items()
}


def doubted(read: Command, text: str) -> Command:
    """A command that was made from a sentence, with the cue for which it must change nothing."""
    found = cue(text, read.name) if read.name in WRITES else None
    return read if found is None else replace(read, doubt=found.value)


def cue(text: str, command: str) -> Cue | None:
    """The first kind of cue in what was typed that keeps a command from writing; a list's names hold none."""
    typed = unicodedata.normalize("NFC", _CAPITALISED.sub(_unnamed, _LINK.sub(" ", text)))
    typed = PLANNED.sub(" ", typed) if command == "den" else typed
    lines = [" ".join(line.split()) for line in typed.lower().splitlines() if not NUMBERED.match(line)]
    said = _NOBODY.sub(" ", "\n".join(lines[:1] if command == "danhsach" else lines))
    kinds = (kind for kind in Cue if kind not in NO_CUE.get(command, ()))
    return next((kind for kind in kinds if _COMPILED[kind].search(said) and not _lifted(kind, said)), None)


def _unnamed(found: re.Match[str]) -> str:
    """ "Nguyễn Văn Chắc" is a person and no guess."""
    return " " if fold(found[0].split()[0]) in SURNAMES else found[0]


def _lifted(kind: Cue, said: str) -> bool:
    """Whether what holds now is said beside what does not; "chưa rõ" is an answer where it denies no number."""
    numbers = re.findall(r"\d+", _DATED.sub(" ", said))
    if kind in (Cue.PAST, Cue.NEGATION) and len(numbers) > 1:
        return _NOW.search(said) is not None
    return kind is Cue.NEGATION and _DONE_OR_NOT.search(said) is None
