"""Whether the database answers: one line when it is lost, one when it is back, however many ask meanwhile."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

log = logging.getLogger(__name__)

# Busy, locked, read-only, no access to the disk, full, cannot be opened: SQLite's numbers.
SQLITE_AWAY = frozenset((5, 6, 8, 10, 13, 14))


def is_away(fault: BaseException) -> bool:
    """Whether the database cannot be used just now; False where the step itself was wrong."""
    if isinstance(fault, NoConnectionFree):
        return True
    if not isinstance(fault, DBAPIError):
        return False
    code = getattr(fault.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_AWAY
    return fault.connection_invalidated or isinstance(fault, OperationalError | InterfaceError)


@contextmanager
def waited_out() -> Iterator[None]:
    """Ends in silence where the database is away: that was told already, and somebody will ask again."""
    try:
        yield
    except Exception as fault:
        if not is_away(fault):
            raise


class Outage:
    """One database's. What a write lost only a write brings back: looking may work on a full disk."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._since: float | None = None
        self._writing = False

    @contextmanager
    def watched(self, *, writing: bool) -> Iterator[None]:
        """Around one transaction."""
        try:
            yield
        except Exception as fault:
            if is_away(fault):
                self._lost(fault, writing)
            raise
        if self._since is not None:
            self._answered(writing)

    def _lost(self, fault: Exception, writing: bool) -> None:
        with self._lock:
            self._writing = self._writing or writing
            if self._since is not None:
                return
            self._since = time.monotonic()
        cause = getattr(fault, "orig", None) or fault
        log.error("the database does not answer (%s): what needs it waits", type(cause).__name__)

    def _answered(self, writing: bool) -> None:
        with self._lock:
            if self._since is None or (self._writing and not writing):
                return
            away, self._since, self._writing = time.monotonic() - self._since, None, False
        log.warning("the database answers again, after %.0f s", away)
