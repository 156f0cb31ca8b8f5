"""Who performs a programme item, and the ways to choose from in one."""

import re

from handlers.language.folding import fold
from handlers.reading.fields.subjects import split_subject
from handlers.reading.phrases import NAME, NO_LETTER, OFFICE, VERB, any_of, office_at_start, pieces, trim

_SPEECH = re.compile(
    r"^(Phát biểu|Diễn văn|Báo cáo(?! tổng kết| sơ kết| kết quả| hoạt động| đánh giá)|"
    r"Tham luận|Ý kiến|Bài phát biểu|Lời|Trình bày|Kết luận)"
)
_BY = re.compile(r"\s(?:của|do)\s+(?=[A-ZĐ]|(?:lãnh đạo|đại diện|đồng chí|đ/c|các đồng chí|ông|bà|thầy|cô)\s)")
_LABEL = re.compile(
    r"^(don vi |nguoi |bo phan |to chuc )?(thuc hien|phu trach|chu tri|dieu hanh|trinh bay|chiu trach nhiem|dam nhan"
    r"|chi dao|dieu khien)$|^(giang vien|bao cao vien|dien gia|dan chuong trinh|mc|nguoi dan( chuong trinh)?)$"
)
_INLINE = re.compile(
    r"[\s.;,(–-]+((?:(?:[Đđ]ơn vị|[Nn]gười|[Bb]ộ phận)\s+)?(?:[Tt]hực hiện|[Pp]hụ trách|[Tt]rình bày|[Cc]hủ trì"
    r"|[Dd]ẫn chương trình|[Đđ]iều hành)|[Gg]iảng viên|[Bb]áo cáo viên|MC)\s*:\s*([^:]{2,160}?)[\s.;)]*$"
)
_DOES = re.compile(
    r"\s+"
    + any_of(
        "điều hành, thực hiện, phụ trách, trình bày, chủ trì, đảm nhiệm, đảm nhận, dẫn chương trình",
        "điều khiển, báo cáo",
        "phát biểu, hướng dẫn, chịu trách nhiệm, chuẩn bị, giới thiệu, tổ chức, đón tiếp, công bố, đọc, truyền đạt",
    )
    + rf"{NO_LETTER}[^,;]{{0,30}}$"
)
_PERSON = re.compile(rf"(?:(?:ThS|TS|PGS|GS|BS|CN)\.?\s*)*{NAME}(?:\s+{NAME}){{2,4}}$")
_NAMED_PERSON = re.compile(rf"(?:Đồng chí|Đ/c|Ông|Bà|Thầy|Cô|ThS\.?|TS\.?)\s+{NAME}(?:\s+{NAME}){{1,3}}$")
_POST = re.compile(r"(?:Phó\s|Chánh|Trưởng|Giám đốc|Chủ tịch|Bí thư|Hiệu trưởng|Thủ trưởng|Ủy viên)")
_OPENS = re.compile(r"(?:Đồng chí|Đ/c|Ông|Bà|Lãnh đạo|Đại diện|Thầy|Cô|Chủ tịch|Giám đốc|Bí thư|Hiệu trưởng)\s")
_ACTIVITY = re.compile(
    r"(?:tham quan|thăm quan|thăm|giao lưu|dự|xem|tham gia|thi đấu|trải nghiệm|đi|viếng|dâng hương|tập"
    r"|chơi|sinh hoạt|khảo sát)(?![a-zà-ỹ])",
    re.IGNORECASE,
)


def title_and_who(text: str) -> tuple[str, tuple[str, ...]]:
    """("Đón tiếp đại biểu", ("Văn phòng",)) of "Đón tiếp đại biểu (Văn phòng)", "… - Văn phòng", "… Phụ trách: …"."""
    named = _INLINE.search(text)
    if named and named.start() > 5:
        return trim(text[: named.start()]), split_who(named.group(2))
    head, bar, tail = text.partition(" | ")
    if bar and len(head) > 3 and len(tail) < 120:
        return trim(head), split_who(tail)
    return _told(text) or _set_off(text) or (trim(text), ())


