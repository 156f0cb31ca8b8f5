"""What the command line shows people: a plan found, a list, a warning."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bot.cli.laid_out import laid_out
from handlers.reading.draft import PlanDraft

OUTCOMES = {
    "new": "Đã lưu bản nháp. Xem lại rồi công bố: chạy lại với --publish, hoặc bấm Công bố trên trang ban tổ chức.",
    "same": "Tệp này đã nhập rồi, không có gì thay đổi.",
    "published": "Đã công bố.",
    "revision": "Đây là bản khác của một kế hoạch đã nhập: giữ lại làm bản sửa chờ xác nhận, chưa thay gì.",
}


def say(outcome: str) -> None:
    print(OUTCOMES[outcome], file=sys.stderr)


def warn(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def line(text: str) -> None:
    """One answer on stdout, at once: whoever reads it may be waiting."""
    print(text, flush=True)


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


def show(draft: PlanDraft) -> None:
    """The whole draft for a reader's eye; colours only on a terminal."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 40)).columns
    print("\n".join(laid_out(draft, width, colour=terminal)))
