"""How long a plan takes to read: `python -m tests.benchmarks.reading [PLAN …]`.

Prints processor seconds after start-up, the best of three; the pages are our invented plans one after another, 45 lines
a page, so that the last column shows whether time stays in proportion to length.
"""

import sys
import time
from pathlib import Path

from handlers.reading.document import read_lines
from handlers.reading.plan import read_plan

DATA = Path(__file__).parents[1] / "data" / "plans"
LINES_A_PAGE = 45
PAGES = (1, 3, 10, 30, 100, 300)
Lines = list[tuple[int | str | None, str]]


def seconds(lines: Lines) -> float:
    """Processor time to read these lines, the best of three."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        read_plan(lines)
        best = min(best, time.process_time() - began)
    return best


def pages(count: int) -> Lines:
    """So many pages of invented plans."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt"))]
    lines = [line for text in texts for line in text.split("\n")]
    wanted = count * LINES_A_PAGE
    return list(enumerate((lines * (wanted // len(lines) + 1))[:wanted], 1))


def main(paths: list[str]) -> None:
    """Print the table."""
    read_plan(pages(3))
    print(f"{'plan':34} {'lines':>7} {'seconds':>8} {'ms/page':>8}")
    named = [(Path(path).name, read_lines(Path(path))) for path in paths]
    for name, lines in [*named, *((f"{count} pages", pages(count)) for count in PAGES)]:
        took = seconds(lines)
        print(f"{name[:34]:34} {len(lines):7} {took:8.3f} {took / len(lines) * LINES_A_PAGE * 1000:8.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
