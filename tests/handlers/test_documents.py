"""Papers owed: said in a sentence, by button, all at once; a focal point only speaks for the own unit."""

from sqlalchemy import select

from handlers.reminders import queue_due
from storage.clock import parse_instant
from storage.database import Database
from storage.models import AuditEntry, OutboxMessage, Submission, Unit
from tests.talk import Town, on_every_channel

pytestmark = on_every_channel


def states(town: Town) -> dict[str, list[str]]:
    with town.database.reading() as session:
        found: dict[str, list[str]] = {}
        rows = session.execute(select(Unit.name, Submission.state).join(Submission).order_by(Submission.id))
        for name, state in rows:
            found.setdefault(name, []).append(state)
        return found


def test_the_receiver_owes_nothing_and_the_others_owe_every_paper(town: Town) -> None:
    owed = ["owed", "owed"]
    assert states(town) == {"Đồng Nhân": owed, "Khe Mây": owed, "Trúc Lâm Thượng": owed}


def test_a_focal_point_says_what_was_sent(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.join("Ban", "organiser")
    town.talk(
        "Mận",
        ("/nop", ("Khe Mây còn 2 giấy tờ chưa gửi:", "Báo cáo – hết 14/03", "bảng chấm điểm – hết 14/03")),
        ("em đã gửi báo cáo rồi ạ", ("✓ Đã ghi: Khe Mây báo đã gửi Báo cáo.", "Còn thiếu: bảng chấm điểm.")),
    )
    assert states(town)["Khe Mây"] == ["claimed", "owed"]
    assert states(town)["Đồng Nhân"] == ["owed", "owed"]
    town.talk(
        "Ban",
        ("/tiendo", ("○ Đồng Nhân: 0/2, thiếu Báo cáo, bảng chấm điểm", "○ Khe Mây: 1/2, thiếu bảng chấm điểm")),
    )
    town.talk("Mận", ("/nop het", ("Không còn thiếu gì.",)), ("/nop", "✓ Khe Mây đã báo gửi đủ giấy tờ."))
    with town.database.reading() as session:
        marks = session.scalars(select(AuditEntry).where(AuditEntry.action == "submission")).all()
        assert [(m.before, m.after) for m in marks] == [({"state": "owed"}, {"state": "claimed"})] * 2


def test_a_forged_button_of_another_unit_changes_nothing(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    with town.database.reading() as session:
        foreign = session.scalars(select(Submission.id).join(Unit).where(Unit.name == "Đồng Nhân")).all()
    for number in foreign:
        town.talk("Mận", (f"/nop p{number}", ("Khe Mây còn 2 giấy tờ chưa gửi",)))
    assert states(town)["Đồng Nhân"] == ["owed", "owed"]


def test_what_is_owed_and_what_was_sent_in_short_words(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.talk(
        "Mận",
        ("con thieu gi", ("Khe Mây còn 2 giấy tờ chưa gửi:",)),
        ("gui bao cao roi nhe", ("Còn thiếu: bảng chấm điểm.",)),
        ("ben em nop bang cham diem xong", ("Không còn thiếu gì.",)),
    )


def test_asking_whether_is_not_saying_that(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.say("Mận", "bên em đã gửi báo cáo chưa, gửi ở đâu?")
    assert states(town)["Khe Mây"] == ["owed", "owed"]


YEAR = """UBND TỈNH VÂN LĨNH
KẾ HOẠCH
Hoạt động của Cụm thi đua các xã ven sông năm 2027

UBND xã Bãi Dâu (đơn vị Cụm trưởng) xây dựng kế hoạch hoạt động của Cụm thi đua gồm các xã Bãi Dâu, Cồn Trúc, Vàm Sậy.

I. HOẠT ĐỘNG CỦA CỤM

1. Tổ chức Hội nghị sơ kết 6 tháng đầu năm 2027
- Thời gian: 01 ngày, dự kiến trong tháng 7/2027;
- Địa điểm: Tại xã Cồn Trúc.

2. Hội nghị tổng kết năm 2027
- Thời gian: 01 ngày, dự kiến trong tháng 01/2028;
- Địa điểm: Tại xã Bãi Dâu.

II. CHẾ ĐỘ BÁO CÁO

Các xã trong Cụm thi đua gửi về đơn vị Cụm trưởng:
1. Báo cáo sơ kết 6 tháng đầu năm (gửi trước ngày 05/7/2027).
2. Báo cáo tổng kết năm 2027 (gửi trước ngày 15/12/2027).

CHỦ TỊCH
Mạc Đình Thọ
"""


def test_a_focal_point_of_one_conference_speaks_for_the_whole_year(database: Database) -> None:
    year = Town(database)
    year.publish(YEAR)
    year.join("Sậy", "focal", "vam say")
    year.talk("Sậy", ("/nop", ("Báo cáo sơ kết", "hết 04/07", "Báo cáo tổng kết", "hết 14/12")))
    year.now = parse_instant("2027-12-13T08:00:00")  # the last allowed day is Tuesday 14/12, a day ahead is Monday
    with database.transaction() as session:
        assert queue_due(session, year.now) >= 1
        row = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        assert row is not None
        assert "Báo cáo tổng kết" in row.text
