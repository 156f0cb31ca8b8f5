"""Ranks every row of a plan for a question: the words it holds, where they stand, the kind of fact it gives."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handlers.answers.passages import Passage, neighbours
from handlers.answers.rows import Row
from handlers.answers.sheet import Sheet
from handlers.answers.terms import LIKE, Held, Term, credit, held, runs_of, terms
from handlers.language.folding import fold
from handlers.language.words import tokens
from handlers.said.questions import Question
from storage.models import ProgrammeItem

CUE = 0.75  # what a word counts that names the kind of row
NEAR, FIT, LEAN = 0.3, 0.35, 0.2
SAID = 0.6  # how far a kind of fact that a text seems to hold counts beside one that a row surely gives
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
HEADED = 0.25  # a list whose heading is what is asked for
EACH, OF_EACH = re.compile(r"\b(?:[Mm]ỗi|[Tt]ừng) "), 0.15  # what each has is not how many there are
UNSAID = 0.35
PREPARED = 0.6  # who writes a speech, where it is asked who gives it
EACH_ITS_OWN = 0.6  # what each member does for itself, where that of all together is asked for
WHOLE_LABEL = 0.8
LABEL = 0.15  # an item whose title is said in full
RUN = 0.06  # three words in a row as they were asked
OPENS, OPENING = 0.3, 3  # a text that begins as the question does, and with how many words
DEFINES = 0.15  # a text that defines what is asked for
OF_MEETING = r"hop|hoi nghi|dai hoi|hoi thao|toa dam|tap huan|hoi thi|khai mac|khai giang|le|lop|khoa|giai|cuoc thi|chuong trinh|su kien"
OF_TITLE = 0.45  # the meeting itself, where nothing but words of its name were said

SHARED = r"(?:ca|toan|toan the|cua toan) (?:khoi|cum)|chung|tong hop chung"
OF_MEMBERS = re.compile(r"\b(?:cac|moi|tung) (?:huyen|tinh|xa|phuong|don vi|co quan|so|truong|thanh vien)\b")
# A text about a thing, which says nobody but where it says by whom.
WHEN_WHERE = re.compile(r"(?:thoi gian|dia diem)\b")
SAYS_WHAT = re.compile(r"(?:hoi nghi|muc dich|noi dung|dot)\b")
DONE_BY = re.compile(
    r"\bdo (?:\w+ ){1,8}?(?:chu tri|to chuc|dang cai|thuc hien|chuan bi|phu trach)|: |chu tri|dam bao|chiu trach nhiem"
)
SPEAKS = r"(?:ai|nao)(?: se| duoc| len| la nguoi)* (?:doc|phat bieu|trinh bay|tuyen bo|cong bo|khai mac|be mac)"
PREPARES = re.compile(r"\b(?:chuan bi|soan|tham muu|du thao|xay dung)\b.*\bphat bieu\b")
# A short line with a label speaks of what stands above it: "Thời gian: cuối tháng 3".
LABELLED = re.compile(r"^[^:]{3,30}: .{2,110}$")

# Words that name a kind of row: it is asked for, not looked for.
CUES = {
    "event": "hoc chinh hoi nghi dai hoi hop tang len phong truong to chuc dien ra bat dau ket thuc khai mac be mac cho noi ngay gio le buoi xong dang cai",
    "item": "phan muc noi dung tiet luc gio chuong trinh",
    "total": "da lop nhan khoang dai bieu nguoi du tham khach moi tong so luong tat ca hoc vien toan quy mo thanh phan dong chi",
    "group": "dai bieu nguoi du tham moi khach thanh phan dong chi suat dai dien",
    "chairs": "chu tri toa dieu hanh hoi nghi ghe ngoi nguoi ong ba dong chi cuoc hop",
    "signer": "ky ke hoach van ban nguoi dong chi giay moi thu lanh dao",
    "issuer": "ban hanh ke hoach co quan don vi cua ra van",
    "number": "so ke hoach hieu van ban giay moi cong",
    "issued": "ngay ban hanh ke hoach ky van ban giay moi ra",
    "title": "ten ke hoach",
    "members": "khoi cum thanh vien gom nhung cac huyen tinh xa don vi thi dua ke ten trong",
    "role": "truong pho khoi cum dang cai chu nha don vi huyen tinh xa giao uoc thi dua la nam dong chi ten",
    "contact": "buu dien qua duong lien he dia chi dien thoai email thu tu hop goi gui nop ban giay hoi gap dau moi nhan so dien",
    "duty": "lo phu trach chiu trach nhiem lam chuan bi phan cong giao nhiem vu don vi co quan phong viec dam nhan bo tri",
    "deadline": "het con kip tre qua han nop gui cuoi cham nhat truoc chot xong hoan thanh thien thoi phai dang ky muon don vi",
    "budget": "tien kinh phi chi het ton gia mua du tru toan muc dong 1 moi",
    "budget_total": "tong cong tien kinh phi chi het ton du tru toan tat ca to chuc hoi nghi muc ngan sach",
    "period": "giai doan dot tu den ngay thoi gian lam",
    "observance": "ngay gi ky niem la",
    "passage": "",
}  # fmt: skip
_CUES = {kind: frozenset(words.split()) for kind, words in CUES.items()}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row with its score, the share of the asked words it explains, and those it explains itself."""

    row: Row
    score: float
    coverage: float
    fits: bool
    together: float
    held: frozenset[Term]


