"""The ladder through a season: who is told on which day, how silence climbs, what one message holds on Zalo."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from handlers.wording.reminders import morning
from storage.clock import local, parse_instant
from storage.database import Database
from storage.models import (
    Arrival,
    Deadline,
    Duty,
    Event,
    Membership,
    OutboxMatter,
    OutboxMessage,
    Paper,
    Person,
    ProgrammeItem,
    Submission,
    Unit,
    UnitContact,
)
from tests.talk import PLAN, Town
from tests.ticks import eye_of

QUARTER = timedelta(minutes=15)
BUSY = (5, 6, 7, 8, 13, 14, 15, 18, 19)  # at the other hours nothing falls due here


def run(town: Town, first: str, last: str, *, deliver: bool = True) -> None:
    """Ticks on the busy hours of some days, as a process does; what is put is taken for sent at once."""
    eye = eye_of(town)
    now, end = parse_instant(first) - QUARTER, parse_instant(last)
    while (now := now + QUARTER) <= end:
        if first != last and (local(now).hour not in BUSY or local(now).minute not in (0, 45)):
            continue
        town.now = now
        if eye.queue_due() and deliver:
            with town.database.transaction() as session:
                session.execute(update(OutboxMessage).where(OutboxMessage.state == "queued").values(state="sent"))


def rows(town: Town, *kinds: str) -> Sequence[OutboxMessage]:
    with town.database.reading() as session:
        found = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        return [row for row in found if not kinds or row.kind in kinds]


def told(town: Town, *kinds: str) -> list[tuple[str, str, str]]:
    """(local hour, kind and step, address) of every message."""
    return [
        (f"{local(row.due_at):%d/%m %H:%M}", f"{row.kind} {row.step}", row.address or "") for row in rows(town, *kinds)
    ]


def set_lead(town: Town, who: str, phone: str | None = None) -> None:
    with town.database.transaction() as session:
        person = session.scalars(select(Person).where(Person.name == who)).one()
        person.phone = phone
        session.execute(update(Membership).where(Membership.person_id == person.id).values(lead=True))


def move(town: Town, due: date) -> None:
    """The plan's one deadline gets another last day: the day before `due`."""
    with town.database.transaction() as session:
        too_late = datetime(due.year, due.month, due.day, tzinfo=UTC) - timedelta(hours=7)
        session.execute(update(Deadline).values(due_on=due, too_late_from=too_late))


def test_each_day_of_a_deadlines_ladder_has_one_message_for_who_owes(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan")
    move(town, date(2027, 3, 18))  # the last day is Wednesday 17
    run(town, "2027-03-01T07:00", "2027-03-11T23:00")
    town.say("Lý", "/nop het")
    run(town, "2027-03-12T07:00", "2027-03-23T23:00")
    assert told(town, "deadline") == [
        ("10/03 08:00", "deadline T-7", "Lý"),
        ("10/03 08:00", "deadline T-7", "Mận"),
        ("12/03 08:00", "deadline T-3", "Mận"),  # Sunday 14 gives way to Friday
        ("16/03 08:00", "deadline T-1", "Mận"),
        ("17/03 08:00", "deadline T", "Mận"),
        ("18/03 08:00", "deadline T+1", "Mận"),
    ]
    assert rows(town, "deadline")[-1].text.startswith("**Đã quá hạn (hết thứ Tư 17/03): Khe Mây còn thiếu 2 giấy tờ**.")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2027-03-15", "05/03 T-7 · 11/03 T-3 · 12/03 T · 15/03 T+1"),  # ends Sunday 14: Sat 13 and Sun 14 are Fri 12
        ("2027-03-18", "10/03 T-7 · 12/03 T-3 · 16/03 T-1 · 17/03 T · 18/03 T+1"),
        ("2027-03-20", "12/03 T-7 · 16/03 T-3 · 18/03 T-1 · 19/03 T · 22/03 T+1"),  # Saturday is skipped after Friday
        ("2027-05-04", "26/04 T-7 · 29/04 T · 04/05 T+1"),  # ends Mon 3 May, a day off in place of Saturday
    ],
)
def test_days_off_in_a_table_of_dates(town: Town, due: str, expected: str) -> None:
    town.join("Mận", "focal", "khe may")
    day = date.fromisoformat(due)
    move(town, day)
    run(town, f"{day - timedelta(days=16)}T07:00", f"{day + timedelta(days=8)}T23:00")
    found = [f"{local(row.due_at):%d/%m} {row.step}" for row in rows(town, "deadline")]
    assert " · ".join(found) == expected


