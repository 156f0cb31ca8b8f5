"""Deadlines counted from the meeting: "trước 05 ngày tổ chức", "trong vòng 72 giờ sau khi kết thúc"."""

import re
from datetime import date, timedelta

from handlers.language.folding import fold
from handlers.language.restdays import moved
from handlers.reading.fields.clock import Span
from handlers.reading.paper import Paper

# What a deadline is written with; the first that fits wins.
CUES = (
    r"trước ngày (?:tổ chức|diễn ra|khai mạc|bắt đầu|thi|họp|hội nghị|đại hội)[^.;,()]{0,40}",
    r"(?:chậm nhất\s+|ít nhất\s+)?(?:là\s+)?(?:trước\s+)?\d{1,2}\s+ngày(?:\s+làm việc)?,?\s+(?:trước|kể từ"
    r"|sau)[^.;,()]{0,50}",
    r"trước\s+\d{1,2}\s+ngày(?!\s*\d)[^.;,()]{0,40}",
    r"(?:chậm nhất\s+)?(?:là\s+)?trước\s+(?:khi|hội nghị|đại hội|lễ|lớp|buổi|cuộc|hội thảo|hội thi)[^\d.;,()]{0,40}\s"
    r"\d{1,2}\s+ngày(?:\s+làm việc)?",
    r"(?:chậm nhất\s+)?sau\s+\d{1,2}\s+ngày(?:\s+làm việc)?\s+[^\d.;,()]{3,40}",
    r"(?:chậm nhất|muộn nhất)\s+(?:là\s+)?(?:sau\s+)?\d{1,3}\s+(?:phút|giờ|tiếng)[^.;,()]{3,50}",
    r"(?:chậm nhất\s+)?sau (?:khi )?[^.;,()\d]{3,40}?(?:kết thúc|bế mạc)\s+\d{1,2}\s+ngày(?:\s+làm việc)?",
    r"trong vòng\s+\d{1,3}\s+(?:giờ|ngày)[^.;,()]{0,60}",
)
_COUNT = re.compile(r"(\d{1,3}) (gio|ngay)( lam viec)?")
_AFTER = re.compile(r"sau|ke tu|trong vong")
_END = re.compile(r"ket thuc|be mac|sau (khi )?(hoi|le|lop|buoi|cuoc|dai hoi|ngay hoi|ngay to chuc)")
_START = re.compile(
    r"to chuc|dien ra|khai mac|bat dau|hoi nghi|dai hoi|hoi thao|hoi thi|\ble\b|lop|ngay hop|cuoc hop|ngay thi"
    r"|^truoc \d+ ngay$"
)


def counted_from_meeting(paper: Paper, words: str) -> tuple[date, bool] | None:
    """The day such words mean, and whether it is itself too late; None where they hang on something else."""
    span = _only_span(paper)
    folded = fold(words)
    count = _COUNT.search(folded)
    if span is None or (count is None and not re.match(r"truoc ngay", folded)):
        return None
    days = 0 if count is None else int(count.group(1)) if count.group(2) == "ngay" else -(-int(count.group(1)) // 24)
    working = bool(count and count.group(3))
    if _AFTER.search(folded) and not re.search(r"\btruoc\b", folded):
        return (moved(span[1], days, working), False) if _END.search(folded) else None
    if not _START.search(folded):
        return None
    return moved(span[0], -days, working), folded.startswith("truoc")


def _only_span(paper: Paper) -> Span | None:
    spans = [(e.starts_on, e.ends_on or e.starts_on) for e in paper.found.get("events", ()) if e.starts_on]
    if len(spans) != 1 or spans[0][0].year < 1900 or spans[0][1] > date.max - timedelta(days=400):
        return None
    return spans[0]
