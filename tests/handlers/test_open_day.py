"""A plan that says "cuối tháng 3": a window and no clock, the organiser asked on a set day, told once when it is fixed."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.language.folding import fold
from storage.clock import RehearsalClock, local, parse_instant, wall_clock
from storage.database import Database
from storage.models import Event, OutboxMessage
from tests.talk import PLAN, Town
from tests.ticks import eye_of

WORDS = "½ ngày, dự kiến tổ chức vào cuối tháng 3 (thời gian cụ thể có giấy mời sau)"
TITLE = "Hội nghị tổng kết Cụm thi đua số 3 năm 2026"
STEP = timedelta(hours=1)
AWAKE = range(7, 21)


def open_plan() -> str:
    """The invented plan with its days left open."""
    text = PLAN.read_text(encoding="utf-8")
    fixed = "02 ngày, từ ngày 25/3/2027 đến ngày 26/3/2027"
    assert fixed in text
    for day in ("1. Ngày 25/3/2027", "2. Ngày 26/3/2027"):
        assert day in text
    body, _, programme = text.replace(fixed, WORDS).partition("CHƯƠNG TRÌNH HỘI NGHỊ")
    rows = programme.partition("2. Ngày 26/3/2027")[2]
    return f"{body}CHƯƠNG TRÌNH HỘI NGHỊ\n{rows}"


def filled(town: Town, unit: str) -> Town:
    """An organiser, a focal point and a delegate who comes whenever it is."""
    town.join("Ban", "organiser")
    town.join("Mận", "focal", fold(unit))
    town.join("An", "delegate")
    town.say("An", "tôi sẽ dự")
    return town


@pytest.fixture
def open_town(any_database: Database) -> Town:
    town = Town(any_database, now=parse_instant("2027-01-20T09:00"))
    town.publish(open_plan())
    return filled(town, "Khe Mây")


def played(town: Town, until: str) -> Iterator[tuple[str, str, str]]:
    """Ticks on a rehearsal clock, each hour of the days; what left: hour, kind and step, to whom."""
    eye, clock = eye_of(town), RehearsalClock(town.now, wall_clock(), speed=0.0)
    while clock.start < parse_instant(until):
        town.now = clock()
        clock = RehearsalClock(clock.start + STEP, wall_clock(), speed=0.0)
        if local(town.now).hour not in AWAKE:
            continue
        eye.queue_due()
        with town.database.transaction() as session:
            rows = session.scalars(select(OutboxMessage).where(OutboxMessage.state == "queued"))
            for row in rows.all():
                row.state = "sent"
                yield f"{local(town.now):%d/%m %H:%M}", f"{row.kind} {row.step}", row.address or ""
    town.now = parse_instant(until)


def test_from_a_window_to_a_day(open_town: Town) -> None:
    with open_town.database.reading() as session:
        event = session.get_one(Event, open_town.event_id)
        assert (event.starts_on, event.month, event.tentative) == (None, "2027-03", True)
    open_town.talk(
        "An",
        ("hội nghị tổ chức ngày nào", f"{TITLE}: {WORDS}.\n— Kế hoạch, dòng 19"),
        (
            "còn bao lâu nữa họp",
            (
                "Hội nghị tổng kết: 08:00–11:00, Trung tâm Hội nghị huyện Bình Sơn Hạ.\n"
                f"{TITLE}: {WORDS}.\n— Kế hoạch, dòng 50; dòng 19"
            ),
        ),
        ("/lich", (WORDS,)),
    )
    ahead = list(played(open_town, "2027-03-10T10:00"))
    assert [row for row in ahead if "deadline" not in row[1]] == [("01/02 08:00", "fix_day ask", "Ban")]
    card = open_town.say("Ban", "chốt ngày 30/3")
    assert f"Trước: {WORDS}\nSau: thứ Ba 30/03/2027\nSẽ báo cho 3 người liên quan." in card.text
    open_town.say("Ban", card.buttons[0].command)
    heard = list(played(open_town, "2027-04-02T08:00"))
    assert [row for row in heard if row[1].startswith("change")] == [
        ("10/03 11:00", "change 1", who) for who in ("Ban", "Mận", "An")
    ]
    assert [row for row in heard if row[1].startswith(("meeting", "fix_day"))] == [
        ("23/03 08:00", "meeting T-7", "An"), ("26/03 08:00", "meeting T-3", "An"), ("29/03 08:00", "meeting T-1", "An"),
    ]  # fmt: skip
    assert [row for row in heard if row[1].startswith("morning")] == [
        ("30/03 07:00", "morning 07:00", who) for who in ("Ban", "Mận", "An")
    ]
    assert not list(played(open_town, "2027-05-02T08:00"))


def test_the_notice_says_what_was_open_and_what_it_is(open_town: Town) -> None:
    open_town.say("Ban", open_town.say("Ban", "chốt ngày 30/3").buttons[0].command)
    list(played(open_town, "2027-01-20T11:00"))
    with open_town.database.reading() as session:
        texts = {row.text.rpartition("\n")[0] for row in session.scalars(select(OutboxMessage))}
    assert len(texts) == 1
    assert texts.pop().startswith(f"**Thay đổi: {TITLE}**\n{WORDS} → thứ Ba 30/03/2027.")
    open_town.talk("An", ("còn bao lâu nữa họp", ("08:00–11:00 thứ Ba 30/03", "Còn 69 ngày nữa.")))


def test_a_day_that_is_fixed_before_the_set_date_is_not_asked_for(open_town: Town) -> None:
    open_town.say("Ban", open_town.say("Ban", "chốt ngày 30/3").buttons[0].command)
    kinds = {kind for _, kind, _ in played(open_town, "2027-03-01T08:00")}
    assert not any(kind.startswith("fix_day") for kind in kinds)


def test_a_second_day_is_told_as_a_change_and_the_reminders_move(open_town: Town) -> None:
    for day in ("chốt ngày 30/3", "lùi hội nghị sang ngày 31/3"):
        open_town.say("Ban", open_town.say("Ban", day).buttons[0].command)
        told = [
            row for row in played(open_town, (open_town.now + timedelta(hours=2)).isoformat()) if "change" in row[1]
        ]
        assert [who for _, _, who in told] == ["Ban", "Mận", "An"]
    with open_town.database.reading() as session:
        assert session.get_one(Event, open_town.event_id).starts_on == date(2027, 3, 31)
    mornings = [at for at, kind, _ in played(open_town, "2027-04-02T08:00") if kind.startswith("morning")]
    assert mornings == ["31/03 07:00"] * 3


def test_plan_02_from_its_window_to_its_day(database: Database, plans_folder: Path) -> None:
    town = Town(database, now=parse_instant("2023-01-20T09:00"))
    town.publish((plans_folder / "02-tua-chua.txt").read_text(encoding="utf-8"))
    filled(town, "Mường Chà")
    town.talk("An", ("hội nghị tổ chức ngày nào", (WORDS, "dòng 138")), ("còn bao lâu nữa họp", (WORDS,)))
    ahead = [row for row in played(town, "2023-03-10T10:00") if "deadline" not in row[1]]
    assert ahead == [("01/02 08:00", "fix_day ask", "Ban")]
    town.say("Ban", town.say("Ban", "chốt ngày 30/3").buttons[0].command)
    heard = list(played(town, "2023-04-02T08:00"))
    assert [who for _, kind, who in heard if kind.startswith("change")] == ["Ban", "Mận", "An"]
    assert [at for at, kind, _ in heard if kind.startswith("meeting")] == [f"{day}/03 08:00" for day in (23, 27, 29)]
