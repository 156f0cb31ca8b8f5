"""The outbox on both databases: once per key, claimed by one, recorded once, never queued again by a reaper."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from storage import outbox
from storage.database import Database
from storage.models import Address, Attempt, Event, OutboxMessage, OutboxPart, Person
from storage.outbox import Claimed, Draft, Outcome, Picked, Topic, Words
from tests.delivering import NOW, fill, make_event, make_people, messages, standing

SENT = Outcome("sent", "accepted", platform_id="77")


def claim(database: Database, token: str = "t1", worker: str = "w1", **more: object) -> Claimed | None:
    """As a sender does: picks, and takes it in a second transaction; picks again where somebody else was quicker."""
    rules = {"now": NOW, "now_real": NOW} | more
    times = {name: rules[name] for name in ("now", "now_real")}
    while True:
        with database.transaction() as session:
            picked = outbox.pick(session, "loop", **rules)  # type: ignore[arg-type]
        if not isinstance(picked, Picked):
            return None
        with database.transaction() as session:
            found = outbox.claim(session, worker, token, picked, **times)  # type: ignore[arg-type]
        if isinstance(found, Claimed):
            return found


def claimed(database: Database, token: str = "t1", **more: object) -> Claimed:
    found = claim(database, token, **more)
    assert found is not None
    return found


def record(database: Database, held: Claimed, outcome: Outcome) -> bool:
    with database.transaction() as session:
        return outbox.record(session, held, outcome, now=NOW, now_real=NOW)


def test_putting_twice_is_once(any_database: Database) -> None:
    topic = fill(any_database, 3)
    with any_database.transaction() as session:
        people = session.scalars(select(Person.id)).all()
        drafts = [Draft(person, None, lambda number: Words("khác")) for person in people]
        assert outbox.put(session, topic, drafts, now=NOW, due_at=NOW + timedelta(days=1)) == 0
    assert [row.text for row in messages(any_database)] == ["Tin 1 HN-01", "Tin 2 HN-01", "Tin 3 HN-01"]


def test_many_who_put_the_same_at_once_make_one(any_database: Database) -> None:
    with any_database.transaction() as session:
        event = make_event(session)
        people = [person.id for person in make_people(session, event, 5)]
        event_id = event.id
    together = Barrier(6)

    def put(n: int) -> int:
        together.wait()
        with any_database.transaction() as session:
            drafts = [Draft(person, None, lambda number: Words("x")) for person in people]
            mine = Topic(event_id, "broadcast", f"broadcast:{n % 2}", "1")
            return outbox.put(session, mine, drafts, now=NOW, due_at=NOW)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(put, range(6))) == 10
    refs = Counter(row.ref for row in messages(any_database))
    assert set(refs) == {f"HN-{batch}/{n}" for batch in ("01", "02") for n in range(1, 6)}


def test_a_latecomer_gets_the_next_number_of_the_same_batch(any_database: Database) -> None:
    topic = fill(any_database, 2)
    with any_database.transaction() as session:
        late = make_people(session, session.get_one(Event, topic.event_id), 1)[0]
        assert outbox.put(session, topic, [Draft(late.id, None, Words)], now=NOW, due_at=NOW) == 1
    assert [(row.ref, row.text) for row in messages(any_database)][-1] == ("HN-01/3", "01")


def test_the_first_address_that_works_is_taken(any_database: Database) -> None:
    with any_database.transaction() as session:
        event = make_event(session)
        person, stopped, lost = make_people(session, event, 3, channel=None)
        for rank, channel, dead in ((2, "web", None), (1, "loop", None), (0, "zalo", NOW)):
            session.add(
                Address(person_id=person.id, channel=channel, address=channel, rank=rank, created_at=NOW,
                        unreachable_since=dead)
            )  # fmt: skip
        session.add(Address(person_id=stopped.id, channel="loop", address="s", created_at=NOW))
        stopped.stopped_at = NOW
        drafts = [Draft(p.id, None, lambda number: Words("x")) for p in (person, stopped, lost)]
        outbox.put(session, Topic(event.id, "deadline", "deadline:1", "T-1"), drafts, now=NOW, due_at=NOW)
    assert [(row.channel, row.state, row.cause) for row in messages(any_database)] == [
        ("loop", "queued", None),
        ("loop", "failed", "người nhận đã dừng nhận tin"),
        (None, "failed", "chưa kết nối"),
    ]


def test_two_workers_never_hold_the_same_message(any_database: Database) -> None:
    fill(any_database, 60)

    def work(worker: str) -> list[int]:
        taken = []
        while held := claim(any_database, f"{worker}-{len(taken)}", worker):
            taken.append(held.id)
            assert record(any_database, held, SENT)
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [number for mine in pool.map(work, "abcd") for number in mine]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 60
    assert standing(any_database) == {"sent": 60}


def test_the_same_token_gets_the_same_message_back(any_database: Database) -> None:
    fill(any_database, 2)
    first = claimed(any_database, "lost-answer")
    assert claimed(any_database, "lost-answer") == first
    assert standing(any_database) == {"queued": 1, "sending": 1}


def test_recording_twice_writes_once(any_database: Database) -> None:
    fill(any_database, 1)
    held = claimed(any_database)
    assert record(any_database, held, SENT)
    assert not record(any_database, held, Outcome("failed", "refused", "sau cùng"))
    row = messages(any_database)[0]
    assert (row.state, row.sent_at, row.cause) == ("sent", NOW, None)
    with any_database.reading() as session:
        assert session.scalars(select(Attempt.outcome)).all() == ["accepted"]
        assert session.scalars(select(OutboxPart.platform_id)).all() == ["77"]


def test_a_silent_workers_messages_become_unknown_and_stay_so(any_database: Database) -> None:
    fill(any_database, 3)
    for token, worker in (("a", "dead"), ("b", "alive"), ("c", "me")):
        claimed(any_database, token, worker=worker)
    later = NOW + timedelta(seconds=11)
    with any_database.transaction() as session:
        outbox.beat(session, "dead", NOW)
        outbox.beat(session, "alive", NOW + timedelta(seconds=2))
        outbox.beat(session, "me", NOW)
    with any_database.transaction() as session:
        assert outbox.reap(session, NOW + timedelta(seconds=9), own="me") == 0
        assert outbox.reap(session, later, own="me") == 1
        assert outbox.resend_critical(session, later + timedelta(hours=1)) == 0
    assert [row.state for row in messages(any_database)] == ["unknown", "sending", "sending"]
    assert claim(any_database, "d", now=NOW + timedelta(days=1), now_real=NOW + timedelta(days=1)) is None


def test_a_worker_taken_for_dead_may_still_bring_the_truth_but_not_a_second_try(any_database: Database) -> None:
    fill(any_database, 2)
    held, other = claimed(any_database, "a"), claimed(any_database, "b")
    with any_database.transaction() as session:
        assert outbox.reap(session, NOW, own="somebody else") == 2
    assert not record(any_database, held, Outcome("queued", "not_sent", "chưa rời máy"))
    assert record(any_database, other, SENT)
    assert [row.state for row in messages(any_database)] == ["unknown", "sent"]


def test_nothing_is_claimed_before_its_time_or_after_it(any_database: Database) -> None:
    fill(any_database, 4)
    with any_database.transaction() as session:
        early, late, resting, fine = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        early.due_at = NOW + timedelta(seconds=1)
        late.expires_at = NOW
        resting.not_before = NOW + timedelta(seconds=1)
    assert claimed(any_database, "a").id == fine.id
    assert claim(any_database, "b") is None
    assert [row.state for row in messages(any_database)] == ["queued", "expired", "queued", "sending"]
    assert claimed(any_database, "c", now_real=NOW + timedelta(seconds=2)).id == resting.id
    assert claimed(any_database, "d", now=NOW + timedelta(seconds=2)).id == early.id


@pytest.mark.parametrize(
    ("change", "normal", "critical"),
    [
        ("event cancelled", ("cancelled", "hội nghị đã hủy"), ("sending", None)),
        ("person stopped", ("failed", "người nhận đã dừng nhận tin"), ("sending", None)),
        ("person erased", ("cancelled", "người nhận đã xóa dữ liệu"), ("cancelled", "người nhận đã xóa dữ liệu")),
    ],
)
@pytest.mark.parametrize("is_critical", [False, True])
def test_a_claim_looks_once_more(
    any_database: Database, change: str, normal: tuple[str, str], critical: tuple[str, str], is_critical: bool
) -> None:
    topic = fill(any_database, 1, critical=is_critical)
    with any_database.transaction() as session:
        person = session.scalars(select(Person)).one()
        if change == "event cancelled":
            session.get_one(Event, topic.event_id).cancelled_at = NOW + timedelta(minutes=1)
        elif change == "person stopped":
            person.stopped_at = NOW
        else:
            person.erased_at = NOW
    claim(any_database)
    row = messages(any_database)[0]
    assert (row.state, row.cause) == (critical if is_critical else normal)


def test_news_of_the_cancellation_itself_goes_out(any_database: Database) -> None:
    topic = fill(any_database, 1)
    with any_database.transaction() as session:
        session.get_one(Event, topic.event_id).cancelled_at = NOW - timedelta(minutes=1)
    assert claim(any_database) is not None


def test_critical_first_busy_chats_and_quiet_hours(any_database: Database) -> None:
    fill(any_database, 3)
    with any_database.transaction() as session:
        first, second, third = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        first.kind, third.critical = "deadline", True
    assert claimed(any_database, "a").id == third.id
    assert claim(any_database, "b", quiet=True, busy={second.address}) is None
    assert claimed(any_database, "c", quiet=True).id == second.id
    assert claim(any_database, "d", quiet=True) is None
    assert claimed(any_database, "e").id == first.id


@pytest.mark.parametrize("kind", ["channel", "shared"])
def test_an_alarm_waits_neither_for_the_morning_nor_for_the_next_month(any_database: Database, kind: str) -> None:
    fill(any_database, 2)
    with any_database.transaction() as session:
        reminder, alarm = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        reminder.kind, alarm.kind = "deadline", kind
        picked = outbox.pick(session, "loop", now=NOW, now_real=NOW, saving=True)
        assert isinstance(picked, Picked)
        assert picked.id == alarm.id
        assert outbox.waiting(session, ["loop"], NOW, NOW, quiet=True) == {"loop": 1}
    assert claimed(any_database, "a", quiet=True).id == alarm.id
    assert claim(any_database, "b", quiet=True) is None


def test_a_released_message_is_claimed_again(any_database: Database) -> None:
    fill(any_database, 1)
    outbox.release(any_database, claimed(any_database))
    held = claimed(any_database, "b")
    assert record(any_database, held, SENT)
    outbox.release(any_database, held)  # too late: it was sent
    assert standing(any_database) == {"sent": 1}


def test_a_part_that_was_accepted_is_not_counted_twice(any_database: Database) -> None:
    fill(any_database, 1)
    part = Outcome("queued", outbox.PART, platform_id="p1")
    held = claimed(any_database)
    assert record(any_database, held, part)
    assert not record(any_database, held, part), "it is written once"
    again = claimed(any_database, "b")
    assert (again.parts_done, again.tries) == (1, 0)
    assert record(any_database, again, Outcome("queued", "not_sent", "đứt"))
    assert claimed(any_database, "c").parts_done == 1
    with any_database.reading() as session:
        assert session.scalars(select(Attempt.outcome)).all() == ["not_sent"], "a part is no try of its own"


def test_what_is_picked_still_waits_and_leaves_only_if_it_still_may(any_database: Database) -> None:
    topic = fill(any_database, 1)

    def take(token: str) -> object:
        with any_database.transaction() as session:
            return outbox.claim(session, "w", token, picked, now=NOW, now_real=NOW)

    with any_database.transaction() as session:
        picked = outbox.pick(session, "loop", now=NOW, now_real=NOW)
        assert isinstance(picked, Picked)
    assert standing(any_database) == {"queued": 1}, "a crash leaves it as it is"
    with any_database.transaction() as session:
        assert outbox.stop(session, topic) == 1
    assert take("a") is None
    for state, more in (("queued", {"address": "moved"}), ("sent", {}), ("queued", {"due_at": NOW + timedelta(1)})):
        with any_database.transaction() as session:
            session.execute(update(OutboxMessage).values(state=state, **more))
        assert take("b") is None
    with any_database.transaction() as session:
        session.execute(update(OutboxMessage).values(state="queued", address=picked.address, due_at=NOW))
    assert isinstance(take("c"), Claimed)


def test_a_throttled_channel_rests_as_a_whole(any_database: Database) -> None:
    fill(any_database, 3)
    until = NOW + timedelta(seconds=30)
    assert record(any_database, claimed(any_database), Outcome("queued", "not_sent", "429", until, whole_channel=True))
    assert claim(any_database, "b", now_real=NOW + timedelta(seconds=29)) is None
    assert [row.tries for row in messages(any_database)] == [0, 0, 0]
    with any_database.transaction() as session:
        people = session.scalars(select(Person.id)).all()
        late = Topic(1, "broadcast", "broadcast:2", "1")
        outbox.put(session, late, [Draft(people[0], None, lambda n: Words("sau"))], now=NOW, due_at=NOW, critical=True)
        assert outbox.held_until(session, "loop", NOW) == until
    assert claim(any_database, "b", now_real=NOW + timedelta(seconds=29)) is None, "what is put meanwhile waits too"
    assert claim(any_database, "c", now_real=until) is not None


def test_a_wait_outlasts_the_good_news_of_another_worker(any_database: Database) -> None:
    """What left before the word "wait" came may end after it, and its sender takes the channel for awake."""
    fill(any_database, 3)
    early, throttled = claimed(any_database, "a", worker="w1"), claimed(any_database, "b", worker="w2")
    until = NOW + timedelta(seconds=30)
    assert record(any_database, throttled, Outcome("queued", "not_sent", "429", until, whole_channel=True))
    assert record(any_database, early, replace(SENT, wakes=True))
    assert claim(any_database, "c", "w1", now_real=NOW + timedelta(seconds=29)) is None
    assert claim(any_database, "d", "w1", now_real=until) is not None


def test_a_chat_that_moved_keeps_its_person_and_its_messages(any_database: Database) -> None:
    fill(any_database, 1)
    held = claimed(any_database)
    assert record(any_database, held, Outcome("queued", "refused", "moved", moved_to="-100"))
    with any_database.reading() as session:
        assert session.scalars(select(Address.address)).all() == ["-100"]
    assert claimed(any_database, "b").address == "-100"


def test_a_person_who_cannot_be_reached_is_marked(any_database: Database) -> None:
    fill(any_database, 1)
    assert record(any_database, claimed(any_database), Outcome("failed", "refused", "chặn bot", unreachable=True))
    with any_database.reading() as session:
        assert session.scalars(select(Address.unreachable_since)).all() == [NOW]


def test_only_a_critical_unknown_is_sent_again_once_after_two_minutes(any_database: Database) -> None:
    fill(any_database, 1, critical=True)
    assert record(any_database, claimed(any_database), Outcome("unknown", "unknown", "đứt"))
    with any_database.transaction() as session:
        assert outbox.resend_critical(session, NOW + timedelta(seconds=119)) == 0
        assert outbox.resend_critical(session, NOW + timedelta(seconds=120)) == 1
    later = NOW + timedelta(seconds=121)
    again = claimed(any_database, "b", now_real=later)
    assert (again.resent, again.ref) == (True, "HN-01/1")
    assert record(any_database, again, Outcome("unknown", "unknown", "đứt"))
    with any_database.transaction() as session:
        assert outbox.resend_critical(session, later + timedelta(days=1)) == 0
    assert standing(any_database) == {"unknown": 1}


def test_saying_that_it_came_confirms_whatever_was_recorded(any_database: Database) -> None:
    fill(any_database, 3)
    lost, sent, waits = [row.person_id for row in messages(any_database)]
    assert record(any_database, claimed(any_database, "a"), Outcome("unknown", "unknown", "đứt"))
    assert record(any_database, claimed(any_database, "b"), SENT)
    with any_database.transaction() as session:
        assert outbox.confirm(session, lost, "01", NOW) is not None
        assert outbox.confirm(session, sent, "01", NOW) is not None
        assert outbox.confirm(session, waits, "01", NOW) is None
        assert outbox.confirm(session, sent, "02", NOW) is None
        assert outbox.confirm(session, sent, "%", NOW) is None
    assert standing(any_database) == {"confirmed": 2, "queued": 1}


def test_stopping_holds_back_only_what_has_not_left(any_database: Database) -> None:
    topic = fill(any_database, 3)
    held = claimed(any_database)
    with any_database.transaction() as session:
        assert outbox.stop(session, topic) == 2
    assert record(any_database, held, SENT)
    assert standing(any_database) == {"sent": 1, "cancelled": 2}


def test_forgetting_a_person_leaves_no_address(any_database: Database) -> None:
    fill(any_database, 2)
    with any_database.transaction() as session:
        assert outbox.forget(session, messages(any_database)[0].person_id) == 1
    row = messages(any_database)[0]
    assert (row.state, row.address) == ("cancelled", None)


def test_the_report_adds_up_and_has_the_promised_keys(any_database: Database) -> None:
    topic = fill(any_database, 5)
    outcomes = (SENT, Outcome("unknown", "unknown", "đứt"), Outcome("failed", "refused", "chặn bot"))
    for n, outcome in enumerate(outcomes):
        assert record(any_database, claimed(any_database, f"t{n}"), outcome)
    with any_database.reading() as session:
        found = outbox.report(session, topic.event_id)
        counts = outbox.states(session, topic.event_id)
        assert outbox.causes(session, topic.event_id, topic.kind, topic.subject) == [("chặn bot", 1)]
        assert [p.name for p in outbox.unreached(session, topic.event_id, topic.kind, topic.subject)] == [
            "Người 2",
            "Người 3",
        ]
    assert found["total"] == sum(found["states"].values()) == sum(counts.values()) == 5
    assert found["states"] == counts
    assert list(found["rows"][0]) == [
        "ref", "kind", "person", "unit", "channel", "state", "cause", "due_at", "sent_at", "text",
    ]  # fmt: skip
    assert found["rows"][0]["sent_at"] == "2027-03-01T02:00:00+00:00"
