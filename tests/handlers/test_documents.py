"""Papers owed: said in a sentence, by button, all at once; a focal point only speaks for the own unit."""

from sqlalchemy import select

from storage.models import AuditEntry, Submission, Unit
from tests.talk import Town


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


def test_asking_whether_is_not_saying_that(town: Town) -> None:
    town.join("Mận", "focal", "khe may")
    town.say("Mận", "bên em đã gửi báo cáo chưa, gửi ở đâu?")
    assert states(town)["Khe Mây"] == ["owed", "owed"]
