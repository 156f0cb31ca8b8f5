"""`python -m tests.chaos [--seeds N] [--first K] [--postgres]`: exit 1 where a seed broke the promise."""

import argparse
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from tests.chaos.answering import asked
from tests.chaos.play import plan, played
from tests.postgres import new_postgres_database, own_postgres


def main() -> int:
    """Plays the seeds one after the other; each that fails is named, to become a fixed test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on a server of our own, restarted meanwhile")
    given, begun, broken = parser.parse_args(), time.monotonic(), 0
    with own_postgres() if given.postgres else nullcontext() as server:
        for seed in range(given.first, given.first + given.seeds):
            with tempfile.TemporaryDirectory() as name:
                url = new_postgres_database(server.url) if server else f"sqlite:///{name}/chaos.db"
                at = time.monotonic()
                found = played(plan(seed), url, Path(name), server)
                url = new_postgres_database(server.url) if server else f"sqlite:///{name}/asked.db"
                found += asked(seed, url, server)
            broken += bool(found)
            print(f"seed {seed}: {'; '.join(found) or 'kept'} ({time.monotonic() - at:.1f} s)", flush=True)
    print(f"{given.seeds} seeds, {broken} broken, {time.monotonic() - begun:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
