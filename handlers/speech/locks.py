"""When counts lock, in words: "17:00 20/11", "ngay", "bo"; "Khe Mây đến 12:00 21/11"."""

import re
from datetime import UTC, datetime

from handlers.language.folding import fold
from handlers.language.when import read_until
from handlers.messages import Refusal
from handlers.request import Request
from handlers.said.locks import AT, NEVER, NOW, SHOW, UNREAD, GrantSaid, LockSaid
from handlers.speech.place import about, split_unit
from handlers.wording import locks as wording
from storage.clock import local

OFF = ("bo", "bo khoa", "mo het", "khong khoa")
AT_ONCE = re.compile(r"(?:(?:ngay|luon|bay gio|lap tuc|tu bay gio|di|nhe|a|lai)(?: |$))+")


def lock(request: Request) -> LockSaid:
    """`/khoa` and what an organiser decides of the lock."""
    words = fold(request.command.words).removeprefix("khoa").strip()
    if not words:
        return LockSaid(SHOW)
    if words in OFF:
        return LockSaid(NEVER)
    if AT_ONCE.fullmatch(words):
        return LockSaid(NOW)
    at = _moment(request, request.command.words)
    return LockSaid(AT, at) if at is not None else LockSaid(UNREAD)


def grant(request: Request) -> GrantSaid:
    """`/mo` and a sentence that opens for one unit."""
    meant = about(request, request.command.words)
    return GrantSaid(meant.unit_id, _moment(request, meant.words))


def _moment(request: Request, words: str) -> datetime | None:
    """The instant in the words, kept as UTC; a refusal where it cannot be."""
    found = read_until(split_unit(words)[1], local(request.now, request.zone))
    if isinstance(found, str):
        raise Refusal(wording.no_such_moment(found))
    return found and found.astimezone(UTC)
