"""The organiser's desk and the programme: who may look, what stands there, what a press does."""

import re
from datetime import date, time

import pytest

from bot.site import says
from bot.site.desk import counts, draft
from bot.site.programme import now_and_next
from handlers.messages import Reply
from storage.attendance import UnitCount
from storage.clock import parse_instant
from storage.database import Database
from storage.models import Membership, OutboxMessage, Plan, ProgrammeItem, Unit
from tests.bot.site.site_kit import Hall, entered, said, words

PLACES = ("/ban-to-chuc", "/ban-to-chuc/ke-hoach", "/ban-to-chuc/don-vi", "/ban-to-chuc/gui-tin", "/ban-to-chuc/thong-bao",
          "/ban-to-chuc/chuong-trinh")  # fmt: skip
HERE = {"origin": "http://testserver"}


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


@pytest.mark.parametrize("path", PLACES)
def test_only_organisers_see_the_desk(hall: Hall, path: str) -> None:
    assert hall.browser().get(path).status_code == 401
    for browser in (hall.member("delegate"), hall.member("focal", "lung mo"), hall.member("duty", "cong an phuong")):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert says.NO_RIGHT in answer.text
        assert "/ban-to-chuc" not in re.findall(r'href="([^"]*)"', answer.text)
    assert hall.member("organiser").get(path).status_code == 200


def test_a_withdrawn_organiser_is_out_at_once(hall: Hall) -> None:
    browser = hall.member("organiser")
    with hall.database.transaction() as session:
        session.query(Membership).update({"state": "revoked"})
    assert browser.get("/ban-to-chuc/don-vi").status_code == 403


def test_one_who_waits_for_approval_is_not_in(hall: Hall) -> None:
    browser = hall.browser()
    entered(browser, hall.link("organiser", uses=3))
    assert "Đang chờ" in said(browser, "/dongy")
    assert browser.get("/ban-to-chuc/don-vi").status_code == 403


def test_every_value_of_the_draft_leads_to_its_line(database: Database) -> None:
    hall = Hall(database, published=False)
    html = hall.member("organiser").get("/ban-to-chuc").text
    assert "Công bố" in html
    anchors = set(re.findall(r'<li id="(d[\w-]+)"', html))
    links = re.findall(r'class="line-link" href="#(d[\w-]+)"', html)
    assert len(links) > 60
    assert set(links) <= anchors
    with hall.database.reading() as session:
        plan = session.query(Plan).one()
        unread = {f"d{line}" for line in plan.draft["unread"]}
        said_so = set(re.findall(r'<li id="(d[\w-]+)" class="unread', html))
        assert said_so == unread & anchors
        for warning in plan.draft["warnings"]:
            assert warning["text"] in html
    text = words(html)
    for value in ("12/KH-CTĐVH", "Đinh Khắc Thuần", "trước thứ Hai 01/03/2027", "Nhiệm vụ: Công an phường"):
        assert value in text


def test_publishing_from_the_page_goes_through_the_desk(database: Database) -> None:
    hall = Hall(database, published=False)
    browser, reader = hall.member("organiser"), hall.member("delegate")
    assert says.NOT_PUBLISHED in reader.get("/chuong-trinh").text
    form = {"command": "/congbo", "back": "/ban-to-chuc/ke-hoach"}
    page = browser.post("/ban-to-chuc/lam", data=form, headers=HERE)
    assert page.url.path == "/ban-to-chuc/ke-hoach"
    assert "✓ Đã công bố:" in words(page.text)
    assert hall.heard[-1].text == "/congbo"
    again = browser.get("/ban-to-chuc/ke-hoach").text
    assert 'class="told"' not in again, "the notice is shown once"
    assert 'value="/congbo"' not in again
    assert "Đón các đoàn" in reader.get("/chuong-trinh").text


def test_a_delegate_who_posts_the_form_gets_the_desks_no(database: Database) -> None:
    hall = Hall(database, published=False)
    hall.member("delegate").post("/ban-to-chuc/lam", data={"command": "/congbo"}, headers=HERE)
    with hall.database.reading() as session:
        assert session.query(Plan).one().state == "draft"


@pytest.mark.parametrize("form", [{"command": "xin chào"}, {"command": ""}, {"back": "/"}, {"command": "/" + "a" * 80}])
def test_a_form_that_is_no_command_is_refused(hall: Hall, form: dict[str, str]) -> None:
    browser = hall.member("organiser")
    heard = len(hall.heard)
    assert browser.post("/ban-to-chuc/lam", data=form, headers=HERE).status_code == 400
    assert len(hall.heard) == heard


