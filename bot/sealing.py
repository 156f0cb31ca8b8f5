"""Codes and links inside a chat's text, kept so that whoever reads the database holds none, and shown as they were.

Only the secret itself is sealed, so that a name can still be erased from the words around it. The key lies outside the
database (bot/keys.py). A secret has at most 64 bytes: it is laid over a pad that is drawn for it alone from the key and
a random number (HMAC-SHA512), and signed; no two secrets ever share a pad.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets

from handlers.codes import TOKEN, TYPED, is_one

LONGEST = 64  # bytes of one pad
NONCE, TAG = 16, 16
SHAPES = re.compile(
    rf"(?P<link>(?<=/v/)[\w-]{{16,{LONGEST}}}|(?<=start=)[\w-]{{16,{LONGEST}}}|(?<=/tep/)[\w-]{{16,{LONGEST}}})"
    rf"|(?P<token>(?<![\w-]){TOKEN.pattern}(?![\w-]))|(?P<typed>{TYPED.pattern})",
    re.IGNORECASE | re.ASCII,
)
SEALED = re.compile(r"⟦([A-Za-z0-9_-]{44,})⟧")
LOST = "••••••••"  # what stands for a secret whose key is gone


class Seal:
    """Seals and opens with one key."""

    def __init__(self, key: bytes) -> None:
        self._pads, self._tags = (hmac.digest(key, purpose, hashlib.sha256) for purpose in (b"pad", b"tag"))

    def close(self, text: str) -> str:
        """The text as it is kept: everything that looks like a code or a link's token sealed."""
        return SHAPES.sub(lambda found: self._sealed(found[0]) if found["link"] or is_one(found[0]) else found[0], text)

    def open(self, text: str) -> str:
        """The text as it was said."""
        return SEALED.sub(lambda found: self._opened(found[1]), text)

    def _sealed(self, secret: str) -> str:
        nonce = secrets.token_bytes(NONCE)
        hidden = self._laid_over(nonce, secret.encode())
        whole = nonce + hidden + hmac.digest(self._tags, nonce + hidden, hashlib.sha256)[:TAG]
        return f"⟦{base64.urlsafe_b64encode(whole).decode().rstrip('=')}⟧"

    def _opened(self, sealed: str) -> str:
        try:
            whole = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        except (binascii.Error, ValueError):
            return LOST
        nonce, hidden, tag = whole[:NONCE], whole[NONCE:-TAG], whole[-TAG:]
        if not hmac.compare_digest(hmac.digest(self._tags, nonce + hidden, hashlib.sha256)[:TAG], tag):
            return LOST
        return self._laid_over(nonce, hidden).decode()

    def _laid_over(self, nonce: bytes, text: bytes) -> bytes:
        pad = hmac.digest(self._pads, nonce, hashlib.sha512)
        return bytes(one ^ other for one, other in zip(text, pad, strict=False))
