"""When a meeting is held and where, told among rehearsals, draws and gatherings that are not it."""

from datetime import date, time

import pytest

from handlers.reading.draft import PlanDraft, PlanEvent
from handlers.reading.plan import read_plan

TOP = ("Lam Khê, ngày 02 tháng 3 năm 2026", "KẾ HOẠCH", "Tổ chức Giải bóng chuyền xã")


def draft(*lines: str) -> PlanDraft:
    """What is found in a small paper of March 2026 with these lines."""
    return read_plan(list(enumerate((*TOP, *lines), 1)))


def event(*lines: str) -> PlanEvent:
    (found,) = draft(*lines).events
    return found


@pytest.mark.parametrize(
    ("lines", "day", "venue"),
    [
        (
            (
                "Thời gian:",
                "- Thời gian tổng duyệt: 8h00, ngày 03/9/2026.",
                "- Thời gian tổ chức: 7h30, Thứ 2, ngày 05 tháng 9 năm 2026.",
                "Địa điểm: Sân trường.",
            ),
            (date(2026, 9, 5), date(2026, 9, 5)),
            "Sân trường",
        ),
        (
            (
                "1. Thời gian đăng ký – địa điểm:",
                "- Họp bốc thăm, xếp lịch thi đấu lúc 15h00 ngày 18/3/2026.",
                "- Khai mạc giải lúc 16h30 ngày 22/3/2026 tại sân bóng Trường THCS Lam Khê.",
            ),
            (date(2026, 3, 22), date(2026, 3, 22)),
            "sân bóng Trường THCS Lam Khê",
        ),
        (
            ("1. Thời gian và địa điểm:", "- Từ 7 giờ 30, ngày 20 tháng 11 năm 2026.", "- Tại Trường Mầm non Lam Khê."),
            (date(2026, 11, 20), date(2026, 11, 20)),
            "Trường Mầm non Lam Khê",
        ),
        (
            ("1. THỜI GIAN – ĐỊA ĐIỂM", "• 7 giờ 30 phút ngày 23 tháng 5 năm 2026 (thứ 7)", "• Phòng nghệ thuật."),
            (date(2026, 5, 23), date(2026, 5, 23)),
            "Phòng nghệ thuật",
        ),
        (
            (
                "4. Thời gian: vào lúc 13h30, ngày 31 tháng 7 năm 2026.",
                "5. Địa điểm:",
                "- Các sở, ban, ngành dự họp tại phòng họp lớn của UBND tỉnh;",
                "- UBND các xã dự họp tại phòng họp trực tuyến.",
            ),
            (date(2026, 7, 31), date(2026, 7, 31)),
            "phòng họp lớn của UBND tỉnh",
        ),
        (
            (
                "Giải khai mạc vào lúc 8 giờ, ngày 05/4/2026 tại 1 điểm cầu trung tâm (Nhà thi đấu tỉnh, 11 Lê Lợi) "
                "và 6 điểm cầu các xã.",
                "1. Về địa điểm các điểm cầu",
                "- Trên cơ sở phối hợp giữa Ban Tổ chức với Bưu điện tỉnh, Viễn thông tỉnh và theo kế hoạch đã ban "
                "hành, địa điểm ở các xã được tổ chức tại phòng họp trực tuyến của Ủy ban nhân dân các xã.",
            ),
            (date(2026, 4, 5), date(2026, 4, 5)),
            "Nhà thi đấu tỉnh, 11 Lê Lợi",
        ),
    ],
)  # fmt: skip
def test_the_meeting_itself(lines: tuple[str, ...], day: tuple[date, date], venue: str) -> None:
    found = event(*lines)
    assert (found.starts_on, found.ends_on, found.venue) == (*day, venue)


def test_the_days_behind_the_place_at_the_head_are_the_meeting() -> None:
    (found,) = read_plan(list(enumerate((
        "Thông báo số 2", "", "HỘI NGHỊ KHOA HỌC TRẺ LẦN THỨ 9", "", "Lam Khê, ngày 8-10 tháng 11 năm 2026",
    ), 1))).events  # fmt: skip
    assert (found.starts_on, found.ends_on) == (date(2026, 11, 8), date(2026, 11, 10))


def test_what_goes_on_apart_stands_in_the_programme() -> None:
    paper = draft(
        "1. Thời gian giao quân: Ngày 05/3/2026.",
        "- Thời gian tổ chức Lễ giao nhận quân: Từ 7h30 ngày 05/3/2026",
        "- Thời gian tập trung công dân: Đúng 6h45 ngày 05/3/2026 tại Sân vận động phường.",
        "- Thời gian nhận quân trang: Từ 23/02 đến 24/02/2026, các phường nhận tại Ban Chỉ huy quân sự.",
        "2. Các đội tham gia",
        "Căn cứ tình hình thực tế, các chi đoàn lập đội. Các chi đoàn cử đại diện bốc thăm và chia bảng vào lúc 17h00 "
        "ngày 04/3/2026 tại Văn phòng Đoàn xã.",
    )
    found = paper.events[0]
    assert paper.deadlines == ()
    assert [(item.title, item.date, item.start, item.venue, item.who) for item in found.agenda] == [
        ("Lễ giao nhận quân", date(2026, 3, 5), time(7, 30), None, ()),
        ("tập trung công dân", date(2026, 3, 5), time(6, 45), "Sân vận động phường", ()),
        ("bốc thăm và chia bảng", date(2026, 3, 4), time(17), "Văn phòng Đoàn xã", ("Các chi đoàn",)),
    ]


