"""A photo or file from an organiser: kept, then sent with the words that come with it or after it."""

from handlers.broadcasts.albums import with_part
from handlers.broadcasts.compose import drafted
from handlers.messages import Refusal, Reply, asking
from handlers.reading.marks import SURE
from handlers.request import Request
from handlers.said.broadcasts import SendSaid
from handlers.wording import albums
from handlers.wording import broadcasts as wording
from storage import files


def with_file(request: Request) -> Reply:
    """What an organiser sent as a file; its caption is the message, else the words typed next are."""
    file, said = request.incoming.attachment, request.command.said
    assert said is None or isinstance(said, SendSaid)
    if request.incoming.album:
        return with_part(request, said)
    if file is None:
        return asking(wording.HOW_TO_ATTACH)
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
    if said is None:
        return asking(albums.kept([(row.name, row.mime, row.size)]), expects=f"/gui tep{row.id}")
    return drafted(request, said, row)
