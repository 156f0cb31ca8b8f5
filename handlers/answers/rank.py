"""Ranks every row of a plan for a question: the words it holds, where they stand, the kind of fact it gives."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handlers.answers.sheet import Row, Sheet
from handlers.reading.passages import Index, neighbours, tokens
from handlers.reading.question import Question
from handlers.reading.synonyms import ALIKE

ABOVE, CUE, LIKE = 0.6, 0.75, 0.8  # what a word counts that stands in the heading, names the kind, or is a synonym
NEAR, FIT, LEAN = 0.3, 0.35, 0.2
SAID = 0.6  # how far a kind of fact that a text seems to hold counts beside one that a row surely gives
SMALL = 0.25  # what a word counts that every question of a meeting holds
CONTEXT = 0.4
CUE_TOLD = 0.3  # what such a word counts of a row in a list, where it is the very thing that was asked for
WHOLE = frozenset(
    (
        "event",
        "total",
        "chairs",
        "signer",
        "issuer",
        "number",
        "issued",
        "title",
        "members",
        "role",
        "contact",
        "budget_total",
    )
)
OF_TITLE = 0.45  # the meeting itself, where nothing but words of its name were said

# A short line with a label speaks of what stands above it: "Thời gian: cuối tháng 3".
LABELLED = re.compile(r"^[^:]{3,30}: .{2,110}$")

# Words that name a kind of row: it is asked for, not looked for.
CUES = {
    "event": "hoc chinh hoi nghi dai hoi hop tang len phong truong to chuc dien ra bat dau ket thuc khai mac be mac"
    " cho noi ngay gio le buoi xong",
    "item": "phan muc noi dung tiet luc gio chuong trinh",
    "total": "da lop nhan khoang dai bieu nguoi du tham khach moi tong so luong tat ca hoc vien toan quy mo thanh"
    " phan dong chi",
    "group": "dai bieu nguoi du tham moi khach thanh phan dong chi suat dai dien",
    "chairs": "chu tri toa dieu hanh hoi nghi ghe ngoi nguoi ong ba dong chi cuoc hop",
    "signer": "ky ke hoach van ban nguoi dong chi giay moi thu lanh dao",
    "issuer": "ban hanh ke hoach co quan don vi cua ra van",
    "number": "so ke hoach hieu van ban giay moi cong",
    "issued": "ngay ban hanh ke hoach ky van ban giay moi ra",
    "title": "ten ke hoach",
    "members": "khoi cum thanh vien gom nhung cac huyen tinh xa don vi thi dua ke ten trong",
    "role": "truong pho khoi cum dang cai chu nha don vi huyen tinh xa giao uoc thi dua la nam dong chi ten",
    "contact": "buu dien qua duong lien he dia chi dien thoai email thu tu hop goi gui nop ban giay hoi gap dau moi"
    " nhan so dien",
    "duty": "lo phu trach chiu trach nhiem lam chuan bi phan cong giao nhiem vu don vi co quan phong viec dam nhan"
    " bo tri",
    "deadline": "het con kip tre qua han nop gui cuoi cham nhat truoc chot xong hoan thanh thien thoi phai dang ky"
    " muon don vi",
    "budget": "tien kinh phi chi het ton gia mua du tru toan muc dong 1 moi",
    "budget_total": "tong cong tien kinh phi chi het ton du tru toan tat ca to chuc hoi nghi muc ngan sach",
    "period": "giai doan dot tu den ngay thoi gian lam",
    "observance": "ngay gi ky niem la",
    "passage": "",
}  # fmt: skip
_CUES = {kind: frozenset(words.split()) for kind, words in CUES.items()}
# Words that say which kind of fact is wanted; the kind is checked by itself.
KIND_WORDS = {
    "phone": "so dien thoai sdt goi alo hotline duong day nong cua", "email": "email mail thu dien tu hop dia chi"
    " nhan gui",
    "money": "tien het ton dong gia trieu nghin muc may bao nhieu mat tram", "hour": "gio luc", "day": "ngay hom"
    " khi cham nhat muon han",
    "place": "dau cho noi", "source": "nguon lay tu dau", "count": "so luong", "minutes": "phut dai lau thoi luong",
    "duration": "lau keo dai ngay buoi nua ca hay", "number": "so quy dinh", "person": "ten nguoi dong chi chuc giu vu",
    "unit": "don vi co quan ben phong nao",
}  # fmt: skip
_KIND_WORDS = {kind: frozenset(words.split()) for kind, words in KIND_WORDS.items()}
# What a question may say besides and a plan need not: it counts nothing where the plan has it not.
IDLE = frozenset(
    """
    biet can muon xem hoi quan that luon roi dang duoc bi rieng them cung ca deu moi hon it nhieu qua rat kieu dung cach
    loai chuyen lai ra xuong cu lay nhan gap di toi ben nay do kia ay hieu noi giup nho xin phep vui long chut ti
    gap voi
    sap nhanh kip coi mot suat anh chi chu bac co em chau ta thay day nhe thoi luon ngay dem han kia vua moi da se
    nen thi la ma nhung hay hoac neu vi boi do tai sao nhu the nao van chua
    khong phai duoc rang nhac nho kiem tra lai hop gui nop lam giu ngoi dua len cho xuong vo vao ngoai trong tren duoi
    truoc sau giua canh gan xa dau cuoi sang lo tinh dat ke co ban tui may ong ba cai con chiec nguoi sep dinh
    tinh tham gia
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row with its score, the share of the asked words it explains, and those it explains itself."""

    row: Row
    score: float
    coverage: float
    fits: bool
    together: float
    held: frozenset[str]


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


@lru_cache(maxsize=16384)
def _near(text: str) -> frozenset[tuple[str, str]]:
    return neighbours(tokens(text), apart=2)


def weights(index: Index, question: Question) -> dict[str, float]:
    """What each asked word counts: rare ones much, those of every question little, idle unknown ones nothing."""
    wanted = frozenset[str]().union(*(_KIND_WORDS.get(kind, frozenset()) for kind in question.asks))
    telling = frozenset(question.content)
    found: dict[str, float] = {}
    for word in question.words:
        known = word in index.vocabulary
        if (known or (word in telling and word not in IDLE)) and (
            word not in wanted or (word in telling and known and len(telling) < 2)
        ):
            found[word] = index.weight(word) * (1.0 if word in telling else SMALL)
    for word in question.context:
        if word not in found and word in index.vocabulary:
            found[word] = index.weight(word) * CONTEXT
    if not found:
        found = {
            word: index.weight(word) * SMALL for word in question.words if word in wanted and word in index.vocabulary
        }
    return found


def rank(sheet: Sheet, question: Question, rows: Iterable[Row], meant: Sequence[int]) -> list[Ranked]:
    """The rows that explain something of the question, best first."""
    asked = weights(sheet.index, question)
    total = sum(asked.values())
    pairs = neighbours(tuple(word for word in question.words if word in asked))
    telling = frozenset(question.content)
    strong = frozenset(pair for pair in pairs if not telling.isdisjoint(pair))
    several = len(sheet.events) > 1
    found = []
    for row in rows:
        one = _one(question, row, asked, total, strong, sheet.index)
        if one is None:
            continue
        if several and row.event_id is not None and row.event_id not in meant:
            one = Ranked(row, one.score - 0.5, one.coverage, one.fits, one.together, one.held)
        found.append(one)
    return sorted(found, key=lambda ranked: -ranked.score)


def _one(
    question: Question, row: Row, asked: dict[str, float], total: float, pairs: frozenset[tuple[str, str]], index: Index
) -> Ranked | None:
    own, above, cues = _words(row.text), _words(row.above), _CUES[row.kind]
    labelled = row.kind == "passage" and LABELLED.match(row.text) is not None
    telling = frozenset(question.content)
    gained, held = 0.0, set()
    for word, weight in asked.items():
        cue = 1.0 if row.kind in WHOLE else CUE_TOLD if word in telling else CUE
        share = _share(word, own, above, cues, cue, labelled)
        gained += weight * share
        if share >= LIKE:
            held.add(word)
    coverage = _either_way(row, gained / total if total else 0.0, own, held, question)
    fits = not question.asks or not row.gives.isdisjoint(question.asks)
    if gained == 0 and not (fits and row.kind in question.leans):
        return None
    near = _near(row.text) | _near(row.above)
    if row.kind in WHOLE:
        near |= frozenset(pair for pair in pairs if (own | cues).issuperset(pair))
    together = _together(pairs, near, index)
    score = coverage + NEAR * together * (coverage > 0) - min(0.25, len(row.text) / 3000)
    if question.asks:
        sure = SAID if row.kind == "passage" or (row.kind == "duty" and not question.wants("unit", "person")) else 1.0
        score += FIT * sure * (len(row.gives & set(question.asks)) / len(question.asks)) - (0 if fits else FIT)
    score += LEAN * (_leaning(row) in question.leans) + 0.05 * (row.kind != "passage")
    if row.kind == "event" and question.content and question.wants("hour", "day", "place", "duration"):
        score += OF_TITLE if own.issuperset(question.content) else 0
    score += _moment(question, row)
    return Ranked(row, score, coverage, fits, together, frozenset(held))


def _either_way(row: Row, coverage: float, own: frozenset[str], held: set[str], question: Question) -> float:
    """A short label that the question says in full counts though the question says more: "in ấn tài liệu hết mấy"
    " tiền"."""
    label = _words(str(getattr(row.of, "title", row.text))) if row.kind == "item" else own
    if row.kind not in ("budget", "group", "item", "deadline") or not question.asks or len(label) > 8:
        return coverage
    telling = {word for word in label if not word.isdigit()}
    share = len(telling & held) / len(telling) if telling else 0.0
    return max(coverage, min(0.6, coverage + 0.3 * share)) if share >= 0.6 and coverage >= 0.3 else coverage


def _share(
    word: str, own: frozenset[str], above: frozenset[str], cues: frozenset[str], cue: float, labelled: bool
) -> float:
    """How far a row explains a word."""
    if word in own:
        return 1.0
    if any(own.issuperset(other) for other in ALIKE.get(word, ())):
        return LIKE
    best = cue if word in cues else 0.0
    if word in above and labelled:
        return 0.95
    if word in above or any(above.issuperset(other) for other in ALIKE.get(word, ())):
        best = max(best, ABOVE)
    return best


def _together(pairs: frozenset[tuple[str, str]], near: frozenset[tuple[str, str]], index: Index) -> float:
    """The share of the question's neighbours that stand together in the row too."""
    total = sum(index.weight(a) + index.weight(b) for a, b in pairs)
    return sum(index.weight(a) + index.weight(b) for a, b in pairs if (a, b) in near) / total if total else 1.0


def _leaning(row: Row) -> str:
    return {"budget_total": "budget", "issuer": "plan", "number": "plan", "issued": "plan", "title": "plan",
            "observance": "period"}.get(row.kind, row.kind)  # fmt: skip


def _moment(question: Question, row: Row) -> float:
    """A day or part of it that was named and that the row is on, or is not on."""
    day = getattr(row.of, "day", None) if row.kind == "item" else None
    if day is None or not (question.day or question.day_of_month):
        return 0.0
    same = (question.day is not None and (day.day, day.month) == (question.day.day, question.day.month)) or (
        day.day == question.day_of_month
    )
    return 0.3 if same else -0.6
