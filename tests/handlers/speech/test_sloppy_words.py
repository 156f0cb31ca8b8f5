"""Counts, arrivals and names as people type them in a hurry: without marks, shortened, said twice."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from handlers.language.roster import NameSaid, is_roster, looks_like_names, read_names
from handlers.said.attendance import CountSaid
from handlers.speech.sentences.arrivals import ArrivalSaid, read_arrival
from handlers.speech.sentences.counts import read_count
from handlers.speech.sentences.orders import read_order
from handlers.speech.sentences.rsvp import read_rsvp
from handlers.speech.sentences.splits import read_split

NOW = datetime(2027, 3, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("doan e 16 ng", CountSaid("coming", 16)),
        ("xin sua lai 14 nguoi a", CountSaid("coming", 14)),
        ("e xin rut 2 nguoi", CountSaid("coming", -2, sure=False, change=True)),
        ("em xin phep vang 1 nguoi", CountSaid("coming", -1, sure=False, change=True)),
        ("đoàn em vắng mặt 2 người", CountSaid("coming", -2, sure=False, change=True)),
        ("da bao 14 nhung nay them 1 la 15 nguoi", CountSaid("coming", 15)),
        ("khoảng 14 người", CountSaid("coming", 14, sure=False)),
        ("chac 14 nguoi", CountSaid("coming", 14, sure=False)),
        ("chắc chắn 14 người", CountSaid("coming", 14)),
        ("khoang 14 15 nguoi", CountSaid("coming", fault="range")),
        ("14-15 nguoi", CountSaid("coming", fault="range")),
        ("Vâng, 14 người ạ", CountSaid("coming", 14)),
        ("đoàn em vắng", CountSaid("not_coming")),
        ("doan em xin vang", CountSaid("not_coming")),
        ("vâng ạ", None),
        ("da vang a", None),
        ("co 2 d/c vang mat", CountSaid("coming", -2, sure=False, change=True)),
        ("doan vang 2 nguoi", CountSaid("coming", -2, sure=False, change=True)),
        ("2 nguoi khong di duoc", CountSaid("coming", -2, sure=False, change=True)),
        ("3 nguoi khong di cau long", CountSaid("coming", fault="unclear")),
        ("đoàn em 14 người, 2 người không đi được", CountSaid("coming", fault="unclear")),
        ("a Pao om khong di duoc", CountSaid("not_coming", sure=False, who="a Pao om")),
        ("đoàn em anh Páo ốm không đi được", CountSaid("not_coming", sure=False, who="anh Páo ốm")),
        ("chủ tịch huyện không dự được", CountSaid("not_coming", sure=False, who="chủ tịch huyện")),
        ("đoàn em không đi tham quan", CountSaid("not_coming", sure=False)),
        ("em không đi được", CountSaid("not_coming", sure=False)),
        ("báo cáo anh, huyện em bận họp không dự được ạ", CountSaid("not_coming")),
        ("đoàn em chưa đến", None),
        ("em gui phim link https://drive.google.com/x 12 phut", None),
        ("tổng 15 người cả lái xe", CountSaid("coming", 15)),
        ("doan em 14 nguoi 👍🙏", CountSaid("coming", 14)),
        ("độ 14 người", CountSaid("coming", 14, sure=False)),
        ("doan nga suoi 12 ng", CountSaid("coming", 12, sure=False)),
        ("doan Dong Nan 12 nguoi", CountSaid("coming", 12, sure=False)),
        ("doan em 15: 4 thường trực, 7 phòng, 1 tập thể và 2 cá nhân điển hình, 1 lái xe",
         CountSaid("coming", 15, (("thường trực", 4), ("phòng", 7), ("tập thể", 1), ("cá nhân điển hình", 2),
                                  ("lái xe", 1)))),
        ("doan e 14 : 4 tt, 7 tp, 3 dh",
         CountSaid("coming", 14, (("thường trực", 4), ("trưởng phòng", 7), ("điển hình", 3)))),
        ("14 (4 TT, 7 TP, 1TT, 2CN)",
         CountSaid("coming", 14, (("thường trực", 4), ("trưởng phòng", 7), ("tập thể", 1), ("cá nhân", 2)))),
        ("4tt,9 nganh,1 tap the,2 ca nhan",
         CountSaid("coming", 16, (("thường trực", 4), ("ngành", 9), ("tập thể", 1), ("cá nhân", 2)))),
        ("đoàn đi 12, 4 thuong truc 5 truong phong 2 dien hinh",
         CountSaid("coming", 11, (("thường trực", 4), ("trưởng phòng", 5), ("điển hình", 2)), False, "sum", stated=12)),
        ("đoàn 14 chu ko phai 12", CountSaid("coming", 14, sure=False)),
        ("đoàn: 15", CountSaid("coming", 15)),
        ("đoàn 16", CountSaid("coming", 16, sure=False)),
        ("xe 29 cho, 1 lai xe", None),
        ("1 xe 16 chỗ", None),
    ],
)  # fmt: skip
def test_counts_as_people_type_them(said: str, count: CountSaid | None) -> None:
    assert read_count(said) == count


@pytest.mark.parametrize(
    ("said", "arrival"),
    [
        ("huyen em co 2 xe 1 lai xe den luc 7h", ArrivalSaid(at=time(7), vehicles=2, drivers=1)),
        ("7h toi noi, 2 xe o to", ArrivalSaid(at=time(7), vehicles=2)),
        ("den 13h30, 2 xe 7 cho, lai xe 2 ng", ArrivalSaid(at=time(13, 30), vehicles=2, drivers=2)),
        ("den chieu mai", ArrivalSaid(part="chieu")),
        ("xe 29 cho, 1 lai xe", ArrivalSaid(vehicles=1, drivers=1)),
    ],
)
def test_arrivals_as_people_type_them(said: str, arrival: ArrivalSaid) -> None:
    found = read_arrival(said, NOW)
    assert found is not None
    assert replace(found, day=None) == arrival


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("ds doan em: Nguyen Van A, Tran Thi B", ["Nguyen Van A", "Tran Thi B"]),
        ("Danh sách: Lò Thị Mận, Phó Chủ tịch", ["Lò Thị Mận"]),
        ("danh sách đoàn em gồm Giàng A Páo; Lê Văn Tám", ["Giàng A Páo", "Lê Văn Tám"]),
    ],
)
def test_several_people_on_one_line(said: str, names: list[str]) -> None:
    assert is_roster(said)
    assert [one.name for one in read_names(said).names] == names


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("gui danh sach cho nhom zalo", False),
        ("thay dau moi Lung Mo", False),
        ("thoi nhe", False),
        ("mai em gui", False),
        ("lo thi man", True),
        ("Ksor H'Bia, chuyên viên", True),
        ("1. giàng a páo", True),
    ],
)
def test_which_short_phrases_are_names(said: str, holds: bool) -> None:
    assert looks_like_names(said) is holds


def test_a_pasted_table_with_its_heading_and_telephones() -> None:
    table = "STT\tHọ và tên\tSĐT\tChức vụ\n1\tLý Thị Hoa\t0912 345 678\tPhó phòng\n2\tLý A Sủ\t\tChuyên viên"
    found = read_names(table)
    assert is_roster(table)
    assert found.names == (NameSaid("Lý Thị Hoa", "Phó phòng"), NameSaid("Lý A Sủ", "Chuyên viên"))
    assert (found.faults, found.phones) == ((), 1)
    listed = read_names("1. Lò Thị Mận, CVP | sđt 0912.345.678\n2. Giàng A Páo, +84 987 654 321, Trưởng phòng, ngành")
    assert listed.names == (NameSaid("Lò Thị Mận", "CVP"), NameSaid("Giàng A Páo", "Trưởng phòng", "ngành"))
    assert listed.phones == 2


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("số lượng đoàn em", "/doan"),
        ("xa nao vuot chi tieu", "/doan"),
        ("con may xa chua bao", "/doan"),
        ("hủy số đã báo", "/dangky"),
        ("số lượng đại biểu", None),
    ],
)
def test_orders_as_people_type_them(said: str, command: str | None) -> None:
    assert read_order(said) == command


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("toi khong du tham quan", "part"),
        ("khong di bong chuyen nua", "part"),
        ("toi se du hoi nghi nhung khong tham gia bong chuyen", "part"),
        ("toi vang mat buoi sang", "part"),
        ("chiều 25 tôi không dự được", "part"),
        ("anh Nam không đi được", "part"),
        ("co le di, chua chac", "unsure"),
        ("hoi ban to chuc giup toi: co xe don o ben xe khong", None),
        ("toi bi di ung hai san", None),
        ("toi di oto rieng", None),
        ("tôi đi muộn", None),
        ("tôi đi, đi ô tô riêng", "yes"),
        ("vâng tôi sẽ tham gia đầy đủ ạ", "yes"),
        ("tôi sẽ dự hội nghị cùng đoàn", "yes"),
        ("em bận họp tỉnh sáng mai nên không đi được", "no"),
        ("toi ban khong di", "no"),
        ("tôi không dự hội nghị được vì mẹ ốm", "no"),
    ],
)
def test_a_delegates_answer_is_of_the_meeting_or_asked_back(said: str, answer: str | None) -> None:
    found = read_rsvp(said)
    assert (found and found.answer) == answer


def test_who_does_not_go_is_no_number_of_those_who_go() -> None:
    labels = {1: "tham quan nuôi cá lồng", 2: "giao lưu bóng chuyền"}
    assert [read_split(said, labels) for said in ("3 người không đi tham quan", "tổng 15 người cả lái xe")] == [
        None
    ] * 2


def test_a_yes_is_no_absence() -> None:
    assert [read_rsvp(said) for said in ("vâng ạ", "da vang")] == [None, None]
    said = read_rsvp("tôi xin vắng mặt")
    assert said is not None
    assert said.answer == "no"
