"""`python -m tests.chaos [--seeds N] [--first K] [--postgres SERVER_URL]`: exit 1 where a seed broke the promise."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.chaos.play import plan, played
from tests.conftest import new_postgres_database


def main() -> int:
    """Plays the seeds one after the other; each that fails is named, to become a fixed test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--postgres", help="postgresql+psycopg://… of a server on which databases may be made")
    given, begun, broken = parser.parse_args(), time.monotonic(), 0
    for seed in range(given.first, given.first + given.seeds):
        with tempfile.TemporaryDirectory() as name:
            url = new_postgres_database(given.postgres) if given.postgres else f"sqlite:///{name}/chaos.db"
            at = time.monotonic()
            found = played(plan(seed), url, Path(name))
        broken += bool(found)
        print(f"seed {seed}: {'; '.join(found) or 'kept'} ({time.monotonic() - at:.1f} s)", flush=True)
    print(f"{given.seeds} seeds, {broken} broken, {time.monotonic() - begun:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
