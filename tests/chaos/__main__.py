"""`python -m tests.chaos [--seeds N] [--first K] [--postgres]`: exit 1 where a seed broke the promise."""

import argparse
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from tests.chaos.answering import asked
from tests.chaos.play import plan, played
from tests.postgres import Postgres, new_postgres_database, own_postgres

TOLD = (
    "messages", "sent", "lost", "doubled", "unknown", "cancelled", "asked", "answered", "answers twice", "forgotten",
    "restores", "pauses",
)  # fmt: skip


def main() -> int:
    """Plays the seeds one after the other; each that fails is named, to become a fixed test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on a server of our own, restarted meanwhile")
    given, begun, broken, total = parser.parse_args(), time.monotonic(), 0, Counter[str]()
    with own_postgres() if given.postgres else nullcontext() as server:
        for seed in range(given.first, given.first + given.seeds):
            at, tally = time.monotonic(), Counter[str]()
            found = one(seed, server, tally)
            broken, total = broken + bool(found), total + tally
            said = f"BROKEN: {'; '.join(found)}" if found else "kept"
            print(f"seed {seed}: {said}; {_told(tally)} ({time.monotonic() - at:.1f} s)", flush=True)
    print(f"{given.seeds} seeds, {broken} broken; {_told(total)}; {time.monotonic() - begun:.0f} s")
    return 1 if broken else 0


def one(seed: int, server: Postgres | None, tally: Counter[str]) -> list[str]:
    """A season of broadcasts and one of questions, each on a database of its own; what was wrong."""
    with tempfile.TemporaryDirectory() as name:
        urls = [
            new_postgres_database(server.url) if server else f"sqlite:///{name}/{part}.db" for part in ("sent", "asked")
        ]
        return played(plan(seed), urls[0], Path(name), server, tally) + asked(seed, urls[1], server, tally=tally)


def _told(tally: Counter[str]) -> str:
    return ", ".join(f"{name} {tally[name]}" for name in TOLD)


if __name__ == "__main__":
    raise SystemExit(main())
