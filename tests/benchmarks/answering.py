"""How long an answer takes without the database, and how that grows with the plan: `python -m tests.benchmarks.answering`.

The rows of a plan are fetched beforehand; measured are understanding, ranking, choosing and wording of every question.
"""

import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from handlers.answers import choose
from handlers.answers.meant import events_meant
from handlers.answers.sheet import Sheet
from handlers.messages import Command, Incoming
from handlers.plans import Source, import_draft
from handlers.reading.document import read_lines
from handlers.reading.plan import read_plan
from handlers.request import Request
from handlers.speech.asking.question import understand
from storage.clock import DEFAULT_ZONE, wall_clock
from storage.database import Database
from tests.benchmarks.reading import pages

SAMPLE = Path(__file__).parents[2] / "bot" / "cli" / "sample" / "ke-hoach.docx"
NOW = datetime(2027, 3, 17, 9, 0)  # noqa: DTZ001  as the wall shows it
QUESTIONS = (
    "mấy giờ họp ạ", "hop o dau vay", "hạn nộp báo cáo", "bc gui cho ai", "ai lo âm thanh", "đơn vị nào giữ trật tự",
    "phong su dai may phut", "mỗi xã được mấy đại biểu", "kinh phí lấy từ nguồn nào", "mật khẩu wifi là gì",
    "Kính gửi ban tổ chức, cho em hỏi tối 18/3 đoàn em ăn ở đâu, mấy giờ để đoàn em thu xếp xe ạ?", "ai ký kế hoạch",
    "thanh toán tiền ngủ nghỉ cho đại biểu thế nào", "What time is lunch on March 19?", "chuowng trinhf nagfy 18/3",
    "trạm y tế có nhiệm vụ gì", "chụp ảnh lưu niệm lúc nào", "sau khai mạc là gì", "ban nao cham diem cac don vi",
)  # fmt: skip
ROUNDS = 5


def longer(count: int) -> list[tuple[int | str | None, str]]:
    """The sample plan, and after it so many pages of other invented plans."""
    texts = [str(text) for _, text in [*read_lines(SAMPLE), *(pages(count) if count else [])]]
    return list(enumerate(texts, 1))


def spent(count: int) -> tuple[int, list[float]]:
    """How many rows the plan has, and the milliseconds of each answer."""
    lines = longer(count)
    database = Database("sqlite:///:memory:")
    database.create()
    with database.transaction() as session:
        done = import_draft(
            session, read_plan(lines), Source("ke-hoach", "0"), wall_clock(), publish=True, zone=DEFAULT_ZONE
        )
        event = done.events[0]
        sheet = Sheet(Request(session, Incoming("ask", "ask", ""), Command(""), wall_clock(), event))
        rows = len(sheet.rows)
        list(answers(sheet))  # words of the plan are counted once
        return rows, sorted(ms for _ in range(ROUNDS) for ms in answers(sheet))


def answers(sheet: Sheet) -> Iterator[float]:
    for text in QUESTIONS:
        begun = time.process_time()
        question = understand(text, NOW, sheet.index.compounds)
        for part in question.parts or (question,):
            choose.best(sheet, part, events_meant(sheet, part))
        yield (time.process_time() - begun) * 1000


def main() -> int:
    print("more pages   rows   p50 ms   p99 ms")
    for count in (0, 3, 10, 30, 100):
        rows, each = spent(count)
        print(f"{count:10}{rows:7}   {each[len(each) // 2]:6.2f}   {each[int(len(each) * 0.99)]:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
