"""One `run` or `demo` on a SQLite file: a second one is refused, because it would poll and tick twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handlers.wording.settings import BUSY
from storage.database import Database
from storage.private import private_file, private_folder


@contextmanager
def only_one(database: Database) -> Iterator[None]:
    """Holds the lock file beside the database; ValueError with a sentence where somebody else does."""
    if database.path is None:
        yield
        return
    private_folder(database.path.parent)
    beside = Path(f"{database.path}.lock")
    private_file(beside)
    with beside.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ValueError(BUSY) from None
        yield
