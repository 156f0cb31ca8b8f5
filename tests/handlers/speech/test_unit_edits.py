"""Sentences about units: what is ordered, in whose words."""

import pytest

from handlers.said.units import SeatsSaid, UnitSaid
from handlers.speech.sentences.units import read_unit_edit, seat_rows


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("thêm đơn vị Sở Nội vụ, 5 người", UnitSaid("add", rows=(SeatsSaid("Sở Nội vụ", 5),))),
        ("them khach Ban Thi dua tinh", UnitSaid("add", kind="guest", rows=(SeatsSaid("Ban Thi dua tinh"),))),
        ("thêm cơ quan Đài Truyền thanh", UnitSaid("add", kind="office", rows=(SeatsSaid("Đài Truyền thanh"),))),
        ("đổi tên Bình Minh thành xã Bình Minh", UnitSaid("rename", "Bình Minh", "xã Bình Minh")),
        ("Phòng VHTT còn gọi là Phòng Văn hóa", UnitSaid("alias", "Phòng VHTT", "Phòng Văn hóa")),
        ("gộp Khe Mây vào Đồng Nhân", UnitSaid("merge", "Khe Mây", "Đồng Nhân")),
        ("sáp nhập A Lú và Bình Minh thành xã A Minh", UnitSaid("merge_as", "A Lú", "xã A Minh", "Bình Minh")),
        ("chỉ tiêu Bình Minh 16", UnitSaid("seats", rows=(SeatsSaid("Bình Minh", 16),))),
        ("chỉ tiêu mỗi đơn vị 16", UnitSaid("seats", rows=(SeatsSaid("mỗi đơn vị", 16),))),
        ("bỏ chỉ tiêu Bình Minh", UnitSaid("seats", rows=(SeatsSaid("Bình Minh"),))),
        ("Bình Minh đăng cai", UnitSaid("host", "Bình Minh")),
        ("đơn vị đăng cai: Bình Minh", UnitSaid("host", "Bình Minh")),
        ("Bình Minh thôi đăng cai", UnitSaid("unhost", "Bình Minh")),
        ("thôi mời Bình Minh", UnitSaid("leave_out", "Bình Minh")),
        ("mời đoàn Phòng Nội vụ", UnitSaid("invite", "Phòng Nội vụ")),
        ("them don vi: Bao Van Lam, 2 nguoi", UnitSaid("add", rows=(SeatsSaid("Bao Van Lam", 2),))),
        ("Bình Minh đổi tên thành A Minh", UnitSaid("rename", "Bình Minh", "A Minh")),
        ("tên khác của Bình Minh là BM", UnitSaid("alias", "Bình Minh", "BM")),
        ("tên viết tắt Bình Minh: BM", UnitSaid("alias", "Bình Minh", "BM")),
        ("bo don vi Bình Minh", UnitSaid("leave_out", "Bình Minh")),
        ("xóa khách mời: Ban Thi đua", UnitSaid("leave_out", "Ban Thi đua")),
        ("loại Bình Minh khỏi danh sách mời", UnitSaid("leave_out", "Bình Minh")),
        ("đơn vị đăng cai là ai", None),
        ("Bình Minh 16 người", None),
        ("dời bữa tối sang 19:00", None),
        ("thêm 2 người", None),
    ],
)
def test_what_is_ordered(said: str, meant: UnitSaid | None) -> None:
    assert read_unit_edit(said) == meant


def test_rows_with_and_without_seats() -> None:
    typed = "1. Ban Thi đua tỉnh, 3\n2. Phường 5\n- Sở Nội vụ 4 người; Đài Truyền thanh chỉ tiêu 2\n5\nA Lú, -3\nA Minh: 1000"
    assert seat_rows(typed) == (
        SeatsSaid("Ban Thi đua tỉnh", 3),
        SeatsSaid("Phường 5"),
        SeatsSaid("Sở Nội vụ", 4),
        SeatsSaid("Đài Truyền thanh", 2),
        SeatsSaid("5", fault="name"),
        SeatsSaid("A Lú", -3, "negative"),
        SeatsSaid("A Minh", 1000, "too_many"),
    )
    names = "Báo Văn Lâm 2\nBệnh viện 103\nKhe Mây 3\nTổ dân phố số 4"
    seats = (
        SeatsSaid("Báo Văn Lâm", 2),
        SeatsSaid("Bệnh viện 103"),
        SeatsSaid("Khe Mây", 3),
        SeatsSaid("Tổ dân phố số 4"),
    )
    assert seat_rows(names) == seats
    assert seat_rows("Phường 5", named=True) == (SeatsSaid("Phường", 5),)
