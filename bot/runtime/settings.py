"""The only reader of the environment; every name stands in .env.example with its default."""

import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from bot.runtime import checking
from handlers.wording import settings as wording

TELEGRAM_PUBLIC = "https://api.telegram.org"
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
ZALO_PUBLIC = "https://bot-api.zaloplatforms.com"


class Settings(BaseSettings):
    """What may be set; empty means not set."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: str = "sqlite:///hoinghi.db"
    data_dir: Path | None = None
    secret_key: SecretStr | None = None
    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM_PUBLIC
    telegram_webhook_secret: SecretStr | None = None
    zalo_bot_tokens: SecretStr | None = None
    zalo_api_url: str = ZALO_PUBLIC
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

    @model_validator(mode="after")
    def _webhook_has_a_door(self) -> "Settings":
        if self.telegram_webhook_secret is None:
            return self
        if not WEBHOOK_SECRET.fullmatch(self.telegram_webhook_secret.get_secret_value()):
            raise ValueError(wording.WEBHOOK_SECRET)
        if not self.public_url:
            raise ValueError(wording.WEBHOOK_NEEDS_URL)
        return self

    @field_validator("public_url", "telegram_api_url", "zalo_api_url")
    @classmethod
    def _address(cls, value: str | None, info: ValidationInfo) -> str | None:
        name = info.field_name or ""
        return checking.web_url(name.upper(), value, path=name != "public_url") if value else value

    @model_validator(mode="after")
    def _no_rehearsal_in_public(self) -> "Settings":
        on_telegram = self.telegram_bot_token and self.telegram_api_url == TELEGRAM_PUBLIC
        on_zalo = self.zalo_tokens and self.zalo_api_url == ZALO_PUBLIC
        if self.clock_start and (on_telegram or on_zalo):
            name = "Telegram" if on_telegram else "Zalo"
            raise ValueError(wording.no_trial_clock(name))
        return self

    @property
    def zalo_tokens(self) -> tuple[str, ...]:
        """Each token once, in the order given: the first is the channel "zalo", the second "zalo2"."""
        given = self.zalo_bot_tokens.get_secret_value() if self.zalo_bot_tokens else ""
        return tuple(dict.fromkeys(token for part in given.split(",") if (token := part.strip())))

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        telegram = self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""
        hook = self.telegram_webhook_secret.get_secret_value() if self.telegram_webhook_secret else ""
        key = self.secret_key.get_secret_value() if self.secret_key else ""
        return (telegram, hook, key, *self.zalo_tokens)

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
