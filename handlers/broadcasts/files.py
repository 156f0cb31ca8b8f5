"""A photo or file from an organiser: kept, then sent with the words that come with it or after it."""

from urllib.parse import urlsplit

from handlers.broadcasts.albums import with_part
from handlers.broadcasts.compose import drafted
from handlers.messages import Refusal, Reply, asking
from handlers.reading.marks import SURE
from handlers.request import Request
from handlers.said.broadcasts import SendSaid
from handlers.wording import albums
from handlers.wording import broadcasts as wording
from storage import files, settings

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


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
    if file.size > files.MOST_SENT and not _opens_elsewhere(request):
        raise Refusal(wording.FILE_TOO_LARGE)
    row = files.add(
        request.session, request.event.id, file.name, file.path, file.mime, file.size,
        author_id=request.person.id if request.person else None, now=request.now,
    )  # fmt: skip
    if said is None:
        return asking(albums.kept([(row.name, row.mime, row.size)]), expects=f"/gui tep{row.id}")
    return drafted(request, said, row)


def _opens_elsewhere(request: Request) -> bool:
    """Whether a link to this machine opens on the telephones that a file too large for Telegram would go to."""
    session = request.session
    if settings.get(session, "telegram") is None:
        return True
    host = urlsplit((settings.get(session, "web") or {}).get("url", "")).hostname
    return host not in (None, *THIS_MACHINE)
