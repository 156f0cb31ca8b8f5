"""What an organiser says of units: "thêm đơn vị Sở Nội vụ, 5 người", "gộp Khe Mây vào Đồng Nhân"."""

import re
from collections.abc import Callable, Iterator

from handlers.language.folding import fold
from handlers.said.attendance import LARGEST
from handlers.said.units import SeatsSaid, UnitSaid
from handlers.speech.sentences.counts import PEOPLE

# Names may hold the words of a question ("Khe Mây"), so only whole ones count.
ASKED = re.compile(
    r"\?|\b(?:la ai|o dau|khi nao|la gi|bao nhieu|the nao|la bao|don vi nao)\b|\bmay (?:nguoi|don vi|suat)\b"
)
MOST_ROWS, LONGEST_NAME = 200, 120
PLEASE = r"^(?:hay |xin )?"
ADD = re.compile(
    PLEASE + r"(?:them|bo sung)(?: (?:cac|mot))? (?P<kind>don vi|khach moi|khach|co quan)\b[ :]*(?P<rest>.*)$", re.S
)
RENAME = re.compile(PLEASE + r"(?:doi|sua|dat lai) ten(?: cua)?(?: don vi)? (?P<who>.+?) (?:thanh|sang|la) (?P<to>.+)$")
RENAMED = re.compile(
    r"^(?:don vi )?(?P<who>.+?) (?:da |nay |vua |moi |duoc )*"
    r"(?:doi (?:ten )?(?:thanh|sang ten|ten la)|co ten moi la) (?P<to>.+)$"
)
ALIAS = re.compile(
    r"^(?:don vi )?(?P<who>.+?) (?:con (?:goi|duoc goi|viet)(?: tat)?|viet tat|ten (?:khac|goi khac))(?: la)?"
    r"[ :]+(?P<to>.+)$"
)
ALSO = re.compile(
    PLEASE + r"(?:them |ghi )?ten (?:goi )?(?:khac|(?:viet )?tat)(?: cua)?(?: don vi)? "
    r"(?P<who>.+?)(?: la |\s*: ?)(?P<to>.+)$"
)
SEATS = re.compile(r"^(?:dat |sua |ghi )?chi tieu(?: (?:cua|cho))?[ :]*(?P<rest>.+)$", re.S)
NO_SEATS = re.compile(r"^(?:bo|xoa) chi tieu(?: (?:cua|cho))?[ :]*(?P<who>.+)$")
MERGE = re.compile(r"^(?:gop|sap nhap|nhap|hop nhat)(?: don vi)? (?P<who>.+?) (?:vao|voi|ve) (?P<to>.+)$")
MERGE_AS = re.compile(
    r"^(?:gop|sap nhap|nhap|hop nhat)(?: don vi)? (?P<who>.+?)(?: va | voi |, )(?P<other>.+?) thanh (?P<to>.+)$"
)
HOST = re.compile(r"^(?P<no>bo |thoi )?(?:don vi )?dang cai(?: la)?[ :]+(?P<who>.+)$")
HOSTS = re.compile(r"^(?P<who>.+?) (?P<no>(?:khong|thoi) )?(?:la don vi )?dang cai$")
TAKES_OFF = r"(?:bo|rut|xoa|loai|huy) (?:don vi|doan|khach(?: moi)?)"
LEAVE_OUT = re.compile(
    PLEASE + rf"(?:thoi moi|khong moi(?: nua)?|{TAKES_OFF})(?: don vi| doan)?[ :]+"
    r"(?P<who>.+?)(?: (?:ra )?khoi(?: danh sach)?.*)?$"
)
TAKEN_OFF = re.compile(
    PLEASE + r"(?:bo|rut|xoa|loai|gach) (?P<who>(?!.*\b(?:anh|chi|ong|ba|ten|so|cua|dong chi|d/c)\b).+?) "
    r"(?:ra )?khoi (?:danh sach|ds)(?: (?:moi|don vi|khach|cac))*$"
)
INVITE = re.compile(r"^(?:moi|them) doan (?:cua )?(?P<who>.+)$")
EVERY = re.compile(r"^(?:moi|cac|tat ca|toan bo)(?: cac)?(?: (?:don vi|doan))?\b")
ROW_NUMBER = re.compile(r"^\s*(?:\d{1,3}\s*[.)]|[-–•+*])\s+")
# "Phường 5" is a name; "Sở Nội vụ, 5", "Sở Nội vụ 5 người" and "Sở Nội vụ chỉ tiêu 5" hold a number of seats.
SEATED = re.compile(
    r"^(?P<name>.+?)(?:\s*[,:\t=]\s*(?:chi tieu|duoc moi)?|\s+(?:chi tieu|duoc moi))"
    rf"\s*(?P<n>-?\d{{1,6}})\s*(?:{PEOPLE})?$"
    rf"|^(?P<name2>.+?)\s+(?P<n2>-?\d{{1,6}})\s*(?:{PEOPLE})$"
)
# After these a number at the end is part of the name: "Phường 5", "Đoàn kinh tế quốc phòng 313", "Bệnh viện 103".
NUMBERED = re.compile(
    r"(?:^| )(?:phuong|quan|khu|khu pho|khu vuc|khom|ap|thon|to dan pho|so|quoc phong|benh vien|cong ty|nha may|tram"
    r"|(?:lu|su|trung|tieu|dai) (?:doan|doi))$|^(?:to|ban|doi|cum|khoi|doan)$"
)
ENDS_IN_NUMBER = re.compile(r"^(?P<name>.+?)[\s,:\t=]+(?P<n>-?\d{1,6})$")
KINDS = {"don vi": "member", "khach": "guest", "khach moi": "guest", "co quan": "office"}