def rank(sheet: Sheet, question: Question, rows: Iterable[Row], meant: Sequence[int]) -> list[Ranked]:
    """The rows that explain something of the question, best first."""
    asked = terms(sheet.index, question)
    if not asked and question.wants("place", "hour", "day", "duration"):
        question = replace(question, leans=question.leans | {"event"})
    said = {word for term in asked for word in term.words}
    telling = frozenset(question.content)
    pairs = neighbours(tuple(word for word in question.words if word in said))
    strong = frozenset(pair for pair in pairs if not telling.isdisjoint(pair))
    several = len(sheet.events) > 1
    runs = runs_of(tokens(question.plain))
    weighed = {pair: sheet.index.weight(pair[0]) + sheet.index.weight(pair[1]) for pair in strong}
    reach = frozenset[str]().union(*(term.reach for term in asked))
    found = []
    for row in rows:
        if _is_out_of_reach(question, row, reach):
            continue
        one = _one(question, row, asked, weighed, runs)
        if one is None:
            continue
        if several and row.event_id is not None and row.event_id not in meant:
            one = replace(one, score=one.score - 0.5)
        found.append(one)
    return sorted(found, key=lambda ranked: -ranked.score)


def _is_labelled(row: Row) -> bool:
    return row.kind == "group" or (row.kind == "passage" and LABELLED.match(row.text) is not None)


def _counts_each(question: Question, row: Row) -> bool:
    """A number for each of many, where a number is asked for and not that of each."""
    return question.wants("count") and not question.says("moi|tung") and EACH.search(row.text) is not None


def _fit(question: Question, row: Row, *, fits: bool) -> float:
    """What a row gains for the kinds of fact it gives; plain text and a task only say a kind of fact."""
    if not question.asks:
        return 0.0
    said = row.kind == "passage" or (row.kind == "duty" and not question.wants("unit", "person"))
    share = len(row.gives & set(question.asks)) / len(question.asks)
    return FIT * (SAID if said else 1.0) * share - (0 if fits else FIT)


def _asks_of_the_meeting(question: Question, title: frozenset[str]) -> bool:
    """When, where or how long the meeting is, by the words of its title."""
    if not question.content or not question.wants("hour", "day", "place", "duration"):
        return False
    return title.issuperset(question.content) and question.says(OF_MEETING)


def _one(
    question: Question,
    row: Row,
    asked: Sequence[Term],
    pairs: dict[tuple[str, str], float],
    said_runs: frozenset[tuple[str, ...]],
) -> Ranked | None:
    own, above, cues = held(row.text), held(row.above), _CUES[row.kind]
    labelled = _is_labelled(row)
    gained, total, explained = 0.0, 0.0, set()
    for term in asked:
        cue = 1.0 if row.kind in WHOLE else CUE_TOLD if term.telling else CUE
        share = credit(term, own, above, cue, cues, labelled=labelled)
        gained += term.weight * share
        total += term.weight
        if share >= LIKE:
            explained.add(term)
    coverage = _either_way(row, gained / total if total else 0.0, own, explained, question)
    fits = not question.asks or not row.gives.isdisjoint(question.asks)
    if gained == 0 and not (fits and row.kind in question.leans):
        return None
    near = own.pairs | above.pairs
    if row.kind in WHOLE:
        near |= frozenset(pair for pair in pairs if (own.words | cues).issuperset(pair))
    together = _together(pairs, near)
    score = coverage + NEAR * together * (coverage > 0) - min(0.25, len(row.text) / 3000)
    score += _fit(question, row, fits=fits)
    score += LEAN * (_leaning(row) in question.leans) + 0.05 * (row.kind != "passage")
    if row.kind == "event" and _asks_of_the_meeting(question, own.words):
        score += OF_TITLE
    score += LABEL * _label_said(row, explained) + RUN * min(3, len(said_runs & own.runs))
    score -= PREPARED * _only_prepares(question, row)
    score -= UNSAID * _does_not_say_who(question, row)
    score -= EACH_ITS_OWN * _is_each_members_own(question, row)
    score -= OF_EACH * _counts_each(question, row)
    score += OPENS * (row.kind == "passage" and opens(question, row))
    score += _moment(question, row) + _shape(question, row, asked)
    return Ranked(row, score, coverage, fits, together, frozenset(explained))


