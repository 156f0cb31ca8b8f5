"""What the rest of the product must know of Zalo. Each token is a bot of its own, with its own people and budget."""

from collections.abc import Sequence

from pydantic import SecretStr, field_validator, model_validator

from bot.channels import Capabilities, Channel
from bot.channels.about import REHEARSAL, About, ChannelSettings, Given
from bot.runtime import checking

PUBLIC = "https://bot-api.zaloplatforms.com"


class ZaloSettings(ChannelSettings):
    """Tokens with commas between them."""

    zalo_bot_tokens: SecretStr | None = None
    zalo_api_url: str = PUBLIC

    @field_validator("zalo_api_url")
    @classmethod
    def _zalo_address(cls, value: str) -> str:
        return checking.web_url("ZALO_API_URL", value, path=True)

    @model_validator(mode="after")
    def _no_rehearsal_on_zalo(self) -> "ZaloSettings":
        if self.clock_start and self.zalo_tokens and self.zalo_api_url == PUBLIC:
            raise ValueError(REHEARSAL.format(ABOUT.label))
        return self

    @property
    def zalo_tokens(self) -> tuple[str, ...]:
        """Each token once, in the order given: the first is the channel "zalo", the second "zalo2"."""
        given = self.zalo_bot_tokens.get_secret_value() if self.zalo_bot_tokens else ""
        return tuple(dict.fromkeys(token for part in given.split(",") if (token := part.strip())))


def _clients(config: ZaloSettings, given: Given) -> Sequence[Channel]:
    if not config.zalo_tokens:
        return ()
    from bot.channels.zalo.channel import ZaloChannel  # a platform that is not set up is not loaded

    tokens = enumerate(config.zalo_tokens, 1)
    return [ZaloChannel(token, config.zalo_api_url, number=number) for number, token in tokens]


ABOUT = About(
    name="zalo",
    label="Zalo",
    consent="Zalo",
    # No link there can carry the code, and the bot's own link stands only in Bot Creator.
    way_in=lambda bot, code, token: f"Zalo: mở bot “{bot}” rồi nhắn mã {code}",
    # The text may hold 2,000; in which unit is written nowhere, so a part ends well before.
    capabilities=Capabilities(
        max_text=1800, buttons=False, files=False, edit=False, pace=3.0, monthly_quota=3000, max_people=50
    ),
    settings=ZaloSettings,
    clients=_clients,
    browser="Zalo",
)
