"""Dialogues played on the invented plan: what each turn changed, in words and as the database counted it."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.cli.refusals import Stop
from bot.cli.talking import terminal
from bot.cli.talking.play import Player
from bot.cli.talking.scene import Prepared, Scene, Stage
from bot.office.paper import read_paper
from handlers.changes import KINDS, NOBODYS
from storage.clock import parse_instant
from storage.database import Database
from storage.tally import Tally
from tests.talk import PLAN, TODAY

ROOT = Path(__file__).parents[3]
MEETING = "Hội nghị tổng kết Cụm thi đua số 3 năm 2026"
TOUR, BALL = "Tham quan làng nghề Khe Mây", "giao lưu cầu lông tại nhà thi đấu huyện"
FOCAL, ORGANISER, DELEGATE = ("focal", "Khe Mây"), ("organiser", None), ("delegate", "Khe Mây")
Words = dict[str, Any]
Turns = tuple[tuple[str, list[Words]], ...]


def of(what: str, **more: Any) -> Words:
    return {"what": what, "unit": "Khe Mây", **more}


def count(total: int, **groups: int) -> list[Words]:
    known = {name.replace("_", " "): number for name, number in groups.items()}
    return [of("count", total=total, **({"groups": known} if known else {}))]


def planned(of_: str, title: str = MEETING, **more: Any) -> list[Words]:
    return [{"what": "plan", "of": of_, "title": title, **more}]


EVENING, REPORT, SCORES = "Giao lưu văn nghệ", "Báo cáo", "bảng chấm điểm"
UNDONE = "hoàn tác"
WITHOUT_WORDS: list[Words] = []

# A dialogue for each kind of change: who speaks, then what is said ("[label]" is a press) and what it changed.
DIALOGUES: dict[str, tuple[tuple[str, str | None], Turns]] = {
    "count": (FOCAL, (
        ("đoàn em 16 người", count(16)),
        ("4 thường trực, 9 ngành", count(13, thường_trực=4, ngành=9)),
        (UNDONE, count(16)),
        ("đoàn em 5000 người", WITHOUT_WORDS),
    )),
    "count taken back": (FOCAL, (("đoàn em 16 người", count(16)), ("/hoantac", [of("clear")]))),
    "unsure": (FOCAL, (("chưa rõ", [of("count", total=None)]), ("đoàn em 16 người", count(16)), ("chưa rõ", [of("clear")]))),
    "absent": (FOCAL, (("đoàn em không dự", [of("absent")]), (UNDONE, [of("absent", lifted=True)]))),
    "names": (FOCAL, (
        ("1. Lò Thị Mây, Phó Chủ tịch\n2. Vừ Thị Sua", [of("names", added=["Lò Thị Mây", "Vừ Thị Sua"])]),
        ("bỏ tên số 2", [of("names", removed=["Vừ Thị Sua"])]),
        ("Lò Thị Mây không đi, thay bằng Giàng A Páo", [of("names", added=["Giàng A Páo"], removed=["Lò Thị Mây"])]),
        (UNDONE, [of("names", added=["Lò Thị Mây"], removed=["Giàng A Páo"])]),
    )),
    "arrival": (FOCAL, (
        ("đoàn em đến 13h30 ngày 25/3, 2 xe", [of("arrival", at="2027-03-25T13:30", vehicles=2)]),
        ("đoàn em đến 15h ngày 25/3", [of("arrival", at="2027-03-25T15:00", vehicles=2)]),
        (UNDONE, [of("arrival", at="2027-03-25T13:30", vehicles=2)]),
    )),
    "stay": (FOCAL, (
        ("ăn tối 25/3 14 người, nghỉ lại 12", [
            of("stay", of="ăn tối", on="2027-03-25", people=14), of("stay", of="nghỉ", on="2027-03-25", people=12),
        ]),
        ("ăn tối 25/3 15 người", [of("stay", of="ăn tối", on="2027-03-25", people=15)]),
        (UNDONE, [of("stay", of="ăn tối", on="2027-03-25", people=14)]),
    )),
    "split": (FOCAL, (
        ("đoàn em 16 người", count(16)),
        ("8 tham quan, 8 cầu lông", [of("choice", option=TOUR, people=8), of("choice", option=BALL, people=8)]),
        (UNDONE, [of("choice", option=TOUR, people=None), of("choice", option=BALL, people=None)]),
    )),
    "paper": (FOCAL, (
        ("em gửi báo cáo rồi", [of("paper", paper="Báo cáo", state="handed")]),
        (UNDONE, [of("paper", paper="Báo cáo", state="returned")]),
    )),
    "own telephone of a focal point": (FOCAL, (
        ("số điện thoại của tôi là 0912 345 679", [of("contact", name="Tòng Thị Mẩy", phone="0912345679")]),
    )),
    "own answer": (DELEGATE, (
        ("tôi sẽ dự", [{"what": "rsvp", "answer": "yes"}]),
        ("anh Sùng Mí Dia 0912345678 đi thay tôi",
         [{"what": "rsvp", "answer": "substitute", "name": "anh Sùng Mí Dia 0912345678", "phone": "0912345678"}]),
        (UNDONE, [{"what": "rsvp", "answer": "yes"}]),
        ("tôi chọn cầu lông", [{"what": "choice", "person": "self", "option": BALL}]),
        (UNDONE, [{"what": "choice", "person": "self", "option": None}]),
    )),
    "own data": (DELEGATE, (
        ("/ten Nguyễn Văn Bê", [{"what": "name", "name": "Nguyễn Văn Bê"}]),
        ("số điện thoại của tôi là 0912345679", [{"what": "name", "phone": "0912345679"}]),
        ("/dung", [{"what": "stop"}]),
        ("[Bật lại]", [{"what": "stop", "lifted": True}]),
        ("phòng nghỉ có wifi không", WITHOUT_WORDS),
        ("[Chuyển cho ban tổ chức]", [{"what": "passed"}]),
        ("/xoadulieu", WITHOUT_WORDS),
        ("[Xóa]", [{"what": "erase"}]),
    )),
    "lock": (ORGANISER, (
        ("khóa lúc 17h 10/3", [{"what": "lock", "at": "2027-03-10T17:00"}]),
        ("mở cho Khe Mây đến 12h 11/3", [of("grant", at="2027-03-11T12:00")]),
        (UNDONE, [of("grant", at=None)]),
        ("mở khóa", [{"what": "lock", "at": None}]),
    )),
    "plan": (ORGANISER, (
        ("dời giao lưu văn nghệ sang 19:30", WITHOUT_WORDS),
        ("[Ghi]", planned("item", EVENING, to="19:30")),
        ("hủy giao lưu văn nghệ", WITHOUT_WORDS),
        ("[Hủy nội dung này]", planned("item", EVENING, cancelled=True)),
        ("khôi phục giao lưu văn nghệ", WITHOUT_WORDS),
        ("[Ghi]", planned("item", EVENING, restored=True)),
        ("đổi địa điểm hội nghị sang nhà văn hóa xã", WITHOUT_WORDS),
        ("[Ghi]", planned("venue", to="nhà văn hóa xã")),
        ("dời hội nghị sang 27-28/3", WITHOUT_WORDS),
        ("[Ghi]", planned("day", to="2027-03-27")),
        ("gia hạn báo cáo đến hết 20/3", WITHOUT_WORDS),
        ("[Ghi]", [*planned("deadline", REPORT, to="2027-03-20"), *planned("deadline", SCORES, to="2027-03-20")]),
        (UNDONE, WITHOUT_WORDS),
        ("[Ghi]", [*planned("deadline", REPORT, to="2027-03-14"), *planned("deadline", SCORES, to="2027-03-14")]),
        ("hoãn hội nghị", WITHOUT_WORDS),
        ("[Hoãn hội nghị]", planned("day", postponed=True)),
    )),
    "units": (ORGANISER, (
        ("chỉ tiêu Khe Mây 15", [of("unit", verb="quota", seats=15)]),
        ("xóa đơn vị Khe Mây", [of("unit", verb="remove")]),
        (UNDONE, [of("unit", verb="restore")]),
        ("thêm đơn vị Sở Nội vụ, 5 người", [{"what": "unit", "verb": "add", "unit": "Sở Nội vụ", "seats": 5}]),
        ("Khe Mây còn gọi là Khe Chăn", [of("unit", verb="alias", to="Khe Chăn")]),
        ("Khe Mây đổi tên thành Khe Mới", [of("unit", verb="rename", to="Khe Mới")]),
        ("gộp Khe Mới vào Đồng Nhân", WITHOUT_WORDS),
        ("[Gộp]", [{"what": "unit", "verb": "merge", "unit": "Khe Mới", "to": "Đồng Nhân"}]),
    )),
    "messages": (ORGANISER, (
        ("gửi Khe Mây: mang áo ấm", WITHOUT_WORDS),
        ("[Gửi]", [{"what": "sent", "to": "Khe Mây", "people": 1}]),
        ("[Dừng gửi]", [{"what": "sent", "to": "Khe Mây", "people": 1, "stopped": True}]),
        ("/gui all lúc 07:00 mai: chào", WITHOUT_WORDS),
        ("[Gửi]", [{"what": "schedule", "to": "tất cả mọi người", "people": 5, "at": "2027-03-02T07:00"}]),
        (UNDONE, [{"what": "schedule", "to": "tất cả mọi người", "people": 5, "stopped": True}]),
    )),
    "people": (ORGANISER, (
        ("/moi focal Khe Mây", [of("invite", role="focal")]),
        ("/thuhoi Khe Mây", WITHOUT_WORDS),
        ("[Mã Đầu mối đơn vị – Khe Mây (còn 1)]", [of("revoke", role="focal")]),
        ("nhắc hạn trước 5, 2 ngày", [{"what": "ladder", "of": "deadline", "days": [5, 2, 0, -1]}]),
        ("đã nhận báo cáo của Khe Mây", [of("paper", paper="Báo cáo", state="received")]),
        ("Khe Mây: chị Lò Thị Mận 0912 345 678", [of("contact", name="Lò Thị Mận", phone="0912345678")]),
        ("mấy giờ khai mạc", WITHOUT_WORDS),
    )),
}  # fmt: skip


@pytest.fixture(scope="module")
def player() -> Player:
    return Player(PLAN.parent)


def talk(said: Any, who: tuple[str, str | None] = FOCAL, **more: Any) -> dict[str, Any]:
    return {"id": "x", "plan": PLAN.stem, "at": TODAY, "role": who[0], "unit": who[1], "turns": said, **more}


def turn(said: str) -> dict[str, str]:
    return {"press": said[1:-1]} if said.startswith("[") else {"say": said}


@pytest.mark.parametrize(("who", "turns"), DIALOGUES.values(), ids=DIALOGUES)
def test_what_a_turn_changed_is_told_in_words(player: Player, who: tuple[str, str | None], turns: Turns) -> None:
    played = player.play(talk([turn(said) for said, _ in turns], who))["turns"]
    for (said, changes), found in zip(turns, played, strict=True):
        assert found["changes"] == changes, (said, found["reply"])
        assert ("done" in found["effect"]) == any(each["what"] != "passed" for each in changes), (said, found)
        assert bool(found["rows"]) == any(each["what"] != "passed" for each in changes), (said, found["rows"])


@pytest.fixture(scope="module")
def plan() -> Prepared:
    return Prepared(read_paper(PLAN), parse_instant(TODAY))


@pytest.fixture
def scene(plan: Prepared) -> Iterator[Scene]:
    stage = Stage()
    yield plan.scene(stage, parse_instant(TODAY))
    stage.database.close()


def test_a_newcomer_joins_and_is_approved(scene: Scene) -> None:
    """The code that an organiser makes for several lets somebody in who waits for a yes."""
    organiser, newcomer = scene.joined("organiser", None), scene.joined("new", None)
    made = scene.say(organiser, "/moi delegate")
    code = re.search(r"\b[A-Z2-9]{8}\b", made.text)
    assert code is not None
    assert scene.say(newcomer, code[0]).changes == []
    with scene.database.transaction() as session:
        session.execute(text("UPDATE invitations SET uses = 2 WHERE id = (SELECT max(id) FROM invitations)"))
    assert scene.say(newcomer, "Đồng ý").changes == [{"what": "join", "role": "delegate"}]
    waits = scene.say(organiser, "/duyet")
    assert [button.label for button in waits.replies[0].buttons] == ["Duyệt Ngần (Đại biểu)"]
    approved = scene.say(organiser, waits.replies[0].buttons[0].command)
    assert approved.changes == [{"what": "approve", "role": "delegate", "name": "Ngần"}]


HIDDEN = "CREATE TEMP TRIGGER hidden AFTER INSERT ON chats BEGIN UPDATE people SET phone = '0' WHERE id = 1; END"


def test_a_write_that_nothing_reports_is_counted(scene: Scene) -> None:
    """Planted in the database, so that neither the journal nor the audit can know of it."""
    who = scene.joined("focal", scene.unit("Khe Mây")[0])
    with scene.database.transaction() as session:
        session.execute(text(HIDDEN))
    asked = scene.say(who, "mấy giờ khai mạc")
    assert (asked.changes, asked.rows) == ([], {"people": 1})


def test_what_a_savepoint_takes_back_is_not_counted(scene: Scene) -> None:
    with scene.database.transaction() as session:
        inner = session.begin_nested()
        session.execute(text("UPDATE people SET phone = '1'"))
        inner.rollback()
        session.execute(text("UPDATE events SET venue = 'ở đây'"))
    assert scene.stage.rows() == {"events": 1}


def test_drafts_and_passed_questions_are_not_counted_and_what_becomes_of_them_is(scene: Scene) -> None:
    draft = "INSERT INTO broadcasts (event_id, segment, text, critical, state, recipients, created_at, version)"
    with scene.database.transaction() as session:
        session.execute(text(f"{draft} VALUES (1, 'all', 'x', 0, 'draft', 1, '2027-03-01', 1)"))
        session.execute(text("UPDATE broadcasts SET recipients = 2"))
        session.execute(text("INSERT INTO settings (key, value) VALUES ('outbox', '{}')"))
    assert scene.stage.rows() == {}
    with scene.database.transaction() as session:
        session.execute(text("UPDATE broadcasts SET state = 'sent'"))
        session.execute(text("UPDATE settings SET key = 'web' WHERE key = 'outbox'"))
    assert scene.stage.rows() == {"broadcasts": 1, "settings": 1}


def test_rows_are_counted_in_memory_only(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="memory"):
        Tally(Database(f"sqlite:///{tmp_path}/x.db"))


def test_every_change_that_is_put_on_record_has_its_words() -> None:
    """`drop_broadcast` is a tick's, never a turn's."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for package in ("storage", "handlers")
        for path in (ROOT / package).rglob("*.py")
    )
    actions = {*re.findall(r'action="(\w+)"', code), *re.findall(r'hand\.record\("(\w+)"', code)}
    assert len(actions) > 25
    assert actions - {*KINDS, *NOBODYS, "drop_broadcast"} == set()


