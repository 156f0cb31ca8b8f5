"""`/tep/{token}`: a file that went out with a broadcast, for whoever holds its link."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bot.site.state import site_of
from storage import files

INLINE = ("image/jpeg", "image/png", "image/webp", "application/pdf")


def show(request: Request) -> Response:
    """The file: what a browser shows safely opens, the rest is saved."""
    site = site_of(request)
    with site.database.reading() as session:
        found = files.with_token(session, request.path_params["token"])
    path = site.files.path(found.path) if found and site.files else None
    if found is None or path is None or not path.is_file():
        raise HTTPException(404)
    way = "inline" if found.mime in INLINE else "attachment"
    mime = found.mime if found.mime in INLINE else "application/octet-stream"
    return FileResponse(path, media_type=mime, filename=found.name, content_disposition_type=way)
