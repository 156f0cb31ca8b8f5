"""A person's next address takes over by rule; nothing is sent twice and the history stays."""

import asyncio
from collections import Counter
from collections.abc import Callable

from sqlalchemy import select

from bot.channels import DeliveryError, Fault, RawUpdate
from bot.channels.telegram.updates import raw_update
from bot.traffic.delivery import Delivery
from bot.traffic.intake import Intake
from storage.database import Database
from storage.models import Address, Attempt, OutboxMessage
from tests.bot.traffic.scene import Desk, Line
from tests.delivering import NOW, Loop, deliver, fill, messages, standing

GONE = DeliveryError(Fault.REFUSED, "Forbidden: bot was blocked by the user", person=True)


def with_second_address(database: Database, every: int = 1, channel: str = "web") -> None:
    with database.transaction() as session:
        for row in session.scalars(select(OutboxMessage)):
            if row.person_id % every == 0:
                session.add(
                    Address(
                        person_id=row.person_id, channel=channel, address=f"w{row.person_id}", rank=1, created_at=NOW
                    )
                )


def run(database: Database, *loops: Loop, saving: str = "", until: Callable[[], bool]) -> None:
    made = Delivery(database, {loop.name: loop for loop in loops}, lambda: NOW)
    made.saving = lambda channel: channel == saving
    asyncio.run(deliver(made, until=until))


def attempts(database: Database) -> Counter[tuple[str, str]]:
    with database.reading() as session:
        return Counter((row.channel, row.outcome) for row in session.scalars(select(Attempt)))


def test_who_blocked_the_bot_hears_by_the_next_address(any_database: Database) -> None:
    fill(any_database, 6)
    with_second_address(any_database, every=2)
    blocked, web = Loop(reaction=lambda number, address: GONE), Loop(name="web")
    run(any_database, blocked, web, until=lambda: standing(any_database)["sent"] == 3)
    assert standing(any_database) == {"sent": 3, "failed": 3}
    assert len(blocked.starts) == 6
    assert sorted(address for address, _ in web.accepted) == ["w2", "w4", "w6"]
    assert attempts(any_database) == {("loop", "refused"): 6, ("web", "accepted"): 3}


def test_two_channels_that_refuse_end_in_failed_not_in_a_circle(database: Database) -> None:
    fill(database, 1)
    with_second_address(database)
    loop, web = Loop(reaction=lambda n, a: GONE), Loop(name="web", reaction=lambda n, a: GONE)
    run(database, loop, web, until=lambda: standing(database)["failed"] == 1)
    assert (len(loop.starts), len(web.starts)) == (1, 1)


def test_a_long_text_is_cut_anew_for_the_next_channel(database: Database) -> None:
    fill(database, 1, text="\n\n".join(f"Đoạn {n} " + "chữ " * 40 for n in range(3)))
    with_second_address(database)
    loop, web = Loop(reaction=lambda number, address: GONE if number == 2 else None), Loop(name="web")
    run(database, loop, web, until=lambda: standing(database)["sent"] == 1)
    assert [text[:6] for _, text in web.accepted] == ["Đoạn 0", "Đoạn 1", "Đoạn 2"]


def test_a_stopped_channel_hands_over_those_who_have_another(database: Database) -> None:
    fill(database, 9)
    with_second_address(database, every=3)
    bad = Loop(reaction=lambda number, address: DeliveryError(Fault.CHANNEL, "bad token"))
    web = Loop(name="web")
    run(database, bad, web, until=lambda: standing(database)["sent"] == 3)
    assert standing(database) == {"sent": 3, "queued": 6}
    assert {row.channel for row in messages(database) if row.state == "queued"} == {"loop"}


def test_a_spent_budget_hands_over_and_a_short_wait_does_not(database: Database) -> None:
    fill(database, 4)
    with_second_address(database)
    short = Loop(reaction=lambda number, address: DeliveryError(Fault.THROTTLED, "429", retry_after=2))
    web = Loop(name="web")
    run(database, short, web, until=lambda: bool(short.starts))
    assert web.accepted == []
    spent = Loop(reaction=lambda number, address: DeliveryError(Fault.THROTTLED, "no budget", retry_after=900))
    run(database, spent, web, until=lambda: standing(database)["sent"] == 4)
    assert sorted(address for address, _ in web.accepted) == ["w1", "w2", "w3", "w4"]


def test_what_is_not_urgent_leaves_a_channel_that_saves(database: Database) -> None:
    fill(database, 2)
    with_second_address(database)
    with database.transaction() as session:
        session.get_one(OutboxMessage, 1).critical = True
    loop, web = Loop(), Loop(name="web")
    run(database, loop, web, saving="loop", until=lambda: standing(database)["sent"] == 2)
    assert ([a for a, _ in loop.accepted], [a for a, _ in web.accepted]) == (["c1"], ["w2"])


def member(number: int, chat: int, status: str) -> RawUpdate:
    who = {"id": chat, "first_name": "An"}
    change = {"chat": {"id": chat, "type": "private"}, "from": who, "new_chat_member": {"user": who, "status": status}}
    return raw_update({"update_id": number, "my_chat_member": change})


def test_who_puts_the_bot_out_is_known_at_once_and_so_is_who_lets_it_in(database: Database) -> None:
    fill(database, 1, channel="telegram")
    with database.transaction() as session:
        session.scalars(select(Address)).one().address = "77"

    class Told(Line):
        def presence(self, raw: str) -> tuple[str, bool] | None:
            from bot.channels.telegram.updates import presence

            return presence(raw)

    async def scene(update: RawUpdate) -> bool:
        intake = Intake(database, Desk(database).answer, {"telegram": Told()})
        await intake.receive("telegram", [update])
        await intake.stop()
        with database.reading() as session:
            return session.scalars(select(Address.unreachable_since)).one() is None

    assert not asyncio.run(scene(member(1, 77, "kicked")))
    assert asyncio.run(scene(member(2, 77, "member")))


def test_a_second_try_that_is_refused_stays_unknown_because_the_first_may_have_come(database: Database) -> None:
    fill(database, 1, critical=True)
    with database.transaction() as session:
        session.get_one(OutboxMessage, 1).resent_at = NOW
    run(
        database,
        Loop(reaction=lambda n, a: DeliveryError(Fault.REFUSED, "x")),
        until=lambda: not standing(database)["queued"],
    )
    assert standing(database) == {"unknown": 1}
