"""A change is told to those it touches: not to who said that they take no part, but to who prepares or performs it."""

from collections.abc import Collection
from datetime import time

import pytest
from sqlalchemy import select, update

from handlers.language.matching import prepares
from storage.models import Duty, ProgrammeItem
from tests.handlers.test_edits import edit, fill, rows, tick
from tests.talk import Town


@pytest.fixture
def here(town: Town) -> Town:
    """Two units come, one has not answered; three offices that hold duties, of which one performs or prepares."""
    fill(town)
    town.join("Nội", "duty", "phong noi vu")
    town.join("Văn", "duty", "van phong hdnd ubnd")
    town.join("Ủy", "duty", "van phong huyen uy")
    town.join("Súa", "delegate", "khe may")
    town.say("Súa", "tôi sẽ dự")
    return town


def told(town: Town) -> set[str]:
    """Who hears of what was just changed."""
    before = {row.id for row in rows(town)}
    tick(town, minutes=11)
    return {row.address or "" for row in rows(town) if row.id not in before}


def test_who_takes_no_dinner_hears_nothing_of_it(here: Town) -> None:
    here.say("Mận", "đoàn em không ăn tối 25/3")
    card = here.say("Ban", "dời bữa tối sang 18:00")
    assert "Sẽ báo cho 1 người" in card.text
    here.say("Ban", card.buttons[0].command)
    assert told(here) == {"An"}


def test_dinner_on_another_day_is_another_dinner(here: Town) -> None:
    here.say("Mận", "đoàn em không ăn tối 25/3")
    edit(here, "dời bữa tối sang 18h ngày 26/3")
    assert told(here) == {"An", "Mận", "Súa"}


def test_who_eats_elsewhere_still_hears_of_the_rest(here: Town) -> None:
    here.say("Mận", "đoàn em không ăn tối 25/3")
    edit(here, "dời đón tiếp sang 13:30")
    assert {"Mận", "Súa", "An"} <= told(here)


def test_a_unit_that_takes_neither_activity_hears_nothing_and_its_delegate_who_does_hears(here: Town) -> None:
    here.say("Súa", "tôi chọn cầu lông")
    here.say("Mận", "0 tham quan, 0 cầu lông")
    edit(here, "dời tham quan hoặc cầu lông sang 15h30")
    assert told(here) == {"An", "Súa", "Nội"}


BADMINTON = "giao lưu cầu lông tại nhà thi đấu huyện"


@pytest.fixture
def split(here: Town) -> Town:
    """Khe Mây visits the village, Súa of Khe Mây plays; Trúc Lâm Thượng plays; Đồng Nhân and An have not chosen."""
    here.join("Trúc", "focal", "truc lam thuong")
    here.say("Trúc", "đoàn em 9 người")
    here.say("Trúc", "9 cầu lông")
    here.say("Lý", "đoàn em 8 người")
    here.say("Mận", "12 tham quan")
    here.say("Súa", "tôi chọn cầu lông")
    return here


@pytest.mark.parametrize(
    ("said", "hears"),
    [
        ("dời cầu lông sang 15h30", {"Súa", "Trúc", "An", "Lý", "Nội"}),
        ("đổi địa điểm cầu lông sang Sân vận động huyện", {"Súa", "Trúc", "An", "Lý", "Nội"}),
        ("đổi tên cầu lông thành giao lưu bóng bàn", {"Súa", "Trúc", "An", "Lý", "Nội"}),
        ("lùi cầu lông 30 phút", {"Súa", "Trúc", "An", "Lý", "Nội"}),
        ("dời tham quan sang 15h30", {"Mận", "An", "Lý", "Nội"}),
        ("dời tham quan hoặc cầu lông sang 15h30", {"Mận", "Súa", "Trúc", "An", "Lý", "Nội"}),
        ("hủy cầu lông", {"Mận", "Súa", "Trúc", "An", "Lý", "Nội"}),
    ],
)
def test_a_change_of_one_activity_reaches_who_takes_it_and_who_has_not_chosen(
    split: Town, said: str, hears: Collection[str]
) -> None:
    card = split.say("Ban", said)
    assert f"Sẽ báo cho {len(hears)} người" in card.text
    split.say("Ban", card.buttons[0].command)
    assert told(split) == set(hears)


