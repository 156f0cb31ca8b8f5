"""What the command line shows people: a plan found, a list, a warning."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handlers.reading.draft import PlanDraft


def warn(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def line(text: str) -> None:
    """One answer on stdout, at once: whoever reads it may be waiting."""
    print(text, flush=True)


def as_json(found: Any) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=1, default=str))


def pairs(found: Mapping[str, Any]) -> None:
    for key, value in found.items():
        print(f"{key}: {'–' if value is None else value}")


def events(rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows:
        print(f"{row['key']}\n    {row['title']}")


def outbox(found: Mapping[str, Any]) -> None:
    print(f"{found['total']} tin: " + (", ".join(f"{n} {state}" for state, n in found["states"].items() if n) or "–"))
    for row in found["rows"]:
        cause = f" ({row['cause']})" if row["cause"] else ""
        print(f"{row['ref']}  {row['state']}{cause}  {row['channel'] or '–'}  {row['unit'] or '–'}  {row['due_at']}")


def show(draft: "PlanDraft") -> None:
    """The whole draft for a reader's eye; colours only on a terminal."""
    from bot.cli.laid_out import laid_out

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 40)).columns
    print("\n".join(laid_out(draft, width, colour=terminal)))