# What holds before a dialogue, and what the bot then says that shows it.
BEFORE = (
    ([of("count", total=15)], FOCAL, "/doan", "15 đại biểu"),
    ([of("count", total=15), of("absent")], FOCAL, "/doan", "không dự"),
    ([of("names", added=["Lò Thị Mây", "Vừ Thị Sua"])], FOCAL, "/danhsach", "Vừ Thị Sua"),
    ([of("arrival", at="2027-03-25T13:30", vehicles=2)], FOCAL, "/doan", "13:30 thứ Năm 25/03, 2 xe"),
    ([of("stay", of="ăn tối", on="2027-03-25", people=14)], FOCAL, "/doan", "ăn tối thứ Năm 25/03: 14"),
    ([of("choice", option="cầu lông", people=6), of("choice", option="tham quan", people=9)], FOCAL, "/doan", "9 tham"),
    ([{"what": "choice", "person": "self", "option": "cầu lông"}], DELEGATE, "/luachon", "giao lưu cầu lông"),
    ([{"what": "rsvp", "answer": "yes"}], DELEGATE, "/xacnhan", "sẽ dự"),
    ([of("paper", paper="báo cáo", state="received")], ORGANISER, "/tiendo", "2/6|1/6|Khe Mây"),
    ([of("contact", name="Lò Thị Mận", phone="0912 345 678")], FOCAL, "/doan", "Lò Thị Mận"),
    ([{"what": "lock", "at": "2027-02-28T17:00"}], FOCAL, "đoàn em 16 người", "khóa"),
    ([{"what": "lock", "at": "2027-02-28T17:00"}, of("grant", at="2027-03-05T12:00")], FOCAL, "đoàn em 16 người", "✓"),
    ([of("invite")], ORGANISER, "/thuhoi Khe Mây", "1 mã mời còn mở"),
    ([{"what": "ladder"}], ORGANISER, "/nhac", "5, 2 ngày"),
    ([of("unit", verb="quota", seats=15)], ORGANISER, "/donvi", "15"),
    ([of("unit", verb="remove")], FOCAL, "đoàn em 16 người", "không"),
    ([{"what": "plan", "of": "day", "title": MEETING, "to": "2027-03-29"}], DELEGATE, "hội nghị ngày nào", "29/03"),
    ([{"what": "plan", "of": "item", "title": "văn nghệ", "to": "20:00"}], DELEGATE, "/lich 25/3", "20:00"),
    ([{"what": "plan", "of": "venue", "to": "nhà văn hóa xã"}], DELEGATE, "/diadiem", "Nhà văn hóa xã"),
    ([{"what": "plan", "of": "deadline", "title": "báo cáo", "to": "2027-03-20"}], DELEGATE, "/han", "20/03"),
)


