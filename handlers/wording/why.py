"""`--why`: the steps to an answer, a line each, for whoever wants to know why the bot said what it said."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from handlers.said.questions import Question
from handlers.tracing import Step

BEST = 6  # rows shown of those that were scored
LONGEST = 70  # characters of a row's text
Known = Mapping[str, Any]


def lines(steps: Iterable[Step]) -> list[str]:
    """Each step as it went: "· đọc: report → /dangky"."""
    return [f"· {line}" for step in steps for line in SAID.get(step.name, _plainly(step.name))(step.known)]


def came_to(effect: Sequence[str], changes: Iterable[Mapping[str, Any]], rows: Mapping[str, int]) -> list[str]:
    """What one message came to: its effect, its changes in words, the rows that were written."""
    written = ", ".join(f"{table} {number}" for table, number in rows.items())
    changed = [f"· thay đổi: {json.dumps(words, ensure_ascii=False)}" for words in changes]
    return [f"· kết quả: {', '.join(effect)} · dòng ghi: {written or 'không'}", *changed]


def _plainly(name: str) -> Callable[[Known], Iterable[str]]:
    return lambda known: [f"{name}: {dict(known)}"]


def _card(known: Known) -> Iterator[str]:
    yield f"trả lời thẻ đang mở: {known['chosen']} (trong {', '.join(str(label) for label, _ in known['options'])})"


def _read(known: Known) -> Iterator[str]:
    command = known["command"]
    yield f"đọc: {known['reader']} → {'/' + command.name if command.name else 'câu hỏi'} “{command.words}”"


def _command(known: Known) -> Iterator[str]:
    speaker = " ".join(word for word in (known["role"], known["unit"]) if word)
    yield f"lệnh: /{known['name']} · {speaker or 'chưa tham gia'} · {known['event']}"


def _said(known: Known) -> Iterator[str]:
    if not isinstance(known["said"], Question):  # shown as it is asked in the end: in its part, after what it follows
        yield f"dữ liệu: {_named(known['reader'])} → {known['said']}"


def _question(known: Known) -> Iterator[str]:
    question = known["question"]
    yield f"câu hỏi: “{question.plain}”"
    yield f"  hỏi {_listed(question.asks)} · nghiêng về {_listed(question.leans)}"
    yield f"  từ mang nghĩa: {_listed(question.content)}"
    yield f"  hội nghị: {_listed(event.title for event in known['meant'])}"


def _facts(known: Known) -> Iterator[str]:
    yield f"đã thử: {_listed(_named(read) for read in known['tried'])}"
    yield (
        f"trả lời: {_named(known['answered'])}" if known["answered"] else "chưa mục nào trả lời, xét từng dòng kế hoạch"
    )


def _rows(known: Known) -> Iterator[str]:
    good, ranked = known["good"], known["ranked"]
    yield f"{len(ranked)} dòng có thể trả lời, {len(good)} đủ (cần giải thích {known['needed']:.0%} câu hỏi)"
    for one in ranked[:BEST]:
        mark = "→" if good and one is good[0] else "+" if one in good else "–"
        facts = f"điểm {one.score:.2f}, giải thích {one.coverage:.0%}, {'đúng loại' if one.fits else 'khác loại'}"
        yield f"  {mark} {one.row.kind} dòng {one.row.line or '?'}: {facts}: {_short(one.row.text)}"


def _remembered(known: Known) -> Iterator[str]:
    yield "ban tổ chức đã trả lời câu này" if known["answered"] else "ban tổ chức chưa trả lời câu nào như vậy"


def _named(step: Any) -> str:
    return f"{step.__module__.removeprefix('handlers.')}.{step.__name__}"


def _listed(words: Iterable[Any]) -> str:
    return ", ".join(str(word) for word in words) or "không rõ"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


SAID: Mapping[str, Callable[[Known], Iterable[str]]] = {
    "card": _card,
    "read": _read,
    "command": _command,
    "said": _said,
    "question": _question,
    "facts": _facts,
    "rows": _rows,
    "remembered": _remembered,
}
