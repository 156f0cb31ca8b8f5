"""A real browser on a phone's screen: open the link, agree, ask, press, get a reminder, reload."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from bot.site import poster
from handlers.messages import Button, Reply
from handlers.wording import workbooks
from storage.database import Database
from tests.bot.site.site_kit import Hall

CHROMIUM = Path("/usr/bin/chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"]  # fmt: skip
PHONE = {"width": 390, "height": 844}
SENTENCE = "Còn 1 ngày: Báo cáo tổng kết.\n— Kế hoạch, dòng 38"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not on this machine"),
]


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)


@pytest.fixture
def url(hall: Hall) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(hall.site(), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def test_a_phone_from_the_link_to_the_reminder(hall: Hall, url: str, tmp_path: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        page = browser.new_page(viewport=PHONE, locale="vi-VN")
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if line.type in ("error", "warning") else None)
        page.on("request", lambda request: request.url.startswith(url) or troubles.append(f"left for {request.url}"))

        page.goto(url + hall.link("focal", "lung mo"))
        page.get_by_role("button", name="Mở lời mời").click()
        expect(page.locator(".bubble")).to_contain_text("Anh/chị có đồng ý không ạ?")
        page.get_by_role("button", name="Đồng ý").click()
        expect(page.get_by_role("link", name="Chương trình")).to_be_visible()  # shown to those who joined
        expect(page.locator(".msg").last).to_contain_text("✓ Đã tham gia")

        page.get_by_label("Câu hỏi của anh/chị").fill("đoàn em 16 người")
        page.keyboard.press("Enter")
        expect(page.locator(".msg.mine").last).to_have_text("Anh/chịđoàn em 16 người")
        answer = page.locator(".msg.theirs").last
        expect(answer).to_contain_text("Lũng Mơ 16 đại biểu")

        address = hall.heard[-1].address
        poster(hall.database, lambda: hall.now)(address, Reply(SENTENCE, (Button("Xem hạn", "/han"),)))
        expect(page.locator(".msg.unasked").last).to_contain_text("Còn 1 ngày")

        button = page.get_by_role("button", name="Xem hạn")
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        button.click()
        expect(page.locator(".msg.mine").last).to_contain_text("Xem hạn")
        expect(button).to_be_disabled()
        assert hall.heard[-1].text == "/han"
        expect(page.locator(".msg.theirs").last).not_to_contain_text("Còn 1 ngày")

        said = page.locator(".msg").count()
        page.screenshot(path=str(tmp_path / "chat-390.png"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "nothing sticks out sideways"
        page.reload()
        expect(page.locator(".msg")).to_have_count(said)
        assert (tmp_path / "chat-390.png").stat().st_size > 10_000
        assert troubles == []
        browser.close()


def test_two_presses_are_one(hall: Hall, url: str) -> None:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        page = browser.new_page(viewport=PHONE)
        page.goto(url + hall.link("delegate"))
        page.get_by_role("button", name="Mở lời mời").click()
        page.get_by_role("button", name="Đồng ý").dblclick()
        expect(page.locator(".msg").last).to_contain_text("✓ Đã tham gia")
        assert [incoming.text for incoming in hall.heard].count("/dongy") == 1
        browser.close()


def test_an_organiser_on_a_phone_merges_units(hall: Hall, url: str, tmp_path: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        page = browser.new_page(viewport=PHONE, locale="en-US")  # the page's words are its own, whatever the browser's
        page.goto(url + hall.link("organiser"))
        page.get_by_role("button", name="Mở lời mời").click()
        page.get_by_role("button", name="Đồng ý").click()
        page.get_by_role("link", name="Bàn tổ chức").click()
        page.get_by_role("link", name="Đơn vị", exact=True).click()
        told, unit = page.get_by_role("status"), page.locator(".change", has_text="Lũng Mơ")

        unit.locator("summary").click()
        seats = unit.get_by_label("Chỉ tiêu")
        unit.get_by_label("Tên", exact=True).fill("Đội 2")
        unit.get_by_label("Chỉ tiêu").fill("nhiều")
        unit.get_by_role("button", name="Ghi", exact=True).click()
        unit = page.locator(".change[open]")
        expect(unit.get_by_role("status")).to_be_in_viewport()  # the answer stands where the hand was
        seats = unit.get_by_label("Chỉ tiêu")
        expect(seats).to_have_value("nhiều")  # nothing typed is lost
        expect(seats).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_role("link", name="Đơn vị", exact=True)).to_have_attribute("aria-current", "page")
        seats.fill("16")
        unit.get_by_role("button", name="Ghi", exact=True).click()
        expect(told).to_contain_text("✓ Đã ghi Đội 2: tên mới, tên cũ Lũng Mơ vẫn hiểu được; chỉ tiêu 16.")

        page.get_by_role("button", name="Gửi tệp").click()
        expect(told).to_have_text("Chưa chọn tệp nào. Anh/chị chọn tệp .xlsx đã điền rồi gửi lại.")
        chosen = page.locator(".file .name")
        expect(chosen).to_have_text("chưa chọn tệp nào")
        book = tmp_path / "don-vi.xlsx"
        book.write_bytes(b"no workbook")
        with page.expect_file_chooser() as chooser:
            page.get_by_text("Chọn tệp", exact=True).click()
        chooser.value.set_files(str(book))
        expect(chosen).to_have_text("don-vi.xlsx")
        page.get_by_role("button", name="Gửi tệp").click()
        expect(told).to_have_text(workbooks.PLAIN_TEXT)

        page.locator(".change", has_text="Đội 2").locator("summary").click()
        page.locator(".change[open]").get_by_role("link", name="Gộp vào đơn vị khác…").click()
        page.get_by_label("Vào đơn vị").select_option(label="Pa Vang")
        page.get_by_role("button", name="Xem trước khi gộp").click()
        expect(told).to_contain_text("Gộp Đội 2 vào Pa Vang? Sau khi gộp không tách lại được.")
        expect(told.get_by_role("link", name="Thôi")).to_be_visible()
        page.get_by_role("button", name="Gộp", exact=True).click()
        expect(told).to_contain_text("✓")
        expect(page.get_by_role("rowheader", name="Đội 2")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        browser.close()