@pytest.mark.parametrize(("before", "who", "said", "part"), BEFORE, ids=[f"{b[0][-1]['what']} {b[2]}" for b in BEFORE])
def test_what_holds_before_a_dialogue_holds(
    player: Player, capsys: pytest.CaptureFixture[str], before: list[Words], who: tuple[str, str], said: str, part: str
) -> None:
    without, with_it = (player.play(talk([turn(said)], who, before=each))["turns"][0] for each in ([], before))
    assert re.search(part, with_it["reply"]), with_it["reply"]
    assert with_it["reply"] != without["reply"]
    assert capsys.readouterr().err == ""


def test_others_speak_time_moves_and_a_press_that_is_not_there_sends_nothing(player: Player) -> None:
    turns = [
        {"say": "đoàn em 16 người", "as": {"role": "focal", "unit": "Khe Mây"}},
        {"say": "Khe Mây mấy người"},
        {"press": "Không có nút này"},
        {"say": "khóa luôn bây giờ", "at": "2027-03-02T09:00"},
        {"say": "đoàn em 14 người", "as": {"role": "focal", "unit": "Khe Mây"}},
    ]
    played = player.play(talk(turns, ORGANISER))["turns"]
    assert played[0]["changes"] == count(16)
    assert "16" in played[1]["reply"]
    assert played[2] == {"reply": "", "effect": [], "changes": [], "rows": {}}
    assert played[3]["changes"] == [{"what": "lock", "at": "2027-03-02T09:00"}]
    assert (played[4]["effect"], played[4]["rows"]) == (["refused"], {})


