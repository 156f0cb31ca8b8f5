"""Papers that came: an organiser confirms them by button or in a sentence, and the unit's focal point hears of it."""

import pytest
from sqlalchemy import select

from handlers.wording import documents as wording
from storage.database import Database
from storage.models import OutboxMessage
from tests.talk import PLAN, Town, on_every_channel


@pytest.fixture
def desk(town: Town) -> Town:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    return town


def notices(town: Town) -> list[str]:
    with town.database.reading() as session:
        rows = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "received").order_by(OutboxMessage.id))
        return [row.text.splitlines()[0] for row in rows]


@on_every_channel
def test_an_organiser_confirms_what_a_unit_says_it_sent(desk: Town) -> None:
    desk.talk("Mận", ("đã gửi báo cáo", ("Ban tổ chức sẽ xác nhận khi nhận được.",)))
    desk.talk(
        "Ban",
        ("/tiendo", ("○ Khe Mây: 1/2, thiếu bảng chấm điểm; chờ xác nhận Báo cáo",)),
        ("Đã nhận: Khe Mây – Báo cáo",
         "✓ Đã ghi: đã nhận Báo cáo của Khe Mây. Đầu mối được báo.\nCòn chờ: bảng chấm điểm của Khe Mây."),
        ("Tiến độ giấy tờ", ("○ Khe Mây: 1/2, thiếu bảng chấm điểm",)),
        ("Khe Mây", "Khe Mây – giấy tờ phải nộp\n✓ Báo cáo: đã nhận\n○ bảng chấm điểm: chưa nộp"),
        ("Đã nhận: bảng chấm điểm", "✓ Đã ghi: đã nhận bảng chấm điểm của Khe Mây. Đầu mối được báo.\nKhông còn thiếu gì."),
        ("/tiendo", ("✓ Khe Mây: 2/2, đủ",)),
    )  # fmt: skip
    assert notices(desk) == [
        "Ban tổ chức đã nhận Báo cáo của Khe Mây. Còn thiếu: bảng chấm điểm.",
        "Ban tổ chức đã nhận bảng chấm điểm của Khe Mây. Không còn thiếu gì.",
    ]
    desk.talk("Mận", ("/nop", "✓ Khe Mây đã báo gửi đủ giấy tờ."))


@pytest.mark.parametrize(
    "said",
    [
        "Khe May nop bao cao roi, da nhan",
        "xac nhan Khe May da nop bao cao",
        "đã nhận báo cáo của Khe Mây rồi nhé",
        "vua nhan bao cao Khe May",
        "nhận được báo cáo của huyện Khe Mây",
        "Khe Mây đã gửi báo cáo",
    ],
)
def test_a_paper_is_confirmed_in_a_sentence(desk: Town, said: str) -> None:
    desk.talk("Ban", (said, ("✓ Đã ghi: đã nhận Báo cáo của Khe Mây.", "Còn chờ: bảng chấm điểm của Khe Mây.")))


@pytest.mark.parametrize(
    "said",
    ["Khe May da nop bao cao chua", "Khe May chua nop bao cao", "Khe May da gui 2 xe roi", "nhac Khe May nop bao cao"],
)
def test_what_confirms_nothing(desk: Town, said: str) -> None:
    desk.say("Ban", said)
    assert notices(desk) == []
    desk.talk("Mận", ("/nop", ("Khe Mây còn 2 giấy tờ chưa gửi",)))


@on_every_channel
def test_a_confirmation_is_taken_back_and_a_unit_without_speakers_told_to_nobody(desk: Town) -> None:
    desk.talk(
        "Ban",
        ("Đồng Nhân nộp rồi", ("Đồng Nhân – giấy tờ phải nộp\n○ Báo cáo: chưa nộp",)),
        ("Đã nhận tất cả", "✓ Đã ghi: đã nhận Báo cáo, bảng chấm điểm của Đồng Nhân.\nKhông còn thiếu gì."),
        ("đã nhận báo cáo của Khe Mây", ("Đầu mối được báo.",)),
        ("Chưa nhận: Khe Mây – Báo cáo", "✓ Đã ghi lại: chưa nhận Báo cáo của Khe Mây."),
        ("/nop p999", wording.NO_SUCH_PAPER),
    )
    assert notices(desk) == [
        "Ban tổ chức đã nhận Báo cáo của Khe Mây. Còn thiếu: bảng chấm điểm.",
        "Ban tổ chức ghi lại: chưa nhận Báo cáo của Khe Mây.",
    ]
    desk.talk("Mận", ("/nop", ("Khe Mây còn 2 giấy tờ chưa gửi",)))


def test_names_that_were_typed_are_the_list_of_delegates(database: Database) -> None:
    town = Town(database)
    text = PLAN.read_text(encoding="utf-8")
    more = text.replace("Gửi Báo cáo, bảng chấm điểm về", "Gửi Báo cáo, danh sách đại biểu về")
    assert more != text
    town.publish(more)
    town.join("Mận", "focal", "khe may")
    town.talk(
        "Mận",
        ("/nop", ("danh sách đại biểu – hết 14/03",)),
        ("đoàn em 2 người", ("✓",)),
        ("1. Lò Thị Mận, Phó Chủ tịch", ("Danh sách đại biểu: còn thiếu 1 tên, nên chưa tính là đã nộp.",)),
        ("2. Giàng A Páo", ("Danh sách đại biểu: đã báo nộp. Ban tổ chức sẽ xác nhận.",)),
        ("/nop", ("Khe Mây còn 1 giấy tờ chưa gửi:\n○ Báo cáo",)),
    )
