"""Small papers with one fault each, beside the project: right is what a careful clerk finds, whole, or a clear refusal."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tests.accuracy import harm, plans
from tests.accuracy.inputs import annotation, beside, read
from tests.accuracy.pairing import Row, bare
from tests.accuracy.score import Score

_PAPERS = ("base", "m", "p", "q", "w", "x")  # how the names of papers begin; the others are workbooks, which have tests
_MAY_BE_REFUSED = {"p01-two-columns", "p10-rotated-content"}
Item = tuple[str | None, str | None, tuple[str, ...], str, str]  # start, end, the hours of its cell, title, performers

_SHARED_HOURS = ("08:00", "09:30")
_WRAPPED: tuple[Item, ...] = (
    ("08:00", "08:30", (), "Trao thưởng và bế mạc", "Lãnh đạo UBND huyện"),
    ("09:00", "09:30", (), "Tham quan mô hình trồng sen số 1", "Phòng Nông nghiệp huyện"),
)
# The programmes of papers that are not the base.
PROGRAMMES: dict[str, tuple[Item, ...]] = {
    "m4-merged-middle": (
        ("07:30", "08:00", (), "Đón tiếp đại biểu", "Văn phòng HĐND và UBND huyện"),
        ("08:00", "09:30", (), "Khai mạc", "Ông Phan Bá Lộc"),
        (None, None, _SHARED_HOURS, "Báo cáo sơ kết", "Phòng Nội vụ huyện"),
        (None, None, _SHARED_HOURS, "Thảo luận", "Đại diện các xã"),
        ("09:30", "10:00", (), "Nghỉ giải lao", ""),
    ),
    "m6-ghi-chu-empty": _WRAPPED,
    "m7-ghi-chu-filled": _WRAPPED,
    "m8-no-ghi-chu": _WRAPPED,
}
_HALF_HOURS = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(7 * 60, 14 * 60, 30)]


def measure(step: int = 1) -> Score:
    """How many cases are read whole; the harm done in the others. Raises inputs.Missing."""
    short, why, hurt, count = {}, {}, Counter[str](), 0
    for path, gold in list(_papers(beside("cases")))[::step]:
        count += 1
        found = read(path)
        fault = judged(path.stem, gold, found)
        if fault:
            short[path.name], why[path.name] = "wrong", fault
            hurt += harm.harms(gold, found) if path.stem not in PROGRAMMES else Counter()
    right = {"overall": round(1 - len(short) / max(1, count), 4)}
    return Score(count, right, dict(sorted(hurt.items())), short, why)


def judged(name: str, gold: Row, found: Row) -> str:
    """What is wrong with what was found in the case of this name; "" where it is right."""
    if not found:
        return "" if name in _MAY_BE_REFUSED else "refused"
    if name in PROGRAMMES:
        return _programme(name, found)
    if name.startswith("q9"):
        return _half_hours(found)
    if name.startswith("w40"):  # its own wording of the last item
        found = {**found, "events": [_reworded(event) for event in found["events"]]}
    tally = plans.score(gold, found)
    return ", ".join(f"{section} {'/'.join(map(str, count))}" for section, count in tally.items() if count.f1 < 1)


def _papers(folder: Path) -> Iterator[tuple[Path, Row]]:
    """Each case with its annotation: its own where it has one, else that of the base."""
    base = folder / "base.json"
    for path in sorted(folder.iterdir()):
        if path.suffix in (".txt", ".docx", ".pdf") and path.name.startswith(_PAPERS):
            own = path.with_suffix(".json")
            yield path, annotation(own if own.exists() else base)


def _items(found: Row) -> list[Row]:
    return [item for event in found.get("events") or [] for item in event.get("agenda") or []]


def _programme(name: str, found: Row) -> str:
    got = [
        (item["start"], item["end"], tuple(item.get("within") or ()), bare(item["title"]), bare(" ".join(item["who"])))
        for item in _items(found)
    ]
    wanted = [(start, end, within, bare(title), bare(who)) for start, end, within, title, who in PROGRAMMES[name]]
    return "" if got == wanted else f"reads {got}"


def _half_hours(found: Row) -> str:
    """Thirteen rows of half an hour, one title and one performer each."""
    got = [(item["start"], item["end"], len(item["who"])) for item in _items(found)]
    wanted = [(start, end, 1) for start, end in pairwise(_HALF_HOURS)]
    titles = {bare(item["title"]) for item in _items(found)}
    return "" if got == wanted and len(titles) == len(wanted) else f"reads {got}"


def _reworded(event: Row) -> Row:
    """ "Trao thưởng - Bế mạc" is "Trao thưởng và bế mạc"."""
    return {**event, "agenda": [{**item, "title": item["title"].replace(" - ", " và ")} for item in event["agenda"]]}
