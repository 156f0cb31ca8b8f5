"""The neutral message: what every channel hands in and gets back. Imports nothing of ours.

Text is plain, with two spans that a channel renders as it can: **bold** and [label](https://link).
`escape` keeps what people typed from being read as a span.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MAX_COMMAND_BYTES = 64
SPAN = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<label>[^\]\n]+)\]\((?P<link>https?://[^)\s]+)\)")


class Chat(StrEnum):
    """Where a message was said."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came or goes; `path` is where its bytes lie, empty as long as they are not here.

    `link` opens it where a channel cannot carry it; `remote` is what the platform calls it.
    """

    name: str
    path: str = ""
    mime: str = "application/octet-stream"
    size: int = 0
    link: str = ""
    remote: str = ""
    mark: str = ""  # of a secret paper (`reading.marks`): such a file is not kept


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that a reply stands under, as its platform shows it; `ours` where we sent it.

    `buttons` are (label, command) pairs that hang under it; they give no right that typing would not give.
    """

    message_id: str
    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A contact that was shared; `own` where it is the sender's."""

    name: str
    phone: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as any channel hands it in; address is the chat's id on that channel.

    `wordless` says what came beside or instead of words (voice, sticker, photo, location, …); `album` is the mark
    that the parts of one album share, `more` says that another part waits behind this one. A page gives its form as
    a `command` that carries its data: nothing is read. `book`: a workbook, read on the way here (`said.books.Book`).
    """

    channel: str
    address: str
    text: str
    sender_name: str = ""
    chat: Chat = Chat.PRIVATE
    attachment: Attachment | None = None
    message_id: str = ""
    edited: bool = False
    forwarded: bool = False
    reply_to: Quoted | None = None
    wordless: str = ""
    card: Card | None = None
    album: str = ""
    more: bool = False
    browser: int = 0  # the session that a page was posted from
    source: str = ""  # where on the internet it came from, as a hash; web only
    command: "Command | None" = None
    also: tuple[Attachment, ...] = ()  # files of a page's form after the first
    book: Any = None

    @property
    def files(self) -> tuple[Attachment, ...]:
        return (self.attachment, *self.also) if self.attachment is not None else ()


@dataclass(frozen=True, slots=True)
class Button:
    """A press sends `command`, a short ASCII command that anybody could type."""

    label: str
    command: str

    def __post_init__(self) -> None:
        if not self.command.isascii() or len(self.command) > MAX_COMMAND_BYTES:
            raise ValueError(f"button command must be ASCII and at most {MAX_COMMAND_BYTES} bytes: {self.command!r}")


@dataclass(frozen=True, slots=True)
class Place:
    """A venue; shown as a place where the channel can, else as words."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that an answer tells. `of`: the row it is of ("item:12", "event:3", "line:84").

    kind: start, end, day, hour, place, person, signer, post, unit, what, count, money, due, quote, …
    Times are ISO, local.
    """

    kind: str
    value: str
    of: str = ""


class Outcome(StrEnum):
    """What became of a message, for pages, scripts and tests: nobody reads it off the text."""

    DONE = "done"  # a change stands
    ASK = "ask"  # one question back, or a preview to confirm; nothing changed
    ANSWER = "answer"  # a fact of the plan or of the records
    UNKNOWN = "unknown"  # honestly not known, or passed on
    REFUSED = "refused"  # not allowed, locked, not possible
    TALK = "talk"  # thanks, sympathy, small talk


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: text, buttons under it, perhaps a file or a place; `also` are more files after the first.

    `outcome`: one or two of Outcome; the desk puts DONE first where a change was made. `sources`: lines of the plan,
    `facts`: what it tells.
    `faults`: what is wrong with which field of a form. `expects` is the command that a sentence typed next belongs
    to: the step of a form that asks for words.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    attachment: Attachment | None = None
    place: Place | None = None
    expects: str = ""
    outcome: tuple[Outcome, ...] = (Outcome.ANSWER,)
    sources: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    also: tuple[Attachment, ...] = ()

    @property
    def files(self) -> tuple[Attachment, ...]:
        return (self.attachment, *self.also) if self.attachment is not None else ()

    @property
    def is_silence(self) -> bool:
        return not (self.text or self.buttons or self.attachment or self.place)

    @property
    def done(self) -> bool:
        return Outcome.DONE in self.outcome

    @property
    def unknown(self) -> bool:
        return Outcome.UNKNOWN in self.outcome


SILENCE = Reply("")  # nothing need be said: another message answers


def asking(text: str, buttons: tuple[Button, ...] = (), expects: str = "") -> Reply:
    """A question back or a preview: nothing was changed."""
    return Reply(text, buttons, expects=expects, outcome=(Outcome.ASK,))


def talking(text: str) -> Reply:
    """A courtesy: no fact, no change."""
    return Reply(text, outcome=(Outcome.TALK,))


def not_known(text: str, buttons: tuple[Button, ...] = ()) -> Reply:
    """Honestly not known or not understood, or passed on to somebody who may know."""
    return Reply(text, buttons, outcome=(Outcome.UNKNOWN,))


def refused(text: str, buttons: tuple[Button, ...] = ()) -> Reply:
    """A no beside which something is kept (a wrong try was counted), so that no Refusal may undo it."""
    return Reply(text, buttons, outcome=(Outcome.REFUSED,))


def packed(reply: Reply) -> dict[str, Any]:
    """The reply as JSON, to be kept until it was given."""
    return asdict(reply)


def unpacked(kept: Mapping[str, Any]) -> Reply:
    """The kept reply; TypeError where another version wrote it."""
    buttons = tuple(Button(**button) for button in kept["buttons"])
    attachment = Attachment(**kept["attachment"]) if kept["attachment"] else None
    place = Place(**kept["place"]) if kept["place"] else None
    outcome, sources = tuple(Outcome(each) for each in kept.get("outcome", ())), tuple(kept.get("sources", ()))
    also = tuple(Attachment(**each) for each in kept.get("also", ()))
    facts = tuple(Fact(**each) for each in kept.get("facts", ()))
    known = {
        "buttons": buttons, "attachment": attachment, "place": place, "outcome": outcome, "sources": sources,
        "facts": facts, "also": also,
    }  # fmt: skip
    return Reply(**{**kept, **known})


@dataclass(frozen=True, slots=True)
class Command:
    """What every message becomes before a handler sees it: a name, and `said`, the subject's own data.

    `said` is made by a page's form, or by the desk from `words` through the door of `handlers.speech`. `doubt`: the
    cue for which it must change nothing (`handlers.speech.policy`), where it was read from a sentence that holds one.
    """

    name: str
    args: tuple[str, ...] = ()
    words: str = field(default="", compare=False)
    said: Any = None
    doubt: str = field(default="", compare=False)


class Refusal(Exception):
    """A handler's polite no: the sentence says what is not possible and what to do now.

    `outcome` is ASK where it puts a question back. `faults`: what is wrong with which field of a form.
    """

    def __init__(
        self, text: str, buttons: tuple[Button, ...] = (), outcome: Outcome = Outcome.REFUSED,
        faults: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text)
        self.text = text
        self.buttons = buttons
        self.outcome = outcome
        self.faults: Mapping[str, str] = faults or {}


class Denied(Refusal):
    """A no for want of a right: it says the same whether the thing exists or not, and is logged."""


def button_label(words: str, most: int = 60) -> str:
    """Words for a button, cut at a word where they are too long for one."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0][: most - 1].rstrip(' ,;:(–')}…"


def escape(text: str) -> str:
    """Typed text made safe to stand inside a Reply: its own marks are not read as spans."""
    return text.replace("**", "*\u200b*").replace("](", "]\u200b(")


def plain(text: str) -> str:
    """The text without spans, links written out: for channels that render nothing."""
    return SPAN.sub(lambda m: m["bold"] or f"{m['label']} ({m['link']})", text)
