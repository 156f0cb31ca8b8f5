"""Commands as people write them: "/Lịch", "/ĐỊAĐIỂM mai", "/dia diem", "/lich@some_bot" are the one of the menu."""

import re
from collections.abc import Container

from handlers.language.folding import fold

SLASH = re.compile(r"^/\s?(?P<name>\w+)(?:@\w+)?(?P<rest>.*)$", re.DOTALL)
MOST_WORDS = 3  # of a command's name that is written apart


def as_in_the_menu(text: str, names: Container[str]) -> str:
    """The text with its command's name as the menu has it; an unknown one only loses marks and capitals."""
    found = SLASH.match(text.strip())
    if found is None:
        return text
    name, rest = fold(found["name"]), found["rest"]
    if name not in names:
        name, rest = _joined(name, rest, names)
    return f"/{name}{rest}"


def _joined(name: str, rest: str, names: Container[str]) -> tuple[str, str]:
    words, joined = rest.split(" "), name
    for count in range(1, min(MOST_WORDS, len(words) - 1) + 1):
        joined += fold(words[count])
        if joined in names:
            return joined, "".join(f" {word}" for word in words[count + 1 :])
    return name, rest
