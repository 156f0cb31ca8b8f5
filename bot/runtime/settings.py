"""The only reader of the environment; every name stands in .env.example with its default.

What a channel reads it says itself (`bot/channels/<name>/about.py`); `settings_type` puts all of it together.
"""

from collections.abc import Callable
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationInfo, create_model, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from bot.channels import about
from bot.runtime import checking


class Settings(BaseSettings):
    """What may be set beside the channels; empty means not set."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: str = "sqlite:///hoinghi.db"
    data_dir: Path | None = None
    secret_key: SecretStr | None = None
    public_url: str | None = None
    web_host: str = "127.0.0.1"
    web_port: int = Field(8080, ge=0, le=65535)
    trusted_proxies: str = ""
    timezone: str = "Asia/Ho_Chi_Minh"
    quiet_hours: str = "21:00-06:30"
    max_upload_mb: int = Field(200, ge=1, le=2000)
    retention_days: int = Field(90, ge=1, le=36500)
    clock_start: str | None = None
    clock_speed: float = Field(1.0, gt=0, le=100_000)
    log_level: str = "INFO"

    @field_validator("database_url", "timezone", "log_level", "quiet_hours", "trusted_proxies", "clock_start")
    @classmethod
    def _checked(cls, value: str | None, info: ValidationInfo) -> str | None:
        checks: dict[str, Callable[[str], object]] = {
            "database_url": checking.database_url,
            "timezone": checking.timezone,
            "log_level": checking.log_level,
            "quiet_hours": checking.quiet_hours,
            "trusted_proxies": checking.networks,
            "clock_start": checking.clock_start,
        }
        if value is not None:
            checks[info.field_name or ""](value)
        return value.upper() if value and info.field_name == "log_level" else value

    @model_validator(mode="after")
    def _safe_where_all_can_reach_it(self) -> "Settings":
        checking.open_to_all(self.web_host, self.public_url, self.trusted_proxies)
        return self

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        return checking.web_url("PUBLIC_URL", value) if value else value

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show: every secret setting, whole and each of several with commas between them."""
        given = [value.get_secret_value() for value in dict(self).values() if isinstance(value, SecretStr)]
        return (*given, *(part for value in given for part in value.replace(",", " ").split()))

    @property
    def quiet(self) -> tuple[time, time]:
        """Local hours in which nothing unasked leaves, as (begin, end)."""
        return checking.quiet_hours(self.quiet_hours)

    @property
    def proxies(self) -> tuple[str, ...]:
        """The networks whose X-Forwarded-For and -Proto are believed."""
        return checking.networks(self.trusted_proxies)

    def folder(self) -> Path:
        """DATA_DIR, by default `data` beside the SQLite file."""
        if self.data_dir is not None:
            return self.data_dir
        name = make_url(self.database_url).database if self.database_url.startswith("sqlite") else None
        return (Path(name).parent if name and name != ":memory:" else Path()) / "data"

    def web_url(self, port: int) -> str:
        """Where people reach the site: PUBLIC_URL, else the local address."""
        host = "127.0.0.1" if self.web_host in ("0.0.0.0", "::") else self.web_host
        return self.public_url or f"http://{host}:{port}"

    @property
    def is_https(self) -> bool:
        return bool(self.public_url) and urlsplit(self.public_url or "").scheme == "https"


def settings_type() -> type[Settings]:
    """The settings with those of every channel."""
    return _joined(tuple(dict.fromkeys(each.settings for each in about.every().values())))


def read_settings(**given: Any) -> Settings:
    """What the environment and `.env` say; `given` stands before them. ValidationError with a sentence each."""
    return settings_type()(**given)


@cache
def _joined(of_channels: tuple[type[BaseModel], ...]) -> type[Settings]:
    # A base before those that it is made from, else they have no order.
    parts = sorted(of_channels, key=lambda each: len(each.__mro__), reverse=True)
    return cast(type[Settings], create_model("Settings", __base__=(*parts, Settings)))
