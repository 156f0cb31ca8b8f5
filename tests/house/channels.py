"""A channel is named in its own folder and in the tuple; everybody else asks the table (`bot.channels.about`)."""

import re
from collections.abc import Iterator

from bot.channels import CHANNELS
from tests.house.sources import Source, below

SITE = "web"  # the site's own pages: the product has them whatever else is set up
NAMED = re.compile("|".join(name for name in CHANNELS if name != SITE), re.IGNORECASE)
# Where the word is one of the language and not a channel of ours.
EXEMPT = {
    "bot.channels": "the tuple itself",
    "handlers.reading.fields.contacts": "a kind of telephone number in a plan",
    "handlers.reading.fields.duties": "a kind of telephone number in a plan",
    "handlers.reading.sheets.heads": "a column of telephone numbers in a list",
    "handlers.language.phones": "the word before a telephone number",
    "handlers.language.shorthand": "a word that is no abbreviation",
    "handlers.speech.sentences.orders": "what people call their own group chats, and what they would like to connect",
    "handlers.wording.buttons": "the group chats that people have without the bot",
}


def a_channel_is_named_in_its_folder_only(source: Source) -> Iterator[str]:
    if below(source.name, *(f"bot.channels.{name}" for name in CHANNELS)):
        return
    lines = enumerate(source.text.splitlines(), 1)
    found = [f"{source.name}:{number} names {name[0]}" for number, line in lines if (name := NAMED.search(line))]
    if source.name not in EXEMPT:
        yield from found
    elif not found:
        yield f"{source.name} needs no exemption"
