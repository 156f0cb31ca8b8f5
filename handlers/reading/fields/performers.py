"""Who performs a programme item, and the ways to choose from in one."""

import re

from handlers.reading.phrases import OFFICE, office_at_start, pieces, trim

_SPEECH = re.compile(r"^(Phát biểu|Diễn văn|Báo cáo|Tham luận|Ý kiến|Bài phát biểu|Lời)")
_BY = re.compile(r"\s(?:của|do)\s+(?=[A-ZĐ])")
_ACTIVITY = re.compile(
    r"(?:tham quan|thăm quan|thăm|giao lưu|dự|xem|tham gia|thi đấu|trải nghiệm|đi|viếng|dâng hương|tập"
    r"|chơi|sinh hoạt|khảo sát)(?![a-zà-ỹ])",
    re.IGNORECASE,
)


def title_and_who(text: str) -> tuple[str, tuple[str, ...]]:
    """("Đón tiếp đại biểu", ("Văn phòng",)) of "Đón tiếp đại biểu (Văn phòng)" or "… - Văn phòng"."""
    match = re.search(r"\s*[(]([^()]*)[)][\s.;]*$", text) or re.search(r"\s+[-–]\s+([^-–]{3,90})$", text)
    if match and OFFICE.match(match.group(1)) and match.start() > 5:
        return trim(text[: match.start()]), split_who(match.group(1))
    return trim(text), ()


def speaker(title: str) -> tuple[str, ...]:
    """The office a speech is announced of: "Phát biểu chỉ đạo của Thường trực Tỉnh ủy"."""
    if not _SPEECH.match(title):
        return ()
    spots = [m.end() for m in _BY.finditer(title)]
    return (title[spots[-1] :],) if spots and office_at_start(title[spots[-1] :]) else ()


def split_who(cell: str) -> tuple[str, ...]:
    """The single parties of a performer cell."""
    cell = cell.strip()
    if not cell:
        return ()
    parts = _by_dash(cell) if cell[0] in "-–+•" else [cell]
    out: list[str] = []
    for part in parts:
        for piece in pieces(part):
            out += _by_comma(piece)
    names = (re.sub(r"\s+(?:điều hành|thực hiện|phụ trách|trình bày|chủ trì|đảm nhiệm)$", "", trim(p)) for p in out)
    return tuple(name for name in names if name)


def _by_dash(cell: str) -> list[str]:
    """Entries behind dashes; a dash inside a name ("Văn hóa - Xã hội") parts nothing."""
    out: list[str] = []
    for part in re.split(r"(?:^|(?<=[\s.;,]))[-–+•]\s*(?=[^\W\d_])", cell):
        if out and not out[-1].rstrip().endswith((".", ";")) and not office_at_start(part):
            out[-1] = f"{out[-1].rstrip()} - {part}"
        elif part.strip():
            out.append(part)
    return out


def _by_comma(text: str) -> list[str]:
    out: list[str] = []
    for piece in pieces(text, ","):
        if out and not (piece[:1].isupper() and office_at_start(piece)):
            out[-1] = f"{out[-1]}, {piece}"
        else:
            out.append(piece)
    return out


def split_options(title: str) -> tuple[str, ...]:
    """The ways to choose from in "tham quan A hoặc giao lưu B"."""
    parts = re.split(r"\s+hoặc\s+", title)
    if len(parts) < 2 or not all(_ACTIVITY.match(part) for part in parts[1:]):
        return ()
    first = _ACTIVITY.search(parts[0])
    return (trim(parts[0][first.start() :]), *(trim(part) for part in parts[1:])) if first else ()
