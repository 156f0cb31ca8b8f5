"""Days, months and hours in every spelling the papers use."""

from datetime import UTC, date, datetime, time

import pytest

from handlers.language.dates import find_days, find_hours, find_month, find_range, leading_hours
from handlers.language.when import When, read_when


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("từ ngày 30/11 đến ngày 01/12/2025", ["2025-11-30", "2025-12-01"]),
        ("28/12 đến 02/01/2026", ["2025-12-28", "2026-01-02"]),
        ("ngày 29 tháng 02 năm 2024", ["2024-02-29"]),
        ("24, 25 và 26 tháng 8 năm 2026", ["2026-08-24", "2026-08-25", "2026-08-26"]),
        ("14-11-2009", ["2009-11-14"]),
        ("Ngày 05.9.2025", ["2025-09-05"]),
        ("15/11:", ["2025-11-15"]),
        ("15/11 → 10/12/2025", ["2025-11-15", "2025-12-10"]),
        ("14-15/11/2025", ["2025-11-14", "2025-11-15"]),
        ("Chiều ngày 28/12 và cả ngày 29/12", ["2025-12-28", "2025-12-29"]),
        ("trước ngày 20/11.", ["2025-11-20"]),
        ("từ 01/11 – 11h ngày 16/11", ["2025-11-01", "2025-11-16"]),
        ("1/2 ngày, từ 08h00", []),
        ("Nghị định số 91/2017/NĐ-CP", []),
        ("6 tháng đầu năm 2024", []),
        ("trong tháng 7/2024", []),
        ("từ 01 đến 02 mô hình", []),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    assert [day.value.isoformat() for day in find_days(text, 2025) if day.value] == days


def test_a_day_that_cannot_be_has_words_but_no_value() -> None:
    assert [(day.value, day.words) for day in find_days("họp ngày 30/02/2025")] == [(None, "30/02/2025")]


def test_a_day_without_a_year_stays_open_where_none_is_known() -> None:
    assert find_days("ngày 30/11")[0].value is None


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("dự kiến trong tháng 7/2024", "2024-07"),
        ("vào cuối tháng 3", "2025-03"),
        ("ngày    tháng 10 năm 2026", "2026-10"),
        ("6 tháng đầu năm", None),
        ("cả năm 2025", None),
    ],
)
def test_months(text: str, month: str | None) -> None:
    assert find_month(text, 2025) == month


def test_a_range_runs_from_the_first_to_the_last_day() -> None:
    assert find_range("Khai mạc 12/8/2026, bế mạc 14/8/2026") == (date(2026, 8, 12), date(2026, 8, 14))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("7h30", "07:30", None),
        ("07 giờ 30", "07:30", None),
        ("8 giờ 00'", "08:00", None),
        ("10g00", "10:00", None),
        ("13h30-14h00", "13:30", "14:00"),
        ("14h35 – 14h55", "14:35", "14:55"),
        ("08:00 -12:00", "08:00", "12:00"),
        ("9h sáng", "09:00", None),
        ("2h chiều", "14:00", None),
        ("Từ 2h đến 4h chiều", "14:00", "16:00"),
        ("Vào lúc 16h00", "16:00", None),
        ("Buổi sáng (từ 7h00 đến 9h00)", "07:00", "09:00"),
        ("Từ 06 h30 đến 07h30 phút", "06:30", "07:30"),
        ("7 giờ 30 phút - 8 giờ 00 phút: Đón khách", "07:30", "08:00"),
    ],
)
def test_hours(text: str, start: str, end: str | None) -> None:
    found = find_hours(text)[0]
    assert (found.start, found.end) == (time.fromisoformat(start), time.fromisoformat(end) if end else None)


@pytest.mark.parametrize("text", ["trong vòng 72 giờ", "5 gói quà", "30 phút", "27h90"])
def test_what_is_no_hour(text: str) -> None:
    assert find_hours(text) == []


@pytest.mark.parametrize(
    ("text", "opens"), [("7h30: Đón khách", True), ("Từ 8h00 khai mạc", True), ("Họp lúc 8h00", False)]
)
def test_only_hours_at_the_start_lead_a_line(text: str, opens: bool) -> None:
    assert (leading_hours(text) is not None) is opens


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("đến 15h 18/3", [time(15)]), ("14 giờ 18/3, 2 xe", [time(14)]), ("15h18/3", [time(15)]), ("12h 15/3/2027", [time(12)]),
        ("15h18", [time(15, 18)]), ("14h30 18/3", [time(14, 30)]), ("15h 8/3", [time(15)]), ("8h00/9h00", [time(8)]),
    ],
)  # fmt: skip
def test_an_hour_before_a_day_keeps_its_minutes_apart(said: str, expected: list[time]) -> None:
    assert [each.start for each in find_hours(said)] == expected


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        ("đến 12h 15/3", 15, time(12)), ("den 14 gio 18/3", 18, time(14)), ("15h18/3", 18, time(15)),
        ("thứ 5 tuần sau", 18, None), ("thu 5", 11, None), ("thứ hai tuần này", 8, None), ("chủ nhật tuần tới", 21, None),
        ("thứ năm tuần sau nữa", 25, None),
    ],
)  # fmt: skip
def test_a_day_beside_an_hour_and_a_day_of_the_next_week(said: str, day: int, at: time | None) -> None:
    assert read_when(said, datetime(2027, 3, 10, 9, tzinfo=UTC)) == When(date(2027, 3, day), at)
