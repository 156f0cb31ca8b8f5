"""A passage cut to what was asked, its subject kept."""

import re
from collections.abc import Sequence

from handlers.answers.passages import Passage
from handlers.language.words import tokens

LONGEST = 420
SUBJECT = 64
ALIKE, NAMED = 3, 2  # clauses that say the same of several; words that name one of them


def quote(passage: Passage, words: Sequence[str], limit: int = LONGEST) -> str:
    """The passage cut to what was asked: whole where short, else the clauses that hold the most of the words."""
    if own := _own_clause(passage.text, words):
        return own
    if len(passage.text) <= limit:
        return passage.text
    clauses = re.split(r"(?<=[;:.])\s+|(?<=,)\s+(?=\w)", passage.text)
    wanted = set(words)
    hits = [len(wanted & set(tokens(clause))) for clause in clauses]
    subject = _subject(clauses[0])
    limit -= len(subject) + 3
    first = last = max(range(len(clauses)), key=lambda at: (hits[at], -at))
    while True:
        before = hits[first - 1] if first else -1
        after = hits[last + 1] if last + 1 < len(clauses) else -1
        if before < 0 and after < 0:
            break
        down = before > after
        trial = clauses[first - 1 : last + 1] if down else clauses[first : last + 2]
        if len(" ".join(trial)) > limit:
            break
        first, last = (first - 1, last) if down else (first, last + 1)
    text = " ".join(clauses[first : last + 1])
    text = text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0]
    lead = f"{subject} … " if first else ""
    return f"{lead}{text.rstrip(' ,;')}{' …' if last + 1 < len(clauses) else ''}"


def _own_clause(text: str, words: Sequence[str]) -> str:
    """Of clauses that say the same of several, the one about the one that is asked: "Tham luận: huyện X về …"."""
    lead, colon, rest = text.partition(": ")
    clauses = re.split(r";\s+", rest.rstrip(" ."))
    if not colon or len(clauses) < ALIKE or len({tokens(clause)[:1] for clause in clauses}) > 1:
        return ""
    held = [set(tokens(clause)) for clause in clauses]
    alone = [{word for word in set(words) & own if sum(word in other for other in held) == 1} for own in held]
    most = max(range(len(clauses)), key=lambda at: len(alone[at]))
    others = sum(len(found) for found in alone) - len(alone[most])
    return f"{lead}: {clauses[most]}." if len(alone[most]) >= NAMED and not others else ""


def _subject(clause: str) -> str:
    """The first words of a text, so that a clause cut out of it still says who."""
    return clause if len(clause) <= SUBJECT else clause[:SUBJECT].rsplit(" ", 1)[0]
