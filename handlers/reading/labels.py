"""Headings without a number: "Thành phần:" alone on its line, "• NỘI DUNG CHƯƠNG TRÌNH" behind a bullet."""

import re

from handlers.language.folding import fold
from handlers.reading.blocks import DASH, PLAIN, PLUS, STAR, Block, shouted

_LONGEST = 70
# What such a heading opens with; what follows these words only narrows it ("Thành phần mời dự", "Nội dung cuộc họp").
_WORDS = re.compile(
    r"^(?:(?:ve|du kien|cong tac)\s+)?(?:"
    r"thanh phan|doi tuong|khach moi|dai bieu(?: moi| tham du| du)?|nguoi tham du|so luong|quy mo"
    r"|thoi gian|dia diem|noi dung|chuong trinh|lich trinh|tien trinh|trinh tu|kich ban"
    r"|muc dich|y nghia|muc tieu|yeu cau|kinh phi|trang phuc|chu tri|chu toa|hinh thuc"
    r"|phan cong|nhiem vu|to chuc thuc hien|cong tac chuan bi|chuan bi"
    r")(?![a-z])"
)
_SITTING = re.compile(r"\W*(?:Phiên|PHIÊN|Buổi (?:sáng|chiều|tối)|BUỔI (?:SÁNG|CHIỀU|TỐI))\s*(?=[\w(])[^:]*:?$")
_SITTING_LONGEST = 120
_TELLS = re.compile(
    r"\d|(?<!\w)(?:gom|bao gom|nhu sau|sau day|cu the|se|duoc|phai|la)(?!\w)"
)  # a sentence that leads in, not a heading


def _stands_out(block: Block) -> bool:
    """In capitals; a line without a mark also with a colon at its end, or in bold as a whole."""
    if shouted(block.text):
        return True
    if block.kind != PLAIN:
        return False
    return block.text.endswith(":") or (block.bold == block.text and not block.text.endswith((".", ";")))


def is_label(block: Block) -> bool:
    """Whether a line without a number is a heading: nothing but its name, with a colon, in bold or in capitals."""
    if block.kind not in (PLAIN, DASH, PLUS, STAR) or not 5 < len(block.text) <= _LONGEST:
        return False
    if not _stands_out(block):
        return False
    words = fold(block.text.rstrip(" :"))
    return ":" not in block.text[:-1] and bool(_WORDS.match(words)) and not _TELLS.search(words)


def is_field(block: Block) -> bool:
    """Whether a line without a number says its name and its content: "Trang phục: áo dài"."""
    head, colon, rest = block.text.partition(":")
    return block.kind == PLAIN and bool(colon and rest.strip()) and len(head) < 40 and bool(_WORDS.match(fold(head)))


def is_sitting(block: Block) -> bool:
    """Whether a line heads one sitting of a meeting: "Phiên trù bị (14h00 ngày 24/5/2027)"."""
    told = block.text.endswith((")", ":")) or shouted(block.text)
    return block.kind == PLAIN and len(block.text) < _SITTING_LONGEST and told and bool(_SITTING.match(block.text))
