"""A neutral text as HTML: bold, links, and lines that a sign begins. Everything else is escaped."""

from urllib.parse import quote

from markupsafe import Markup, escape

from handlers.messages import SPAN

SIGNS = {"▸": "now", "○": "later", "✓": "done", "!": "late", "?": "unknown", "—": "source"}


def to_html(text: str) -> Markup:
    """Paragraphs are parted by an empty line; each line may begin with one of the signs."""
    blocks = (block.strip("\n") for block in text.split("\n\n"))
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("").join(_line(line) for line in block.split("\n")))
        for block in blocks
        if block
    )


def _line(line: str) -> Markup:
    first, _, rest = line.partition(" ")
    if rest and first in SIGNS:
        return Markup('<span class="line {}">{}</span>').format(SIGNS[first], _spans(line))
    return Markup('<span class="line">{}</span>').format(_spans(line))


def _spans(line: str) -> Markup:
    parts, end = [], 0
    for found in SPAN.finditer(line):
        parts.append(escape(line[end : found.start()]))
        if found["bold"]:
            parts.append(Markup("<strong>{}</strong>").format(found["bold"]))
        else:
            link = quote(found["link"], safe=":/?#[]@!$&'()*+,;=%~")
            parts.append(Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(link, found["label"]))
        end = found.end()
    return Markup("").join([*parts, escape(line[end:])])
