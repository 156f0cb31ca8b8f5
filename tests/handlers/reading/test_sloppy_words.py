"""Counts, arrivals and names as people type them in a hurry: without marks, shortened, said twice."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from handlers.reading.arrivals import ArrivalSaid, read_arrival
from handlers.reading.counts import CountSaid, read_count
from handlers.reading.orders import read_order
from handlers.reading.roster import is_roster, read_names
from handlers.reading.rsvp import read_rsvp

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
        ("xe 29 cho, 1 lai xe", None),
        ("1 xe 16 chỗ", None),
    ],
)
def test_counts_as_people_type_them(said: str, count: CountSaid | None) -> None:
    assert read_count(said) == count


@pytest.mark.parametrize(
    ("said", "arrival"),
    [
        ("huyen em co 2 xe 1 lai xe den luc 7h", ArrivalSaid(at=time(7), vehicles=2, drivers=1)),
        ("7h toi noi, 2 xe o to", ArrivalSaid(at=time(7), vehicles=2)),
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


def test_a_yes_is_no_absence() -> None:
    assert [read_rsvp(said) for said in ("vâng ạ", "da vang")] == [None, None]
    said = read_rsvp("tôi xin vắng mặt")
    assert said is not None
    assert said.answer == "no"
