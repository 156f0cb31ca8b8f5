"""Codes and links inside a chat's text, kept so that whoever reads the database holds none, and shown as they were.

Only the secret itself is sealed, so that a name can still be erased from the words around it.
"""

from storage.keys import Keys
from storage.shapes import replaced


class Seal:
    """Seals and opens with the keys of a database."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def close(self, text: str) -> str:
        """The text as it is kept: everything that looks like a code or a link's token sealed."""
        return replaced(text, self._keys.seal)

    def open(self, text: str) -> str:
        """The text as it was said."""
        return self._keys.unseal(text)
