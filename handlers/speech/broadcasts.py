"""A message to many in words: "các đầu mối: Họp lúc 8h", "unit:Tên lúc 14:00 mai: …", "ok 7 v2" from a button."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from handlers.language.matching import meant
from handlers.language.unit_names import mentioned
from handlers.language.when import read_until
from handlers.request import Request
from handlers.said.broadcasts import (
    NOBODY_YET,
    BroadcastSaid,
    CorrectionSaid,
    PressSaid,
    ReceivedSaid,
    ResultSaid,
    SendSaid,
    WhomSaid,
)
from handlers.speech.sentences.addressing import read_addressed, read_correction, read_whom, segment_said
from storage import owing, units
from storage.clock import local

NAME = r"[^\s:,][^:\n]*?"
PART = rf"(?:all|attending|unanswered|owing:{NAME}|owing|(?:role|unit|group|choice):{NAME})"
ADDRESSED = re.compile(rf"^(?P<segment>{PART}(?:\s*,\s*{PART})*)\s*(?::\s|:?\s*\n)\s*(?P<text>.+)$", re.DOTALL)
SCHEDULED = re.compile(
    rf"^(?:(?P<segment>{PART}(?:\s*,\s*{PART})*)\s*:?\s+)?(?:vào |vao )?(?:lúc|luc|hẹn|hen)\s+"
    r"(?P<when>[^\n]{2,40}?)\s*(?::\s|:?\s*\n)\s*(?P<text>.+)$",
    re.DOTALL | re.IGNORECASE,
)
CORRECTED = re.compile(r"^(?:dinhchinh|sua) (?P<id>\d{1,9})(?:\s*:)?\s+(?P<text>.+)$", re.DOTALL)
FILED = re.compile(r"^tep(?P<id>\d{1,9})\s+(?P<text>.+)$", re.DOTALL)
SEGMENT = re.compile(rf"{PART}(?:\s*,\s*{PART})*")
WHOM = re.compile(r"^cho (?P<id>\d{1,9})(?:\s+(?P<words>[^\n]{1,200}))?$")
PRESSED = re.compile(r"^(?P<verb>ok|thoi|dung|dan|dinhchinh) (?P<id>\d{1,9})(?: v(?P<version>\d{1,9}))?$")
CAPTION = re.compile(r"^/gui(?:@\w+)?\s+", re.IGNORECASE)
OF_RESULT = re.compile(r"^(?P<id>\d{1,9})(?: (?P<what>goi|lai|donvi))?$")


def read(request: Request) -> BroadcastSaid | None:
    """`/gui SEGMENT: TEXT`, `/gui TEXT` (whom is asked), and the buttons under the preview."""
    words = request.command.words.strip()
    if not words:
        return None
    if pressed := PRESSED.match(words):
        return PressSaid(pressed["verb"], int(pressed["id"]), int(pressed["version"] or 0))
    if whom := WHOM.match(words):
        return WhomSaid(int(whom["id"]), _segment_of(request, (whom["words"] or "").strip()))
    if correction := CORRECTED.match(words):
        return CorrectionSaid(correction["text"], broadcast_id=int(correction["id"]))
    if (said := read_correction(words)) is not None:
        return CorrectionSaid(said[1], number=said[0])
    if filed := FILED.match(words):
        return replace(_addressed(request, filed["text"]), file_id=int(filed["id"]))
    return _addressed(request, words)


def read_caption(request: Request) -> SendSaid | None:
    """The words beside a file are its message; None where there are none."""
    words = CAPTION.sub("", request.command.words.strip())
    return _addressed(request, words) if words else None


def read_result(request: Request) -> ResultSaid:
    """`/ketqua`, `/ketqua 7 goi`; what names no message asks for the newest."""
    words = request.command.words.strip()
    if words == "goi":
        return ResultSaid(what=words)
    asked = OF_RESULT.match(words)
    return ResultSaid(int(asked["id"]), asked["what"] or "") if asked else ResultSaid()


def read_received(request: Request) -> ReceivedSaid | None:
    """`/nhan 07`; None without words: the newest message."""
    words = request.command.words
    return ReceivedSaid("".join(re.findall(r"\d+", words)[:1])) if words.strip() else None


def _addressed(request: Request, words: str) -> SendSaid:
    """Whom, what and from when: "role:focal lúc 14:00 mai: …", "unit:Tên: …"; a text alone names nobody yet."""
    words = words.lstrip(" ,:")  # "/gui : Mời họp": no name stands before the colon
    scheduled = SCHEDULED.match(words)
    if scheduled and (scheduled["segment"] or read_addressed(words) is None):  # "hẹn 7h mai gửi cho tất cả: …"
        when = read_until(scheduled["when"], local(request.now, request.zone))
        if isinstance(when, datetime):
            return SendSaid(scheduled["segment"] or NOBODY_YET, scheduled["text"], when.astimezone(UTC))
    if addressed := ADDRESSED.match(words):
        return SendSaid(addressed["segment"], addressed["text"])
    said = read_addressed(words) or read_whom(words)
    if said is None:
        return SendSaid(NOBODY_YET, words)
    segment = _segment(request, said.segment)
    if said.when and said.text:
        return _addressed(request, f"{segment} lúc {said.when}: {said.text}")
    return SendSaid(segment, said.text or None, paper=_paper(request, said.paper))


def _segment_of(request: Request, words: str) -> str:
    """A segment as a button names it, or in words: "tất cả", "các đầu mối", "Khe Mây"."""
    if not words:
        return NOBODY_YET
    return words if SEGMENT.fullmatch(words) else _segment(request, segment_said(words))


def _segment(request: Request, said: str) -> str:
    return _of_units(request, _of_paper(request, said))


def _of_units(request: Request, segment: str) -> str:
    """ "unit:Khe Mây và Đồng Nhân" as both of them, by their own names."""
    kind, _, named = segment.partition(":")
    if kind != "unit":
        return segment
    rows = {row.id: row for row in units.of_plan(request.session, request.event.id)}
    found = mentioned(named, units.spellings(rows.values()))
    return ",".join(f"unit:{rows[key].name}" for key in found) if len(found) > 1 else segment


def _of_paper(request: Request, segment: str) -> str:
    kind, _, named = segment.partition(":")
    return f"{kind}:{_paper(request, named)}" if kind == "owing" and named else segment


def _paper(request: Request, named: str) -> str:
    """The paper's own name where one is meant: so it is found, and written as the plan writes."""
    known = dict(enumerate(owing.paper_names(request.session, request.event.id)))
    found = meant(named, known) if named else []
    return known[found[0]] if len(found) == 1 else named