def test_silence_climbs_to_the_lead_then_to_the_organisers_call_list(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("Sếp", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan")
    set_lead(town, "Sếp", "0900000001")
    set_lead(town, "Lý")  # the only one of the unit: told from the first step on
    with town.database.transaction() as session:
        unit = session.scalars(select(Unit).where(Unit.name == "Trúc Lâm Thượng")).one()
        session.add(UnitContact(unit_id=unit.id, name="Văn thư", phone="0900000009", at=town.now))
    move(town, date(2027, 3, 18))
    run(town, "2027-03-15T07:00", "2027-03-25T23:00")
    assert told(town, "deadline", "lead", "call_list") == [
        ("12/03 08:00", "deadline T-3", "Lý"),
        ("12/03 08:00", "deadline T-3", "Mận"),
        ("16/03 08:00", "deadline T-1", "Lý"),
        ("16/03 08:00", "deadline T-1", "Mận"),
        ("17/03 08:00", "deadline T", "Lý"),
        ("17/03 08:00", "deadline T", "Mận"),
        ("17/03 08:00", "lead T", "Sếp"),
        ("18/03 08:00", "deadline T+1", "Lý"),
        ("18/03 08:00", "deadline T+1", "Mận"),
        ("18/03 08:00", "lead T+1", "Sếp"),
        ("19/03 08:00", "call_list T+2", "Ban"),
    ]
    assert "Kính đề nghị anh/chị đôn đốc." in rows(town, "lead")[0].text
    lines = rows(town, "call_list")[0].text.splitlines()
    assert lines[:4] == [
        "**Nên gọi điện: 3 đơn vị còn thiếu giấy tờ đã quá hạn (hết thứ Tư 17/03)**.",
        "! Đồng Nhân: Báo cáo, bảng chấm điểm. Gọi: Lý (chưa có số điện thoại).",
        "! Khe Mây: Báo cáo, bảng chấm điểm. Gọi: Mận; Sếp 0900000001.",
        "! Trúc Lâm Thượng: Báo cáo, bảng chấm điểm. Gọi: Văn thư 0900000009.",
    ]


def test_who_settled_it_is_not_on_the_call_list(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    move(town, date(2027, 3, 18))
    with town.database.transaction() as session:
        session.execute(update(Submission).values(state="received"))
    run(town, "2027-03-01T07:00", "2027-03-25T23:00")
    assert rows(town, "deadline", "call_list") == []


def second_deadline(database: Database, what: str = "Tham luận") -> int:
    """One more deadline on the same day for the same units."""
    with database.transaction() as session:
        first = session.scalars(select(Deadline)).first()
        assert first is not None
        row = Deadline(
            plan_id=first.plan_id, event_id=first.event_id, position=9, what=what, due_on=first.due_on, line="99",
            too_late_from=first.too_late_from, created_at=first.created_at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        for paper in first.papers[:1]:
            copy = type(paper)(deadline_id=row.id, position=1, name=what)
            copy.submissions = [Submission(unit_id=each.unit_id) for each in paper.submissions]
            session.add(copy)
        return row.id


@pytest.fixture
def scarce(any_database: Database) -> Town:
    """The same focal point's work on Zalo and on Telegram, two deadlines of one day, both kinds of database."""
    made = Town(any_database)
    made.publish(PLAN.read_text(encoding="utf-8"))
    second_deadline(any_database)
    move(made, date(2027, 3, 18))
    made.join("Zalo", "focal", "khe may", channel="zalo")
    made.join("Tele", "focal", "dong nhan", channel="telegram")
    return made


def test_on_a_scarce_channel_several_matters_are_one_message(scarce: Town) -> None:
    for who, channel in (("Zalo", "zalo"), ("Tele", "telegram")):
        scarce.say(who, "đoàn em 12 người", channel=channel)
    run(scarce, "2027-03-18T08:00", "2027-03-18T08:00")
    assert sorted((row.channel or "", row.kind) for row in rows(scarce)) == [
        ("telegram", "digest"), ("telegram", "meeting"), ("zalo", "digest"),
    ]  # fmt: skip
    digest = next(row for row in rows(scarce) if row.channel == "zalo")
    assert digest.text.splitlines()[:2] == [
        "**2 việc cần anh/chị để ý**",
        "1. Đã quá hạn (hết thứ Tư 17/03): Khe Mây còn thiếu 3 giấy tờ.",
    ]
    assert "\n2. Còn 7 ngày: " in digest.text
    assert digest.text.count("Tin HN-") == 1
    assert [label for label, _ in digest.buttons] == [
        "Việc 1: đã gửi: Báo cáo, bảng chấm điểm", "Việc 1: đã gửi: Tham luận", "Việc 1: mới gửi một phần",
        "Việc 2: xem chương trình", "Đã nhận tin",
    ]  # fmt: skip


def test_what_a_digest_said_is_not_said_again_on_another_channel(scarce: Town) -> None:
    run(scarce, "2027-03-16T07:00", "2027-03-16T09:00")
    before = len(rows(scarce))
    with scarce.database.transaction() as session:
        from storage.models import Address

        session.execute(update(Address).where(Address.channel == "zalo").values(channel="telegram"))
    run(scarce, "2027-03-16T13:00", "2027-03-16T20:00")
    assert len(rows(scarce)) == before
    run(scarce, "2027-03-17T08:00", "2027-03-17T08:00")
    assert [row.kind for row in rows(scarce)[before:]] == ["digest"] * 2


def test_a_waiting_digest_is_taken_back_when_a_matter_is_settled_and_the_other_still_told(scarce: Town) -> None:
    run(scarce, "2027-03-16T08:00", "2027-03-16T08:00", deliver=False)
    scarce.say("Zalo", "đã gửi tham luận", channel="zalo")
    run(scarce, "2027-03-16T08:05", "2027-03-16T08:05", deliver=False)
    mine = [row for row in rows(scarce) if row.channel == "zalo"]
    assert [(row.kind, row.state) for row in mine] == [("digest", "cancelled"), ("deadline", "queued")]
    with scarce.database.reading() as session:
        person = mine[0].person_id
        assert session.scalars(select(OutboxMatter).where(OutboxMatter.person_id == person)).all() == []


def coming(town: Town) -> Town:
    """An organiser, a focal point whose unit comes, delegates who come, stay away, and are silent."""
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("Nội", "duty", "phong noi vu")
    for who, said in (("An", "tôi sẽ dự"), ("Bình", "tôi không dự được vì ốm"), ("Chi", "")):
        town.join(who, "delegate")
        if said:
            town.say(who, said)
    town.say("Mận", "đoàn em 12 người")
    return town


def test_a_meetings_ladder_goes_to_those_who_come(town: Town) -> None:
    coming(town)
    with town.database.transaction() as session:
        session.execute(update(Submission).values(state="received"))
    run(town, "2027-03-10T07:00", "2027-03-25T13:55")  # Thursday 25 to Friday 26 March
    assert told(town, "meeting") == [
        ("18/03 08:00", "meeting T-7", "Mận"), ("18/03 08:00", "meeting T-7", "An"),
        ("22/03 08:00", "meeting T-3", "Mận"), ("22/03 08:00", "meeting T-3", "An"),
        ("24/03 08:00", "meeting T-1", "Mận"), ("24/03 08:00", "meeting T-1", "An"),
    ]  # fmt: skip
    lines = rows(town, "meeting")[0].text.splitlines()
    assert lines[0].startswith("**Còn 7 ngày: Hội nghị tổng kết")
    assert "Từ thứ Năm 25/03 đến thứ Sáu 26/03/2027, Trung tâm Hội nghị huyện Bình Sơn Hạ." in lines
    assert "Bắt đầu: 14:00–15:00 thứ Năm 25/03: Đón tiếp đại biểu tại nhà khách Sơn Hạ." in lines
    assert rows(town, "meeting")[4].text.startswith("**Ngày mai: ")
    assert {row.due_at for row in rows(town, "morning")} == {parse_instant("2027-03-25T07:00")}, "the day itself"


def test_who_says_yes_later_hears_how_many_days_are_really_left(town: Town) -> None:
    coming(town)
    run(town, "2027-03-20T13:00", "2027-03-20T13:00")
    town.say("Chi", "tôi sẽ dự")
    run(town, "2027-03-20T13:45", "2027-03-20T13:45")
    late = next(row for row in rows(town, "meeting") if row.address == "Chi")
    assert late.text.startswith("**Còn 5 ngày: ")


def test_what_to_bring_is_quoted_from_the_plan(town: Town) -> None:
    coming(town)
    with town.database.transaction() as session:
        event = session.get_one(Event, town.event_id)
        others = [[78, "- Chủ trì tổ chức; gửi giấy mời."], [79, "- Văn phòng chuẩn bị trang phục đội lễ tân."]]
        brings = [77, "- Đại biểu mang theo giấy mời, trang phục lịch sự."]
        event.plan.text_lines = [*event.plan.text_lines, brings, *others]
        duty = Duty(event_id=event.id, position=99, holder="Văn phòng", text="chuẩn bị trang phục", line="79")
        session.add(duty)
    run(town, "2027-03-24T08:00", "2027-03-26T08:00")
    text = rows(town, "meeting")[0].text
    assert "Lưu ý: Đại biểu mang theo giấy mời, trang phục lịch sự." in text
    assert "77" in text
    assert text.count("Lưu ý: ") == 1, "what an office does is nothing to bring"
    said = {local(row.due_at).day: "mang theo giấy mời" in row.text for row in rows(town, "morning")}
    assert said == {25: True, 26: False}


@pytest.mark.parametrize("change", ["cancelled_at", "postponed_at", "written_at", "unpublished"])
def test_a_meeting_that_does_not_take_place_reminds_nobody(town: Town, change: str) -> None:
    coming(town)
    with town.database.transaction() as session:
        value = {"published_at": None} if change == "unpublished" else {change: town.now}
        session.execute(update(Event).values(**value))
        session.execute(update(Submission).values(state="received"))
    run(town, "2027-03-24T08:00", "2027-03-24T08:00")
    run(town, "2027-03-25T07:00", "2027-03-25T15:00")
    assert rows(town) == []


def test_the_mornings_programme_goes_to_everybody_on_each_day_at_seven_even_on_a_day_off(town: Town) -> None:
    coming(town)
    with town.database.transaction() as session:  # Saturday and Sunday
        event = session.get_one(Event, town.event_id)
        event.starts_on, event.ends_on = date(2027, 3, 27), date(2027, 3, 28)
        for item in session.scalars(select(ProgrammeItem)):
            assert item.day is not None
            item.day += timedelta(days=2)
    run(town, "2027-03-27T06:00", "2027-03-28T23:00")
    found = told(town, "morning")
    everybody = ["Ban", "Mận", "Nội", "An", "Bình", "Chi"]
    assert [(hour, who) for hour, _, who in found] == [
        (hour, who) for hour in ("27/03 07:00", "28/03 07:00") for who in everybody
    ]
    text = rows(town, "morning")[0].text
    assert text.startswith("**Chương trình hôm nay, thứ Bảy 27/03**")
    assert "14:00–15:00 Đón tiếp" in text
    assert "Hội nghị tổng kết" not in text.partition("\n")[2]


def test_those_who_perform_next_are_told_a_quarter_of_an_hour_before(town: Town) -> None:
    coming(town)
    with town.database.transaction() as session:
        item = session.scalars(select(ProgrammeItem).where(ProgrammeItem.start == time(19))).one()
        item.performers = ["Đội văn nghệ; ông Trần Văn Tùng; Khe Mây"]
    town.join("Trần Văn Tùng", "delegate")
    run(town, "2027-03-25T13:00", "2027-03-25T20:00")
    assert told(town, "soon") == [
        ("25/03 14:45", "soon 15m", "Nội"),
        ("25/03 18:45", "soon 15m", "Mận"),
        ("25/03 18:45", "soon 15m", "Trần Văn Tùng"),
    ]
    assert rows(town, "soon")[1].text.startswith("**Lúc 19:00, 15 phút nữa: Giao lưu văn nghệ**")


def test_quiet_hours_hold_even_these(town: Town) -> None:
    coming(town)
    with town.database.transaction() as session:
        session.execute(update(ProgrammeItem).where(ProgrammeItem.start == time(15)).values(start=time(6, 15)))
    run(town, "2027-03-25T05:00", "2027-03-25T06:50")
    assert rows(town) == []


def test_a_moved_item_moves_its_quarter_of_an_hour(town: Town) -> None:
    coming(town)
    with town.database.transaction() as session:
        session.execute(update(ProgrammeItem).where(ProgrammeItem.start == time(15)).values(start=time(16)))
    run(town, "2027-03-25T14:00", "2027-03-25T16:30")
    assert told(town, "soon") == [("25/03 15:45", "soon 15m", "Nội")]


def test_arrivals_of_the_day_to_the_organisers_and_to_the_unit(town: Town) -> None:
    coming(town)
    with town.database.transaction() as session:
        unit = session.scalars(select(Unit).where(Unit.name == "Khe Mây")).one()
        session.add(
            Arrival(event_id=town.event_id, unit_id=unit.id, day=date(2027, 3, 24), hour=time(16, 30), people=12,
                    vehicles=2, place="Nhà khách Sơn Hạ", at=town.now)
        )  # fmt: skip
    run(town, "2027-03-24T06:30", "2027-03-24T07:30")
    assert told(town, "arrival") == [("24/03 07:00", "arrival 07:00", "Ban"), ("24/03 07:00", "arrival 07:00", "Mận")]
    assert rows(town, "arrival")[0].text.splitlines()[:2] == [
        "**Hôm nay đón 1 đoàn**",
        "16:30 Khe Mây: 12 người, 2 xe, Nhà khách Sơn Hạ",
    ]


@pytest.mark.parametrize(
    ("month", "published", "asked"),
    [
        ("2027-05", "2027-03-01T08:00", "01/04 08:00"),
        ("2027-04", "2027-03-01T07:00", "01/03 08:00"),
        ("2027-04", "2027-03-05T17:00", "08/03 08:00"),  # the first of March is past: the next working day
        ("2028-01", "2027-03-01T08:00", "01/12 08:00"),
    ],
)
def test_organisers_are_asked_to_fix_an_open_day(town: Town, month: str, published: str, asked: str) -> None:
    town.join("Ban", "organiser")
    with town.database.transaction() as session:
        event = session.get_one(Event, town.event_id)
        event.starts_on = event.ends_on = None
        event.month, event.date_text, event.published_at = month, "Cuối tháng", parse_instant(published)
        session.execute(update(Submission).values(state="received"))
        session.execute(update(ProgrammeItem).values(day=None))
    for day in range(300):
        at = (parse_instant("2027-03-01T08:00") + timedelta(days=day)).isoformat()
        if parse_instant(at) > parse_instant(published):
            run(town, at, at)
    assert told(town) == [(asked, "fix_day ask", "Ban")]
    assert "Cuối tháng" in rows(town)[0].text


def test_asking_twice_changes_nothing(town: Town) -> None:
    coming(town)
    run(town, "2027-03-25T08:00", "2027-03-25T08:00")
    before = len(rows(town))
    for _ in range(3):
        run(town, "2027-03-25T08:00", "2027-03-25T08:00")
    assert len(rows(town)) == before > 0


def test_a_unit_is_telephoned_once_for_all_papers_of_one_day(town: Town) -> None:
    with town.database.transaction() as session:
        first = session.scalars(select(Deadline).where(Deadline.too_late_from.is_not(None))).first()
        assert first is not None
        unit = session.scalars(select(Unit).where(Unit.name == "Khe Mây")).one()
        more = Deadline(
            plan_id=first.plan_id, event_id=first.event_id, position=99, what="Nộp phim", before=first.before,
            due_on=first.due_on, too_late_from=first.too_late_from, created_at=first.created_at, line="99",
        )  # fmt: skip
        more.papers = [Paper(position=0, name="phim", submissions=[Submission(unit_id=unit.id)])]
        session.add(more)
    town.join("Ban", "organiser")
    run(town, "2027-03-17T08:00", "2027-03-17T08:00")
    (row,) = rows(town, "call_list", "digest")
    assert row.text.count("Khe Mây") == 1
    assert "! Khe Mây: Báo cáo, bảng chấm điểm, phim. Gọi: chưa có đầu mối." in row.text.splitlines(), row.text


def test_a_long_order_of_business_is_one_line_of_the_morning(town: Town) -> None:
    event = Event(title="Hội nghị", venue="Hội trường")
    items = [ProgrammeItem(title="Họp", day=date(2027, 3, 26), start=time(8), line="7")]
    items += [ProgrammeItem(title=f"Mục {n}", day=date(2027, 3, 26), number=n, line=str(7 + n)) for n in range(1, 9)]
    assert morning(event, date(2027, 3, 26), items, "05").text == (
        "**Chương trình hôm nay, thứ Sáu 26/03**\nHội trường.\ntừ 08:00 Họp\n"
        "Nội dung họp: 8 mục theo thứ tự, từ “Mục 1” đến “Mục 8”.\n— Kế hoạch, dòng 7\nTin HN-05"
    )


def third_paper(town: Town) -> None:
    """Three deadlines of one moment, one of them in other words."""
    second_deadline(town.database, "Phim")
    third = second_deadline(town.database, "Tham luận")
    move(town, date(2027, 3, 18))
    with town.database.transaction() as session:
        session.execute(update(Deadline).where(Deadline.id == third).values(due_on=date(2027, 3, 17), before=False))


def test_three_papers_of_one_moment_are_one_reminder_that_names_them(town: Town) -> None:
    third_paper(town)
    town.join("Mận", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan")
    run(town, "2027-03-10T08:00", "2027-03-10T08:00")
    assert [(row.kind, row.address) for row in rows(town)] == [("digest", "Lý"), ("digest", "Mận")]
    mine = rows(town)[1]
    assert mine.text.splitlines()[:5] == [
        "**Khe Mây còn thiếu 4 giấy tờ, hạn hết thứ Tư 17/03**.",
        "○ Báo cáo",
        "○ Bảng chấm điểm",
        "○ Phim",
        "○ Tham luận",
    ]
    assert [label for label, _ in mine.buttons] == [
        "Đã gửi: Báo cáo, bảng chấm điểm", "Đã gửi: Phim", "Đã gửi: Tham luận", "Mới gửi một phần", "Đã nhận tin",
    ]  # fmt: skip
    run(town, "2027-03-10T08:00", "2027-03-10T20:00")
    assert len(rows(town)) == 2
    with town.database.reading() as session:
        keys = session.scalars(select(OutboxMatter.subject).where(OutboxMatter.person_id == mine.person_id)).all()
    assert len(set(keys)) == 3


def test_one_that_is_handed_in_leaves_the_reminder_that_waits_and_the_next(town: Town) -> None:
    third_paper(town)
    town.join("Mận", "focal", "khe may")
    run(town, "2027-03-10T08:00", "2027-03-10T08:00", deliver=False)
    town.say("Mận", "đã gửi phim")
    run(town, "2027-03-10T08:05", "2027-03-10T08:05")
    waits = [row for row in rows(town) if row.state == "sent"]
    assert len(waits) == 1
    assert "còn thiếu 3 giấy tờ" in waits[0].text
    assert "○ Phim" not in waits[0].text
    town.say("Mận", "đã gửi tham luận")
    run(town, "2027-03-12T08:00", "2027-03-12T08:00")
    assert (rows(town)[-1].kind, rows(town)[-1].text.splitlines()[0]) == (
        "deadline", "**Khe Mây còn thiếu 2 giấy tờ, hạn hết thứ Tư 17/03**.",
    )  # fmt: skip


def test_one_of_two_papers_handed_in_while_it_waits_is_no_longer_named(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    move(town, date(2027, 3, 18))
    run(town, "2027-03-10T08:00", "2027-03-10T08:00", deliver=False)
    town.say("Mận", "đã gửi báo cáo")
    run(town, "2027-03-10T08:05", "2027-03-10T08:05")
    (row,) = rows(town)
    assert row.text.splitlines()[:2] == [
        "**Khe Mây còn thiếu 1 giấy tờ, hạn hết thứ Tư 17/03**.",
        "○ Bảng chấm điểm",
    ]
    assert [label for label, _ in row.buttons] == ["Đã gửi", "Đã nhận tin"]


def test_what_leaves_a_day_late_says_so(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    move(town, date(2027, 3, 18))
    run(town, "2027-03-09T08:00", "2027-03-09T08:00")
    run(town, "2027-03-11T08:15", "2027-03-11T08:15")  # it stood still over the tenth
    (row,) = rows(town)
    assert (row.step, row.due_at) == ("T-7", parse_instant("2027-03-10T08:00"))
    lines = row.text.splitlines()
    assert lines[-3] == "Tin này lẽ ra gửi hôm qua (08:00 thứ Tư 10/03), nay mới gửi được."
    town.join("Lý", "focal", "dong nhan")
    run(town, "2027-03-11T09:00", "2027-03-11T09:00")
    assert "lẽ ra" not in rows(town)[-1].text, "who joins afterwards was to be told of nothing before"
    assert rows(town)[-1].due_at == parse_instant("2027-03-11T09:00")


def test_what_waits_over_night_says_so_and_counts_the_days_anew(town: Town) -> None:
    coming(town)
    with town.database.transaction() as session:
        session.execute(update(Submission).values(state="received"))
    run(town, "2027-03-18T08:00", "2027-03-18T08:00", deliver=False)
    assert rows(town, "meeting")[0].text.startswith("**Còn 7 ngày: ")
    run(town, "2027-03-20T08:00", "2027-03-20T08:00")
    text = rows(town, "meeting")[0].text
    assert text.startswith("**Còn 5 ngày: ")
    assert "\nTin này lẽ ra gửi lúc 08:00 thứ Năm 18/03, nay mới gửi được.\n" in text


def test_what_was_begun_keeps_its_words(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    move(town, date(2027, 3, 18))
    run(town, "2027-03-10T08:00", "2027-03-10T08:00", deliver=False)
    with town.database.transaction() as session:
        session.execute(update(OutboxMessage).values(tries=1))
    before = rows(town)[0].text
    town.say("Mận", "đã gửi báo cáo")
    run(town, "2027-03-10T08:05", "2027-03-10T08:05")
    assert rows(town)[0].text == before


def test_who_is_next_hears_how_many_minutes_are_really_left(town: Town) -> None:
    coming(town)
    run(town, "2027-03-25T14:52", "2027-03-25T14:52")
    assert rows(town, "soon")[0].text.startswith("**Lúc 15:00, 8 phút nữa: Tham quan")


def test_what_was_taken_back_before_it_left_and_is_wanted_again_waits_anew(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    move(town, date(2027, 3, 18))
    run(town, "2027-03-10T08:00", "2027-03-10T08:00", deliver=False)
    town.say("Mận", "/nop het")
    run(town, "2027-03-10T08:05", "2027-03-10T08:05", deliver=False)
    assert [row.state for row in rows(town)] == ["cancelled"]
    with town.database.transaction() as session:
        session.execute(update(Submission).values(state="owed"))
    run(town, "2027-03-10T08:10", "2027-03-10T08:10", deliver=False)
    assert [(row.state, row.cause) for row in rows(town)] == [("queued", None)]
