"""A photo or file from an organiser: kept, then sent with the words that come with it or after it."""

from urllib.parse import urlsplit

from handlers.broadcasts.albums import keep, with_part
from handlers.broadcasts.compose import drafted
from handlers.messages import Attachment, Refusal, Reply, asking
from handlers.reading.marks import SURE
from handlers.request import Request
from handlers.said.broadcasts import SendSaid
from handlers.wording import albums as album_words
from handlers.wording import broadcasts as wording
from storage import albums, files, settings

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def with_file(request: Request) -> Reply:
    """What an organiser sent as a file; its caption is the message, else the words typed next are."""
    file, said = request.incoming.attachment, request.command.said
    assert said is None or isinstance(said, SendSaid)
    if request.incoming.album:
        return with_part(request, said)
    if file is None:
        return asking(wording.HOW_TO_ATTACH)
    if request.incoming.also and said is not None:
        return _with_all(request, said)
    if fault := _fault(request, file):
        raise Refusal(fault, faults={"file": fault})
    row = files.add(
        request.session, request.event.id, file.name, file.path, file.mime, file.size,
        author_id=request.person.id if request.person else None, now=request.now,
    )  # fmt: skip
    if said is None:
        return asking(album_words.kept([(row.name, row.mime, row.size)]), expects=f"/gui tep{row.id}")
    return drafted(request, said, row)


def _too_large(request: Request, size: int) -> str:
    """The sentence where a channel that is set up cannot carry the file and its link opens on this machine only."""
    session = request.session
    host = urlsplit((settings.get(session, "web") or {}).get("url", "")).hostname
    if host not in (None, *THIS_MACHINE):
        return ""
    for each in request.channels:
        if each.largest_file and size > each.largest_file and (settings.get(session, each.name) or {}).get("bots"):
            return wording.file_too_large(each.label, each.largest_file)
    return ""


def _fault(request: Request, file: Attachment) -> str:
    """Why a file does not go out; "" where it does."""
    if file.mark:
        return wording.FILE_SECRET if file.mark == SURE else wording.FILE_MAYBE_SECRET
    if not file.path:
        return wording.FILE_NOT_TAKEN
    if not file.size:
        return wording.FILE_EMPTY
    return _too_large(request, file.size)


def _with_all(request: Request, words: SendSaid) -> Reply:
    """Several files that came with one form, kept as an album is: the message with all of them, or nothing."""
    said, came = request.incoming, request.incoming.files
    faults = [album_words.of_file(file.name, fault) for file in came if (fault := _fault(request, file))]
    if len(came) > albums.MOST_FILES or sum(file.size for file in came) > albums.MOST_BYTES:
        sizes = [(file.name, file.mime, file.size) for file in came]
        faults = [album_words.more_than(albums.MOST_FILES, albums.MOST_BYTES, sizes)]
    if faults:
        raise Refusal("\n".join(faults), faults={"file": " ".join(faults)})
    album = albums.held(request.session, request.event.id, said.channel, said.address, came[0].path, request.now)
    for place, file in enumerate(came):
        keep(request, album, file, place, None)
    album.state = albums.SHOWN
    return drafted(request, words, albums.files_of(request.session, album)[0])
