"""The secret key: SECRET_KEY, else a file in the data folder that is made on the first start. Never in the database."""

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.settings import Settings
from storage.private import private_file, private_folder

FILE = "secret.key"
KEY_BYTES = 32


def secret_key(settings: Settings) -> bytes:
    """The key of this installation. Whoever copies the data folder has it, whoever reads the database alone has not."""
    if settings.secret_key is not None:
        return hashlib.sha256(settings.secret_key.get_secret_value().encode()).digest()
    return _kept(settings.folder() / FILE)


def _kept(path: Path) -> bytes:
    """The key in its file; of two processes that make one at once both take the first."""
    private_folder(path.parent)
    if not path.exists():
        fresh = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
        private_file(fresh)
        fresh.write_text(secrets.token_hex(KEY_BYTES), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def signature(key: bytes, purpose: str, *parts: str) -> str:
    """HMAC-SHA256 of what was said, in hex; one purpose's signature is none for another."""
    return hmac.new(key, "\0".join((purpose, *parts)).encode(), hashlib.sha256).hexdigest()
