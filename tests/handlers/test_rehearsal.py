"""The dress rehearsal shows what the season really sends, and sends nothing to anybody else."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from handlers.messages import Outcome
from handlers.reminders import rehearsal
from storage.clock import DEFAULT_ZONE, local, parse_instant
from storage.database import Database
from storage.models import Event, OutboxMessage, Setting
from tests.talk import PLAN, Town
from tests.ticks import eye_of


@pytest.fixture
def cast(any_database: Database) -> Town:
    made = Town(any_database)
    made.publish(PLAN.read_text(encoding="utf-8"))
    made.join("Ban", "organiser")
    made.join("Mận", "focal", "khe may")
    made.join("Lý", "focal", "dong nhan", channel="telegram")
    made.join("An", "delegate")
    made.say("An", "tôi sẽ dự")
    return made


def count(town: Town) -> int:
    with town.database.reading() as session:
        return session.scalar(select(func.count(OutboxMessage.id))) or 0


def real_season(town: Town) -> list[tuple[str, str]]:
    """(hour, person's address) of what the ticks really put, by day and quarter of an hour."""
    eye, town.now = eye_of(town), parse_instant("2027-03-01T08:00")
    while town.now <= parse_instant("2027-03-29T20:00"):
        town.now += timedelta(minutes=15)
        if eye.queue_due():
            with town.database.transaction() as session:
                session.execute(update(OutboxMessage).where(OutboxMessage.state == "queued").values(state="sent"))
    with town.database.reading() as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.due_at)).all()
        return [(f"{local(row.due_at):%H:%M %d/%m}", row.address or "") for row in rows]


def played(town: Town) -> list[rehearsal.Heard]:
    """The season as the rehearsal plays it."""
    with town.database.transaction() as session:
        return rehearsal.play(session, session.get_one(Event, town.event_id), town.now, DEFAULT_ZONE)


def test_the_list_is_the_season(cast: Town) -> None:
    shown = cast.say("Ban", "/tongduyet").text.splitlines()
    heard = played(cast)
    assert count(cast) == 0
    season = real_season(cast)
    assert shown[0] == f"**Tổng duyệt: {len(shown) - 1} tin, {len(season)} lượt gửi** (chưa gửi cho ai)"
    assert "08:00 thứ Sáu 05/03 → 2 người: Khe Mây còn thiếu" not in shown[1]  # the first of the two by unit order
    assert shown[1] == "1. 08:00 thứ Sáu 05/03 → 2 người: Đồng Nhân còn thiếu 2 giấy tờ, hạn hết Chủ nhật 14/03 (ngày…"
    assert len(heard) == len(shown) - 1
    assert sum(len(each.people) for each in heard) == len(season)
    hours = [f"{local(each.at):%H:%M %d/%m}" for each in heard]
    assert list(dict.fromkeys(hours)) == list(dict.fromkeys(hour for hour, _ in season))


def test_nothing_is_left_behind(cast: Town) -> None:
    with cast.database.reading() as session:
        before = session.get(Setting, "outbox")
    cast.say("Ban", "/tongduyet")
    with cast.database.reading() as session:
        assert count(cast) == 0
        assert session.get(Setting, "outbox") == before


def test_a_draft_can_be_rehearsed_and_stays_a_draft(cast: Town) -> None:
    with cast.database.transaction() as session:
        session.execute(update(Event).values(published_at=None))
    shown = cast.say("Ban", "/tongduyet")
    assert (shown.outcome, shown.buttons[-1].command) == ((Outcome.ANSWER,), "/tongduyet goi")
    assert played(cast)
    with cast.database.reading() as session:
        assert session.get_one(Event, cast.event_id).published_at is None


def test_played_to_the_organiser_alone(cast: Town) -> None:
    cast.say("Ban", "/tongduyet goi")
    with cast.database.reading() as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert {(row.kind, row.address) for row in rows} == {("rehearsal", "Ban")}
    assert rows[0].text.startswith(
        "**Tổng duyệt – thứ Sáu 05/03**\n\n▸ 08:00 gửi 2 người: Lý (Đồng Nhân), Mận (Khe Mây)\n"
    )
    before = len(rows)
    cast.say("Ban", "/tongduyet goi")
    assert count(cast) == 2 * before


def test_more_people_than_one_tick_takes_are_all_counted(cast: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = played(cast)
    monkeypatch.setattr("handlers.reminders.tick.MOST_AT_ONCE", 1)
    assert played(cast) == whole


def test_nobody_else_may(cast: Town) -> None:
    for said in ("/tongduyet", "/tongduyet goi"):
        answer = cast.say("Mận", said)
        assert (answer.outcome, answer.buttons) == ((Outcome.REFUSED,), ())
    assert count(cast) == 0
