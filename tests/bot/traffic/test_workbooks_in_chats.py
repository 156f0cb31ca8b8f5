"""A workbook sent in a chat: read before the desk, handed to the page's own command, never lost without a word."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.office import sheets as sheet
from bot.office.files import FileFolder
from bot.traffic.intake import Intake
from handlers.messages import Incoming
from handlers.people import account
from storage import people as people_rows
from storage import plans
from storage.database import Database
from storage.models import Broadcast, StoredFile
from tests.bot.channels.telegram_life import play
from tests.bot.office.test_workbook_pages import (
    COUNT_HEAD,
    DATA,
    NAME_HEAD,
    audited,
    case,
    count,
    made,
    people,
    phones,
    quotas,
)
from tests.bot.site.site_kit import Hall
from tests.bot.traffic.scene import until
from tests.fakes.telegram import FakeTelegram

FOCAL, ORGANISER, DELEGATE, SECOND = 7, 8, 9, 10
MAN, HAC = "Lò Thị Mận", "Lò Văn Hặc"
LIST = [NAME_HEAD, (MAN, "Phó Chủ tịch", "Thường trực"), (HAC, "Công chức", None)]
Step = Callable[[FakeTelegram], object]


@pytest.fixture
def folder(tmp_path: Path) -> FileFolder:
    return FileFolder(tmp_path / "data")


@pytest.fixture
def hall(database: Database) -> Hall:
    return _hall(database)


@pytest.fixture
def any_hall(any_database: Database) -> Hall:
    return _hall(any_database)


def _hall(database: Database) -> Hall:
    """The focal point of Lũng Mơ, an organiser and a delegate write from Telegram."""
    place = Hall(database)
    join(place, FOCAL, "focal", "lung mo")
    join(place, ORGANISER, "organiser")
    join(place, DELEGATE, "delegate")
    return place


@pytest.fixture
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child process has its test in the conversations; a table of cases needs none for each."""
    monkeypatch.setattr(sheet, "_in_child", sheet.sheets_of)


def join(place: Hall, chat: int, role: str, unit: str | None = None) -> None:
    with place.database.transaction() as session:
        event = plans.event_with_key(session, place.key)
        assert event is not None
        of = people_rows.units_by_alias(session, event.plan_id, unit)[0] if unit else None
        code = account.new_invitation(session, event, role, of, now=place.now, uses=1).code
    for said in (code, "Đồng ý"):
        (reply,) = place.desk.answer(Incoming("telegram", str(chat), said, sender_name="Lan"))
        if reply.text.startswith("✓ Đã tham gia"):
            return
    assert reply.text.startswith("✓ Đã tham gia"), reply.text


def chat(place: Hall, folder: FileFolder | None, *steps: Step, silent: int = 0) -> list[dict[str, Any]]:
    """Each step waits for its one answer; the answers as Telegram took them. `silent`: steps without one."""

    async def scene(fake: FakeTelegram, intake: Intake) -> None:
        for number, step in enumerate(steps, 1):
            step(fake)
            await fake.until(number - silent, 60)
            await until(lambda: not intake.waiting, 60)

    return play(place, folder or FileFolder(Path("/nowhere")), scene).accepted


def file(content: bytes, caption: str = "", *, chat: int = FOCAL, name: str = "danh sach.xlsx", **more: Any) -> Step:
    return lambda fake: fake.hand_in(chat, name, content, caption, **more)


def says(text: str, chat: int = FOCAL) -> Step:
    return lambda fake: fake.say(chat, text)


def texts(answers: Sequence[dict[str, Any]]) -> list[str]:
    return [answer["text"] for answer in answers]


def buttons(answer: dict[str, Any]) -> dict[str, str]:
    """Label and command of what hangs under an answer."""
    rows = answer.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def test_a_list_from_a_focal_point_is_recorded_as_on_the_page_and_taken_back(
    any_hall: Hall, folder: FileFolder
) -> None:
    content = made(Danh_sách=LIST, Số_lượng=[COUNT_HEAD, ("Thường trực", 1), ("Ngành", 1)])
    taken, undone = texts(chat(any_hall, folder, file(content), says("/hoantac")))
    assert "2 tên mới" in taken
    assert "Lũng Mơ" in taken
    assert "2 đại biểu" in taken
    assert "Đã hoàn tác" in undone
    assert people(any_hall) == []
    assert count(any_hall)[0] is None
    with any_hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 0, "a list is no file to be sent on"


