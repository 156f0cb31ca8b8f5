"""Keeps secrets out of everything that is logged: messages, arguments, tracebacks, whatever handler prints them."""

import logging
import re
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from bot.channels import about

MASK = "…"
SHORTEST = 6  # a shorter secret would mask ordinary words
# These log every address they call, and the address of a bot holds its token.
_TALKATIVE = ("httpx", "httpcore", "aiohttp.client", "apscheduler")
_SHAPES = (
    re.compile(r"(?<=/bot)\d+(?::|%3A)[^/\s\"'?#]+", re.IGNORECASE),  # a token inside an address
    re.compile(r"\b\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE),  # a token by itself
    re.compile(r"(?<=/v/)[A-Za-z0-9_-]{16,}"),  # a personal link
    re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"),  # the password of a database address
)


class Redactor:
    """Masks the secrets it was told and everything shaped like a token."""

    def __init__(self, *secrets: str | None) -> None:
        self._secrets: set[str] = set()
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str | None) -> None:
        """One more value that nobody may read; also its part after the colon."""
        for part in (secret, secret.partition(":")[2]) if secret else ():
            if part and len(part) >= SHORTEST:
                self._secrets.add(part)

    def clean(self, text: str) -> str:
        """The text with every secret masked."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, MASK)
        for shape in _SHAPES:
            text = shape.sub(MASK, text)
        return text

    def record(self, record: logging.LogRecord) -> logging.LogRecord:
        """A log record whose message, traceback and stack hold no secret."""
        record.msg, record.args = self.clean(_message(record)), None
        if record.exc_info:
            record.exc_text = self.clean(_traced(record.exc_info))
            record.exc_info = None  # a formatter that prints it anew would print the secret
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return record


class RedactingFilter(logging.Filter):
    """For a handler that gets records made elsewhere."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        self._redactor.record(record)
        return True


class RedactingFormatter(logging.Formatter):
    """The last gate: what is printed is masked once more, extras included."""

    def __init__(self, redactor: Redactor, fmt: str | None = None, datefmt: str | None = None) -> None:
        super().__init__(fmt, datefmt)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.clean(super().format(record))


def install(*secrets: str | None) -> Redactor:
    """Masks from here on in every log record of the process and in what an uncaught error prints."""
    redactor = Redactor(*secrets)
    make = logging.getLogRecordFactory()

    def masked(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return redactor.record(make(*args, **kwargs))

    logging.setLogRecordFactory(masked)
    for name in (*_TALKATIVE, *(each for of in about.every().values() for each in of.loggers)):
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _hook(redactor)
    return redactor


def _hook(redactor: Redactor) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def show(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if sys.stderr:
            sys.stderr.write(redactor.clean("".join(traceback.format_exception(kind, fault, trace))))

    return show


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # a wrong format string must not lose the record
        return f"{record.msg} {record.args!r}"


def _traced(info: Any) -> str:
    return "".join(traceback.format_exception(*info)).rstrip("\n")
