"""The form on a link's page: it works in the browser that it was shown to, and two presses of it are one.

A page gives the browser a cookie with a random word; the form holds a hash of that word, signed together with the link
and the session that the browser had. A form shown elsewhere, or before somebody else's session began here, does not
fit. A browser that brings no such cookie is taken where its session fits: whoever can write such a form can look at
the page, too. The session's secret follows from the word, so that a second press ends in the same session.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.runtime.keys import signature
from bot.site.addresses import is_https
from bot.site.state import site_of
from bot.site.visitors import COOKIE

WORD = "hoinghi-mo"
WORD_LASTS = 86400  # seconds


@dataclass(frozen=True, slots=True)
class Form:
    """What the page posts back, and the browser's word where it has to be given one."""

    slip: str
    word: str | None = None


def form(request: Request, token: str) -> Form:
    """A form for this browser and this link."""
    known = request.cookies.get(WORD)
    word = known or secrets.token_urlsafe(16)
    mark = _mark(word)
    return Form(f"{mark}.{_signed(request, token, mark)}", None if known else word)


def give_word(request: Request, response: Response, made: Form) -> None:
    """Gives the browser its word; it opens nothing."""
    if made.word is not None:
        response.set_cookie(
            WORD, made.word, max_age=WORD_LASTS, httponly=True, samesite="lax", secure=is_https(request), path="/v"
        )


def fits(request: Request, token: str, slip: object) -> bool:
    """Whether a posted form was shown to this browser, with the session it has now."""
    mark, _, signed = str(slip or "").partition(".")
    word = request.cookies.get(WORD)
    if word is not None and _mark(word) != mark:
        return False
    return hmac.compare_digest(signed.encode(), _signed(request, token, mark).encode())


def secret_of(request: Request, token: str) -> str | None:
    """The secret of the session that this browser's form begins; None where the browser keeps no cookies."""
    word = request.cookies.get(WORD)
    if word is None:
        return None
    site = site_of(request)
    signed = signature(site.door.key, "session", word, token, request.cookies.get(COOKIE, ""))
    return base64.urlsafe_b64encode(bytes.fromhex(signed)).decode().rstrip("=")


def _mark(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:32]


def _signed(request: Request, token: str, mark: str) -> str:
    return signature(site_of(request).door.key, "form", token, mark, request.cookies.get(COOKIE, ""))
