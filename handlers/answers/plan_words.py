"""What a plan's own words tell: which of them it writes together, what letters stand for."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from handlers.language.folding import fold

COHESION = 0.5


# Words that bind others and make no compound, as they are written.
FUNCTION_WORDS = frozenset(
    """
    là và với của các những một này kia do vào ra đến mà thưa xin giúp em tôi rồi nữa muốn nên đều rằng ấy ở trên dưới
    trong ngoài có được phải để thì về tại cho từ tới khi lúc nào gì ai đâu sao mấy bao nhiêu chưa không hay hoặc cũng
    còn đang sẽ đã bị theo như thế vậy nhằm qua do bằng giữa mỗi từng cùng và/hoặc
    """.split()  # noqa: SIM905
)


def compounds(texts: Iterable[str]) -> dict[tuple[str, str], int]:
    """Pairs of words that this plan mostly writes together: "trật tự", "hội đồng"; words as written, then folded."""
    alone: Counter[str] = Counter()
    paired: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for run in re.split(r"[^\w\s]+", text.lower()):
            words = run.split()
            alone.update(words)
            paired.update(pairwise(words))
    found: dict[tuple[str, str], int] = {}
    for (a, b), times in paired.items():
        if not (a.isalpha() and b.isalpha() and FUNCTION_WORDS.isdisjoint((a, b))):
            continue
        if times >= COHESION * min(alone[a], alone[b]):
            pair = fold(a), fold(b)
            found[pair] = found.get(pair, 0) + times
    return found


def initials(texts: Iterable[str]) -> dict[str, str]:
    """Letters → the two to four words that they most often begin; names first."""
    counted: dict[str, Counter[str]] = {}
    for text in texts:
        words = re.findall(r"[^\W\d_]+|[,;:.()]", text)
        folded = [fold(word) for word in words]
        for at, word in enumerate(words):
            if word.lower() in FUNCTION_WORDS:
                continue
            for size in range(2, 5):
                run = folded[at : at + size]
                if len(run) < size or not all(part.isalpha() for part in run):
                    break
                name = 3 if word[0].isupper() else 1
                counted.setdefault("".join(part[0] for part in run), Counter())[" ".join(run)] += name
    return {letters: runs.most_common(1)[0][0] for letters, runs in counted.items() if runs.most_common(1)[0][1] > 1}


def names(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Pairs of words that both begin with a capital inside a sentence, and so name somebody or some place."""
    for text in texts:
        for run in re.findall(r"(?<=[^\W\d_] )(?:[A-ZĐÀ-Ỹ][^\W\d_A-Z]+ ?){2,4}", text):
            words = [fold(word) for word in run.split()]
            yield from pairwise(words)
