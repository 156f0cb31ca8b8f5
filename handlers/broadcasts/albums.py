"""An album from an organiser: its parts come one by one, in any order; one answer shows the message with all."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from handlers.broadcasts.compose import drafted
from handlers.messages import SILENCE, Attachment, Refusal, Reply, asking, refused
from handlers.reading.marks import SURE
from handlers.request import Request
from handlers.said.broadcasts import SendSaid
from handlers.wording import albums as wording
from handlers.wording.broadcasts import HOW_TO_ATTACH
from storage import albums, broadcasts, files
from storage.models import Album, Broadcast, StoredFile


def with_part(request: Request, words: SendSaid | None) -> Reply:
    """Takes one part; the last to come answers for all, and what comes after the answer joins in silence."""
    said = request.incoming
    album = albums.held(request.session, request.event.id, said.channel, said.address, said.album, request.now)
    sendings = albums.sendings(request.session, album)
    if _is_over(sendings):
        return _too_late(request, album, words)
    shown = album.state != albums.GATHERING
    missing = _taken(request, album)
    albums.note(album, _place(request), _as_kept(words), missing)
    if said.more:
        return SILENCE
    album.state = albums.SHOWN
    if not shown or words:
        _replaced(request, sendings)
        return _shown(request, album)
    return refused(wording.left_out([missing])) if missing else SILENCE


def _is_over(sendings: Sequence[Broadcast]) -> bool:
    """Whether what it was meant for went out, or was let go: pictures are not added to that."""
    confirmed = any(row.confirmed_at is not None for row in sendings)
    return confirmed or (bool(sendings) and all(row.state != "draft" for row in sendings))


def _too_late(request: Request, album: Album, words: SendSaid | None) -> Reply:
    """One line, once; words that were changed after the sending are shown as a new message without the pictures."""
    if request.incoming.edited and words:
        return drafted(request, words)
    if request.incoming.more or album.state == albums.LATE:
        return SILENCE
    album.state = albums.LATE
    return refused(wording.TOO_LATE)


def _taken(request: Request, album: Album) -> str:
    """Keeps the file beside the others; "" or why it is not kept."""
    file, place = request.incoming.attachment, _place(request)
    if file is None:
        return wording.MOVING if request.incoming.wordless in wording.NO_FILES else wording.NOT_TAKEN
    if why := _why_not(file):
        return why
    rows = albums.files_of(request.session, album)
    others = [row for row in rows if row.position != place]
    if len(others) >= albums.MOST_FILES or sum(row.size for row in others) + file.size > albums.MOST_BYTES:
        return wording.too_much(albums.MOST_FILES, albums.MOST_BYTES)
    keep(request, album, file, place, next((row for row in rows if row.position == place), None))
    return ""


def _why_not(file: Attachment) -> str:
    if file.mark:
        return wording.SECRET if file.mark == SURE else wording.MAYBE_SECRET
    if not file.path:
        return wording.NOT_TAKEN
    return "" if file.size else wording.EMPTY


def keep(request: Request, album: Album, file: Attachment, place: int, known: StoredFile | None) -> None:
    """An edited part takes its own place again."""
    if known is not None:
        known.name, known.path, known.mime, known.size = file.name, file.path, file.mime, file.size
        return
    row = files.add(
        request.session, request.event.id, file.name, file.path, file.mime, file.size,
        author_id=request.person.id if request.person else None, now=request.now,
    )  # fmt: skip
    row.album_id, row.position = album.id, place
    request.session.flush()


def _place(request: Request) -> int:
    """Where a part stands in the chat: an album is chosen in that order."""
    number = request.incoming.message_id
    return int(number) if number.isascii() and number.isdigit() else 0


def _replaced(request: Request, sendings: Sequence[Broadcast]) -> None:
    """Words that were edited make a new preview: the old one must not leave beside it."""
    for row in sendings if request.incoming.edited else ():
        if row.state == "draft":
            broadcasts.drop(row)


def _shown(request: Request, album: Album) -> Reply:
    """The preview; without words the question for them; of nothing that could be kept why."""
    rows, missing, words = albums.files_of(request.session, album), albums.missing_of(album), _message(album)
    note = wording.left_out(missing)
    if not rows:
        return refused(note or HOW_TO_ATTACH)
    expects = f"/gui tep{rows[0].id}"
    if words is None:
        kept = wording.kept([(row.name, row.mime, row.size) for row in rows])
        return asking("\n".join(filter(None, (kept, note))), expects=expects)
    try:
        card = drafted(request, words, rows[0])
    except Refusal as no:  # the pictures are kept: only the words are said anew
        return Reply(no.text, no.buttons, expects=expects, outcome=(no.outcome,))
    return replace(card, text="\n".join(filter(None, (card.text, note))))


def _as_kept(words: SendSaid | None) -> dict[str, Any] | None:
    """As JSON, until the last part is there."""
    if words is None:
        return None
    return {**asdict(words), "send_at": words.send_at.isoformat() if words.send_at else None}


def _message(album: Album) -> SendSaid | None:
    """What stands under the parts as one message: the first names whom and when, the words follow each other."""
    said = [
        SendSaid(**{**words, "send_at": datetime.fromisoformat(words["send_at"]) if words["send_at"] else None})
        for words in albums.words_of(album)
    ]
    if not said or said[0].text is None:
        return said[0] if said else None
    return replace(said[0], text="\n".join(each.text for each in said if each.text))