def test_the_office_that_prepares_one_activity_hears_of_that_one(split: Town) -> None:
    with split.database.transaction() as session:
        session.execute(
            update(Duty).where(Duty.holder.contains("Huyện ủy")).values(text="Hướng dẫn tham quan làng nghề")
        )
        session.execute(update(ProgrammeItem).values(performers=[]))
    edit(split, "dời cầu lông sang 15h30")
    assert not told(split) & {"Nội", "Văn", "Ủy"}
    edit(split, "dời tham quan sang 15h30")
    assert told(split) & {"Nội", "Văn", "Ủy"} == {"Ủy"}


def test_the_notice_names_the_activity_and_every_answer_knows_its_hour(split: Town) -> None:
    done = edit(split, "dời cầu lông sang 15h30")
    assert f"{BADMINTON}: 15:00–17:00 thứ Năm 25/03 → 15:30–17:30 thứ Năm 25/03" in done
    tick(split, minutes=11)
    notice = next(row.text for row in rows(split) if row.address == "Súa")
    assert notice.splitlines()[:2] == [
        f"**Thay đổi: {BADMINTON}**", "15:00–17:00 thứ Năm 25/03 → 15:30–17:30 thứ Năm 25/03.",
    ]  # fmt: skip
    split.talk("An", ("/lich ngày 25/3", ("15:00–17:00 Tham quan", "(riêng giao lưu cầu lông 15:30–17:30)")))
    split.talk("An", ("mấy giờ chơi cầu lông", ("15:00–17:00", "Riêng giao lưu cầu lông 15:30–17:30.")))
    split.talk("An", ("/luachon", ("Riêng giao lưu cầu lông 15:30–17:30.",)))


def test_a_new_place_of_one_activity_stands_in_the_item_and_in_the_choice(split: Town) -> None:
    edit(split, "đổi địa điểm cầu lông sang Sân vận động huyện")
    title = "Tham quan làng nghề Khe Mây hoặc giao lưu cầu lông tại Sân vận động huyện"
    with split.database.reading() as session:
        row = session.scalars(select(ProgrammeItem).where(ProgrammeItem.options.any())).one()
        labels = [option.label for option in row.options]
        assert (row.title, row.venue) == (title, "Sân vận động huyện")
    assert labels[1] == "giao lưu cầu lông tại Sân vận động huyện"
    split.talk("Ban", ("hoàn tác", ("Sân vận động huyện",)), ("Đúng", ()))
    split.talk("An", ("/lich ngày 25/3", (BADMINTON,)))


def test_an_activity_moves_with_its_item_and_its_event(split: Town) -> None:
    edit(split, "dời cầu lông sang 15h30")
    edit(split, "lùi hội nghị sang ngày 29/3")
    split.talk("An", ("/lich ngày 29/3", ("(riêng giao lưu cầu lông 15:30–17:30)",)))
    edit(split, "dời tham quan hoặc cầu lông sang ngày 30/3")
    split.talk("An", ("/lich ngày 30/3", ("(riêng giao lưu cầu lông 15:30–17:30)",)))
    edit(split, "dời cầu lông sang 15:00")
    assert "riêng" not in split.say("An", "/lich ngày 30/3").text


def test_the_card_says_what_stays_and_one_activity_is_not_called_off_alone(split: Town) -> None:
    split.talk("Ban", ("dời cầu lông sang 15h30", ("giữ nguyên: tham quan làng nghề Khe Mây",)))
    split.talk(
        "Ban",
        (
            "hủy cầu lông",
            ("Hủy: Tham quan", "Gồm mọi hoạt động để chọn: tham quan làng nghề Khe Mây; giao lưu cầu lông"),
        ),
    )
    with split.database.reading() as session:
        row = session.scalars(select(ProgrammeItem).where(ProgrammeItem.options.any())).one()
        item, badminton = row.id, row.options[1].id
    shown = split.say("Ban", f"/sua i{item}")
    assert [button.command for button in shown.buttons][1] == f"/sua o{badminton}"
    split.talk("Ban", (f"/sua o{badminton} hủy", ("chưa hủy riêng được",)))
    split.talk("Ban", (f"/sua o{badminton} 16:00", ("Sửa: giao lưu cầu lông", "Sau: 16:00–18:00 thứ Năm 25/03")))