def read_unit_edit(text: str) -> UnitSaid | None:
    """The change of units that a sentence orders; None where it orders none."""
    typed = "\n".join(" ".join(line.split(" ")).strip() for line in text.strip().strip(".").splitlines())
    folded = fold_lines(typed)
    if len(folded) != len(typed) or len(typed) > 20_000 or ASKED.search(folded.partition("\n")[0]):
        return None
    return next((said for rule in RULES if (said := rule(folded, typed)) is not None), None)


def fold_lines(text: str) -> str:
    return "\n".join(fold(line) for line in text.split("\n"))


def seat_rows(text: str, *, named: bool = False) -> tuple[SeatsSaid, ...]:
    """One unit a line, or parted by semicolons; `named`: the units are known, so a number at the end is seats."""
    lines = [ROW_NUMBER.sub("", line).strip(" .,") for line in re.split(r"[\n;]", text)]
    return tuple(_row(line, named) for line in lines[:MOST_ROWS] if line)


def _row(line: str, named: bool) -> SeatsSaid:
    folded = fold(line)
    found = SEATED.match(folded) if len(folded) == len(line) else None
    if found is not None:
        group = "name" if found["name"] else "name2"
        return _checked(line[found.start(group) : found.end(group)], int(found["n"] or found["n2"]))
    ends = ENDS_IN_NUMBER.match(line)
    if ends is not None and (named or not NUMBERED.search(fold(ends["name"]))):
        return _checked(ends["name"], int(ends["n"]))
    return _checked(line, None)


def _checked(name: str, seats: int | None) -> SeatsSaid:
    name = name.strip(" ,:;.“”\"'")
    if not 2 <= len(name) <= LONGEST_NAME or not any(letter.isalpha() for letter in name):
        return SeatsSaid(name[:LONGEST_NAME], seats, "name")
    fault = None if seats is None else "negative" if seats < 0 else "too_many" if seats > LARGEST else None
    return SeatsSaid(name, seats, fault)


def _typed(match: re.Match[str], typed: str, group: str) -> str:
    return typed[match.start(group) : match.end(group)].strip(" ,:;.“”\"'")


def _added(folded: str, typed: str) -> UnitSaid | None:
    found = ADD.match(folded)
    return found and UnitSaid("add", kind=KINDS[found["kind"]], rows=seat_rows(typed[found.start("rest") :]))


def _seats(folded: str, typed: str) -> UnitSaid | None:
    if (gone := NO_SEATS.match(folded)) is not None:
        return UnitSaid("seats", rows=(SeatsSaid(_typed(gone, typed, "who")),))
    found = SEATS.match(folded)
    return found and UnitSaid("seats", rows=seat_rows(typed[found.start("rest") :], named=True))


def _pair(verb: str, pattern: re.Pattern[str]) -> Callable[[str, str], UnitSaid | None]:
    """A rule whose pattern names a unit and perhaps what it becomes."""
    named = pattern.groupindex

    def rule(folded: str, typed: str) -> UnitSaid | None:
        found = pattern.match(folded)
        if found is None:
            return None
        who, to, other = (_typed(found, typed, name) if name in named else "" for name in ("who", "to", "other"))
        return UnitSaid("unhost" if found.groupdict().get("no") else verb, who, to, other)

    return rule


def _rules() -> Iterator[Callable[[str, str], UnitSaid | None]]:
    yield _added
    for verb, pattern in (
        ("rename", RENAME), ("rename", RENAMED), ("alias", ALSO), ("merge_as", MERGE_AS), ("merge", MERGE),
        ("alias", ALIAS), ("host", HOST), ("host", HOSTS),
        ("leave_out", LEAVE_OUT), ("leave_out", TAKEN_OFF), ("invite", INVITE),
    ):  # fmt: skip
        yield _pair(verb, pattern)
    yield _seats


RULES = tuple(_rules())
