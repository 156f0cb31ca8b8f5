"""What the rest of the product must know of the web chat. Its pages are the site's own and always there."""

from collections.abc import Sequence

from bot.channels import Capabilities, Channel
from bot.channels.about import About, ChannelSettings, Given


def _clients(config: ChannelSettings, given: Given) -> Sequence[Channel]:
    from bot.channels.web.channel import WebChannel

    return (WebChannel(given.post),)


ABOUT = About(
    name="web",
    label="trang web",
    consent="trang web này",
    way_in=lambda site, code, token: f"{site}/v/{token}",
    capabilities=Capabilities(max_text=20_000, buttons=True, files=False, edit=False, pace=500.0, chat_pace=500.0),
    settings=ChannelSettings,
    clients=_clients,
)