@pytest.mark.usefixtures("_in_this_process")
@pytest.mark.parametrize(
    ("name", "told", "kept"),
    [
        ("n05h-tong", "dòng 4 “Tổng cộng”", ("coming", 12)),
        ("n02-title", "1 tên mới", [MAN]),
        ("n08-extra-column", "Cột không dùng đến: “Ngày sinh”", ["Cầm Thị Hoa"]),
        ("n06-320names", "320 tên mới", 320),
        ("n10-apostrophe", "Trùng họ tên nên chỉ ghi một lần", ["Y H’Nhi Êban"]),
        ("n05g-date", "“14/03/2027” không phải số người", []),
        ("v4-padded-65KB", "2 tên mới", ["Hà Thị Một", "Hà Thị Hai"]),
        ("r1-export-as-names", "bảng số liệu tải về để xem", []),
        ("units-template", "Đây là danh sách đơn vị", []),
        ("names-template", "chưa có dòng nào được điền", []),
    ],
)
def test_every_workbook_of_a_delegation_that_went_wrong_once(
    hall: Hall, folder: FileFolder, name: str, told: str, kept: Any
) -> None:
    (answer,) = texts(chat(hall, folder, file(case(name))))
    assert told in answer
    if isinstance(kept, tuple):
        assert count(hall)[:2] == kept
    else:
        names = [one for one, _, _ in people(hall)]
        assert (len(names) if isinstance(kept, int) else names) == kept


@pytest.mark.usefixtures("_in_this_process")
@pytest.mark.parametrize(
    ("name", "told", "kept"),
    [
        ("u06-formula-nocache", "công thức =8+8 chưa có kết quả", {}),
        ("u08c-sheet-nfd", "1 đơn vị mới", {"Xã Bốn Núi": 8}),
        ("u12-apostrophe", "6 (dòng 2), 7 (dòng 3), 8 (dòng 4)", {"Xã Ea H'leo": None}),
        ("u15-phone-number", "Đã ghi", {}),
        ("u17-same-twice", "12 (dòng 2), 18 (dòng 3)", {}),
        ("u18-total-row", "dòng 3 “Tổng cộng”", {"Tà Hương": 14}),
        ("units-template", "đơn vị như cũ", {}),
    ],
)
def test_every_workbook_of_units_that_went_wrong_once(
    hall: Hall, folder: FileFolder, name: str, told: str, kept: dict[str, int | None]
) -> None:
    before = quotas(hall)
    (answer,) = texts(chat(hall, folder, file(case(name), chat=ORGANISER)))
    assert told in answer
    assert quotas(hall) == before | kept
    if name == "u15-phone-number":
        assert phones(hall) == ["0912345678"]


def test_every_workbook_of_the_cases_has_its_row_above() -> None:
    marks = (*CASES_OF_NAMES, *CASES_OF_UNITS)
    assert {path.stem for path in DATA.glob("*.xlsx")} == set(marks)


def bomb() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    return held.getvalue()


