"""Where words stand: what is said in wording; what is read is not cut by the end of a line."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.house.sources import Source

# Where sentences stand: those of handlers, of the site, of storage, which may not look up; what a channel says of
# itself; the invented plan and its invented people.
WORDING = ("handlers.wording", "bot.site.says", "storage.says", "bot.cli.sample")
ABOUT = ".about"
# Rooms of words that people use: lists of them stand there, so a sentence is told by how it ends.
READS = ("handlers.language", "handlers.reading", "handlers.speech")
# What is said to people: there a line may end between two words.
SAID = ("handlers.wording", "bot", "storage")
BETWEEN = {tokenize.NL, tokenize.COMMENT}
OPENS = re.compile(r"""(?i)[rbfu]*('''|\"\"\"|'|")""")
MARKED = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
PATTERN = re.compile(r"\(\?|\||\\[bBsSdDwW]|\[[^\]]*\]|[$^+*]")  # of a regular expression
ENDS = re.compile(r"[.?!…]\W*$")
FEWEST = 3  # words of what is said
LABELS = "Button"
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


def sentences_stand_in_wording(source: Source) -> Iterator[str]:
    """Three Vietnamese words or more, and every label of a button; not what is a pattern, a list, a docstring."""
    if source.is_in(*WORDING) or source.name.endswith(ABOUT):
        return
    labels, others = set(_labels(source)), set(_not_said(source))
    for node in source.nodes:
        text = _text(node) if id(node) not in others else ""
        if MARKED.search(text) and (id(node) in labels or _is_said(text, reads=source.is_in(*READS))):
            yield source.at(node, f"says “{text[:60]}”")


def _is_said(text: str, *, reads: bool) -> bool:
    if PATTERN.search(text) or text.startswith("/"):  # a command is typed
        return False
    return len(WORD.findall(text)) >= FEWEST and (not reads or ENDS.search(text) is not None)


def _text(node: ast.AST) -> str:
    """What stands in a literal, what it is filled with left out."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_text, node.values))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _labels(source: Source) -> Iterator[int]:
    for node in source.nodes:
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) == LABELS:
            yield from (id(each) for each in ast.walk(node.args[0]))


def _not_said(source: Source) -> Iterator[int]:
    """Docstrings, lists in one string, and the parts of what is looked at as a whole."""
    for node in source.nodes:
        if isinstance(node, ast.Expr) or (isinstance(node, ast.Attribute) and node.attr in ("split", "splitlines")):
            yield id(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from map(id, node.values)
