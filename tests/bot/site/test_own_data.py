"""`/dulieucuatoi` shows all that is kept, the browsers and the log's lines too."""

from storage.database import Database
from tests.bot.site.site_kit import Hall, entered, said


def test_browsers_and_what_the_log_says_of_somebody_are_shown_to_them(database: Database) -> None:
    hall = Hall(database)
    link = hall.link("focal", "lung mo")
    browser = hall.browser(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120"})
    entered(browser, link)
    for text in ("/dongy", "/ten Lò Thị Mận", "đoàn em 16 người"):
        said(browser, text)
    entered(hall.browser(headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/600"}), link)
    shown = said(browser, "/dulieucuatoi")
    assert "Chrome trên Android (đang dùng)" in shown
    assert "Safari trên iPhone, dùng lần cuối khoảng 08:00 22/02" in shown
    for line in ("số đại biểu", "họ tên", "việc tham gia"):
        assert f"08:00 22/02: {line}" in shown
    assert shown.index("số đại biểu") < shown.index("việc tham gia"), "the newest first"


def test_a_long_log_is_cut_and_counted(database: Database) -> None:
    browser = Hall(database).member("focal", "lung mo")
    for number in range(12):
        said(browser, f"đoàn em {number + 3} người")
    shown = said(browser, "/dulieucuatoi")
    assert shown.count(": số đại biểu") == 10
    assert "và 3 dòng cũ hơn" in shown