def _set_off(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Who stands in brackets or behind a dash at the end; no figure for each."""
    match = re.search(r"\s*[(]([^()]*)[)][\s.;]*$", text) or re.search(r"\s+[-–]\s+([^-–]{3,90})$", text)
    if match is None or match.start() <= 5 or re.match(r"(?:Mỗi|Từng)\s", match.group(1)):
        return None
    named = OFFICE.match(match.group(1)) or _PERSON.match(trim(match.group(1)))
    return (trim(text[: match.start()]), split_who(match.group(1))) if named else None


def _told(text: str) -> tuple[str, tuple[str, ...]] | None:
    """("Khai mạc", ("Thầy Hiệu trưởng",)) of "Khai mạc: Thầy Hiệu trưởng"; what follows a colon is often no person."""
    title, colon, after = text.partition(":")
    name = trim(after)
    if not colon or len(title) < 4 or len(name) > 80 or not name[:1].isupper() or VERB.search(name):
        return None
    person = re.match(r"(?:Thầy|Cô|Ông|Bà|Đồng chí|Đ/c)\s", name)
    return (trim(title), split_who(name)) if person or (office_at_start(name) and not _SPEECH.match(name)) else None


def performer_line(text: str) -> tuple[str, ...]:
    """The performers of a line that says nothing else: "Thực hiện: Văn phòng"."""
    label, colon, rest = text.strip(" ()").partition(":")
    return split_who(rest) if colon and _LABEL.match(fold(label)) else ()


def only_who(text: str, title: str) -> tuple[str, ...]:
    """An office alone on the line under an item, where the item's own words have ended."""
    bare = trim(text.strip(" ()"))
    named = office_at_start(bare) and bare[:1].isupper() and not VERB.search(bare) and ":" not in bare
    if not named or len(bare) > 100 or re.search(r"(?:của|và|do|với|cho|tại|,|-|–)$", title):
        return ()
    return split_who(bare)


def speaker(title: str) -> tuple[str, ...]:
    """Whom a speech is announced of: "Phát biểu chỉ đạo của Thường trực Tỉnh ủy", "Đồng chí A phát biểu"."""
    if _SPEECH.match(title):
        spots = [m.end() for m in _BY.finditer(title)]
        found = title[spots[-1] :] if spots else ""
        return split_who(found) if found and office_at_start(found) else ()
    subject = split_subject(title) if _OPENS.match(title) else None
    return (trim(subject[0]),) if subject and len(subject[0]) < 90 else ()


def split_who(cell: str) -> tuple[str, ...]:
    """The single parties of a performer cell."""
    cell = cell.strip()
    if not cell:
        return ()
    parts = _by_dash(cell) if cell[0] in "-–+•" else [cell]
    out: list[str] = []
    for part in parts:
        for piece in pieces(part):
            out += [party for one in re.split(r"\s+\+\s+", piece) for party in _by_comma(one)]
    names = (_name_alone(trim(p)) for p in out)
    return tuple(name for name in names if name)


def _name_alone(party: str) -> str:
    """Without what the party does ("cô Hạ dẫn chương trình"); "Tổng phụ trách" is a post."""
    name = _DOES.sub("", party)
    return name if len(name.split()) > 1 else party


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
    parts = pieces(text, ",")
    if len(parts) > 1 and _NAMED_PERSON.match(parts[0].strip()) and _POST.match(parts[1].strip()):
        parts[:2] = [f"{parts[0]}, {parts[1].strip()}"]  # a person and the post held
    low = all(part[:1].islower() and office_at_start(part) for part in parts)
    out: list[str] = []
    for piece in parts:
        if out and not low and not (piece[:1].isupper() and office_at_start(piece)):
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
