"""Short orders in words, and sentences that are none."""

import pytest

from handlers.speech.sentences.orders import read_order


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("thay đầu mối Bình Minh", "/thuhoi Bình Minh"),
        ("mời đầu mối của Khe Mây", "/moi focal Khe Mây"),
        ("moi dai bieu", "/moi delegate"),
        ("mời đại biểu Bình Minh", "/moi delegate Bình Minh"),
        ("cho em xin mã mời", None),
        ("xin mã mời", "/moi"),
        ("thu hồi mã mời", "/thuhoi"),
        ("duyệt người mới", "/duyet"),
        ("ai đang chờ duyệt", "/duyet"),
        ("danh sách gửi nhóm", "/doan nhom"),
        ("tải excel", "/doan excel"),
        ("đơn vị nào chưa báo?", "/doan"),
        ("tổng hợp các đoàn", "/doan"),
        ("tong hop", "/doan"),
        ("tổng hợp báo cáo là việc của ai", None),
        ("ai chưa nộp", "/tiendo"),
        ("con thieu gi", "/nop"),
        ("bên em còn nợ giấy tờ gì nữa ạ", "/nop"),
        ("còn thiếu gì ở hội trường", None),
        ("đơn vị nào chưa nộp báo cáo", "/tiendo"),
        ("có bao nhiêu đơn vị đã đăng ký", "/doan"),
        ("Bình Minh báo mấy người rồi", "/doan Bình Minh"),
        ("đoàn em báo mấy người", "/doan"),
        ("danh sách đoàn em", "/danhsach"),
        ("đoàn nào đến lúc mấy giờ", "/donden"),
        ("tổng bao nhiêu đại biểu", None),
        ("hạn báo cáo là ngày nào", None),
        ("nối thêm zalo", "/kenh them"),
        ("dữ liệu của tôi", "/dulieucuatoi"),
        ("xóa dữ liệu của em", "/xoadulieu"),
        ("dừng nhận tin", "/dung"),
        ("mời cơm đại biểu lúc mấy giờ", None),
        ("đầu mối Bình Minh là ai?", None),
        ("duyệt kế hoạch ngày nào", None),
    ],
)
def test_orders(said: str, sent: str | None) -> None:
    assert read_order(said) == sent
