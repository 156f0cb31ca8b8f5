"""Where words stand: what is read is not cut by the end of a line."""

import io
import re
import tokenize
from collections.abc import Iterator

from tests.house.sources import Source

# What is said to people: there a line may end between two words.
SAID = ("handlers.wording", "bot", "storage")
BETWEEN = {tokenize.NL, tokenize.COMMENT}
OPENS = re.compile(r"""(?i)[rbfu]*('''|\"\"\"|'|")""")
CUT_WORD = re.compile(r"\w\0\w")
CUT_PHRASE = re.compile(r"\w ?\0 ?\w")


def no_phrase_is_cut_by_a_line(source: Source) -> Iterator[str]:
    """Two literals that become one meet beside a bar, a comma, a bracket; in what is said, also beside a space."""
    cut = CUT_WORD if source.is_in(*SAID) else CUT_PHRASE
    for line, seam in _seams(source.text):
        if cut.search(seam):
            yield f"{source.name}:{line} cuts …{seam.replace(chr(0), '|')}…"


def _seams(text: str) -> Iterator[tuple[int, str]]:
    """Where literals follow each other without a comma: the line, the two ends with a NUL between them."""
    rows, before = text.splitlines(), None
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in BETWEEN:
            continue
        name = tokenize.tok_name[token.type]
        opens = name in ("STRING", "FSTRING_START")
        if opens and before is not None:
            yield token.start[0], f"{_end(rows, before)}\0{_begin(rows, token)}"
        before = token if name in ("STRING", "FSTRING_END") else None


def _end(rows: list[str], token: tokenize.TokenInfo) -> str:
    row, column = token.end
    return rows[row - 1][:column].rstrip("'\"").replace("\\n", "\n")[-12:]


def _begin(rows: list[str], token: tokenize.TokenInfo) -> str:
    row, column = token.start
    return OPENS.sub("", rows[row - 1][column:], count=1)[:12]