NO_LISTS = (
    ("ds.xlsx", b"", "trống"),
    ("ds.xlsx", b"PK\x03\x04 broken", "Không đọc được tệp này"),
    ("ds.xlsx", bomb(), "quá lớn"),
    ("ds.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "bản .xls cũ hoặc có mật khẩu"),
    ("ds.xlsx", b"%PDF-1.7\n" + bytes(600), "không phải bảng tính .xlsx"),
    ("ds.csv", "Họ và tên\nLò Thị Mận".encode(), "văn bản thường hoặc .csv"),
    ("báo cáo.xlsx", made(Báo_cáo=[("Chỉ số", "Kết quả"), ("Thu ngân sách", 12)]), "không theo mẫu"),
)


def test_what_is_no_list_of_ours_gets_one_sentence_and_nothing_is_recorded(hall: Hall, folder: FileFolder) -> None:
    before = audited(hall)
    answers = chat(hall, folder, *(file(content, name=name) for name, content, _ in NO_LISTS))
    for answer, (name, _, told) in zip(answers, NO_LISTS, strict=True):
        assert told in answer["text"], name
        assert "chưa ghi gì" in answer["text"]
        assert "Trang này" not in answer["text"]
        assert "/mau" in buttons(answer).values()
    assert (audited(hall), people(hall)) == (before, [])


def test_a_file_that_telegram_does_not_give_out_or_that_is_too_large_is_said(hall: Hall, folder: FileFolder) -> None:
    def gone(fake: FakeTelegram) -> None:
        fake.hand_in(FOCAL, "ds.xlsx", made(Danh_sách=LIST))
        fake.files.clear()

    def large(fake: FakeTelegram) -> None:
        fake.hand_in(FOCAL, "ds.xlsx", made(Danh_sách=LIST))
        fake._updates[-1][1]["message"]["document"]["file_size"] = 25_000_000

    first, second = texts(chat(hall, folder, gone, large))
    assert "Chưa lấy được tệp này" in first
    assert "20 MB" in second
    assert people(hall) == []


def test_words_beside_a_list_are_heard_too(hall: Hall, folder: FileFolder) -> None:
    answers = chat(
        hall, folder, file(made(Danh_sách=LIST), "Em gửi danh sách đoàn Lũng Mơ"),
        file(made(Danh_sách=LIST), "đoàn em 16 người"), file(b"%PDF-1.7", "đoàn em 17 người"),
    )  # fmt: skip
    named, both, bad = texts(answers)
    assert "2 tên mới" in named
    assert "chưa nhận được" not in named
    assert "16 đại biểu" in both
    assert "không phải bảng tính" in bad
    assert "17 đại biểu" in bad
    assert count(hall)[:2] == ("coming", 17)
    assert len(people(hall)) == 2


def test_a_list_of_another_delegation_is_not_put_into_ones_own(hall: Hall, folder: FileFolder) -> None:
    of_another = made(Danh_sách=[("Đơn vị", *NAME_HEAD), ("Pa Vang", MAN, "Phó", None)])

    def press(fake: FakeTelegram) -> None:
        assert people(hall) == []
        fake.press(FOCAL, buttons(fake.accepted[0])["Lũng Mơ"])

    answers = chat(
        hall, folder, file(made(Danh_sách=LIST), "danh sách đoàn Pa Vang"), file(of_another), press
    )  # fmt: skip
    asked, refused, taken = texts(answers)
    assert "Pa Vang" in asked
    assert "dòng 2: Pa Vang" in refused
    assert "Lũng Mơ 2 tên mới" in taken


def test_the_unit_is_asked_and_a_press_records(any_hall: Hall, folder: FileFolder) -> None:
    join(any_hall, SECOND, "focal", "pa vang")
    join(any_hall, SECOND, "focal", "ta huong")
    seen: list[dict[str, Any]] = []

    def press(label: str, chat: int) -> Step:
        def step(fake: FakeTelegram) -> None:
            seen.append(buttons(fake.accepted[-1]))
            fake.press(chat, seen[-1][label])

        return step

    answers = chat(
        any_hall, folder, file(made(Danh_sách=LIST), chat=SECOND), press("Tà Hương", SECOND),
        file(made(Số_lượng=[COUNT_HEAD, ("Cả đoàn", 9)]), chat=ORGANISER), press("Suối Ngà", ORGANISER),
        file(made(Số_lượng=[COUNT_HEAD, ("Cả đoàn", 8)]), "danh sách đoàn Đèo Sương", chat=ORGANISER),
        says("/hoantac", SECOND),
    )  # fmt: skip
    asked, _, whose, counted, named, undone = texts(answers)
    assert [*seen[0]] == ["Pa Vang", "Tà Hương"]
    assert "Chưa ghi gì" in asked
    assert "Chưa ghi gì" in whose
    assert "Suối Ngà" in counted
    assert count(any_hall, "Suối Ngà")[:2] == ("coming", 9)
    assert "Đèo Sương" in named
    assert count(any_hall, "Đèo Sương")[:2] == ("coming", 8)
    assert "Đã hoàn tác" in undone
    assert people(any_hall) == []


def test_a_forwarded_list_is_asked_first_and_its_yes_records_it(any_hall: Hall, folder: FileFolder) -> None:
    def forwarded(fake: FakeTelegram) -> None:
        fake.hand_in(FOCAL, "danh sach.xlsx", made(Danh_sách=LIST))
        fake._updates[-1][1]["message"]["forward_date"] = 1

    def yes(fake: FakeTelegram) -> None:
        assert people(any_hall) == []
        fake.press(FOCAL, buttons(fake.accepted[-1])["Đúng"])

    asked, taken = texts(chat(any_hall, folder, forwarded, yes))
    assert "danh sach.xlsx" in asked
    assert "2 tên mới" in taken
    assert len(people(any_hall)) == 2


def test_an_organiser_s_file_for_others_stays_a_message(hall: Hall, folder: FileFolder) -> None:
    units = made(Phân_bổ=[("Đơn vị", "Chỉ tiêu"), ("Tà Hương", 21)])

    def record(fake: FakeTelegram) -> None:
        fake.press(ORGANISER, buttons(fake.accepted[-1])["Ghi danh sách đơn vị"])

    before = quotas(hall)
    answers = chat(
        hall, folder, file(case("units-template"), "gửi cho các đầu mối: Mẫu danh sách", chat=ORGANISER),
        file(made(Báo_cáo=[("Chỉ số", "Kết quả"), ("Thu", 12)]), chat=ORGANISER),
        file(case("names-template"), chat=ORGANISER), file(units, "Kính gửi các xã phân bổ", chat=ORGANISER), record,
    )  # fmt: skip
    preview, other, empty, either, recorded = texts(answers)
    assert "Mẫu danh sách" in preview
    assert "Đã nhận tệp" in other
    assert "Đã nhận tệp" in empty
    assert "Kính gửi các xã phân bổ" in either
    assert "Đã ghi" in recorded
    assert quotas(hall) == before | {"Tà Hương": 21}
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Broadcast)) == 2


