"""A marked .pdf, a marked .docx and a marked scan at every door; a message whose recipients nobody named."""

import unicodedata
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.office import converting
from bot.office.files import FileFolder
from bot.office.marks import mark_in_file
from bot.office.paper import read_paper
from bot.traffic.intake import Intake
from handlers.reading.document import Unreadable, read_lines
from handlers.reading.marked_files import mark_of
from handlers.reading.marks import SURE
from handlers.wording import broadcasts as wording
from handlers.wording.unreadable import SECRET
from storage.database import Database
from storage.models import Broadcast, OutboxMessage, Plan, StoredFile
from tests.bot.channels.telegram_life import play
from tests.bot.cli.test_command_line import KEY, Shell
from tests.bot.site.site_kit import HERE, Hall, words
from tests.fakes.telegram import FakeTelegram
from tests.papers import pdf, word
from tests.talk import PLAN, Town

LETTER = ("UBND XÃ SUỐI LAU", "KẾ HOẠCH", "Tổ chức Hội nghị tổng kết năm 2026 của xã", "1. Thời gian: ngày 20/12/2026.")
MARKS = (
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "T Ố I  M Ậ T", "T U Y Ệ T   M Ậ T", "M Ậ T", "Tối mật", "Tuyệt Mật", "[TỐI MẬT]",
    "TỐI  MẬT", "Độ mật: Mật", unicodedata.normalize("NFD", "TUYỆT MẬT"), "TỐ\u200bI MẬT",
)  # fmt: skip
FREE = ("Bảo mật thông tin", "bí mật nhà nước", "cơm thân mật lúc 18:30", "mật độ dân cư")
MAKE = {"docx": word, "pdf": pdf}


def paper(kind: str, mark: str) -> bytes:
    """A letter whose second line is the mark."""
    return MAKE[kind]((LETTER[0], mark, *LETTER[1:]))


@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("mark", MARKS)
def test_every_spelling_is_known_in_a_paper_that_is_read_and_in_one_that_is_handed_on(
    tmp_path: Path, kind: str, mark: str
) -> None:
    made = tmp_path / f"a.{kind}"
    made.write_bytes(paper(kind, mark))
    assert mark_of(made) == SURE
    with pytest.raises(Unreadable, match=SECRET):
        read_lines(made)


@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("line", FREE)
def test_a_paper_that_speaks_of_secrets_is_read(tmp_path: Path, kind: str, line: str) -> None:
    made = tmp_path / f"a.{kind}"
    made.write_bytes(paper(kind, line))
    assert mark_of(made) == ""
    assert line in [words for _, words in read_lines(made)]


@pytest.mark.parametrize(("kind", "mark"), [("docx", "T Ố I  M Ậ T"), ("pdf", "TUYỆT MẬT")])
def test_the_command_line_reads_and_imports_no_marked_paper(tmp_path: Path, kind: str, mark: str) -> None:
    shell = Shell(tmp_path)
    made = tmp_path / f"ke-hoach.{kind}"
    made.write_bytes(paper(kind, mark))
    for command in (("read", "--json"), ("import", "--publish", "--json"), ("ask",)):
        assert SECRET in shell.refused(command[0], str(made), *command[1:])
    with Database(f"sqlite:///{tmp_path}/cli.db").reading() as session:
        assert session.scalars(select(Plan)).all() == []


@pytest.mark.parametrize(("kind", "mark"), [("docx", "Tối mật"), ("pdf", "M Ậ T")])
def test_the_page_sends_no_marked_paper(database: Database, tmp_path: Path, kind: str, mark: str) -> None:
    browser = Hall(database, files=FileFolder(tmp_path / "data")).member("organiser")
    data = {"to": "all", "text": "Tài liệu họp", "day": "", "hour": ""}
    file = {"file": (f"a.{kind}", paper(kind, mark))}
    answer = browser.post("/ban-to-chuc/gui-tin", data=data, files=file, headers=HERE)
    assert wording.FILE_SECRET in words(answer.text)
    assert nothing_of_it(database, tmp_path)


