"""Names pasted into one field, a line each: "Lò Thị Mận, Phó Chủ tịch, Thường trực", or columns with tabs."""

import re

from bot.site import says
from bot.site.forms.kinds import one_line
from handlers.language.folding import fold
from handlers.language.persons import is_name
from handlers.language.phones import PHONE
from handlers.language.roster import NUMBERED
from handlers.said.names import NameSaid

HEAD = re.compile(r"(?:stt|tt)?\W*ho (?:va )?ten\b.*")
MOST_LINES, LONGEST_POST, LONGEST_GROUP = 300, 200, 80


def read_pasted(text: str) -> tuple[tuple[NameSaid, ...], str]:
    """The names, and what is wrong with the first line that is none."""
    names: list[NameSaid] = []
    lines = [line for line in enumerate(text.splitlines(), 1) if line[1].strip()]
    if len(lines) > MOST_LINES:
        return (), says.too_many_lines(MOST_LINES)
    for number, line in lines:
        if HEAD.fullmatch(fold(one_line(line))):
            continue
        said = _one(NUMBERED.sub("", line))
        if isinstance(said, str):
            return (), says.in_line(number, one_line(line)[:40], said)
        names.append(said)
    return tuple(names), ""


def _one(line: str) -> NameSaid | str:
    """The person of a line, or what is wrong with it."""
    parts = [one_line(part) for part in re.split(r"\t" if "\t" in line.strip() else r"[,;]", line)]
    name, post, group = (*parts, "", "")[:3]
    if PHONE.search(line):
        return says.NO_PHONES
    if any(parts[3:]):
        return says.TOO_MANY_PARTS
    if not is_name(name):
        return says.NO_FULL_NAME
    if len(post) > LONGEST_POST or len(group) > LONGEST_GROUP:
        return says.PARTS_TOO_LONG
    return NameSaid(name, post or None, group or None)
