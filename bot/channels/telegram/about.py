"""What the rest of the product must know of Telegram."""

import re
from collections.abc import Sequence

from pydantic import SecretStr, field_validator, model_validator

from bot.channels import Capabilities, Channel, UpdateDoor
from bot.channels.about import REHEARSAL, About, ChannelSettings, Given
from bot.runtime import checking

PUBLIC = "https://api.telegram.org"
DOOR = "/telegram"
LARGEST_FILE = 50_000_000  # bytes; a larger one goes as its link
HEADER = "X-Telegram-Bot-Api-Secret-Token"
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class TelegramSettings(ChannelSettings):
    """One account; with a secret its updates are brought, else they are asked for."""

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = PUBLIC
    telegram_webhook_secret: SecretStr | None = None

    @field_validator("telegram_api_url")
    @classmethod
    def _telegram_address(cls, value: str) -> str:
        return checking.web_url("TELEGRAM_API_URL", value, path=True)

    @model_validator(mode="after")
    def _webhook_has_a_door(self) -> "TelegramSettings":
        if self.telegram_webhook_secret is None:
            return self
        if not WEBHOOK_SECRET.fullmatch(self.telegram_webhook_secret.get_secret_value()):
            raise ValueError("TELEGRAM_WEBHOOK_SECRET chỉ gồm chữ không dấu, số, dấu _ và -, nhiều nhất 256 ký tự.")
        if not self.public_url:
            raise ValueError("TELEGRAM_WEBHOOK_SECRET cần PUBLIC_URL, là địa chỉ https mà Telegram gọi tới.")
        return self

    @model_validator(mode="after")
    def _no_rehearsal_on_telegram(self) -> "TelegramSettings":
        if self.clock_start and self.telegram_bot_token and self.telegram_api_url == PUBLIC:
            raise ValueError(REHEARSAL.format(ABOUT.label))
        return self


def _clients(config: TelegramSettings, given: Given) -> Sequence[Channel]:
    if config.telegram_bot_token is None:
        return ()
    from bot.channels.telegram.channel import Hook, TelegramChannel  # a platform that is not set up is not loaded

    secret = config.telegram_webhook_secret
    brought = Hook(f"{config.public_url}{DOOR}", secret.get_secret_value()) if secret else None
    return (TelegramChannel(config.telegram_bot_token.get_secret_value(), config.telegram_api_url, hook=brought),)


def _doors(config: TelegramSettings, clients: Sequence[Channel]) -> Sequence[UpdateDoor]:
    secret = config.telegram_webhook_secret
    if secret is None or not clients:
        return ()
    from bot.channels.telegram.channel import TelegramChannel

    taking = [client.take for client in clients if isinstance(client, TelegramChannel)]
    return [UpdateDoor(DOOR, HEADER, secret.get_secret_value(), take) for take in taking]


ABOUT = About(
    name="telegram",
    label="Telegram",
    consent="Telegram (máy chủ đặt ở nước ngoài)",
    way_in=lambda bot, code, token: f"https://t.me/{bot}?start={token}",
    capabilities=Capabilities(
        max_text=4096, buttons=True, files=True, edit=True, pace=29.0, group_pace=18, max_caption=1024,
        max_file=LARGEST_FILE,
    ),
    settings=TelegramSettings,
    clients=_clients,
    doors=_doors,
    takes_files=True,
    loggers=("telegram",),
    browser="Telegram",
)  # fmt: skip
