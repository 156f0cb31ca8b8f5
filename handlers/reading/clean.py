"""One typed line without its Markdown, HTML and Unicode accidents."""

import html
import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\x00-\x08\x0e-\x1f]")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_PICTURED = re.compile("^(\\s*)[\ue000-\uf8ff]\\s*")  # bullets of picture fonts
_PICTOGRAM = re.compile("[\ue000-\uf8ff]")
_DOTTED = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d|\.\d)")
_OCR_ONE = re.compile(r"(?<!\w)[lI](?=\d\s*(?:/\s*\d|[hg]\d|:\d\d))")  # "l7/11/2023"
_OCR_ZERO = re.compile(r"(?<=\d)[oO](?=\s*(?:/\d|[hg]\d))|(?<=\d[hg:][0-5])[oO](?!\w)|(?<=\d[hg:])[oO](?=\d|[oO])")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|p|div|font|sup|sub|center|h[1-6]|a|td|th|tr|table|tbody|thead)\b[^<>]{0,200}>", re.I
)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.I)
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.I)
_BOLD_TAG = re.compile(r"</?(?:b|strong)>", re.I)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_BOLD_START = re.compile(r"^(\W{0,4}(?:\d[\d.]*\s*)?)\*\*")
_STARS = re.compile(r"(?<!\s)\*{1,3}|\*{1,3}(?=\S)|__")
_RULE = re.compile(r"^\s*(?:[-=_*~]\s?){3,}$")
_GAP = re.compile(r" {3,}|\t")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-*:?\s*)*$")

_CLOSED_CELL = re.compile(r"([^|\t]*?)\s*\|")  # "Nội dung |": one cell of a table, alone on its line

LONGEST = 200_000  # no paragraph is longer; what is would only slow every rule
_NO_WORD = re.compile(r"(\S{160})\S+")


@dataclass(frozen=True, slots=True)
class Clean:
    """The bare words of a line, the bold words it opens with, its indent, and the columns wide gaps part it into.

    One column alone is a cell that a pipe closes.
    """

    text: str
    bold: str = ""
    indent: int = 0
    columns: tuple[str, ...] = ()


def clean_line(raw: str) -> Clean:
    """Take one line down to its words; table cells are parted by single tabs."""
    line = _ODD_SPACE.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", raw[:LONGEST])))
    line = _NO_WORD.sub(r"\1", line)
    line = _OCR_ZERO.sub("0", _OCR_ONE.sub("1", line))
    line = _DOTTED.sub(r"\1/\2/\3", _PICTOGRAM.sub("", _PICTURED.sub(r"\1- ", line)))
    if "<" in line or "&" in line:
        line = _untag(line)
    if _RULE.match(line) or _PIPE_RULE.match(line):
        return Clean("")
    closed = _CLOSED_CELL.fullmatch(line.strip())
    if closed:
        text = _plain(closed.group(1))
        return Clean(text, columns=(text,))
    line = _unpipe(line)
    heading = _HEADING.match(line)
    if heading:
        line = line[heading.end() :]
    bold = _plain(line) if heading else _bold_head(line)
    text = _plain(line)
    columns = tuple(_plain(part) for part in _GAP.split(line.strip())) if _GAP.search(line.strip()) else ()
    return Clean(text, bold if text.startswith(bold) else "", len(line) - len(line.lstrip(" ")), columns)


def _untag(line: str) -> str:
    line = _CELL_END.sub("\t", _BREAK.sub(_joint, line))
    line = _BOLD_TAG.sub("**", line)
    return html.unescape(_TAG.sub("", line)).replace("\u00a0", " ")


def _joint(match: re.Match[str]) -> str:
    """A break inside a cell parts two entries unless the next words run on."""
    after = match.string[match.end() : match.end() + 1]
    before = match.string[: match.start()].rstrip()[-1:]
    return " " if after.islower() or after in "-–+•(" or before in ":;,-|" else "; "


def _unpipe(line: str) -> str:
    bare = line.strip()
    inner = bare.count(" | ")
    if bare.startswith("|") or inner >= 2 or (inner and bare.endswith(" |")):
        return "\t".join(cell.strip() for cell in bare.strip("|").split("|"))
    return line


def _bold_head(line: str) -> str:
    bare = line.strip().replace("***", "**")
    start = _BOLD_START.match(bare)
    if not start:
        return ""
    inside, closed, _ = bare[start.end() :].partition("**")
    return _plain(start.group(1) + inside) if closed or len(bare) < 300 else ""


def _plain(line: str) -> str:
    if "\\" in line or "[" in line:
        line = _LINK.sub(r"\1", _ESCAPED.sub(r"\1", line))
    if "*" in line or "__" in line:
        line = _unstar(line)
    cells = (" ".join(cell.split()) for cell in line.split("\t"))
    return "\t".join(cells).strip(" ") if "\t" in line else " ".join(line.split())


def _unstar(line: str) -> str:
    bare = line.lstrip()
    bullet = "* " if bare.startswith("* ") else ""
    return bullet + _STARS.sub("", bare[len(bullet) :])