def test_lines_in_lines_out_and_the_databases_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talks = [talk([turn("đoàn em 16 người")]), {**talk([turn("mấy giờ đón đại biểu")], ORGANISER), "id": "y"}]
    given = io.StringIO("\n".join(json.dumps(each) for each in talks) + "\n\n")
    terminal.play(given, PLAN.parent, tmp_path / "kept")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == ["x", "y"]
    first = lines[0]["turns"][0]
    assert set(first) == {"reply", "effect", "changes", "rows"}
    assert first["reply"].splitlines()[-1] == "[Sửa] [Thêm tên] [Giờ đến, xe]"
    kept = Database(f"sqlite:///{tmp_path}/kept/x.db")
    with kept.reading() as session:
        assert session.execute(text("SELECT total FROM head_counts")).scalars().all() == [16]
    kept.close()
    assert (tmp_path / "kept" / "y.db").is_file()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Dòng 1 không phải JSON."),
        ('{"id": "a"}', "Dòng 1 thiếu: plan, at, role, turns."),
        (json.dumps({**talk([]), "plan": "khong-co"}), "Không có kế hoạch “khong-co”"),
        (json.dumps({**talk([]), "role": "vua"}), "không có vai trò “vua”"),
        (json.dumps({**talk([]), "at": "hôm qua"}), "không phải thời điểm ISO"),
    ],
)
def test_what_cannot_be_played_is_one_sentence(line: str, said: str) -> None:
    with pytest.raises(Stop, match=re.escape(said)):
        terminal.play([line], PLAN.parent, None)