def test_who_speaks_for_two_units_hears_where_one_of_them_eats(here: Town) -> None:
    here.say("Mận", f"/start {here.code('focal', 'truc lam thuong')}")
    here.say("Mận", "Trúc Lâm Thượng 9 người")
    here.say("Mận", "Khe Mây không ăn tối 25/3")
    edit(here, "dời bữa tối sang 18:00")
    assert "Mận" in told(here)


def test_who_said_that_they_do_not_come_hears_nothing_of_an_item_they_would_perform(here: Town) -> None:
    here.join("Trần Văn Tùng", "delegate")
    with here.database.transaction() as session:
        session.execute(
            update(ProgrammeItem).where(ProgrammeItem.start == time(19)).values(performers=["Trần Văn Tùng"])
        )
    edit(here, "dời giao lưu văn nghệ sang 19h15")
    assert "Trần Văn Tùng" in told(here)
    here.say("Trần Văn Tùng", "tôi không dự được vì ốm")
    edit(here, "dời giao lưu văn nghệ sang 19h30")
    assert "Trần Văn Tùng" not in told(here)


def test_who_does_not_come_hears_of_a_new_day_and_not_of_a_new_place(here: Town) -> None:
    here.say("Lý", "đoàn em không tham gia được vì bận")
    edit(here, "đổi địa điểm sang Nhà văn hóa Sơn Hạ")
    assert told(here) == {"Ban", "Mận", "An", "Chi", "Nội", "Văn", "Ủy", "Súa"}
    edit(here, "lùi hội nghị sang ngày 29/3")
    assert {"Bình", "Lý"} <= told(here)


@pytest.mark.parametrize(
    ("said", "offices"),
    [
        ("dời đón tiếp sang 13:30", {"Văn", "Nội"}),  # performs it; its duty is to receive with them
        ("dời hội nghị tổng kết sang 8h30", {"Văn"}),  # prepares the hall
        ("dời giao lưu văn nghệ sang 19h30", set()),
    ],
)
def test_the_office_that_prepares_or_performs_an_item_hears_of_it(
    here: Town, said: str, offices: Collection[str]
) -> None:
    edit(here, said)
    assert told(here) & {"Nội", "Văn", "Ủy"} == set(offices)


def test_the_office_that_receives_a_paper_hears_of_its_new_day(here: Town) -> None:
    edit(here, "gia hạn báo cáo đến 20/3")
    assert told(here) == {"Mận", "Lý", "Nội"}


def test_the_card_counts_who_will_hear(here: Town) -> None:
    card = here.say("Ban", "dời đón tiếp sang 13:30")
    here.say("Ban", card.buttons[0].command)
    assert f"Sẽ báo cho {len(told(here))} người" in card.text


@pytest.mark.parametrize(
    ("duty", "title", "expected"),
    [
        ("Bố trí ăn, nghỉ cho đại biểu", "Ăn tối tại nhà khách", True),
        ("Chuẩn bị bữa tối", "Ăn tối tại nhà khách", True),
        ("Chuẩn bị bữa trưa", "Ăn tối tại nhà khách", False),
        ("Bảo đảm an ninh, trật tự", "Ăn tối tại nhà khách", False),
        ("Hướng dẫn đại biểu tham quan", "Tham quan làng nghề Khe Mây", True),
        ("Chuẩn bị sân bãi giao lưu cầu lông", "Giao lưu văn nghệ", False),
        ("Chuẩn bị sân bãi giao lưu cầu lông", "Tham quan làng nghề hoặc giao lưu cầu lông tại nhà thi đấu", True),
        ("Chủ trì tổng hợp báo cáo của các huyện", "Hội nghị tổng kết", False),
        ("Chuẩn bị hội trường, lễ tân phục vụ hội nghị", "Hội nghị tổng kết", True),
        ("Chuẩn bị hội trường, lễ tân phục vụ hội nghị", "Ăn tối tại nhà khách", False),
        ("Phối hợp với Văn phòng đón tiếp đại biểu", "Đón tiếp đại biểu tại nhà khách Sơn Hạ", True),
        ("Mời đại biểu dự hội nghị", "Đón tiếp đại biểu tại nhà khách Sơn Hạ", False),
        ("Tổ chức thực hiện kế hoạch", "Ổn định tổ chức", False),
    ],
)
def test_a_duty_prepares_an_item(duty: str, title: str, expected: bool) -> None:
    assert prepares(duty, title) == expected