def opens(question: Question, row: Row) -> bool:
    """Whether the text begins with the very words with which the question begins: "Việc khen thưởng phải …"."""
    asked = tokens(question.plain)[:OPENING]
    return len(asked) == OPENING and tokens(row.text[:80])[:OPENING] == asked


def _label_said(row: Row, explained: set[Term]) -> float:
    """The share of an item's own title that the question says."""
    if row.kind != "item" or not isinstance(row.of, ProgrammeItem):
        return 0.0
    label = {word for word in held(row.of.title).words if not word.isdigit()}
    share = len(label & {word for term in explained for word in term.words}) / len(label) if label else 0.0
    return share if 1 < len(label) <= 14 and share >= WHOLE_LABEL else 0.0


def _either_way(row: Row, coverage: float, own: Held, explained: set[Term], question: Question) -> float:
    """A short label that the question says in full counts though the question says more: "in ấn tài liệu hết mấy tiền"."""
    label = held(str(getattr(row.of, "title", row.text))).words if row.kind == "item" else own.words
    if row.kind not in ("budget", "group", "item", "deadline") or not question.asks or len(label) > 8:
        return coverage
    telling = {word for word in label if not word.isdigit()}
    said = {word for term in explained for word in term.words}
    share = len(telling & said) / len(telling) if telling else 0.0
    return max(coverage, min(0.6, coverage + 0.3 * share)) if share >= 0.6 and coverage >= 0.3 else coverage


def _together(pairs: dict[tuple[str, str], float], near: frozenset[tuple[str, str]]) -> float:
    """The share of the question's neighbours that stand together in the row too."""
    total = sum(pairs.values())
    return sum(weight for pair, weight in pairs.items() if pair in near) / total if total else 1.0


def _is_out_of_reach(question: Question, row: Row, reach: frozenset[str]) -> bool:
    """Whether no word of the question can be explained by the row, which is not of a kind that is asked for."""
    if row.kind in question.leans or not _CUES[row.kind].isdisjoint(reach):
        return False
    return held(row.text).words.isdisjoint(reach) and held(row.above).words.isdisjoint(reach)


def _shape(question: Question, row: Row, asked: Sequence[Term]) -> float:
    """A list run together names nobody; "… là gì" is told where a colon or a quotation follows the thing."""
    if row.kind != "passage" or not isinstance(row.of, Passage):
        return 0.0
    if row.of.parts > 1:
        if question.wants("unit", "person", "name"):
            return -0.3
        head = frozenset(tokens(row.text.partition(":")[0]))
        told = [term for term in asked if term.telling]
        return HEADED if told and not question.asks and all(head.issuperset(term.words) for term in told) else -0.03
    if question.asks or not question.says("(?:la )?gi|nao|the nao|ra sao"):
        return 0.0
    told = [term for term in asked if term.telling and term.known]
    ways = [words for term in told for words in (term.words, *(way.words for way in term.others if not way.written))]
    things = "|".join(" ".join(words) for words in ways)
    found = re.search(rf"\b(?:{things})\b[^.;:“]{{0,40}}(: |“)|\b(?:{things}) phai ", row.of.folded) if things else None
    return 0.0 if found is None else 2 * DEFINES if found[1] == "“" else DEFINES


def _does_not_say_who(question: Question, row: Row) -> bool:
    """An item without performers says nobody; whom to give a paper is told by what is due, not by a duty."""
    if not question.wants("unit", "person"):
        return False
    if row.kind == "passage":
        folded = fold(row.text)
        return WHEN_WHERE.match(folded) is not None or (
            SAYS_WHAT.match(folded) is not None and not DONE_BY.search(folded)
        )
    if row.kind == "item":
        return not getattr(row.of, "performers", None)
    return row.kind == "duty" and question.says("(?:gui|nop|chuyen)(?: cho)? ai|ai nhan|(?:gui|nop) ve dau")


def _is_each_members_own(question: Question, row: Row) -> bool:
    """Whether every member does it for itself: not "phóng sự chung của cả khối"."""
    if row.kind not in ("duty", "deadline", "passage") or not question.wants("unit", "person", "minutes", "count"):
        return False
    if not question.says(SHARED):
        return False
    subject = getattr(row.of, "holder", None) or getattr(row.of, "who", None) or row.above
    return OF_MEMBERS.search(fold(str(subject))) is not None


def _only_prepares(question: Question, row: Row) -> bool:
    """Whether the row tells who writes what somebody else says: "ai phát biểu bế mạc"."""
    return row.kind == "duty" and question.says(SPEAKS) and PREPARES.search(fold(row.text)) is not None


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