@pytest.mark.parametrize(("kind", "mark"), [("docx", "TUYỆT MẬT"), ("pdf", "Tối mật")])
@pytest.mark.parametrize("caption", ["", "gửi tất cả: Tài liệu họp"])
def test_the_chat_takes_no_marked_paper(town: Town, tmp_path: Path, kind: str, mark: str, caption: str) -> None:
    town.join("7", "organiser", channel="telegram")

    async def scene(fake: FakeTelegram, _intake: Intake) -> None:
        fake.hand_in(7, f"a.{kind}", paper(kind, mark), caption)
        await fake.until(1)

    assert play(town, FileFolder(tmp_path / "data"), scene).accepted[0]["text"] == wording.FILE_SECRET
    assert nothing_of_it(town.database, tmp_path)


@pytest.mark.parametrize("kind", ["a.pdf", "a.png", "a.jpg"])
def test_a_marked_scan_is_refused_where_scans_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    sees_marks(monkeypatch)
    made = tmp_path / kind
    made.write_bytes({"a.pdf": pdf(()), "a.png": b"\x89PNG" + bytes(99), "a.jpg": b"\xff\xd8\xff" + bytes(99)}[kind])
    with pytest.raises(Unreadable, match=SECRET):
        read_paper(made)
    assert mark_in_file(made) == SURE
    folder = FileFolder(tmp_path / "data")
    with made.open("rb") as content:
        assert folder.keep(kind, "", content).mark == SURE
    assert not list(folder.path("x").parent.glob("*"))


def sees_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the programs were installed, and what tesseract sees on every page."""

    def ran(command: list[str], _seconds: int) -> None:
        if command[0] == "pdftoppm":
            Path(f"{command[-1]}-1.png").write_bytes(b"\x89PNG")
        else:
            Path(f"{command[2]}.txt").write_text("\n".join((LETTER[0], "TỐI MẬT", *LETTER[1:])), encoding="utf-8")

    monkeypatch.setattr(converting, "_run", ran)
    monkeypatch.setattr(converting, "can_see", lambda: True)


def nothing_of_it(database: Database, folder: Path) -> bool:
    """Whether no byte and no row of a refused file stays."""
    with database.reading() as session:
        rows = [*session.scalars(select(StoredFile)), *session.scalars(select(Broadcast))]
    return not rows and not [path for path in (folder / "data").rglob("*") if path.is_file()]


def test_the_command_line_sends_to_nobody_whom_it_does_not_name(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.json("import", str(PLAN), "--publish", "--json")
    for to in ("", " ", ","):
        for more in ((), ("--yes",)):
            said = shell.refused("broadcast", "--event", KEY, "--to", to, "--text", "Chào các đoàn", *more)
            assert said == wording.NO_SEGMENT
    with Database(f"sqlite:///{tmp_path}/cli.db").reading() as session:
        assert session.scalars(select(OutboxMessage)).all() == []


@pytest.mark.parametrize(
    "said", ["/gui : Mời họp lúc 8h", "/gui :Mời họp lúc 8h", "/gui  ,: Mời họp lúc 8h", "/gui Mời họp lúc 8h"]
)
def test_a_message_that_names_nobody_asks_whom(town: Town, said: str) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    asked = town.say("Ban", said)
    assert asked.text.startswith("Gửi tin này cho ai ạ?")
    assert asked.text.splitlines()[-1] == "> Mời họp lúc 8h"
    assert not [button for button in asked.buttons if button.label == "Gửi"]
    town.say("Ban", "đúng")
    with town.database.reading() as session:
        assert session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "broadcast")).all() == []


@pytest.mark.parametrize("to", ["", " ", ","])
def test_the_page_sends_to_nobody_whom_it_does_not_name(database: Database, to: str) -> None:
    browser = Hall(database).member("organiser")
    answer = browser.post(
        "/ban-to-chuc/gui-tin", data={"to": to, "text": "Xin chào", "day": "", "hour": ""}, headers=HERE
    )
    assert "Chưa chọn người nhận" in words(answer.text)
    assert "Xin chào" in answer.text
    with database.reading() as session:
        assert session.scalars(select(Broadcast)).all() == []