def test_two_sittings_are_two_meetings_and_share_what_is_said_once() -> None:
    first, second = read_plan(list(enumerate((
        "KẾ HOẠCH ĐẠI HỘI LIÊN ĐỘI",
        "II. Thời gian, địa điểm",
        "1. Đại hội trù bị",
        "- 9 giờ 00, ngày 13 tháng 9 năm 2026. (Tiết 3, Chủ nhật)",
        "- Địa điểm: Phòng họp.",
        "2. Đại hội chính thức",
        "- 15 giờ 00, ngày 14 tháng 9 năm 2026 (Tiết 4, thứ Hai)",
        "- Địa điểm: Hội trường.",
        "3. Chuẩn bị",
        "- Kê, dọn bàn ghế: Chi đội 9A1. (GVCN cô Hằng)",
        "- Tiếp nước: Đội Danh dự.",
        "III. Thành phần",
        "- Chi bộ nhà trường: 1 đại biểu.",
    ), 1))).events  # fmt: skip
    assert [(one.title, one.starts_on, one.venue, one.agenda) for one in (first, second)] == [
        ("Đại hội trù bị", date(2026, 9, 13), "Phòng họp", ()),
        ("Đại hội chính thức", date(2026, 9, 14), "Hội trường", ()),
    ]
    assert [(group.name, group.count) for group in second.delegate_groups] == [("Chi bộ nhà trường", 1)]
    assert [(duty.unit, duty.tasks[0].text) for duty in second.duties] == [
        ("Chi đội 9A1", "Kê, dọn bàn ghế"), ("Đội Danh dự", "Tiếp nước"),
    ]  # fmt: skip


def test_who_sits_at_a_point_is_invited() -> None:
    found = event(
        "I. Điểm cầu Trụ sở UBND tỉnh:",
        "1. Dự tại Phòng họp số 1, gồm:",
        "- Thành viên Ban Chỉ đạo phòng, chống dịch Covid-19.",
        "- Đoàn giám sát (3 đồng chí) chỉ đạo chung.",
    )
    assert [(group.name, group.count) for group in found.delegate_groups] == [
        ("Thành viên Ban Chỉ đạo phòng, chống dịch Covid-19", None),
        ("Đoàn giám sát", 3),
    ]


def test_places_of_the_meeting_are_no_members() -> None:
    found = draft(
        "Các thành viên tổ công tác cùng dự.",
        "Xe đón ở các xã: Nà Lạc, Suối Đào, Phiêng Mòn, Lam Khê.",
        "Địa điểm: các khu dân cư của các xã: Nà Lạc, Suối Đào, Phiêng Mòn và thị trấn Lam Khê.",
    )
    assert found.member_units == ()
    assert found.events[0].venue is not None


def test_numbers_in_capitals_go_on_after_those_in_capitals() -> None:
    found = draft(
        "2. NỘI DUNG VÀ ĐỐI TƯỢNG:",
        "1. Nội dung:",
        "• Thi đấu bóng chuyền.",
        "2. Đối tượng tham gia:",
        "• Đoàn viên các thôn.",
        "3. THỜI GIAN, ĐỊA ĐIỂM:",
        "1. Khai mạc giải lúc 16h30 ngày 22/3/2026 tại sân vận động.",
    )
    assert [group.name for group in found.events[0].delegate_groups] == ["Đoàn viên các thôn"]
    assert [item.title for item in found.events[0].agenda if item.start] == ["Khai mạc giải"]


def test_a_basis_that_goes_on_to_give_a_deadline_is_read() -> None:
    (due,) = draft(
        "II. Các đội tham gia",
        "Căn cứ tình hình thực tế, các thôn lập đội. Danh sách đăng ký gửi về Văn phòng Đoàn xã trước 10h00 ngày "
        "06/3/2026. Ý kiến thắc mắc gửi bằng văn bản.",
    ).deadlines
    assert (due.what, due.due_on, due.due_at, due.send_to) == (
        "Danh sách đăng ký", date(2026, 3, 6), time(10), "Văn phòng Đoàn xã",
    )  # fmt: skip


def test_the_owners_of_a_paper_send_it() -> None:
    first, second = draft(
        "II. Tổ chức thực hiện",
        "- Ý kiến góp ý của các sở, ngành gửi về Văn phòng UBND tỉnh trước ngày 30/3/2026.",
        "- Ban Tổ chức sẽ thông báo kết quả trước ngày 10/4/2026.",
    ).deadlines
    assert (first.who, first.what, first.send_to) == ("các sở, ngành", "Ý kiến góp ý", "Văn phòng UBND tỉnh")
    assert (second.who, second.what) == ("Ban Tổ chức", "thông báo kết quả")


def test_what_no_rule_used_is_unread() -> None:
    found = draft(
        "1. Thời gian và địa điểm:",
        "- Từ 7 giờ 30, ngày 20 tháng 11 năm 2026.",
        "- Xe đưa đón đỗ ở cổng sau.",
        "Căn cứ tình hình, các thôn tự lo xe. Xe đi đường liên xã. Không đi đường đê.",
    )
    assert found.unread == (6, 7)
