"""A number that a plan gives each unit is each one's own; a total is nobody's."""

import pytest

from handlers.reading.export import as_json
from handlers.reading.plan import read_plan
from handlers.reading.seats import Party, levels, rules_of, seats

TOP = (
    "UBND TỈNH VÂN LĨNH",
    "CỤM THI ĐUA SỐ 3",
    "Vân Lĩnh, ngày 10 tháng 02 năm 2027",
    "KẾ HOẠCH",
    "Tổ chức Hội nghị tổng kết Cụm thi đua số 3 năm 2026",
    "UBND huyện Bình Sơn Hạ (đơn vị Cụm trưởng) xây dựng kế hoạch; các thành viên trong Cụm là các huyện Bình Sơn Hạ, "
    "Đồng Nhân, Khe Mây, Trúc Lâm.",
    "I. THÀNH PHẦN",
)
EVERY = {"Bình Sơn Hạ", "Đồng Nhân", "Khe Mây", "Trúc Lâm"}
VISITORS = EVERY - {"Bình Sơn Hạ"}


def given(*lines: str, more: tuple[str, ...] = ()) -> dict[str, int]:
    """What each unit may send by a small paper with these lines; `more` are units that it does not name."""
    draft = read_plan(list(enumerate((*TOP, *lines), 1)))
    event = draft.events[0]
    assert list(event.seats_each) == rules_of(as_json(draft)["events"][0])  # it survives the JSON
    roles = {member.name: member.role for member in draft.member_units}
    assert set(roles) == EVERY
    known = levels([*roles, *more], draft.text)
    parties = [
        Party(n, name, level, roles.get(name) == "chair", name in more) for n, (name, level) in enumerate(known.items())
    ]
    found = seats(event.seats_each, event.delegate_groups, parties)
    return {party.name: found[party.key].each for party in parties if party.key in found}


def every(number: int) -> dict[str, int]:
    return dict.fromkeys(EVERY, number)


def visitors(number: int) -> dict[str, int]:
    return dict.fromkeys(VISITORS, number)


HOST = "- Huyện Bình Sơn Hạ: 20 đại biểu;"


@pytest.mark.parametrize(
    ("lines", "seats"),
    [
        (("- 04 huyện, mỗi huyện 14 đại biểu.",), every(14)),
        (("- Đại biểu các huyện trong Cụm (mỗi huyện 05 đồng chí).",), every(5)),
        (("Mỗi đơn vị cử 02 đại biểu.",), every(2)),
        (("- Các đơn vị thành viên", "+ Mỗi đơn vị cử 04 đại biểu, gồm 01 lãnh đạo và 03 công chức."), every(4)),
        (("- Các huyện: mỗi huyện 01 lãnh đạo và 01 chuyên viên.",), every(2)),
        (("- Các huyện: 05 đại biểu/huyện.",), every(5)),
        (("- Các huyện cử 05 người mỗi huyện.",), every(5)),
        (("- Từng huyện cử đoàn không quá 12 người.",), every(12)),
        (("- Dự kiến mỗi huyện 12 đại biểu.",), every(12)),
        ((HOST, "- Các huyện còn lại: mỗi huyện 08 đại biểu."), visitors(8)),
        ((HOST, "- Mỗi huyện 08 đại biểu."), visitors(8)),
        (("- 03 huyện bạn: mỗi huyện 08 đại biểu.",), visitors(8)),
        (("- Các huyện trong Cụm (không kể huyện Bình Sơn Hạ): 24 đại biểu (mỗi đơn vị 08 đại biểu).",), visitors(8)),
        (("- Các huyện Đồng Nhân, Khe Mây, Trúc Lâm, mỗi huyện 08 người: lãnh đạo; 03 điển hình tiên tiến.",), visitors(8)),
        (("- Các huyện: mỗi huyện 08 đại biểu, riêng huyện Khe Mây 10 đại biểu.",), every(8) | {"Khe Mây": 10}),
        (("- Mỗi đơn vị 08 đại biểu (riêng đơn vị Cụm trưởng 15 đại biểu).",), visitors(8) | {"Bình Sơn Hạ": 15}),
        (("- Lãnh đạo các huyện: mỗi huyện 01 đồng chí;", "- Công chức các huyện: mỗi huyện 02 đồng chí."), every(3)),
        (("b) Đại biểu các đơn vị (mỗi đơn vị 06 người)", "- Thủ trưởng: 01 người;", "- Công chức: 05 người."), every(6)),
        ((HOST, "- Huyện Đồng Nhân: mỗi đơn vị 03 đại biểu;", "- Huyện Khe Mây: 09 đại biểu."), {"Đồng Nhân": 3}),
    ],
)  # fmt: skip
def test_each_unit_has_its_number(lines: tuple[str, ...], seats: dict[str, int]) -> None:
    assert given(*lines) == seats


