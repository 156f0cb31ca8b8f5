"""Tables of phrases: moments that are set, names, splits, arrivals."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from handlers.language.roster import NameSaid, is_roster, read_names
from handlers.language.unit_names import without_names
from handlers.language.when import When, read_until, read_when
from handlers.said.attendance import MEALS, StaySaid
from handlers.speech.sentences.arrivals import ArrivalSaid, read_arrival
from handlers.speech.sentences.rsvp import read_rsvp
from handlers.speech.sentences.splits import SplitSaid, read_choice, read_split
from handlers.speech.sentences.stays import apart, read_stays

NOW = datetime(2027, 3, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LABELS = {1: "Tham quan đồi chè", 2: "giao lưu cầu lông tại nhà thi đấu"}


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("đến 12:00 21/3", When(date(2027, 3, 21), time(12))),
        ("17h ngày 20/3", When(date(2027, 3, 20), time(17))),
        ("chiều mai 2h", When(date(2027, 3, 2), time(14))),
        ("den 14 gio chieu 21/3", When(date(2027, 3, 21), time(14))),
        ("31/2", When(fault="day")),
        ("lúc 25h", When(fault="hour")),
        ("không nói gì", When()),
    ],
)
def test_moments(said: str, when: When) -> None:
    assert read_when(said, NOW) == when


def test_a_day_alone_lasts_to_its_end_and_an_hour_gone_is_tomorrows() -> None:
    assert read_until("hết ngày 21/3", NOW) == datetime(2027, 3, 22, tzinfo=NOW.tzinfo)
    assert read_until("7h", NOW) == datetime(2027, 3, 2, 7, tzinfo=NOW.tzinfo)
    assert read_until("31/2", NOW) == "day"


@pytest.mark.parametrize(
    ("said", "split"),
    [
        ("7 tham quan 5 cầu lông", SplitSaid(((1, 7), (2, 5)))),
        ("tham quan 7, cau long 5", SplitSaid(((1, 7), (2, 5)))),
        ("7 người đi tham quan và 5 người chơi cầu lông", SplitSaid(((1, 7), (2, 5)))),
        ("5 cầu lông, còn lại đi tham quan", SplitSaid(((2, 5),), rest=1)),
        ("cả đoàn đi tham quan", SplitSaid(everybody=1)),
        ("-3 tham quan", SplitSaid(((1, -3),), fault="negative")),
        ("4 thường trực, 9 ngành", None),
        ("7 tham quan, 5 khác", None),
        ("7 tham quan 5 tham quan", None),
        ("mấy người tham quan", None),
    ],
)
def test_splits(said: str, split: SplitSaid | None) -> None:
    assert read_split(said, LABELS) == split


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ("em chọn cầu lông", 2),
        ("chieu em di tham quan doi che", 1),
        ("giao lưu cầu lông", 2),
        ("em sẽ dự", None),
        ("không đi tham quan", None),
        ("mấy giờ đi tham quan", None),
        ("7 tham quan", None),
        ("em bận họp ban", None),
    ],
)
def test_one_persons_choice(said: str, option: int | None) -> None:
    assert read_choice(said, LABELS) == option


@pytest.mark.parametrize(
    ("said", "arrival"),
    [
        ("đoàn em đến 13h30 ngày 25/3, 2 xe, 14 người", ArrivalSaid(date(2027, 3, 25), time(13, 30), None, 14, 2)),
        ("doan em den 13 gio 30 ngay 25/3", ArrivalSaid(date(2027, 3, 25), time(13, 30))),
        ("đến chiều 24/3 lúc 2h tại nhà khách Đồi Chè, 1 xe 16 chỗ, 1 lái xe",
         ArrivalSaid(date(2027, 3, 24), time(14), "nhà khách Đồi Chè", None, 1, 1)),
        ("2 xe 7 chỗ và 1 xe 16 chỗ", ArrivalSaid(vehicles=3)),
        ("đoàn em 16 người", None),
        ("em gửi báo cáo đến 17h", None),
        ("mấy giờ đoàn đến", None),
        ("đến lúc 25h", ArrivalSaid(fault="hour")),
    ],
)  # fmt: skip
def test_arrivals(said: str, arrival: ArrivalSaid | None) -> None:
    assert read_arrival(said, NOW) == arrival


EVE, NEXT = date(2027, 3, 25), date(2027, 3, 26)


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        ("ăn tối 16, nghỉ lại 14", [StaySaid(("dinner",), count=16), StaySaid(("night",), count=14)]),
        ("an trua 26/3 12 nguoi", [StaySaid(("lunch",), NEXT, 12)]),
        ("25/3 ăn tối 16 người; 26/3 ăn sáng 12, ăn trưa 10",
         [StaySaid(("dinner",), EVE, 16), StaySaid(("breakfast",), NEXT, 12), StaySaid(("lunch",), NEXT, 10)]),
        ("16 suất cơm trưa", [StaySaid(("lunch",), count=16)]),
        ("không nghỉ lại", [StaySaid(("night",), count=0)]),
        ("đoàn em không ăn", [StaySaid(MEALS, count=0)]),
        ("cả đoàn ăn, nghỉ đủ", [StaySaid((*MEALS, "night"))]),
        ("cả đoàn ở lại", [StaySaid(("night",))]),
        ("cả đoàn nghỉ lại", [StaySaid(("night",))]),
        ("nghỉ đêm 24/3 4 người", [StaySaid(("night",), date(2027, 3, 24), 4)]),
        ("ăn tối -3", [StaySaid(("dinner",), count=-3, fault="negative")]),
        ("ăn trưa 31/2 5 người", [StaySaid(("lunch",), fault="day")]),
        ("2 người dị ứng hải sản", [StaySaid((), fault="diet")]),
        ("2 nguoi khong an toi", [StaySaid(("dinner",), count=2, fault="negated")]),
        ("3 người không nghỉ lại", [StaySaid(("night",), count=3, fault="negated")]),
        ("em gui phim link https://drive.google.com/x 12 phut", []),
        ("mấy giờ ăn tối", []),
        ("4 thường trực, 2 công an, 9 ngành", []),
        ("12 người dự hội nghị", []),
        ("đề nghị 12 người", []),
        ("đem theo 2 xe", []),
        ("đoàn em 16 người, nghỉ lại 14", []),
    ],
)  # fmt: skip
def test_meals_and_nights(said: str, stays: list[StaySaid]) -> None:
    assert list(read_stays(said, NOW)) == stays


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("đoàn em 16 người, nghỉ lại 14, ăn tối 16", ("đoàn em 16 người", "nghỉ lại 14, ăn tối 16")),
        ("đến 14h tại nhà nghỉ Hoa Ban, 3 xe", ("đến 14h tại nhà nghỉ Hoa Ban, 3 xe", "")),
        ("4 thường trực, 2 công an, 9 người dự hội nghị", ("4 thường trực, 2 công an, 9 người dự hội nghị", "")),
    ],
)
def test_meals_and_nights_said_beside_something_else(said: str, parts: tuple[str, str]) -> None:
    assert apart(said) == parts


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("1. Lò Thị Mận, Phó Chủ tịch\n2. Ông Giàng A Páo - Trưởng phòng, ngành",
         [NameSaid("Lò Thị Mận", "Phó Chủ tịch"), NameSaid("Giàng A Páo", "Trưởng phòng", "ngành")]),
        ("Thường trực:\n1) Lò Văn Nam (Chủ tịch)", [NameSaid("Lò Văn Nam", "Chủ tịch", "Thường trực")]),
        ("thêm đại biểu lò thị mận, phó chủ tịch", [NameSaid("lò thị mận", "phó chủ tịch")]),
    ],
)  # fmt: skip
def test_names(said: str, names: list[NameSaid]) -> None:
    assert is_roster(said)
    assert list(read_names(said).names) == names


@pytest.mark.parametrize("said", ["4 thường trực\n9 ngành", "- 4 thường trực\n- 9 ngành", "thêm 2 người", "16 người"])
def test_counts_are_no_names(said: str) -> None:
    assert not is_roster(said)


def test_a_units_name_is_no_question() -> None:
    names = {1: ["khe may", "huyen khe may"]}
    assert without_names("huyện Khe Mây 14 người", names) == "đoàn 14 người"
    assert without_names("khe mayor", names) == "khe mayor"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("tôi sẽ dự", "yes"),
        ("em đi được ạ", "yes"),
        ("e k di dc", "no"),
        ("tôi không dự được", "no"),
        ("toi co di dc k", None),
        ("em đi được không ạ", None),
        ("có dự được ko", None),
        ("minh co di hop khong nhi", None),
        ("tôi có được đi không", None),
    ],
)
def test_who_asks_whether_they_may_come_has_not_answered(text: str, answer: str | None) -> None:
    said = read_rsvp(text)
    assert (said and said.answer) == answer
