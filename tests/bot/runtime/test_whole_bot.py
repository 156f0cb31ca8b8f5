"""The whole bot as processes: joined on Telegram and by web link, asked, counted, reminded across a kill -9."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.processes import TOKEN, Browser, Phone, Season, until

UNITS = ("Đồng Nhân", "Khe Mây", "Trúc Lâm Thượng")


@pytest.fixture(params=["sqlite", "postgres"])
def season(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Season]:
    url = f"sqlite:///{tmp_path}/bot.db"
    if request.param == "postgres":
        from tests.postgres import new_postgres_database

        url = new_postgres_database(request.getfixturevalue("postgres_url"))
    # "trước ngày 15/3/2027": the last allowed day is Sunday, a day ahead is Saturday, so Friday 12/3 08:00.
    made = Season(tmp_path, url, "2027-03-12T06:40:00+07:00")
    yield made
    made.close()


def test_a_season_on_telegram_and_web_across_a_kill(season: Season) -> None:
    phones = [Phone(season.telegram, 100 + n, f"Đầu mối {unit}") for n, unit in enumerate(UNITS[:2])]
    for phone, unit in zip(phones, UNITS, strict=False):
        assert "có đồng ý không" in phone.say(f"/start {season.invite('focal', unit)['code']}")
        assert phone.say("/dongy").startswith(f"✓ Đã tham gia: Đầu mối đơn vị, {unit}")
    web = Browser(season.bot.url)
    link = season.invite("focal", UNITS[2])["web"]
    assert "đồng ý" in web.open(link)
    assert web.say("Đồng ý")[0]["text"].startswith("✓ Đã tham gia")
    organiser = Phone(season.telegram, 200, "Ban")
    organiser.say(season.invite("organiser")["code"])
    organiser.say("Đồng ý")
    assert "14:00–15:00" in phones[0].say("may gio don dai bieu")
    assert phones[0].say("đoàn em 16 người") == "✓ Đã ghi: Đồng Nhân 16 đại biểu."
    assert web.say("doan em 9 nguoi")[0]["text"] == "✓ Đã ghi: Trúc Lâm Thượng 9 đại biểu."
    assert "25 đại biểu đã đăng ký · 2/4 đơn vị" in organiser.say("/doan")

    # Telegram answers slowly from here on: the kill falls between claim and record.
    assert season.bot.kill(signal.SIGTERM) == 0
    assert season.outbox()["total"] == 0
    season.move_clock("2027-03-12T07:59:58+07:00")
    season.telegram.post("/control/set", {"delay": 5})
    season.bot = season.begin()
    until(lambda: {("telegram", "sending"), ("web", "sent")} <= season.states())
    season.bot.kill(signal.SIGKILL)
    season.telegram.post("/control/set", {"delay": 0})
    season.bot = season.begin()
    found = season.deliver_all()
    rows = found["rows"]
    assert sorted(row["unit"] for row in rows) == sorted(UNITS)
    assert sum(found["states"].values()) == found["total"] == 3
    for phone, unit in zip(phones, UNITS, strict=False):
        state = next(row["state"] for row in rows if row["unit"] == unit)
        assert phone.reminders() in ((1,) if state == "sent" else (0, 1))
    web.base = season.bot.url  # another port
    posts = [m for m in web.updates()["messages"] if any("/nhan " in b["command"] for b in m["buttons"])]
    assert len(posts) == 1, "the web's own reminder was not in Telegram's way"
    assert "unknown" in {row["state"] for row in rows}, "the kill came too late to prove anything"


def test_a_second_run_on_sqlite_is_refused_and_sigterm_stops_cleanly(tmp_path: Path) -> None:
    season = Season(tmp_path, f"sqlite:///{tmp_path}/bot.db", "2027-03-01T08:00:00+07:00")
    try:
        with pytest.raises(AssertionError, match="đang được một tiến trình khác dùng"):
            season.begin()
        assert season.bot.kill(signal.SIGTERM) == 0
        log = season.bot.output.read_text()
        assert "Traceback" not in log
        assert TOKEN.partition(":")[2] not in log
        season.bot = season.begin()
    finally:
        season.close()