def test_pictures_and_papers_of_a_focal_point_and_lists_of_others_stay_as_they_were(
    hall: Hall, folder: FileFolder
) -> None:
    answers = chat(
        hall, folder, file(b"JPEG", photo=True), file(made(Danh_sách=LIST), chat=DELEGATE),
        file(b"%PDF-1.7", "đã gửi báo cáo", name="bao cao.pdf"),
    )  # fmt: skip
    picture, delegate, paper = texts(answers)
    assert "chưa ghi gì" in picture
    assert ".xlsx" in picture
    assert "chưa đọc được tệp" in delegate
    assert "Tệp kèm theo chưa nhận được" in paper
    assert people(hall) == []


def test_two_lists_sent_together_are_both_read(hall: Hall, folder: FileFolder) -> None:
    def album(fake: FakeTelegram) -> None:
        for rows in (LIST[:2], [LIST[0], LIST[2]]):
            fake.hand_in(FOCAL, "ds.xlsx", made(Danh_sách=rows))
            fake._updates[-1][1]["message"]["media_group_id"] = "a7"

    chat(hall, folder, album, lambda fake: None)
    assert [name for name, _, _ in people(hall)] == [MAN, HAC]


def test_how_to_get_the_template_is_told(hall: Hall, folder: FileFolder) -> None:
    focal, organiser = texts(chat(hall, folder, says("/mau"), says("/mau", ORGANISER)))
    assert "/kenh them" in focal
    assert "đơn vị" in organiser


CASES_OF_NAMES = (
    "n05h-tong", "n02-title", "n08-extra-column", "n06-320names", "n10-apostrophe", "n05g-date", "v4-padded-65KB",
    "r1-export-as-names", "names-template",
)  # fmt: skip
CASES_OF_UNITS = (
    "u06-formula-nocache", "u08c-sheet-nfd", "u12-apostrophe", "u15-phone-number", "u17-same-twice", "u18-total-row",
    "units-template",
)  # fmt: skip
