"""The month's messages: added up without loss, told once a step, the last kept for what is urgent."""

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.channels import about
from bot.traffic.meter import QuotaMeter
from handlers.reminders import quota
from storage import outbox
from storage import quota as rows
from storage.clock import wall_clock
from storage.database import Database
from storage.models import OutboxMessage
from tests.bot.traffic.scene import until
from tests.talk import Town

LIMIT = 100
KNOWN = about.channels()


def warnings(town: Town) -> list[tuple[str, bool]]:
    with town.database.reading() as session:
        found = session.execute(
            select(OutboxMessage.step, OutboxMessage.critical)
            .where(OutboxMessage.kind == "quota")
            .order_by(OutboxMessage.id)
        )
        return [(step, critical) for step, critical in found]


def spend(town: Town, messages: int, month: str = "2027-03", channel: str = "zalo") -> int:
    with town.database.transaction() as session:
        return quota.spend(session, channel, messages, LIMIT, KNOWN, month=month, now=town.now)


def test_each_step_is_told_once_to_each_organiser(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    assert [spend(town, n) for n in (69, 1, 10, 5, 9, 1, 30)] == [69, 70, 80, 85, 94, 95, 125]
    assert warnings(town) == [("70", False), ("85", False), ("95", True)]


def test_a_jump_over_two_steps_tells_the_higher(town: Town) -> None:
    town.join("Ban", "organiser")
    spend(town, 96)
    assert warnings(town) == [("95", True)]
    with town.database.reading() as session:
        text = session.scalars(select(OutboxMessage.text)).one()
    assert text.startswith("! Bot Zalo đã dùng 96/100 tin của tháng 03/2027")


def test_months_and_channels_are_counted_apart(town: Town) -> None:
    town.join("Ban", "organiser")
    assert [spend(town, 70), spend(town, 70, "2027-04"), spend(town, 70, "2027-03", "zalo2")] == [70, 70, 70]
    assert len(warnings(town)) == 3


def test_the_platforms_own_refusal_is_told_once_a_month(town: Town) -> None:
    town.join("Ban", "organiser")
    for month in ("2027-03", "2027-03", "2027-04"):
        with town.database.transaction() as session:
            quota.exhausted(session, "zalo", KNOWN, month=month, now=town.now)
    assert warnings(town) == [("spent", False)] * 2


def test_nobody_is_told_after_the_event(town: Town) -> None:
    town.join("Ban", "organiser")
    town.later(days=90)
    spend(town, 96)
    assert warnings(town) == []


def test_in_the_reserve_only_what_is_critical_leaves(town: Town) -> None:
    town.join("Mận", "focal", "khe may", channel="zalo")
    town.join("An", "delegate", channel="zalo")
    with town.database.transaction() as session:
        for step, critical in (("1", False), ("2", True)):
            topic = outbox.Topic(town.event_id, "deadline", "deadline:1", step)
            drafts = [outbox.Draft(1, None, lambda number: outbox.Words("tin"))]
            outbox.put(session, topic, drafts, now=town.now, due_at=town.now, critical=critical)

    def claim(token: str, saving: bool) -> str | None:
        with town.database.transaction() as session:
            picked = outbox.pick(session, "zalo", now=town.now, now_real=wall_clock(), saving=saving)
            if not isinstance(picked, outbox.Picked):
                return None
            claimed = outbox.claim(session, "w", token, picked, now=town.now, now_real=wall_clock())
        assert isinstance(claimed, outbox.Claimed)
        return claimed.ref

    assert [claim("a", True), claim("b", True), claim("c", False)] == ["HN-02/1", None, "HN-01/1"]


def test_counting_loses_nothing(any_database: Database) -> None:
    def work() -> None:
        for _ in range(25):
            with any_database.transaction() as session:
                rows.spend(session, "zalo", "2027-03", 2)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_database.reading() as session:
        assert rows.used(session, "zalo", "2027-03") == 200


def test_the_meter_counts_many_with_few_writes_and_remembers_after_a_restart(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.join("Ban", "organiser")
    writes = []
    real = rows.spend
    monkeypatch.setattr(rows, "spend", lambda *given: (writes.append(given), real(*given))[1])

    async def scene() -> tuple[bool, bool]:
        meter = QuotaMeter(town.database, "zalo", LIMIT, lambda: town.now, KNOWN)
        await meter.start()
        for _ in range(96):
            meter.count(1)
        await meter.stop()
        again = QuotaMeter(town.database, "zalo", LIMIT, lambda: town.now, KNOWN)
        await again.start()
        return meter.saving, again.saving

    assert asyncio.run(scene()) == (True, True)
    assert len(writes) <= 3
    month = quota.month_of(wall_clock())
    with town.database.reading() as session:
        assert rows.used(session, "zalo", month) == 96
    assert warnings(town) == [("95", True)]


def test_a_database_that_fails_loses_no_count(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        meter = QuotaMeter(database, "zalo", LIMIT, lambda: datetime(2027, 3, 1, tzinfo=UTC), KNOWN)
        await meter.start()
        works = meter._spend

        def fails(messages: int, refused: bool) -> None:
            raise OSError("the disk is full")

        meter._spend = fails  # type: ignore[method-assign]
        meter.count(3)
        await until(lambda: "could not be counted" in caplog.text)
        meter._spend = works  # type: ignore[method-assign]
        meter.count(1)
        await meter.stop()

    asyncio.run(scene())
    assert "could not be counted" in caplog.text
    with database.reading() as session:
        assert rows.used(session, "zalo", quota.month_of(wall_clock())) == 4
