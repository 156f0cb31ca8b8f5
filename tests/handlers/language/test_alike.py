"""The phrases of the trade: each stands for every other one of its line, single words as they are written."""

from handlers.language.alike import SAME_THING, Way, lexicon
from handlers.language.folding import fold


def test_every_way_of_a_line_stands_for_every_other_one() -> None:
    for line in SAME_THING.strip().splitlines():
        ways = [tuple(fold(way).split()) for way in line.split("|")]
        for way in ways:
            assert {other.words for other in lexicon()[way]} >= set(ways) - {way}


def test_a_single_word_keeps_its_marks() -> None:
    assert Way(("an",), "ăn") in lexicon()["bua", "an"]
    assert Way(("bua", "an")) in lexicon()[("an",)]


def test_no_line_says_one_thing_twice() -> None:
    for line in SAME_THING.strip().splitlines():
        ways = [" ".join(way.split()) for way in line.split("|")]
        assert len(ways) == len(set(ways)), line
