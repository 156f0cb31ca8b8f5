"""An organiser changes what the plan said; those it touches hear it once, with before and after."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select, update

from handlers.language.matching import meal_at, meant
from handlers.reminders import queue_due
from handlers.said.edits import EditSaid
from handlers.speech.sentences.edits import read_edit, read_edits
from storage.clock import local, parse_instant
from storage.database import Database
from storage.models import AuditEntry, Deadline, Edit, Event, OutboxMessage, Paper, ProgrammeItem, Submission
from tests.talk import PLAN, Town

NOW = local(parse_instant("2027-03-01T08:00"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dời bữa tối sang 19:00", EditSaid("set", "bữa tối", start=time(19))),
        ("doi bua toi sang 19h", EditSaid("set", "bua toi", start=time(19))),
        (
            "chuyển giao lưu văn nghệ sang 19h30-21h",
            EditSaid("set", "giao lưu văn nghệ", start=time(19, 30), end=time(21)),
        ),
        ("Lùi khai mạc đến 8h30", EditSaid("set", "khai mạc", start=time(8, 30))),
        ("dời tham quan sang 14h ngày 26/3", EditSaid("set", "tham quan", day=date(2027, 3, 26), start=time(14))),
        ("lùi hội nghị sang ngày 28/3", EditSaid("set", "hội nghị", day=date(2027, 3, 28))),
        ("dời hội nghị sang 28/3-29/3", EditSaid("set", "hội nghị", day=date(2027, 3, 28), last_day=date(2027, 3, 29))),
        ("lùi bữa tối 30 phút", EditSaid("set", "bua toi", shift=timedelta(minutes=30))),
        ("đẩy khai mạc sớm hơn 15 phút", EditSaid("set", "khai mac", shift=timedelta(minutes=-15))),
        ("đổi địa điểm sang Hội trường B, tầng 2", EditSaid("set", "địa điểm", place="Hội trường B, tầng 2")),
        ("đổi địa điểm bữa tối thành Nhà khách", EditSaid("set", "địa điểm bữa tối", place="Nhà khách")),
        ("gia hạn báo cáo đến 17h 20/3", EditSaid("set", "báo cáo", day=date(2027, 3, 20), start=time(17))),
        ("hủy nội dung tham quan", EditSaid("cancel", "nội dung tham quan")),
        ("hủy hội nghị", EditSaid("cancel", "hội nghị")),
        ("hoãn hội nghị", EditSaid("postpone", "hội nghị")),
        ("chuyển hội nghị sang hình thức văn bản", EditSaid("written", "hội nghị sang hình thức văn bản")),
        ("chốt ngày 30/3", EditSaid("set", "", day=date(2027, 3, 30))),
        ("xin đổi tên tham quan thành Thăm làng nghề", EditSaid("set", "tên tham quan", name="Thăm làng nghề")),
        ("doi com toi tu 19h30 sang 19h", EditSaid("set", "com toi", start=time(19))),
        ("chuyen an toi tu 18h45 sang 19h", EditSaid("set", "an toi", start=time(19))),
        ("đổi ăn tối 18:30 sang 19:00", EditSaid("set", "ăn tối", start=time(19))),
        ("doi bua sang tu 7h sang 7h30", EditSaid("set", "bua sang", start=time(7, 30))),
        (
            "dời hội nghị từ 18-19/3 sang 25-26/3",
            EditSaid("set", "hội nghị", day=date(2027, 3, 25), last_day=date(2027, 3, 26)),
        ),
        ("doi hoi nghi sang 2-3/12", EditSaid("set", "hoi nghi", day=date(2027, 12, 2), last_day=date(2027, 12, 3))),
        (
            "dời hội nghị sang 30/3 đến 1/4",
            EditSaid("set", "hội nghị", day=date(2027, 3, 30), last_day=date(2027, 4, 1)),
        ),
        (
            "dời tham quan sang 14h-15h 26/3",
            EditSaid("set", "tham quan", day=date(2027, 3, 26), start=time(14), end=time(15)),
        ),
        ("doi hoi nghi sang thu 5 tuan sau", EditSaid("set", "hoi nghi", day=date(2027, 3, 11))),
        ("doi cho an toi sang nha hang Ho Xanh", EditSaid("set", "cho an toi", place="nha hang Ho Xanh")),
        ("doi bua toi sang nha hang Ho Xanh", EditSaid("set", "bua toi", place="nha hang Ho Xanh")),
        (
            "doi bua toi sang 19h15 o nha hang Ho Xanh",
            EditSaid("set", "bua toi", start=time(19, 15), place="nha hang Ho Xanh"),
        ),
        ("lui hoi nghi lai 30 phut", EditSaid("set", "hoi nghi", shift=timedelta(minutes=30))),
        ("khôi phục tham quan", EditSaid("restore", "tham quan")),
        ("hoàn tác", EditSaid("undo")),
        ("hoàn thành báo cáo", None),
        ("hủy", None),
        ("bỏ", None),
        ("mấy giờ ăn tối", None),
        ("dời bữa tối sang lúc nào", None),
        ("đã chuyển báo cáo", None),
        ("đoàn em 16 người", None),
        ("đổi ý rồi", None),
        ("bữa tối mấy giờ đổi sang 19:00 à?", None),
    ],
)
def test_a_sentence_is_read_as_a_change(text: str, expected: EditSaid | None) -> None:
    assert read_edit(text, NOW) == expected


def test_two_changes_of_one_sentence_are_two() -> None:
    assert read_edits("dời bữa tối sang 19h và bữa sáng sang 7h", NOW) == [
        EditSaid("set", "bữa tối", start=time(19)), EditSaid("set", "bữa sáng", start=time(7)),
    ]  # fmt: skip
    assert len(read_edits("đổi địa điểm sang Hội trường B, tầng 2", NOW)) == 1
    assert len(read_edits("dời đón tiếp và ăn tối sang 19h", NOW)) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bữa tối", [3]), ("ăn tối", [3]), ("tiệc", [2, 3]), ("bữa trưa", [2]), ("khai mạc", [1]), ("tham quan", [4]),
        ("tham quan làng", [4]), ("bóng chuyền", []), ("", []), ("nội dung", []),
    ],
)  # fmt: skip
def test_a_thing_is_known_by_its_words(words: str, expected: list[int]) -> None:
    titles = {1: "Khai mạc hội nghị", 2: "Ăn trưa", 3: "Liên hoan tối", 4: "Tham quan làng nghề"}
    assert meant(words, titles) == expected


@pytest.mark.parametrize(
    ("start", "words", "found"),
    [(time(18, 30), "cơm thân mật", True), (time(18, 30), "bữa tối", True), (time(11, 30), "bữa tối", False), (time(11, 30), "ăn trưa", True), (None, "bữa tối", False)],
)  # fmt: skip
def test_a_meal_is_known_by_its_hour(start: time | None, words: str, found: bool) -> None:
    assert (meant(words, {1: meal_at("Cơm thân mật", start)}) == [1]) is found


def rows(town: Town, kind: str = "change") -> Sequence[OutboxMessage]:
    with town.database.reading() as session:
        return session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)).all()


def tick(town: Town, **later: float) -> int:
    """Time passes, then one tick; what is put is taken for sent."""
    town.later(**later)
    with town.database.transaction() as session:
        new = queue_due(session, town.now)
        session.execute(update(OutboxMessage).where(OutboxMessage.state == "queued").values(state="sent"))
        return new


def edit(town: Town, words: str, yes: str = "Ghi") -> str:
    """Says a change, says yes to the card; the last answer."""
    card = town.say("Ban", words)
    assert [button.label for button in card.buttons] == [yes, "Thôi"], card.text
    return town.say("Ban", card.buttons[0].command).text


def fill(town: Town) -> Town:
    """A dinner on the first day; one unit and two delegates, of whom one stays away; a performer of the last item."""
    with town.database.transaction() as session:
        night = session.scalars(select(ProgrammeItem).where(ProgrammeItem.start == time(19))).one()
        night.performers = ["Đồng Nhân"]
        session.add(
            ProgrammeItem(event_id=town.event_id, position=50, number=9, day=date(2027, 3, 25), start=time(17, 30),
                          end=time(18, 30), title="Ăn tối tại nhà khách", performers=[], line="99")
        )  # fmt: skip
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan")
    for who, said in (("An", "tôi sẽ dự"), ("Bình", "tôi không dự được vì ốm"), ("Chi", "")):
        town.join(who, "delegate")
        if said:
            town.say(who, said)
    town.say("Mận", "đoàn em 12 người")
    return town


@pytest.fixture
def busy(any_database: Database) -> Town:
    """The town on both kinds of database."""
    made = Town(any_database)
    made.publish(PLAN.read_text(encoding="utf-8"))
    return fill(made)


@pytest.fixture
def here(town: Town) -> Town:
    return fill(town)


def test_moving_dinner_tells_those_who_attend_what_it_was_and_is(busy: Town) -> None:
    busy.talk("Ban", ("dời bữa tối sang 18:00", (
        "Sửa: Ăn tối tại nhà khách", "Trước: 17:30–18:30 thứ Năm 25/03", "Sau: 18:00–19:00 thứ Năm 25/03",
        "Sẽ báo cho 2 người liên quan.",
    )))  # fmt: skip
    busy.talk("Ban", ("Ghi", ("✓ Đã sửa: Ăn tối tại nhà khách: 17:30–18:30 thứ Năm 25/03 → 18:00–19:00",)))
    assert tick(busy, minutes=9) == 0
    assert tick(busy, minutes=1) == 2
    assert [row.address for row in rows(busy)] == ["Mận", "An"]
    assert rows(busy)[0].text.splitlines()[:2] == [
        "**Thay đổi: Ăn tối tại nhà khách**",
        "17:30–18:30 thứ Năm 25/03 → 18:00–19:00 thứ Năm 25/03.",
    ]
    assert not rows(busy)[0].critical
    assert tick(busy, minutes=60) == 0
    with busy.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "edit")).one()
        assert (entry.before["start"], entry.after["start"]) == ("17:30:00", "18:00:00")
    busy.talk("An", ("ăn tối lúc mấy giờ", ("18:00–19:00", "ban tổ chức đã sửa")))


def test_five_changes_in_ten_minutes_are_one_message_from_first_to_last(here: Town) -> None:
    for hour in ("18:00", "18:15", "18:30"):
        edit(here, f"dời bữa tối sang {hour}")
        assert tick(here, minutes=2) == 0
    edit(here, "đổi địa điểm bữa tối sang Nhà hàng Sông Lam")
    assert tick(here, minutes=2) == 0
    edit(here, "dời tham quan sang 15h30")
    assert tick(here, minutes=9) == 0
    assert tick(here, minutes=1) == 2
    text = rows(here)[0].text
    assert "○ Ăn tối tại nhà khách: 17:30–18:30 thứ Năm 25/03, chưa có → 18:30–19:30" not in text
    assert text.startswith("**2 thay đổi**")
    assert "17:30–18:30 thứ Năm 25/03 → 18:30–19:30 thứ Năm 25/03" in text
    assert "Nhà hàng Sông Lam" in text
    assert "15:30–17:30" in text


def test_what_was_changed_back_is_not_told(here: Town) -> None:
    edit(here, "dời bữa tối sang 18:00")
    edit(here, "dời bữa tối sang 17:30")
    assert tick(here, minutes=11) == 0


def test_an_organiser_who_goes_on_editing_does_not_keep_people_waiting(here: Town) -> None:
    for minute in range(4):
        edit(here, f"dời bữa tối sang 18:{10 + minute}")
        assert tick(here, minutes=8) == (2 if minute == 3 else 0)


def test_performers_hear_of_their_item_though_their_unit_has_not_answered(here: Town) -> None:
    edit(here, "dời giao lưu văn nghệ sang 19h30")
    tick(here, minutes=10)
    assert [row.address for row in rows(here)] == ["Mận", "An", "Lý"]


def test_a_change_of_place_is_told_to_all_who_may_come_and_is_answered_at_once(here: Town) -> None:
    answer = edit(here, "đổi địa điểm sang Nhà văn hóa Sơn Hạ")
    assert "Trung tâm Hội nghị huyện Bình Sơn Hạ → Nhà văn hóa Sơn Hạ" in answer
    here.talk("Chi", ("họp ở đâu", ("Nhà văn hóa Sơn Hạ", "ban tổ chức đã sửa")))
    tick(here, minutes=10)
    assert [row.address for row in rows(here)] == ["Ban", "Mận", "Lý", "An", "Chi"]  # Bình stays away


def test_a_moved_deadline_is_told_to_those_who_owe_and_its_reminders_follow(here: Town) -> None:
    here.say("Lý", "/nop het")
    edit(here, "gia hạn báo cáo đến 20/3")
    with here.database.reading() as session:
        row = session.scalars(select(Deadline)).one()
        assert (row.due_on, row.before) == (date(2027, 3, 20), False)
        assert row.too_late_from == parse_instant("2027-03-21T00:00")
    tick(here, minutes=10)
    assert [row.address for row in rows(here)] == ["Mận"]
    assert "Trước thứ Hai 15/03 → hết thứ Bảy 20/03." in rows(here)[0].text
    here.now = parse_instant("2027-03-12T08:00")  # T-7 of the new day, a Saturday, is Friday 12
    tick(here)
    assert [(row.step, row.address) for row in rows(here, "deadline")] == [("T-7", "Mận")]


def test_a_reminder_step_past_when_the_deadline_was_moved_is_skipped(here: Town) -> None:
    here.now = parse_instant("2027-03-04T12:00")
    edit(here, "sửa hạn báo cáo thành 10/3")  # T-7 was 3 March
    tick(here, minutes=10)
    assert rows(here, "deadline") == []
    here.now = parse_instant("2027-03-05T08:00")  # T-3, Sunday 7, is Friday
    tick(here)
    assert {row.step for row in rows(here, "deadline")} == {"T-3"}


def test_an_event_put_off_moves_its_programme_and_its_reminders(here: Town) -> None:
    answer = edit(here, "lùi hội nghị sang ngày 29/3")
    assert "từ thứ Năm 25/03 đến thứ Sáu 26/03/2027 → từ thứ Hai 29/03 đến thứ Ba 30/03/2027" in answer
    with here.database.reading() as session:
        days = set(session.scalars(select(ProgrammeItem.day)))
    assert days == {date(2027, 3, 29), date(2027, 3, 30)}
    tick(here, minutes=10)
    assert len(rows(here)) == 6
    here.now = parse_instant("2027-03-25T07:00")
    tick(here)
    assert rows(here, "morning") == []
    here.now = parse_instant("2027-03-29T07:00")
    tick(here)
    assert len(rows(here, "morning")) == 6


@pytest.mark.parametrize(
    ("said", "told", "answer", "yes"),
    [
        ("hủy hội nghị", "đã hủy", "đã hủy", "Hủy hội nghị"),
        ("hoãn hội nghị", "hoãn, ngày mới sẽ báo sau", "đã hoãn", "Hoãn hội nghị"),
        ("chuyển hội nghị sang hình thức văn bản", "không họp, lấy ý kiến bằng văn bản", "bằng văn bản", "Ghi"),
    ],
)
def test_an_event_that_does_not_take_place_is_told_to_all_and_its_clock_rests(
    here: Town, said: str, told: str, answer: str, yes: str
) -> None:
    edit(here, said, yes)
    tick(here, minutes=10)
    assert len(rows(here)) == 6
    assert f"\n{told[0].upper()}{told[1:]}." in rows(here)[0].text
    here.talk("Chi", ("hội nghị tổ chức ngày nào", (answer,)))
    here.now = parse_instant("2027-03-25T07:00")
    tick(here)
    assert rows(here, "morning") == []


def test_a_cancelled_item_stands_in_the_programme_as_such(here: Town) -> None:
    done = edit(here, "hủy nội dung tham quan", "Hủy nội dung này")
    assert done == (
        "✓ Đã hủy: Tham quan làng nghề Khe Mây hoặc giao lưu cầu lông tại nhà thi đấu huyện. Mười phút nữa báo cho "
        "2 người, gộp với các sửa khác nếu có."
    )
    here.talk("Chi", ("/lich ngày 25/3", (
        "15:00–17:00 Tham quan làng nghề Khe Mây hoặc giao lưu cầu lông tại nhà thi đấu huyện (đã hủy)",
    )))  # fmt: skip
    tick(here, minutes=10)
    assert "\nĐã hủy.\n" in rows(here)[0].text


def test_within_a_day_a_change_is_critical_and_does_not_wait_for_the_morning(here: Town) -> None:
    here.now = parse_instant("2027-03-24T21:30")
    assert "Mười phút nữa báo cho 2 người" in edit(here, "dời đón tiếp sang 15:00")
    assert tick(here, minutes=10) == 2
    assert {row.critical for row in rows(here)} == {True}


def test_a_far_change_made_at_night_waits_for_the_morning(here: Town) -> None:
    here.now = parse_instant("2027-03-10T22:00")
    assert "Đêm không báo tin: 06:30 báo cho 2 người" in edit(here, "dời bữa tối sang 18:00")
    assert tick(here, minutes=10) == 0
    assert rows(here) == []
    here.now = parse_instant("2027-03-11T06:30")
    tick(here)
    assert len(rows(here)) == 2


def test_what_begins_within_half_an_hour_is_told_at_once(here: Town) -> None:
    here.now = parse_instant("2027-03-25T17:10")
    edit(here, "lùi bữa tối 20 phút")
    tick(here, seconds=1)
    assert len(rows(here)) == 2


def test_an_open_day_is_fixed_told_once_to_everybody_and_then_reminds(here: Town) -> None:
    with here.database.transaction() as session:
        event = session.get_one(Event, here.event_id)
        event.starts_on = event.ends_on = None
        event.month, event.date_text = "2027-03", "Cuối tháng 3"
        session.execute(update(ProgrammeItem).values(day=None))
        session.execute(update(Submission).values(state="received"))
    here.talk("Chi", ("hội nghị tổ chức ngày nào", ("Cuối tháng 3",)))
    card = here.say("Ban", "/sua 30/3")
    assert "Trước: Cuối tháng 3\nSau: thứ Ba 30/03/2027" in card.text
    here.say("Ban", card.buttons[0].command)
    tick(here, minutes=10)
    assert len(rows(here)) == 6
    assert "Cuối tháng 3 → thứ Ba 30/03/2027." in rows(here)[0].text
    here.now = parse_instant("2027-03-23T08:00")
    tick(here)
    assert {row.step for row in rows(here, "meeting")} == {"T-7"}
    here.now = parse_instant("2027-03-30T07:00")
    tick(here)
    assert len(rows(here, "morning")) == 6
    here.talk("Chi", ("hội nghị tổ chức ngày nào", ("30/03/2027",)))


def test_two_that_fit_are_asked_and_the_rest_is_by_buttons(here: Town) -> None:
    with here.database.transaction() as session:
        session.add(
            ProgrammeItem(event_id=here.event_id, position=51, number=10, day=date(2027, 3, 26), start=time(17),
                          title="Liên hoan tối", performers=[])
        )  # fmt: skip
    asked = here.say("Ban", "dời bữa tối sang 19:00")
    assert [button.label for button in asked.buttons] == ["Ăn tối tại nhà khách", "Liên hoan tối"]
    card = here.say("Ban", asked.buttons[1].command)
    assert "Trước: từ 17:00 thứ Sáu 26/03\nSau: từ 19:00 thứ Sáu 26/03" in card.text


def test_a_sentence_finds_the_meal_that_it_names(here: Town) -> None:
    with here.database.transaction() as session:
        for position, title in enumerate(("Cơm thân mật", "Ăn sáng"), 60):
            session.add(
                ProgrammeItem(event_id=here.event_id, position=position, number=position, day=date(2027, 3, 26),
                              start=time(18 if "mật" in title else 6), title=title, performers=[])
            )  # fmt: skip
    here.talk("Ban", ("dời cơm thân mật sang 19h ngày 26/3", ("Sửa: Cơm thân mật", "Sau: từ 19:00 thứ Sáu 26/03")),
              ("dời bữa sáng từ 6h sang 7h", ("Sửa: Ăn sáng", "Sau: từ 07:00")))  # fmt: skip


def test_two_changes_are_asked_one_after_the_other(here: Town) -> None:
    here.talk("Ban", ("dời bữa tối sang 18h và giao lưu văn nghệ sang 19h30", ("Sửa: Ăn tối", "Còn 1 thay đổi nữa")),
              ("đúng", ("✓ Đã sửa: Ăn tối", "Sửa: Giao lưu văn nghệ", "Ghi không ạ?")),
              ("ừ", ("✓ Đã sửa: Giao lưu văn nghệ: từ 19:00 thứ Năm 25/03 → từ 19:30 thứ Năm 25/03.",)))  # fmt: skip


def test_the_hour_of_the_meeting_is_that_of_its_sitting(here: Town) -> None:
    for said in ("lùi hội nghị lại 30 phút", "hoãn hội nghị sang 8h30", "dời giờ hội nghị sang 8h30"):
        here.talk("Ban", (said, ("Sửa: Hội nghị tổng kết", "Trước: 08:00–11:00", "Sau: 08:30–11:30")))


def test_by_buttons_and_a_typed_value(here: Town) -> None:
    shown = here.say("Ban", "/sua")
    thing = next(button for button in shown.buttons if "Ăn tối" in button.label)
    here.talk("Ban", (thing.command, ("Sửa: Ăn tối tại nhà khách", "Gõ giờ")), ("18h", ("Sau: 18:00–19:00",)),
              ("Ghi", ("✓ Đã sửa",)))  # fmt: skip


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("dời bữa tối sang 17:30", "không có gì để sửa"),
        ("dời bóng chuyền sang 19:00", "Không rõ cần sửa mục nào"),
        ("lùi hội nghị sang 1/2/2027", "đã qua"),
        ("/sua i999 19:00", "Không rõ cần sửa mục nào"),
        ("/sua ok 999", "đã xong hoặc đã bỏ"),
        ("/sua gì đó", "Không rõ cần sửa mục nào"),
    ],
)
def test_what_cannot_be_changed_is_said(here: Town, said: str, answered: str) -> None:
    here.talk("Ban", (said, (answered,)))


def test_two_presses_are_one_and_a_card_that_others_overtook_writes_nothing(here: Town) -> None:
    first, second = here.say("Ban", "dời bữa tối sang 18:00"), here.say("Ban", "dời bữa tối sang 18:10")
    here.talk("Ban", (second.buttons[0].command, ("✓ Đã sửa",)), (second.buttons[0].command, ("đã xong",)),
              (first.buttons[0].command, ("vừa được người khác sửa",)))  # fmt: skip
    with here.database.reading() as session:
        assert sorted(session.scalars(select(Edit.state))) == ["done", "draft"]


def test_only_organisers_change(here: Town) -> None:
    here.say("Mận", "dời bữa tối sang 18:00")
    here.say("Mận", "/sua i1 18:00")
    with here.database.reading() as session:
        assert session.scalars(select(Edit)).all() == []


def test_papers_are_still_one_of_each(here: Town) -> None:
    """A deadline with papers of two names is found by either."""
    with here.database.reading() as session:
        names = session.scalars(select(Paper.name)).all()
    for name in names:
        card = here.say("Ban", f"gia hạn {name} đến 21/3")
        assert "Sau: hết Chủ nhật 21/03" in card.text
