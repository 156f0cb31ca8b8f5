"""Whatever is typed, the reader returns a draft, and in time that grows with the length."""

import json
import os
import random
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.reading.export import as_json
from handlers.reading.plan import read_plan

SEEDS = [
    path.read_text(encoding="utf-8")
    for folder in (Path(__file__).parent / "plans", Path(__file__).parents[2] / "data" / "plans")
    for path in sorted(folder.iterdir())
    if path.suffix in (".txt", ".md")
]
BITS = [
    *(
        "I. ",
        "1.1. ",
        "a) ",
        "- ",
        "+ ",
        "\t",
        "|",
        "**",
        "#",
        "<b>",
        "</td><td>",
        "<br>",
        ":",
        ";",
        "(",
        ")",
        "\n",
        "\n\n",
    ),
    *(
        "\f",
        "7h30",
        "từ 8h00 đến ",
        "30/02/2025",
        "99/99/9999",
        "trước ngày ",
        "trong vòng 72 giờ",
        "x" * 300,
        "1" * 400,
    ),
    *("CHƯƠNG TRÌNH", "Nơi nhận:", "\u0301", "\u200b", "🎉", "０", "II", "½"),
]
PIECES = st.sampled_from(BITS)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A plan of at most 3 kB with pieces cut out, doubled, moved and put in."""
    text = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, max(0, len(text) - 1500)))
    text = text[start : start + 1500]
    for _ in range(draw(st.integers(0, 6))):
        at, size = draw(st.integers(0, len(text))), draw(st.integers(0, 60))
        put = draw(st.one_of(PIECES, st.text(max_size=20), st.just(text[at : at + size] * 2)))
        text = text[:at] + put + text[at + size :]
    return text[:3000]


MUTATED = int(os.environ.get("MUTATED_PLANS", "2000"))


@settings(max_examples=200, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_mutated_plan_neither_crashes_nor_hangs(text: str) -> None:
    lines = list(enumerate(text.split("\n"), 1))
    draft = read_plan(lines)
    assert as_json(draft)["plan"] is not None
    assert set(draft.unread) <= {number for number, _ in lines}


@pytest.mark.parametrize("part", range(4))
def test_thousands_of_mutated_plans_are_read(part: int) -> None:
    """Quicker than hypothesis, and the same texts every time; `make fuzz` reads ten times as many."""
    luck = random.Random(part)
    for _ in range(MUTATED // 4):
        text = _mutated(luck)
        began = time.process_time()
        json.dumps(as_json(read_plan(enumerate(text.split("\n"), 1), date(2026, 1, 5))))
        assert time.process_time() - began < 2, text


def _mutated(luck: random.Random) -> str:
    """A stretch of a plan of at most 3 kB, with pieces cut, doubled, moved, and put in."""
    text = luck.choice(SEEDS)
    start = luck.randrange(max(1, len(text) - 900))
    text = text[start : start + luck.choice((300, 900, 1800))]
    for _ in range(luck.randrange(1, 7)):
        at, size = luck.randrange(len(text) + 1), luck.randrange(60)
        other = luck.choice(SEEDS)
        moved = luck.randrange(len(other))
        put = luck.choice((luck.choice(BITS), text[at : at + size] * 2, other[moved : moved + size], "", _noise(luck)))
        text = text[:at] + put + text[at + size :]
    return text.encode()[:3000].decode(errors="ignore")


def _noise(luck: random.Random) -> str:
    return "".join(chr(luck.choice((luck.randrange(32, 0x250), luck.randrange(0x1EA0, 0x1EFA)))) for _ in range(9))


@settings(max_examples=60, deadline=2000)
@given(st.lists(st.text(max_size=120), max_size=40))
def test_arbitrary_lines_are_read_too(lines: list[str]) -> None:
    read_plan(enumerate(lines, 1))


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "\n",
        "\t\t\t",
        "(" * 2000,
        "1." * 1500,
        "- " * 1500,
        "a, " * 1000,
        "trước " * 600,
        "Từ 8h00 " * 300,
        "* " * 1500,
        "0 " * 1500,
    ],
)
def test_degenerate_lines_are_quick(bad: str) -> None:
    began = time.process_time()
    read_plan([(1, "KẾ HOẠCH"), (2, bad), (3, bad)])
    assert time.process_time() - began < 1


GROWING = {
    "deadlines": "- Sở Nội vụ gửi báo cáo trước ngày 20/11/2025:",
    "one long paragraph": "huyện Nà Mòn, Khe Lau, Bản Cáu thành viên khối",
    "rows": "7h00 - 7h30\tNội dung\tSở Tài chính",
    "drawn headings": "Thời gian   Nội dung   Thực hiện",
    "cells": "Thời gian",
    "headings": "II. Thời gian, địa điểm, thành phần, nội dung, tổ chức thực hiện, yêu cầu",
    "duties": "1. Sở Nội vụ: chuẩn bị hội trường; gửi giấy mời",
    "open brackets": "kế hoạch (",
}


@pytest.mark.parametrize("line", GROWING.values(), ids=GROWING.keys())
def test_time_grows_with_length_and_not_faster(line: str) -> None:
    small, large = (_seconds([line] * times) for times in (500, 3000))
    assert large < small * 15 + 0.2


def test_a_hundred_pages_are_read_in_five_seconds() -> None:
    lines = [line for seed in SEEDS for line in seed.split("\n")]
    pages = lines * (4500 // len(lines) + 1)
    assert _seconds(pages) < 5


def _seconds(lines: list[str]) -> float:
    began = time.process_time()
    read_plan(enumerate(lines, 1))
    return time.process_time() - began
