"""Ten talks of three turns: the same answers on Telegram and on the web."""

import pytest

from handlers.messages import plain
from storage.clock import parse_instant
from tests.talk import Town

BEFORE, DAY = "2027-03-01T09:00", "2027-03-25T14:20"
# who asks (role, unit), when, and the turns: what is said, what the answer holds.
DIALOGUES = [
    ("delegate", None, BEFORE, (("chào ad", "Chào anh/chị"), ("họp ở đâu", "Trung tâm Hội nghị"), ("mấy giờ?", "08:00–11:00"))),
    (
        "delegate", None, BEFORE,
        (("tham quan làng nghề lúc nào", "15:00–17:00"), ("ở đâu?", "làng nghề Khe Mây"), ("còn tối 25/3?", "19:00")),
    ),
    ("delegate", None, BEFORE, (("chiều 25/3 có gì", "15:00–17:00"), ("còn tối?", "19:00"), ("cảm ơn nhé", "Rất vui"))),
    ("focal", "khe may", BEFORE, (("hạn nộp báo cáo", "15/03"), ("gửi cho ai?", "Nội vụ"), ("đơn vị em còn nợ gì", "chưa gửi"))),
    ("delegate", None, DAY, (("bây giờ đang làm gì", "Đón tiếp"), ("tiếp theo là gì", "15:00"), ("mai họp mấy giờ", "08:00"))),
    ("delegate", None, DAY, (("còn bao lâu nữa thì đi tham quan", "Còn 40 phút nữa."), ("ở đâu?", "Khe Mây"), ("ok em", "chúc anh/chị"))),
    ("delegate", None, BEFORE, (("văn phòng làm gì", "Huyện ủy"), ("phòng nội vụ làm gì", "Phòng Nội vụ"), ("ai ký kế hoạch", "Người ký"))),
    ("delegate", None, BEFORE, (("mật khẩu wifi", "Chưa có thông tin"), ("họp ở trung tâm hội nghị phải không", "Trung tâm"), ("mấy ngày?", "26/03"))),
    ("delegate", None, BEFORE, (("họp xong đi đâu", "Hội nghị tổng kết"), ("chương trình có mấy nội dung", "5 nội dung:"), ("ổn định tổ chức xong là gì", "08:00"))),
    ("delegate", None, BEFORE, (("What time is the conference?", "08:00"), ("may gio an sang", ""), ("hop o dau", "Trung tâm"))),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(DIALOGUES)))
def test_a_talk_is_the_same_on_telegram_and_on_the_web(town: Town, number: int) -> None:
    role, unit, at, turns = DIALOGUES[number]
    for who, channel in (("Mận", "web"), ("Lan", "telegram")):
        town.join(who, role, unit, channel=channel)
    town.now = parse_instant(at)
    for said, holds in turns:
        web, telegram = town.say("Mận", said, "web"), town.say("Lan", said, "telegram")
        assert holds in plain(web.text), (said, web.text)
        assert (web.text, web.buttons) == (telegram.text, telegram.buttons)
        town.later(minutes=1)