def test_the_form_leads_back_to_a_place_of_the_desk_only(hall: Hall) -> None:
    browser = hall.member("organiser")
    for back in ("https://evil.example/", "//evil.example", "/chat", ""):
        answer = browser.post("/ban-to-chuc/lam", data={"command": "/doan", "back": back}, headers=HERE,
                              follow_redirects=False)  # fmt: skip
        assert answer.headers["location"] == "/ban-to-chuc"


def test_a_forged_notice_cookie_is_text(hall: Hall) -> None:
    browser = hall.member("organiser")
    for value in ("%7B", "x", "%7B%22text%22%3A%22%3Cb%3E%22%2C%22buttons%22%3A%5B%5D%7D", "%5B%5D", "%FF"):
        browser.cookies.set("hoinghi-tin", value)
        html = browser.get("/ban-to-chuc/don-vi").text
        assert "<b>" not in html


def test_a_long_answer_still_fits_the_notice(hall: Hall) -> None:
    async def long(*_: object) -> list[Reply]:
        return [Reply("Bản tổng hợp rất dài. " * 800)]

    browser = hall.member("organiser")
    hall.answer = long  # type: ignore[assignment, method-assign]
    other = hall.browser(cookies=dict(browser.cookies))
    page = other.post("/ban-to-chuc/lam", data={"command": "/doan"}, headers=HERE)
    assert "Bản tổng hợp rất dài." in page.text


def test_the_units_page_adds_up(hall: Hall) -> None:
    organiser = hall.member("organiser")
    said(hall.member("focal", "lung mo"), "đoàn em 16 người")
    said(hall.member("focal", "pa vang"), "đoàn em 12 người")
    said(hall.member("focal", "ta huong"), "xã em không dự")
    text = words(organiser.get("/ban-to-chuc/don-vi").text)
    assert "3/7 đơn vị đã trả lời, 28 người dự; ? 4 đơn vị chưa trả lời" in text
    assert text.index("Bến Lau") < text.index("Lũng Mơ"), "the silent stand first"
    assert "Lũng Mơ ✓ đã trả lời 14 16 vượt 2 Pa Vang ✓ đã trả lời 14 12 thiếu 2" in text, "06 xã, mỗi xã 14 đại biểu"
    assert "Cộng 3/7 đã trả lời 84 28" in text
    assert "Tà Hương ✓ không dự 14 0 thiếu 14" in text
    assert "Bến Lau ? chưa trả lời Nậm Chăng" in text, "the host has a composition of its own and no number"


def unit(name: str) -> Unit:
    return Unit(name=name, kind="member", role="member")


def test_over_and_under_are_said_in_words() -> None:
    table = counts.table(
        [
            UnitCount(unit("Đủ"), 10, "coming", 10),
            UnitCount(unit("Vượt"), 10, "coming", 12),
            UnitCount(unit("Thiếu"), 10, "coming", 7),
            UnitCount(unit("Chưa rõ"), 10, "unknown", 0),
            UnitCount(unit("Im"), 10, None, 0),
        ]
    )
    assert [(row.name, row.word, row.difference, row.total) for row in table.rows] == [
        ("Im", "chưa trả lời", "", None),
        ("Chưa rõ", "chưa rõ số", "", None),
        ("Vượt", "đã trả lời", "vượt 2", 12),
        ("Thiếu", "đã trả lời", "thiếu 3", 7),
        ("Đủ", "đã trả lời", "", 10),
    ]
    sums = table.sums
    assert (sums.answered, sums.unsure, sums.silent, sums.coming, sums.quota) == (4, 1, 1, 29, 50)


def message(hall: Hall, n: int, state: str, **more: object) -> OutboxMessage:
    values = {
        "ref": f"HN-01/{n}", "event_id": hall.event_id, "kind": "deadline", "subject": f"deadline:{n}", "step": "1",
        "person_id": 1, "text": "Còn 1 ngày: báo cáo **tổng kết**.\nGửi phường Bến Lau.", "channel": "web",
        "address": "w1", "state": state, "due_at": hall.now, "created_at": hall.now,
    }  # fmt: skip
    return OutboxMessage(**(values | more))


