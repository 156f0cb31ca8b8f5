"""Plan 00 for real: published, joined on Telegram, asked, and reminded on Friday 17/11 at 08:00 across a kill -9."""

import json
import re
import signal
from collections import Counter
from pathlib import Path

from tests.bot.processes import Phone, Season, until

VISITING = ("Quản Bạ", "Hoàng Su Phì", "Đồng Văn", "Bắc Mê", "Yên Minh", "Mèo Vạc")


def test_each_reminder_of_plan_00_is_accepted_once_or_shown_as_unknown(plans_folder: Path, tmp_path: Path) -> None:
    start = "2023-11-17T06:40:00+07:00"
    season = Season(tmp_path, f"sqlite:///{tmp_path}/bot.db", start, plans_folder / "00-xin-man.txt")
    try:
        for number, unit in enumerate(VISITING):
            phone = Phone(season.telegram, 100 + number, f"Đầu mối {unit}")
            phone.say(season.invite("focal", unit)["code"])
            assert "✓ Đã tham gia" in phone.say("Đồng ý")
        assert "08:00–11:30 thứ Sáu 01/12" in phone.say("may gio hop")
        assert season.bot.kill(signal.SIGTERM) == 0
        season.move_clock("2023-11-17T07:59:58+07:00")
        season.telegram.post("/control/set", {"delay": 1.5})
        season.bot = season.begin()
        until(lambda: ("telegram", "sending") in season.states())
        season.bot.kill(signal.SIGKILL)
        season.telegram.post("/control/set", {"delay": 0})
        season.bot = season.begin()
        found = season.deliver_all()
    finally:
        season.close()
    assert found["total"] == 6, "three papers due at one hour are one reminder, for each of six focal points"
    assert {row["due_at"][:19] for row in found["rows"]} == {"2023-11-17T01:00:00"}
    accepted: Counter[tuple[str, str]] = Counter()
    for line in (tmp_path / "sent.jsonl").read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        if topic := re.search(r"/nhan (\d+)", json.dumps(message.get("reply_markup", ""))):
            accepted[topic[1], str(message["chat_id"])] += 1
    states = Counter(row["state"] for row in found["rows"])
    assert set(accepted.values()) <= {1}, "a reminder came twice"
    assert states["sent"] <= sum(accepted.values()) <= states["sent"] + states["unknown"]
    assert 1 <= states["unknown"] <= 4