@pytest.mark.parametrize(
    "lines",
    [
        ("- Các huyện trong Cụm: 40 đại biểu.",),
        ("- 04 huyện: 56 đại biểu.",),
        ("- Chủ tịch UBND 04 huyện: 04 đại biểu.",),
        ("- Điển hình tiên tiến: Mỗi huyện lựa chọn 01 tập thể và 02 cá nhân.",),
        ("- Các huyện: mỗi huyện khoảng 12 đại biểu.",),
        ("- Mỗi huyện cử đoàn từ 10 đến 12 người.",),
        ("- Mỗi huyện cử 10 - 12 đại biểu.",),
        ("- Mỗi huyện ít nhất 03 đại biểu.",),
        ("- Mỗi huyện thành lập 01 đội gồm 05 thí sinh.",),
        ("- Mỗi huyện 01 đội bóng chuyền (10 người) và 02 tiết mục.",),
        ("- Mỗi đơn vị chuẩn bị 01 tham luận không quá 10 phút.",),
        ("- Mỗi đơn vị cử thêm 02 chi hội trưởng;", "- Chủ tịch Hội các đơn vị trong Cụm."),
        ("- Lãnh đạo các huyện;", "- Công chức các huyện: mỗi huyện 02 đồng chí."),
        ("- Trưởng thôn các xã: mỗi xã 02 người.",),
        ("- 02 huyện: mỗi huyện 08 đại biểu.",),
        ("- Mỗi huyện 08 đại biểu;", "- Mỗi huyện 09 đại biểu."),
        ("- Hội Phụ nữ Công an tỉnh, Ban Nữ công tỉnh: mỗi đơn vị 01 đại biểu.",),
        ("- Nước uống: mỗi đơn vị 14.000 đồng.",),
    ],
)
def test_a_total_a_range_or_another_number_is_no_quota(lines: tuple[str, ...]) -> None:
    assert given(*lines) == {}


@pytest.mark.parametrize(
    ("line", "name", "seats"),
    [
        ("- Các huyện: mỗi huyện 08 đại biểu.", "huyện Bình Minh", 8),
        ("- Các huyện: mỗi huyện 08 đại biểu.", "Bình Minh", 8),
        ("- Các huyện: mỗi huyện 08 đại biểu.", "Sở Nội vụ tỉnh", None),
        ("- Các huyện: mỗi huyện 08 đại biểu.", "xã Bình Minh", None),
        ("- Các xã: mỗi xã 02 đại biểu.", "xã Bình Minh", 2),
        ("- Các xã: mỗi xã 02 đại biểu.", "Phường 5", 2),
        ("- Các sở: mỗi sở 01 đại biểu.", "Sở Nội vụ tỉnh", 1),
        ("- Các trường: mỗi trường 01 lãnh đạo và 01 chuyên viên.", "Trường THCS Bình Minh", 2),
        ("- Các huyện Đồng Nhân, Khe Mây: mỗi huyện 08 đại biểu.", "huyện Bình Minh", None),
        ("- 04 huyện: mỗi huyện 08 đại biểu.", "huyện Bình Minh", None),
        ("- 05 huyện: mỗi huyện 08 đại biểu.", "huyện Bình Minh", 8),
    ],
)
def test_a_unit_added_by_hand_has_what_its_like_have(line: str, name: str, seats: int | None) -> None:
    assert given(line, more=(name,)).get(name) == seats


def test_a_sentence_outside_the_composition_counts_where_the_paper_has_one_meeting() -> None:
    lines = ("- Đại diện các huyện.", "II. TỔ CHỨC THỰC HIỆN", "1. Đề nghị mỗi đơn vị cử 03 đại biểu tham dự Hội nghị.")
    assert given(*lines) == every(3)
