"""The project's own ruler, which stays beside the project and never in it."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest


def marks(plans: Path, pairs: Iterable[tuple[Path, Path]]) -> dict[str, float]:
    """The F1 of each section and `overall` over (annotation, found) pairs; skips where the ruler is missing."""
    ruler = plans.parent / "score_plan.py"
    if not ruler.is_file():
        pytest.skip("the ruler score_plan.py is not beside the real plans")
    paths = [str(path) for pair in pairs for path in pair]
    out = subprocess.run([sys.executable, str(ruler), *paths], capture_output=True, text=True, check=True).stdout
    found = {line.split()[0]: line for line in out.splitlines()}
    return {
        name: float(line.split("F1 ")[1].split()[0] if "F1 " in line else line.split()[1])
        for name, line in found.items()
    }
