"""Looks for the mark of a secret paper in a file that somebody hands in, in a child process with limits."""

import resource
import subprocess
import sys
from pathlib import Path

from bot.paper import CPU_SECONDS, MEMORY_BYTES, WALL_SECONDS
from handlers.reading.marks import DOUBT, SURE


def mark_in_file(path: Path) -> str:
    """`marks.SURE`, `marks.DOUBT` or ""; a file that cannot be read at all shows no mark."""
    command = [sys.executable, "-m", "bot.marks", str(path.resolve())]
    try:
        child = subprocess.run(
            command, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=WALL_SECONDS, check=True
        )
    except subprocess.SubprocessError:
        return ""
    return child.stdout if child.stdout in (SURE, DOUBT) else ""


def _child(path: Path) -> None:
    from handlers.reading.marked_files import mark_of  # needed here, not where the child is started

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    sys.stdout.write(mark_of(path))


if __name__ == "__main__":
    _child(Path(sys.argv[1]))
