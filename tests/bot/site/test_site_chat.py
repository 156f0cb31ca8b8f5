"""The chat behind a personal link: opening, talking, what comes unasked, what must stay apart."""

import asyncio
import re

import pytest
from sqlalchemy import select

from bot.channels import DeliveryError, Fault
from bot.channels.web.channel import WebChannel
from bot.site import poster, says
from handlers.dispatch import Keep
from handlers.messages import Button, Incoming, Reply, escape
from handlers.wording import links
from storage import settings
from storage.database import Database
from storage.models import OutboxMessage
from tests.bot.site.site_kit import HERE, Hall, entered, fields_of, said, words

PNG = b"\x89PNG\r\n"


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


def test_the_first_opening_asks_for_consent_in_the_chat(hall: Hall) -> None:
    browser, link = hall.browser(), hall.link("delegate")
    page = entered(browser, link).text
    assert "Anh/chị có đồng ý không ạ?" in page
    assert page.count('value="/dongy"') == 1
    assert "Chương trình" not in words(page)  # a stranger sees no other place yet
    news = browser.get("/chat/updates?after=0").json()
    assert [button["label"] for button in news["messages"][0]["buttons"]] == ["Đồng ý", "Không"]
    entered(browser, link)
    assert len([i for i in hall.heard if i.text.startswith("/start")]) == 1, "opening again must not ask again"


def test_a_first_opening_that_broke_off_asks_when_opened_again(hall: Hall) -> None:
    link, replies = hall.link("delegate"), hall.answer

    async def broken(*_: object) -> list[Reply]:
        raise RuntimeError("the desk fell over")

    hall.answer = broken  # type: ignore[assignment, method-assign]
    browser = hall.browser()
    with pytest.raises(RuntimeError):
        entered(browser, link)
    hall.answer = replies  # type: ignore[method-assign]
    again = hall.browser(cookies=dict(browser.cookies))
    assert "Anh/chị có đồng ý không ạ?" in entered(again, link).text


