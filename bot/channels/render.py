"""One renderer for all channels: what a channel cannot show becomes words, what is too long becomes parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.channels import Capabilities
from handlers.messages import SPAN, Attachment, Reply, escape
from handlers.wording import channels as words

# Where a long text may be cut, best first: between paragraphs, lines, sentences, words.
_ENDS = tuple(re.compile(pattern) for pattern in (r"\n[ \t]*\n\s*", r"\n\s*", r"(?<=[.!?…;:])\s+", r"\s+"))
_SMALLEST = 3  # a part is cut at a better place only where a third of the room is filled
# A letter's marks, a joined emoji's pieces and a colour of skin stay with what they stand on.
_JOINED = re.compile(r"[\u0300-\u036f\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of plain text, counted in UTF-16 units; bold where there is no link."""

    offset: int
    length: int
    link: str | None = None


def units(text: str) -> int:
    """Length as the platforms count it, in UTF-16 units."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def parts(reply: Reply, capabilities: Capabilities) -> list[Reply]:
    """The reply as messages that the channel can send, in order; buttons and a file hang on the last.

    Of several files each is a message of its own, after the text.
    """
    text, buttons = _in_words(reply, capabilities), reply.buttons if capabilities.buttons else ()
    files = [file for file in reply.files if _carries(capabilities, file)]
    if not text and buttons and not files:
        text = words.CHOOSE
    pieces = [Reply(piece) for piece in cut(text, capabilities.max_text)]
    if len(files) == 1 and pieces and units(marked(pieces[-1].text)[0]) <= capabilities.max_caption:
        pieces[-1] = Reply(pieces[-1].text, attachment=files[0])
    else:
        pieces += [Reply("", attachment=file) for file in files]
    return [*pieces[:-1], replace(pieces[-1], buttons=buttons)] if pieces else []


def _carries(capabilities: Capabilities, file: Attachment) -> bool:
    """Whether a file itself goes by this channel; else its link does."""
    return capabilities.files and (capabilities.max_file is None or file.size <= capabilities.max_file)


def cut(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` units, each ending where a reader would pause."""
    text = _loosen(text, limit).strip()
    pieces = []
    while units(text) > limit:
        at = _place(text, limit)
        pieces.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [piece for piece in [*pieces, text] if piece]


def marked(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its spans, and where they stood."""
    plain, marks, length, end = [], [], 0, 0
    for match in SPAN.finditer(text):
        before, shown = text[end : match.start()], match["bold"] or match["label"]
        length += units(before)
        marks.append(Mark(length, units(shown), match["link"]))
        length += units(shown)
        plain += [before, shown]
        end = match.end()
    return "".join([*plain, text[end:]]), tuple(marks)


def _in_words(reply: Reply, capabilities: Capabilities) -> str:
    """The text with everything that the channel cannot show otherwise."""
    blocks = [reply.text.strip()]
    if reply.place:
        blocks.append("\n".join(line for line in (reply.place.title, reply.place.address) if line))
    if linked := [(file.name, file.link) for file in reply.files if not _carries(capabilities, file)]:
        blocks.append(words.files_by_name(linked))
    if reply.buttons and not capabilities.buttons:
        blocks += ["\n".join(_numbered(reply)), words.answer_by_number(len(reply.buttons))]
    return "\n\n".join(block for block in blocks if block)


def _numbered(reply: Reply) -> Iterator[str]:
    return (f"{number}. {button.label}" for number, button in enumerate(reply.buttons, 1))


def _loosen(text: str, limit: int) -> str:
    """Spans that fit into no part lose their marks."""
    return SPAN.sub(lambda span: span[0] if units(span[0]) <= limit else _words_of(span), text)


def _words_of(span: re.Match[str]) -> str:
    return escape(span["bold"]) if span["bold"] else f"{escape(span['label'])} ({span['link']})"


def _place(text: str, limit: int) -> int:
    """Where to cut: the best end that fits and lies outside every span."""
    room = _room(text, limit)
    spans = [match.span() for match in SPAN.finditer(text, 0, room + limit * 2)]
    for end in _ENDS:
        places = [m.start() for m in end.finditer(text, room // _SMALLEST, room + 1) if 0 < m.start() <= room]
        for at in reversed(places):
            if not any(start < at < stop for start, stop in spans):
                return at
    return _hard(text, room, spans)


def _room(text: str, limit: int) -> int:
    """How many letters fit into so many units."""
    room = limit
    while (over := units(text[:room]) - limit) > 0:
        room -= (over + 1) // 2
    return max(1, room)


def _hard(text: str, room: int, spans: list[tuple[int, int]]) -> int:
    """The last place before `room` that breaks no span and no letter."""
    for start, stop in spans:
        if start < room < stop and start > 0:
            return start
    at = room
    while at > 1 and (_JOINED.match(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at if at > 1 else room
