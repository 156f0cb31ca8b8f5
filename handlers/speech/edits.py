"""A change of the plan in words: "dời bữa tối sang 19:00", "i12 19:00", "ok 7"."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import reduce

from handlers.language.folding import fold
from handlers.request import Request
from handlers.said.edits import KINDS, ChangeSaid, ChangesSaid, EditSaid, PressSaid, ThingSaid
from handlers.speech.sentences.edits import read_edit, read_edits, read_moment
from storage.clock import local

PRESSED = re.compile(r"^(?P<verb>ok|van|thoi|xem) (?P<id>\d{1,9})$")
NAMED = re.compile(r"^(?:lai )?(?P<kind>[iheo])(?P<id>\d{1,9})(?: (?P<value>.+))?$", re.DOTALL)
AT_PLACE = re.compile(r"(?:đổi\s+)?(?:địa điểm|dia diem|nơi|noi|ở|o|tại|tai)\s*(?:là|:)?\s+(.+)$", re.I | re.DOTALL)
CALLED = re.compile(r"(?:tên|ten)\s*(?:là|:)?\s+(.+)$", re.IGNORECASE | re.DOTALL)
BEFORE = re.compile(r"\btruoc\b")  # "gia hạn đến 20/3" still allows the 20th; "trước 20/3" does not


def read(request: Request) -> ChangeSaid | None:
    """`/sua`, `/sua i12 19:00`, "dời bữa tối sang 19:00", and the buttons of the card."""
    words = request.command.words.strip()
    if not words:
        return None
    if pressed := PRESSED.match(words):
        return PressSaid(pressed["verb"], int(pressed["id"]))
    now = local(request.now, request.zone)
    if chosen := NAMED.match(words):
        value = (chosen["value"] or "").strip()
        edit = _of_value(value, now) if value else None
        subject = f"{KINDS[chosen['kind']]}:{chosen['id']}"
        return ThingSaid(subject, replace(edit, before=_is_before(words)) if edit else None)
    return ChangesSaid(tuple(_with_manner(each, words) for each in _changes(words, now)))


def _changes(words: str, now: datetime) -> Sequence[EditSaid]:
    said = read_edits(words, now)
    if said and not said[0].what and said[0].verb == "set" and not fold(words).startswith(("chot", "an dinh")):
        return ()  # "dời sang 6/3" names nothing
    return said or read_edits(f"sửa {words}", now) or read_edits(f"chốt {words}", now)


def _with_manner(said: EditSaid, words: str) -> EditSaid:
    return replace(said, before=_is_before(words), extends=fold(words).startswith("gia han"))


def _is_before(words: str) -> bool:
    return BEFORE.search(fold(words)) is not None


def _of_value(value: str, now: datetime) -> EditSaid:
    """What a value means by itself: "19:00", "ngày 26/3", "ở Nhà khách", "hủy"; each line is a value of its own."""
    found = [_of_line(line.strip(), now) for line in value.splitlines() if line.strip()]
    other = [said for said in found if said.verb != "set"]
    return other[0] if other else reduce(_together, found)


def _of_line(value: str, now: datetime) -> EditSaid:
    folded = fold(value)
    if folded in ("huy", "huy bo", "bo"):
        return EditSaid("cancel")
    if folded in ("khoi phuc", "phuc hoi"):
        return EditSaid("restore")
    if folded in ("hoan", "tam hoan"):
        return EditSaid("postpone")
    if found := AT_PLACE.match(value):
        return EditSaid("set", place=found[1].strip())
    if found := CALLED.match(value):
        return EditSaid("set", name=found[1].strip())
    return read_edit(value, now) or read_moment(value, now) or EditSaid("set", place=value)


def _together(one: EditSaid, other: EditSaid) -> EditSaid:
    said = {each.name: getattr(other, each.name) for each in fields(EditSaid) if each.name not in ("verb", "what")}
    return replace(one, **{name: value for name, value in said.items() if value})
