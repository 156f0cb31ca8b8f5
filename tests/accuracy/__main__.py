"""`python -m tests.accuracy [SET …]`: measures, shows the difference to the committed scores, fails where one is lower.

Nothing is written unless `--keep` is given: then what is measured becomes the committed scores, and where something is
lower than before, `--lower WHY` must say why; the reason is kept beside the figures.
"""

import argparse
import sys

from tests.accuracy import board
from tests.accuracy.inputs import Missing
from tests.accuracy.rulers import EVERY, RULERS


def main() -> int:
    asked = _arguments()
    before, lowered = board.load()
    now, skipped = measured(asked.sets)
    print("\n".join(board.page(before, now, skipped, asked.verbose)))
    worse = board.worse(before, now)
    if worse and not asked.lower:
        print(f"\nlower than committed: {', '.join(f'{name} {change.name}' for name, change in worse)}")
        return 1
    if asked.keep or asked.lower:
        lowered += [
            {"set": name, "figure": change.name, "from": change.before, "to": change.now, "why": asked.lower}
            for name, change in worse
        ]
        board.save(_in_order({**before, **now}), lowered)
    return 0


def measured(names: list[str]) -> tuple[board.Scores, dict[str, str]]:
    """The scores of the sets whose names begin so (all, if none is named), and why the others were skipped."""
    now, skipped = {}, {}
    for ruler in RULERS:
        if not names or any(ruler.name.startswith(name) for name in names):
            try:
                now[ruler.name] = ruler.measure(EVERY)
            except Missing as reason:
                skipped[ruler.name] = str(reason)
    return now, skipped


def _in_order(scores: board.Scores) -> board.Scores:
    return {ruler.name: scores[ruler.name] for ruler in RULERS if ruler.name in scores}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description="How good is it?")
    parser.add_argument("sets", nargs="*", help="how the names of the sets begin; all, if none is given")
    parser.add_argument("-v", "--verbose", action="store_true", help="say of every input why it is not right")
    parser.add_argument("--keep", action="store_true", help="write the scores that are to be committed")
    parser.add_argument("--lower", metavar="WHY", help="write them even where one is lower, with the reason")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
