"""The chat at the terminal, and `--why`: what was tried and what decided."""

import re

import pytest

from bot.cli.asking import PlanAsked
from bot.cli.refusals import Stop
from bot.cli.talking import terminal
from bot.cli.talking.play import Player
from bot.office.paper import read_paper
from storage.clock import parse_instant
from tests.bot.cli.test_talking import MEETING, talk, turn
from tests.talk import PLAN, TODAY


def test_a_chat_at_the_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed = iter(["đoàn em 16 người", "", "[Giờ đến, xe]"])

    def ask(_prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", ask)
    terminal.chat(PLAN, "focal", "khe may", parse_instant(TODAY), why=True)
    shown = capsys.readouterr().out
    assert "✓ Đã ghi: Khe Mây 16 đại biểu." in shown
    assert "· kết quả: done · dòng ghi: head_counts 1" in shown
    assert "· lệnh: /den" in shown


def test_why_shows_who_read_what_was_tried_and_what_decided() -> None:
    said = ("đoàn em 16 người", "ai chuẩn bị hội trường", "phòng nghỉ có wifi không", "hoàn tác")
    talks = talk([turn(each) for each in said])
    counted, asked, unknown, undone = (each["why"] for each in Player(PLAN.parent, why=True).play(talks)["turns"])
    assert counted[0] == "· đọc: report → /dangky “đoàn em 16 người”"
    assert counted[1] == f"· lệnh: /dangky · focal Khe Mây · {MEETING}"
    assert counted[2].startswith("· dữ liệu: speech.counts.read → RegisterSaid(")
    assert "total=16" in counted[2]
    assert asked[0] == "· đọc: question → câu hỏi “ai chuẩn bị hội trường”"
    assert any("answers.offices.of_office" in line for line in asked if line.startswith("· đã thử:"))
    assert any(line.startswith("·   → duty dòng 36: điểm") for line in asked)
    assert "0 đủ" in "".join(unknown)
    assert unknown[-1] == "· ban tổ chức chưa trả lời câu nào như vậy"
    assert undone[0] == "· đọc: anybody's → /hoantac “”"
    assert "why" not in Player(PLAN.parent).play(talks)["turns"][0]


def test_why_beside_an_answer_from_a_file() -> None:
    draft = read_paper(PLAN).draft
    asked = PlanAsked(draft, why=True)
    answer = asked.answer("mấy giờ đón đại biểu", parse_instant(TODAY))
    assert answer == PlanAsked(draft).answer("mấy giờ đón đại biểu", parse_instant(TODAY))
    assert any(line.startswith("·   → item dòng 50: điểm") for line in asked.why)


@pytest.mark.parametrize(
    ("role", "unit", "said"),
    [
        ("vua", None, "Không có vai trò “vua”"),
        ("focal", None, "cần --unit"),
        ("focal", "Khe Mai", "Gần nhất: Khe Mây"),
    ],
)
def test_a_chat_needs_a_role_and_a_unit_that_there_are(role: str, unit: str | None, said: str) -> None:
    with pytest.raises(Stop, match=re.escape(said)):
        terminal.chat(PLAN, role, unit, parse_instant(TODAY))
