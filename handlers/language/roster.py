"""Names of a delegation, one by one or pasted: "1. Lò Thị Mận, Phó Chủ tịch, Thường trực"."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from handlers.language.folding import fold
from handlers.language.persons import LONGEST, TITLES, folded_name, is_name, without_title
from handlers.language.phones import without_telephones
from handlers.said.names import Fault, NameSaid, Roster

NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*(?:[.)/:]|\t|\|)|[-–•+*])\s*")
OPENING = re.compile(
    r"^\s*(?:danh sách|danh sach|ds|thêm|them|bổ sung|bo sung)\b"
    r"(?:\s+(?:đại biểu|dai bieu|đoàn|doan|tên|ten|gồm|gom|của|cua|em|mình|minh))*\s*:?\s*",
    re.IGNORECASE,
)
TITLED = r"(?:\s+(?:đại biểu|dai bieu|tên|ten))?\s+"
PLEASE = r"(?:(?:cho|xin|nhờ|nho|em|e|tôi|toi|mình|minh|phép|phep)\s+)*"
SWAP = re.compile(
    rf"^{PLEASE}(?:thay(?: thế)?|thay the|đổi|doi){TITLED}(?P<gone>[^,;]+?)"
    r"\s+(?:bằng|bang|thành|thanh|là|la)\s+(?P<instead>.+)$",
    re.IGNORECASE,
)
REMOVE = re.compile(rf"^{PLEASE}(?:bớt|bot|bỏ|bo|xóa|xoá|xoa|rút|rut){TITLED}(?P<gone>[^,;]+)$", re.IGNORECASE)
# "Lò Văn Hặc không đi được, thay bằng Lò Văn Bun": off the list by a no.
NO_MORE = re.compile(
    rf"^{PLEASE}(?P<gone>[^,;]+?)\s+(?:(?:bị|bi|bận|ban|ốm|om)\s+[^,;]*?)?"
    r"(?:không|khong|ko|k)\s+(?:đi|di|dự|du|tham dự|tham du)\b"
    r"(?:\s+(?:được|duoc|dc|nữa|nua|ạ|a|nhé|nhe))*"
    r"(?:[,;]?\s*(?:xin\s+)?(?:thay (?:bằng|bang|vào|vao)(?: là| la)?|cử|cu)"
    r"\s+(?P<instead>.+?)(?:\s+(?:đi|di)\s+thay)?)?$",
    re.IGNORECASE,
)
GIVEN_NAME = re.compile(r"[^\W\d_]{1,10}")  # "chị Hoa"
APART = re.compile(r"\t|,|;|\||\s[-–—]\s|[()]")
SURNAMES = frozenset(
    fold(name)
    for name in re.findall(
        r"\w+",
        """Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Đoàn Mai Cao Lương Lưu
        Tạ Hà Ma Sầm Thền Phàn Tẩn Chẻo Cháng Hạng Hầu Vừ Ly Lục Bế Chu Tô Lâm Quách Khổng Đàm Tòng Điêu Pờ Tráng Sín
        Lò Vàng Giàng Mã Sùng Thào Lù Quàng Cà Triệu Chảo Hờ Đào Nông Tống Vì Lầu Chá Mùa""",
    )
)
# In place of a name: that nobody is chosen yet, or a post.
NO_ONE = re.compile(
    r"(?:chưa|chua|đang|dang|sẽ|se)\s+(?:cử|cu|có|co|rõ|ro|xác|xac|phân|phan|chốt|chot|bố|bo|bổ|biết|biet|báo|bao|chờ|cho)\b"
    r"|(?:cử|báo|bổ sung|thông báo|bố trí|đăng ký) sau\b|(?:phó )?(?:bí thư|chủ tịch|chánh (?:văn phòng|thanh tra)"
    r"|giám đốc|hiệu trưởng|chủ nhiệm|trưởng (?:phòng|ban|bản|thôn|xóm|khu|công an|trạm|đoàn|ngành))\b"
    r"|(?:đại diện|chuyên viên|công chức|viên chức|cán bộ|lãnh đạo|kế toán|văn thư|ủy viên|uỷ viên|thư ký|lái xe"
    r"|phóng viên|chỉ huy trưởng)\b"
)
MOST = 5000
POST_IN_SHEET = 200
HEADS = (
    ("name", re.compile(r"^ho (?:va )?ten(?: dai bieu)?$|^ten dai bieu$|^ho ten")),
    ("post", re.compile(r"^chuc (?:vu|danh)")),
    ("group", re.compile(r"^(?:nhom|thanh phan|doi tuong|loai)\b")),
)
# By its place in the list: "bỏ tên số 12", "sửa số 12 thành Lò Văn Hặc, Bí thư".
REMOVE_PLACE = re.compile(
    rf"^{PLEASE}(?:bot|bo|xoa|rut|gach)(?: dai bieu| ten| nguoi| dong| stt)*"
    r" (?:so|thu|stt) (\d{1,3})(?: di)?(?: a| nhe)?$"
)
SWAP_PLACE = re.compile(
    rf"^{PLEASE}(?:sửa|sua|thay|đổi|doi)(?: (?:lại|lai|đại biểu|dai bieu|tên|ten|người|nguoi|dòng|dong))*"
    r" (?:số|so|thứ|thu|stt) (\d{1,3}) (?:bằng|bang|thành|thanh|là|la) (.+)$",
    re.IGNORECASE,
)
NO_NAME = frozenset(
    re.findall("[a-z]+", "em toi minh gui cho nhe nha khong ko roi thoi duoc dc xin nho hoi dau la va voi cua bao")
)


def read_names(text: str) -> Roster:
    """Every line a name; a line that ends with a colon names the group of those under it."""
    names: list[NameSaid] = []
    faults: list[Fault] = []
    group: str | None = None
    lines = OPENING.sub("", text, count=1).splitlines()[:MOST]
    columns: list[str] = []
    phones = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if heads := _heads(line):
            columns = heads
            continue
        line, gone = without_telephones(line)
        phones += gone
        if columns and re.search(r"[\t|]", line):
            said = _row(re.split(r"[\t|]", line), columns)
            names += [said] if said else []
            faults += [] if said else [Fault(number, " ".join(line.split())[:40])]
            continue
        if line.rstrip().endswith(":"):
            group = NUMBERED.sub("", line).strip(" :") or None
            continue
        for part in _people(NUMBERED.sub("", line)):
            said = _name(part, group)
            if said is None:
                faults.append(Fault(number, line.strip()[:40]))
            else:
                names.append(said)
    return _roster(names, faults, phones)


def _roster(names: Sequence[NameSaid], faults: Sequence[Fault], phones: int) -> Roster:
    folded = [folded_name(one.name) for one in names]
    twice = dict.fromkeys(one.name for one in names if folded.count(folded_name(one.name)) > 1)
    return Roster(tuple(names), tuple(faults), phones, tuple(twice))


def _heads(line: str) -> list[str]:
    """What the columns of a pasted table hold, told by its first line: "STT, Họ và tên, Chức vụ, SĐT"."""
    cells = [fold(cell).strip(" .:") for cell in re.split(r"\t|\||,|;|\s{2,}", line)]
    found = [next((kind for kind, words in HEADS if words.search(cell)), "") for cell in cells]
    return found if len(cells) > 1 and "name" in found else []


def _row(cells: list[str], columns: list[str]) -> NameSaid | None:
    told = {kind: cell.strip() for kind, cell in zip(columns, cells, strict=False) if kind}
    said = _name(told.get("name", ""), None)
    return said and NameSaid(said.name, _short(told.get("post", "")), _short(told.get("group", "")))


def _people(line: str) -> list[str]:
    """Several people on one line: "Nguyễn Văn A, Trần Thị B", where every part is a name and none a post."""
    parts = [part.strip(" .") for part in re.split(r"[,;]", line) if part.strip(" .")]
    return parts if len(parts) > 1 and all(is_full_name(part) for part in parts) else [line]


def is_full_name(words: str) -> bool:
    """Whether the words are a name with a surname that is known, written as names are."""
    name = TITLES.sub("", words)
    return len(name.split()) > 1 and _is_capitalised(name) and fold(name).split()[0] in SURNAMES


def read_sheet(rows: Iterable[tuple[int, Sequence[str]]]) -> Roster:
    """Rows of a workbook as (row, cells: name, post, group, …); the rows keep the numbers of the sheet."""
    names: list[NameSaid] = []
    faults: list[Fault] = []
    phones = 0
    for row, cells in islice(rows, MOST):
        name, post, group = (*cells, "", "", "")[:3]
        bare, gone = without_telephones(name)
        phones += gone
        said = _one_person(bare)
        if said is None:
            faults.append(Fault(row, (name or post or group).strip()[:40]))
            continue
        posts = dict.fromkeys(words for words in (post.strip(), said.post or "") if words)
        names.append(NameSaid(said.name, ", ".join(posts)[:POST_IN_SHEET] or None, _short(group) or said.group))
    return _roster(names, faults, phones)


def _one_person(cell: str) -> NameSaid | None:
    """The one person of a cell; None where it holds none, or two."""
    line = NUMBERED.sub("", cell)
    if NO_ONE.match(without_title(line.strip()).casefold()):
        return None
    parts = [part.strip() for part in re.split(r"[,;/]", line) if part.strip()]
    if len(parts) > 1 and is_full_name(parts[0]) and any(map(is_full_name, parts[1:])):
        return None
    return _name(line, None)


def read_swap(text: str) -> tuple[str, str] | None:
    """ "Thay A bằng B, Phó phòng" as (A, "B, Phó phòng"), "bớt A" as (A, ""); None for other sentences."""
    line = " ".join(text.split()).strip(" .")
    found = SWAP.match(line) or REMOVE.match(line) or NO_MORE.match(line)
    if found is None:
        return None
    gone, instead = _one_name(found["gone"]), found.groupdict().get("instead") or ""
    if gone is None or (instead and _one_name(instead) is None):
        return None
    return gone, instead


def read_place(text: str) -> tuple[int, str] | None:
    """ "Bỏ tên số 12" as (12, ""), "sửa số 12 thành Lò Văn Hặc, Bí thư" as (12, the name); None for other sentences."""
    line = " ".join(text.split()).strip(" .")
    if (gone := REMOVE_PLACE.match(fold(line))) is not None:
        return int(gone[1]), ""
    found = SWAP_PLACE.match(line)
    return (int(found[1]), found[2]) if found is not None and read_names(found[2]).names else None


def looks_like_names(text: str) -> bool:
    """Whether a text typed where names were asked for holds some: any short phrase could be one, few are."""
    return is_roster(text) or any(_is_name_typed(one.name) for one in read_names(text).names)


def _is_name_typed(name: str) -> bool:
    words = fold(name).split()
    if not 2 <= len(words) <= 6:
        return False
    return _is_capitalised(name) or (words[0] in SURNAMES and not NO_NAME & set(words[1:]))


def _one_name(words: str) -> str | None:
    """One whole name, or a given name behind a title."""
    names = read_names(words).names
    if len(names) == 1:
        return names[0].name
    titled = TITLES.match(words)
    given = words[titled.end() :].strip() if titled else ""
    return given if GIVEN_NAME.fullmatch(given) else None


def is_of_somebody(text: str) -> bool:
    """Whether what is put off the list is a person with a title: "đổi chị Hoa bằng anh Nam"."""
    line = " ".join(text.split())
    found = SWAP.match(line) or REMOVE.match(line)
    return found is not None and (TITLES.match(found["gone"]) is not None or is_full_name(found["gone"]))


def is_roster(text: str) -> bool:
    """Whether a message is a list of names: numbered lines, or an opening such as "thêm đại biểu"."""
    lines = [line for line in text.splitlines() if line.strip()]
    opened = OPENING.match(text) is not None and "?" not in text
    if lines and _heads(lines[0]):
        return bool(read_names(text).names)
    numbered = [line for line in lines if NUMBERED.match(line)]
    if not opened and (not numbered or len(numbered) < len(lines) - 2):
        return False
    found = read_names(text)
    alone = len(lines) == 1 and not numbered
    good = [one for one in found.names if (_is_name_typed(one.name) if alone else opened or _is_capitalised(one.name))]
    return len(good) > len(found.faults)


def _name(line: str, group: str | None) -> NameSaid | None:
    parts = [part.strip(" .") for part in APART.split(line) if part.strip(" .")]
    if not parts:
        return None
    name = without_title(parts[0])
    words = name.split()
    if not is_name(name):
        return None
    return NameSaid(" ".join(words), _short(parts[1]) if len(parts) > 1 else None, _group(parts, group))


def _group(parts: list[str], group: str | None) -> str | None:
    return _short(parts[2]) if len(parts) > 2 else group


def _short(words: str) -> str | None:
    return " ".join(words.split())[:LONGEST] or None


def _is_capitalised(name: str) -> bool:
    return all(word[:1].isupper() for word in name.split())
