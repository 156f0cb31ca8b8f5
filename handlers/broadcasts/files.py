"""A photo or file from an organiser: kept, then sent with the words that come with it or after it."""

import re
from dataclasses import replace

from handlers.broadcasts.compose import addressed
from handlers.messages import Refusal, Reply
from handlers.reading.marks import SURE
from handlers.request import Request
from handlers.wording import broadcasts as wording
from handlers.wording import manners
from storage import files

CAPTION = re.compile(r"^/gui(?:@\w+)?\s+", re.IGNORECASE)


def with_file(request: Request) -> Reply:
    """What an organiser sent as a file; its caption is the message, else the words typed next are."""
    file = request.incoming.attachment
    if file is None:
        return Reply(wording.HOW_TO_ATTACH)
    if file.mark:
        raise Refusal(wording.FILE_SECRET if file.mark == SURE else wording.FILE_MAYBE_SECRET)
    if not file.path:
        raise Refusal(wording.FILE_NOT_TAKEN)
    if not file.size:
        raise Refusal(wording.FILE_EMPTY)
    row = files.add(
        request.session, request.event.id, file.name, file.path, file.mime, file.size,
        author_id=request.person.id if request.person else None, now=request.now,
    )  # fmt: skip
    note = f"\n{manners.ALBUM}" if request.incoming.album else ""
    words = CAPTION.sub("", request.command.words.strip())
    if not words:
        return Reply(wording.file_kept(row.name, row.size) + note, expects=f"/gui tep{row.id}")
    card = addressed(request, words, row)
    return replace(card, text=card.text + note)
