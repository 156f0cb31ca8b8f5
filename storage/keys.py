"""The secret key at work: digests that nobody makes without it, and texts that nobody reads without it.

The key lies outside the database and comes with it (`Database(url, key)`). A digest is one of a bare SHA-256, so that
what an older version kept is made such a one without knowing the word (migration 0015). A sealed text is laid over a
pad that is drawn for it alone from the key and a random number (HMAC-SHA512, block by block), and signed.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets

from sqlalchemy.orm import Session

NAME = "keys"  # in the info of every session
NONCE, TAG, BLOCK = 16, 16, 64
SEALED = re.compile(r"⟦([A-Za-z0-9_-]{44,})⟧")
LOST = "••••••••"  # what stands for a text whose key is gone


def of(session: Session) -> "Keys":
    """The keys of the database that a session works on."""
    keys: Keys = session.info[NAME]
    return keys


def plain(secret: str) -> str:
    """A bare SHA-256 in hex: enough for what has 128 random bits, such as a link's token; never for a typed code."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Keys:
    """Digests and seals with one key."""

    def __init__(self, key: bytes) -> None:
        purposes = (b"pad", b"tag", b"digest")
        self._pads, self._tags, self._digests = (hmac.digest(key, purpose, hashlib.sha256) for purpose in purposes)

    def digest(self, secret: str) -> str:
        """By which a short secret is known again, 64 hex digits."""
        return self.of_plain(plain(secret))

    def of_plain(self, found: str) -> str:
        """The digest of that of which `found` is the bare SHA-256, or the beginning of it."""
        return hmac.digest(self._digests, found.encode(), hashlib.sha256).hex()

    def seal(self, text: str) -> str:
        """The text as it may be kept, each time otherwise."""
        nonce = secrets.token_bytes(NONCE)
        hidden = self._laid_over(nonce, text.encode())
        whole = nonce + hidden + self._signed(nonce + hidden)
        return f"⟦{base64.urlsafe_b64encode(whole).decode().rstrip('=')}⟧"

    def unseal(self, text: str) -> str:
        """The text with all that is sealed in it as it was; LOST for what another key sealed."""
        return SEALED.sub(lambda found: self._opened(found[1]), text)

    def _opened(self, sealed: str) -> str:
        try:
            whole = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        except (binascii.Error, ValueError):
            return LOST
        nonce, hidden, tag = whole[:NONCE], whole[NONCE:-TAG], whole[-TAG:]
        if not hmac.compare_digest(self._signed(nonce + hidden), tag):
            return LOST
        return self._laid_over(nonce, hidden).decode()

    def _signed(self, text: bytes) -> bytes:
        return hmac.digest(self._tags, text, hashlib.sha256)[:TAG]

    def _laid_over(self, nonce: bytes, text: bytes) -> bytes:
        numbers = range(-(-len(text) // BLOCK))
        blocks = (nonce + (number.to_bytes(4) if number else b"") for number in numbers)
        pad = b"".join(hmac.digest(self._pads, block, hashlib.sha512) for block in blocks)[: len(text)]
        return (int.from_bytes(text) ^ int.from_bytes(pad)).to_bytes(len(text))
