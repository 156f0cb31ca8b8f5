"""Somebody in several events: the next one first, another by a press, never one they did not join."""

from sqlalchemy import select

from storage.models import Event
from tests.handlers.test_documents import YEAR
from tests.talk import Town


def test_a_chat_speaks_of_one_event_and_changes_by_a_press(town: Town) -> None:
    town.join("Sậy", "focal", "khe may")
    first = town.key
    town.publish(YEAR)
    town.join("Sậy", "delegate")
    town.talk("Sậy", ("/menu", ("Hội nghị sơ kết 6 tháng đầu năm 2027", "Đại biểu")))
    listed = town.say("Sậy", "/hoinghi")
    assert [button.label[:24] for button in listed.buttons] == ["Hội nghị tổng kết Cụm th", "Hội nghị sơ kết 6 tháng "]
    town.talk(
        "Sậy",
        (listed.buttons[0].command, ("✓ Từ bây giờ nói về: Hội nghị tổng kết Cụm thi đua số 3",)),
        ("/menu", ("Đầu mối đơn vị, Khe Mây",)),
    )
    with town.database.reading() as session:
        foreign = session.scalars(select(Event.id).where(Event.key.not_in((first, town.key)))).one()
    town.talk("Sậy", (f"/hoinghi {foreign}", "Anh/chị chưa tham gia hội nghị đó. Chọn trong danh sách."))


def test_two_roles_at_one_event_have_both_menus(town: Town) -> None:
    town.join("Sậy", "focal", "khe may")
    town.join("Sậy", "organiser")
    labels = [button.label for button in town.say("Sậy", "/menu").buttons]
    assert {"Giấy tờ phải nộp", "Gửi thông báo"} <= set(labels)
