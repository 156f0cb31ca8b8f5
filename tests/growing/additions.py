"""What is written for each addition: the file, the text that it stands before, the new text ("" makes a file)."""

from dataclasses import dataclass

END = "\N{END OF TEXT}"


@dataclass(frozen=True, slots=True)
class Written:
    """New text before `mark` in a file; at its end for END; a whole new file for ""."""

    file: str
    mark: str
    text: str


COMMAND = (
    Written(
        "handlers/people/own_data.py",
        END,
        '''

def weather(request: Request) -> Reply:
    """`/thoitiet`: what the sky will be like."""
    return Reply(wording.WEATHER)
''',
    ),
    Written("handlers/menu.py", '    Entry("ten",', '    Entry("thoitiet", own_data.weather, (ORGANISER, FOCAL)),\n'),
    Written("handlers/wording/menu.py", '    "ten": ', '    "thoitiet": "thời tiết mấy ngày họp",\n'),
    Written("handlers/wording/menu.py", '    "duyet": "Duyệt người', '    "thoitiet": "Thời tiết",\n'),
    Written("handlers/wording/account.py", END, '\n\nWEATHER = "Mấy ngày họp trời mát, chiều có mưa rào."\n'),
)

REMINDER = (
    Written(
        "handlers/reminders/programme.py",
        "KINDS = (\n",
        """def _umbrellas(session: Session, chosen: Chosen, now: datetime, zone: str) -> Told:
    for member in coming.approved(session, {matter.event.id for matter, _ in chosen}):
        for matter, step in chosen:
            yield matter, step, Draft(member.person_id, member.unit_id, wording.umbrella)


""",
    ),
    Written(
        "handlers/reminders/programme.py",
        '    Kind("arrival",',
        ('    Kind("umbrella", (Step("06:45", 0, time(6, 45), moves=False),), _mornings, _umbrellas),\n'),
    ),
    Written(
        "handlers/wording/reminders.py",
        END,
        '''

def umbrella(number: str) -> Words:
    """Before people leave their rooms."""
    return _words(["Sáng nay có mưa rào, anh/chị nhớ mang ô."], None, number)
''',
    ),
)

CHANNEL = (
    Written(
        "bot/channels/loa/__init__.py",
        "",
        '"""A loudspeaker that listens: for the tests of how the product grows."""\n',
    ),
    Written(
        "bot/channels/loa/about.py",
        "",
        '''"""What the rest of the product must know of the loudspeaker."""

from collections.abc import Sequence

from bot.channels import Capabilities, Channel
from bot.channels.about import About, ChannelSettings, Given


class LoaSettings(ChannelSettings):
    loa_number: str | None = None


def _clients(config: LoaSettings, given: Given) -> Sequence[Channel]:
    from bot.channels.loa.channel import LoaChannel

    return (LoaChannel(config.loa_number),) if config.loa_number else ()


ABOUT = About(
    name="loa",
    label="loa phường",
    consent="loa phường (ai đi qua cũng nghe)",
    way_in=lambda number, code, token: f"Loa phường: gọi {number}, đọc mã {code}",
    capabilities=Capabilities(max_text=900, buttons=False, files=False, edit=False, pace=50.0, chat_pace=50.0),
    settings=LoaSettings,
    clients=_clients,
)
''',
    ),
    Written(
        "bot/channels/loa/channel.py",
        "",
        '''"""What is said into it waits in a queue; what it says is kept."""

import asyncio
import json
from typing import Any

from bot.channels import RawUpdate, Receive
from bot.channels.listening import Listening
from bot.channels.loa.about import ABOUT
from handlers.messages import Incoming, Reply


class LoaChannel(Listening):
    name = ABOUT.name
    capabilities = ABOUT.capabilities
    polls = True

    def __init__(self, number: str) -> None:
        super().__init__()
        self.called = number
        self.receive: Receive | None = None
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: list[tuple[str, str]] = []

    def parse(self, raw: str) -> Incoming | None:
        said = json.loads(raw)
        return Incoming(self.name, said["from"], said["text"], sender_name=said["from"])

    async def start(self) -> None: ...

    async def stop(self) -> None:
        await self._end()

    async def send(self, address: str, reply: Reply) -> str:
        self.heard.append((address, reply.text))
        return str(len(self.heard))

    async def _take_updates(self) -> None:
        self.settled.set()
        self.state = "polling"
        while True:
            said = await self.said.get()
            await self.receive(self.name, [RawUpdate(said["key"], json.dumps(said))])

    def _in_words(self, fault: Exception) -> str | None:
        return None
''',
    ),
    Written("bot/channels/__init__.py", ', "web")', ', "loa"'),
)

FIELD = (
    Written("handlers/reading/fields/details.py", ")  # fmt: skip\n\n\ndef read_details", (
        '    DetailField("parking", "Chỗ để xe", head="cho de xe|noi de xe", asked="(?:de|gui|dau|do) xe|bai xe"),\n'
    )),
)  # fmt: skip

ADDITIONS = {"a command": COMMAND, "a reminder kind": REMINDER, "a channel": CHANNEL, "a document field": FIELD}
