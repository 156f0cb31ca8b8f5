"""What a setting may be; whatever it is instead, one Vietnamese sentence says what to write."""

from datetime import datetime, time
from ipaddress import ip_network
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from handlers.wording import settings as wording
from storage.clock import parse_instant

DATABASES = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def database_url(value: str) -> str:
    """A database that this program can use; the password never stands in the sentence."""
    try:
        name = make_url(value).drivername
    except (ArgumentError, ValueError):
        name = ""
    if name not in DATABASES or "\x00" in value:
        raise ValueError(wording.DATABASE)
    try:
        make_url(value).get_dialect().import_dbapi()
    except ImportError:  # PostgreSQL's is an extra
        raise ValueError(wording.NO_DRIVER) from None
    return value


def web_url(name: str, value: str, *, path: bool = False) -> str:
    """An http address without a slash at its end; `path` where it may have one."""
    parts = _http(value)
    if parts is None or any(letter.isspace() or not letter.isprintable() for letter in value):
        raise ValueError(wording.address(name))
    if parts.query or parts.fragment or (not path and parts.path not in ("", "/")):
        raise ValueError(wording.address_alone(name))
    return value.rstrip("/")


def _http(value: str) -> SplitResult | None:
    """The parts of an address of http with a host; None where it is none."""
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return None
    return parts if good else None


def timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(wording.TIMEZONE) from None
    return value


def quiet_hours(value: str) -> tuple[time, time]:
    """ "21:00-06:30" → two local times; ValueError with a sentence otherwise."""
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in value.split("-"))
        if begin.tzinfo or end.tzinfo:
            raise ValueError
    except ValueError:
        raise ValueError(wording.QUIET_HOURS) from None
    return begin, end


def clock_start(value: str) -> datetime:
    try:
        return parse_instant(value)
    except (ValueError, OverflowError):
        raise ValueError(wording.CLOCK_START) from None


def networks(value: str) -> tuple[str, ...]:
    """ "10.1.2.3/8, ::1" → networks as ("10.0.0.0/8", "::1/128"); ValueError with a sentence otherwise."""
    try:
        return tuple(str(ip_network(part.strip(), strict=False)) for part in value.split(",") if part.strip())
    except ValueError:
        raise ValueError(wording.PROXIES) from None


def log_level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise ValueError(wording.log_level(LEVELS))
    return value.upper()


def open_to_all(host: str, public_url: str | None, proxies: str) -> None:
    """A site that the whole network reaches needs https: its links and cookies are the keys to people's records."""
    if host not in ("0.0.0.0", "::", "*") or (public_url or "").startswith("https://") or proxies:
        return
    raise ValueError(wording.open_to_all(host))


def sentence(errors: list[Any]) -> str:
    """What pydantic found, each setting in one sentence; what was typed is not repeated, it may be a secret."""
    told = []
    for error in errors:
        name = str(error["loc"][0]) if error["loc"] else ""
        ours = error["type"] == "value_error"
        told.append(str(error["ctx"]["error"]) if ours else wording.NUMBERS.get(name, wording.unreadable(name.upper())))
    return wording.wrong(dict.fromkeys(told))
