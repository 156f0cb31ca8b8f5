"""A file of a stranger is opened in a child process with limits, so that no paper can harm the bot."""

import resource
import subprocess
import sys
from pathlib import Path

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 20


def said_by(module: str, *words: str) -> bytes:
    """What a module of ours prints, run as a child. subprocess.SubprocessError where it died or a limit was reached."""
    command = [sys.executable, "-m", module, *words]
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, capture_output=True, timeout=WALL_SECONDS, check=True).stdout


def limit() -> None:
    """From here on this process, the child, has the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