def test_talking_over_json(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    answer = browser.post("/chat", json={"text": "đoàn em 16 người"})
    reply = answer.json()["replies"][0]
    assert "Lũng Mơ 16 đại biểu" in reply["text"]
    assert set(reply) == {"text", "buttons", "marked"}
    for button in reply["buttons"]:
        assert set(button) == {"label", "command"}


def test_text_for_scripts_is_plain_and_the_page_gets_the_marks(hall: Hall) -> None:
    async def bold(_incoming: object, keep: Keep) -> list[Reply]:
        replies = [Reply("**16** người, [bản đồ](https://maps.example/a)")]
        with hall.database.transaction() as session:
            keep(session, replies)
        return replies

    browser = hall.member("delegate")
    hall.answer = bold  # type: ignore[assignment, method-assign]
    other = hall.browser(cookies=dict(browser.cookies))
    reply = other.post("/chat", json={"text": "x"}).json()["replies"][0]
    assert reply["text"] == "16 người, bản đồ (https://maps.example/a)"
    assert '<strong>16</strong> người, <a href="https://maps.example/a"' in other.get("/chat").text


def test_the_conversation_stays_over_a_reload_and_a_press_reads_like_a_sentence(hall: Hall) -> None:
    browser = hall.browser()
    entered(browser, hall.link("delegate"))
    said(browser, "/dongy")
    said(browser, "mấy giờ họp")
    page = browser.get("/chat").text
    mine = re.findall(r'class="msg mine".*?<div class="bubble">(.*?)</div>', page, re.DOTALL)
    assert [words(text).strip() for text in mine] == ["Đồng ý", "mấy giờ họp"]
    old = re.search(r'<button name="text" value="/dongy"[^>]*>', page)
    assert old is not None
    assert "disabled" in old[0], "old buttons go grey"


def test_without_scripts_the_form_still_talks(hall: Hall) -> None:
    browser = hall.member("delegate")
    sent = browser.post(
        "/chat", data={"text": "mấy giờ họp"}, headers={"origin": "http://testserver"}, follow_redirects=False
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/chat")
    assert "mấy giờ họp" in browser.get("/chat").text


def test_that_a_message_came_can_be_said_later(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")
    address = next(i.address for i in hall.heard if i.text == "/dongy")
    reply = Reply("Xe đón 13:00", (Button("Đã nhận", "/nhan 07"), Button("Xem", "/lich")))
    poster(hall.database, lambda: hall.now)(address, reply)
    said(browser, "mấy giờ họp")
    page = browser.get("/chat").text
    shown = {
        value: "disabled" in tag for tag, value in re.findall(r'(<button name="text" value="([^"]*)"[^>]*>)', page)
    }
    assert (shown["/nhan 07"], shown["/lich"]) == (False, True)


def test_an_unasked_message_arrives_once(hall: Hall) -> None:
    browser, other = hall.member("focal", "lung mo"), hall.member("focal", "pa vang")
    address = next(i.address for i in hall.heard if i.text == "/dongy")
    before = browser.get("/chat/updates?after=0").json()["next"]
    channel = WebChannel(poster(hall.database, lambda: hall.now))
    reply = Reply("Còn 1 ngày: báo cáo.", (Button("Đã gửi", "/nop 1 xong"),))
    number = int(asyncio.run(channel.send(address, reply)))
    news = browser.get(f"/chat/updates?after={before}").json()
    assert news["next"] == number
    assert [(m["id"], m["text"], m["buttons"]) for m in news["messages"]] == [
        (number, "Còn 1 ngày: báo cáo.", [{"label": "Đã gửi", "command": "/nop 1 xong"}])
    ]
    assert browser.get(f"/chat/updates?after={number}").json() == {"next": number, "messages": []}
    assert "báo cáo" not in other.get("/chat/updates?after=0").text


def test_a_post_that_cannot_be_stored_is_unknown_not_sent() -> None:
    def post(_address: str, _reply: Reply) -> int:
        raise OSError("disk full")

    with pytest.raises(DeliveryError) as failed:
        asyncio.run(WebChannel(post).send("w1", Reply("x")))
    assert failed.value.fault is Fault.UNKNOWN


def test_two_sessions_never_see_each_other(hall: Hall) -> None:
    one, two = hall.member("focal", "lung mo"), hall.member("focal", "pa vang")
    said(one, "đoàn em 41 người")
    for path in ("/chat", "/chat/updates?after=0", "/chuong-trinh"):
        assert "41" not in re.sub(r"\?v=\w+", "", two.get(path).text), path
    addresses = {i.address for i in hall.heard}
    assert len(addresses) == 2
    for address in addresses:  # an address is no key
        assert hall.browser(cookies={"hoinghi": address}).get("/chat").status_code == 401


@pytest.mark.parametrize("token", ["nothing", "x" * 500, "%00", "..%2f..%2fetc", "<script>"])
def test_a_wrong_link_is_one_sentence_and_one_step(hall: Hall, token: str) -> None:
    answer = hall.browser().get(f"/v/{token}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text.replace('<script src="', "")
    assert "set-cookie" not in answer.headers
    if token in ("nothing", "x" * 500):
        assert links.CLOSED in answer.text
        assert links.CLOSED_NEXT in answer.text


def test_a_used_link_opens_for_its_owner_only_while_it_holds(hall: Hall) -> None:
    link = hall.link("delegate")
    owner = hall.browser()
    entered(owner, link)
    said(owner, "/dongy")
    phone = hall.browser()  # the same person, another device
    assert "✓ Đã tham gia" in entered(phone, link).text
    hall.now = hall.now.replace(year=2028)
    assert hall.browser().get(link).status_code == 404
    assert owner.get("/chat").status_code == 401


def test_a_shared_link_gives_newcomers_their_own_chats(hall: Hall) -> None:
    link = hall.link("delegate", uses=5)
    one, two = hall.browser(), hall.browser()
    entered(one, link)
    said(one, "/dongy")
    assert "Anh/chị có đồng ý không ạ?" in entered(two, link).text
    assert "✓ Đã tham gia" not in two.get("/chat").text
    assert len({i.address for i in hall.heard}) == 2


def test_a_session_is_new_and_never_the_one_that_was_brought_along(hall: Hall) -> None:
    link = hall.link("delegate", uses=5)
    secrets = set()
    for _ in range(2):
        browser = hall.browser(cookies={"hoinghi": "chosen by somebody else"})
        form = fields_of(browser.get(link).text)
        secrets.add(browser.post(link, data=form, headers=HERE, follow_redirects=False).cookies["hoinghi"])
    assert len(secrets) == 2
    assert "chosen by somebody else" not in secrets


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"text": 5}', "application/json", 400),
        (b'{"text": ""}', "application/json", 400),
        (b'{"text": "  \\u0000 "}', "application/json", 400),
        (b"[]", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"text": "' + b"a" * 5000 + b'"}', "application/json", 413),
        (b'{"text": "' + b"a" * 1_000_000 + b'"}', "application/json", 413),
        (PNG, "image/png", 403),
        (b"text=a", "text/plain", 403),
        (b"", "application/json", 400),
    ],
)
def test_bodies_that_are_no_sentence(hall: Hall, content: bytes, kind: str, status: int) -> None:
    browser = hall.member("delegate")
    heard = len(hall.heard)
    answer = browser.post("/chat", content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert answer.json()["error"] if kind == "application/json" else "<h1>" in answer.text
    assert len(hall.heard) == heard


def test_half_a_surrogate_and_controls_do_not_break_the_chat(hall: Hall) -> None:
    browser = hall.member("delegate")
    answer = browser.post("/chat", content=b'{"text": "m\\u1ea5y \\ud83d gi\\u1edd \\u202e h\\u1ecdp"}',
                          headers={"content-type": "application/json"})  # fmt: skip
    assert answer.status_code == 200
    assert browser.get("/chat").status_code == 200


def test_names_and_sentences_are_text_never_markup(hall: Hall) -> None:
    browser = hall.member("organiser")
    nasty = "<img src=x onerror=alert(1)>\"'&<script>alert(1)</script>"
    said(browser, f"tên tôi là {nasty}")
    said(browser, nasty)
    said(browser, escape("[x](javascript:alert(1)) **<b>y</b>**"))
    for path in ("/chat", "/ban-to-chuc/don-vi", "/ban-to-chuc/gui-tin", "/ban-to-chuc/ke-hoach", "/chuong-trinh"):
        html = browser.get(path).text
        assert "<img" not in html, path
        assert "<script>" not in html, path
        assert "<b>y" not in html, path
        assert "javascript:" not in re.findall(r'href="([^"]*)"', html), path


def test_no_session_no_chat(hall: Hall) -> None:
    stranger = hall.browser()
    assert stranger.get("/chat").status_code == 401
    assert says.NO_SESSION in stranger.get("/chat").text
    assert stranger.get("/chat/updates?after=0").status_code == 401
    assert stranger.post("/chat", json={"text": "mấy giờ họp"}).status_code == 401
    assert hall.heard == []


@pytest.mark.parametrize("after", ["-1", "x", "1e9", "9" * 400, "", "１"])
def test_an_odd_after_is_no_error(hall: Hall, after: str) -> None:
    browser = hall.member("delegate")
    assert browser.get("/chat/updates", params={"after": after}).status_code == 200


def test_an_own_link_opened_on_another_machine_is_told_to_the_organisers_and_its_owner(hall: Hall) -> None:
    hall.member("organiser")
    link = hall.link("focal", "lung mo")
    first = hall.browser()
    entered(first, link)
    said(first, "/dongy")
    entered(first, link)
    other = hall.browser()
    form = fields_of(other.get(link).text)
    with hall.database.reading() as session:
        assert session.scalars(select(OutboxMessage)).all() == []
    other.post(link, data=form, headers=HERE)
    with hall.database.reading() as session:
        told = sorted(session.scalars(select(OutboxMessage.text)).all())
    assert len(told) == 2
    assert told[0].startswith("! Đường dẫn riêng")
    assert told[1].startswith("Hồ sơ của anh/chị vừa được mở trên một trình duyệt khác")


def test_a_link_of_somebody_who_joined_elsewhere_connects_this_browser(hall: Hall) -> None:
    with hall.database.transaction() as session:
        settings.put(session, "web", {"url": "http://testserver"})
    (offer,) = hall.desk.answer(Incoming("telegram", "7", f"/start {hall.link('focal', 'lung mo')[3:]}", "Lò Thị Mận"))
    assert "đồng ý" in offer.text
    hall.desk.answer(Incoming("telegram", "7", "/dongy", "Lò Thị Mận"))
    (made,) = hall.desk.answer(Incoming("telegram", "7", "/kenh them"))
    link = next(line for line in made.text.splitlines() if "/v/" in line).removeprefix("http://testserver")
    browser = hall.browser()
    page = words(browser.get(link).text)
    assert "Nối trình duyệt này vào hồ sơ của Lò Thị Mận (đầu mối Lũng Mơ)?" in page
    assert "Tin nhắn đi qua trang web này." in page
    entered(browser, link)
    assert said(browser, "đoàn em 16 người") == (
        "✓ Đã ghi: Lũng Mơ 16 đại biểu. Sửa trước 17:00 thứ Sáu 12/03.\n! Chỉ tiêu 14: vượt 2."
    )
    assert hall.browser().get(link).status_code == 404


def test_several_owed_papers_have_short_names_on_buttons_and_say_how_many_stand_where(hall: Hall) -> None:
    browser = hall.member("focal", "lung mo")

    def said(text: str) -> tuple[str, list[str]]:
        (reply,) = browser.post("/chat", json={"text": text}).json()["replies"]
        return reply["text"], [button["label"] for button in reply["buttons"]]

    assert said("/han")[1] == [
        "Đã gửi đường khác: Báo cáo tổng kết, bảng tự chấm điểm",
        "Đã gửi đường khác: phóng sự",
        "Đã gửi đường khác: danh sách đại biểu",
    ]
    said("đã nộp báo cáo")
    assert said("nộp báo cáo hạn nào")[0] == (
        "Báo cáo tổng kết, bảng tự chấm điểm: trước ngày 01/03, tức hết Chủ nhật 28/02 (ngày làm việc cuối: thứ Sáu "
        "26/02). Gửi phường Bến Lau (qua Phòng Văn hóa - Xã hội phường). Đơn vị anh/chị: 1 giấy tờ đã báo nộp (chờ "
        "xác nhận); 1 giấy tờ chưa nộp.\n— Kế hoạch, dòng 38"
    )