def test_the_deliveries_add_up_and_can_be_narrowed(hall: Hall) -> None:
    organiser = hall.member("organiser", name="Đèo Thị Nhung")
    assert "Chưa gửi tin nào" in organiser.get("/ban-to-chuc/thong-bao").text
    with hall.database.transaction() as session:
        session.add_all(
            [
                message(hall, 1, "sent", sent_at=hall.now),
                message(hall, 2, "sent", sent_at=hall.now),
                message(hall, 3, "failed", cause="<chặn bot>"),
                message(hall, 4, "queued"),
            ]
        )
    html = organiser.get("/ban-to-chuc/thong-bao").text
    shown = re.findall(r"<strong>(\d+)</strong> ([^<]+)</a>", html)
    assert {label: int(count) for count, label in shown} == {
        "Tất cả": 4, "Chờ gửi": 1, "Đã gửi": 2, "Chưa rõ": 0, "Không gửi được": 1,
    }  # fmt: skip
    assert html.count("<tr>") == 5
    assert "&lt;chặn bot&gt;" in html
    failed = organiser.get("/ban-to-chuc/thong-bao?state=failed").text
    assert (failed.count("HN-01/"), "HN-01/3" in failed) == (1, True)
    assert "Không có tin nào ở trạng thái này" in organiser.get("/ban-to-chuc/thong-bao?state=expired").text
    assert organiser.get("/ban-to-chuc/thong-bao?state=' OR 1=1").text.count("HN-01/") == 4
    assert 'hoinghi_outbox_messages{state="sent"} 2' in organiser.get("/metrics").text


def test_another_events_messages_are_not_counted(hall: Hall) -> None:
    organiser = hall.member("organiser")
    with hall.database.transaction() as session:
        from storage.models import Event

        plan = Plan(identity="x", sha256="x", file_name="x", title="X", draft={}, text_lines=[], created_at=hall.now)
        other = Event(plan=plan, key="x", title="X")
        session.add(other)
        session.flush()
        session.add(message(hall, 9, "sent", event_id=other.id))
    assert "Chưa gửi tin nào" in organiser.get("/ban-to-chuc/thong-bao").text


def item(number: int, start: str | None, end: str | None = None, day: int = 18) -> ProgrammeItem:
    return ProgrammeItem(
        number=number, position=number, title=str(number), day=date(2027, 3, day), performers=[],
        start=time.fromisoformat(start) if start else None, end=time.fromisoformat(end) if end else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("at", "running", "following"),
    [
        ("2027-03-17T20:00", [], ["1"]),
        ("2027-03-18T13:30", ["1"], ["2"]),
        ("2027-03-18T14:30", ["2"], ["3", "4"]),
        ("2027-03-18T19:00", ["3", "4"], ["5"]),
        ("2027-03-18T23:59", ["3", "4"], ["5"]),
        ("2027-03-19T07:30", [], []),
    ],
)
def test_now_and_next(at: str, running: list[str], following: list[str]) -> None:
    """An item without an end lasts until the next begins, or the day is over; untimed items are never now."""
    items = [item(1, "13:30", "14:30"), item(2, "14:30", "17:00"), item(3, "18:30"), item(4, "18:30"),
             item(5, "06:30", "07:30", 19), item(6, None, None, 19)]  # fmt: skip
    shown = now_and_next(items, parse_instant(at, "UTC").replace(tzinfo=None))
    assert ([i.title for i in shown[0]], [i.title for i in shown[1]]) == (running, following)


def test_the_programme_page_shows_now_and_folds_the_past(hall: Hall) -> None:
    browser = hall.member("delegate")
    before = words(browser.get("/chuong-trinh").text)
    assert "○ Tiếp theo 13:30–14:30, thứ Năm 18/03/2027 Đón các đoàn" in before
    assert "từ 18:30" in before
    hall.now = parse_instant("2027-03-19T08:10")
    html = browser.get("/chuong-trinh").text
    assert "▸ Bây giờ 08:00–11:30 Hội nghị tổng kết" in words(html)
    folded = re.search(r'<details class="part past">.*?</details>', html, re.DOTALL)
    assert folded is not None
    assert "Đón các đoàn" in folded[0]
    assert "Hội nghị tổng kết tại" not in folded[0]


def test_the_draft_page_shows_what_other_plans_hold() -> None:
    found = draft.sections(
        {
            "plan": {"title": "A", "issued_on": "2027-03", "lines": {"title": "3:12"}},
            "events": [{"title": "B", "month": "2027-03", "date_text": "cuối tháng 3", "agenda": [], "duties": []}],
            "deadlines": [{"what": "báo cáo", "due_on": None, "relative_to": "trước 05 ngày", "line": None}],
            "budget": [{"item": "Nước uống", "amount": 2200000, "line": 9}],
        }
    )
    rows = [(row.label, row.value, row.line) for part in found for row in part.rows]
    assert rows == [
        ("Tên kế hoạch", "A", "3:12"),
        ("Ngày ban hành", "2027-03", None),
        ("Hội nghị", "B", None),
        ("Thời gian", "cuối tháng 3", None),
        ("trước 05 ngày", "báo cáo", None),
        ("2.200.000 đồng", "Nước uống", 9),
    ]
