"""One `run` or `demo` on a SQLite file: a second one is refused, because it would poll and tick twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from storage.database import Database

BUSY = (
    "Dữ liệu này đang được một tiến trình khác dùng (run hoặc demo). Dừng tiến trình kia trước, hoặc dùng PostgreSQL."
)


@contextmanager
def only_one(database: Database) -> Iterator[None]:
    """Holds the lock file beside the database; ValueError with a sentence where somebody else does."""
    if database.path is None:
        yield
        return
    database.path.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{database.path}.lock", "w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ValueError(BUSY) from None
        yield
