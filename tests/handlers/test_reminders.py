"""When reminders fall due, to whom, once; nothing late, nothing at night, nothing that is settled."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from handlers import reminders
from handlers.reminders import Kind, Matter, Step, due_step, is_quiet, queue_due
from handlers.reminders.kinds import steps_of
from storage import outbox
from storage.clock import DEFAULT_ZONE, last_allowed_day, local, parse_instant, too_late_from
from storage.ladders import DEADLINE, USUAL, Rule
from storage.models import Deadline, Event, Membership, OutboxMessage, Submission, Unit
from tests.talk import Town

DUE = "2027-03-12T08:00"  # the test plan's deadline is before 15/3/2027, a Monday; the day ahead is a Saturday


def at(text: str) -> datetime:
    return parse_instant(text)


def tick(town: Town, when: str) -> int:
    """One tick at a local time."""
    town.now = at(when)
    with town.database.transaction() as session:
        return queue_due(session, town.now)


def rows(town: Town) -> Sequence[OutboxMessage]:
    with town.database.reading() as session:
        return session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


@pytest.fixture
def focal(town: Town) -> Town:
    """Two of the three units that owe have a focal point."""
    town.join("Mận", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan")
    return town


def matter(last: datetime, known: datetime, *rules: Rule) -> Matter:
    steps = steps_of(rules or [Rule(days) for days in USUAL[DEADLINE]])
    return Matter("deadline:1", Event(id=1), known, last_allowed_day(last), last, Deadline(id=1), steps=steps)


LADDER = Kind("deadline", (Step("T-1", 1),), lambda s, n, z: (), lambda s, c, n, z: ())
LONG = reminders.KINDS[0]


@pytest.mark.parametrize(
    ("due_on", "before", "hour", "expected"),
    [
        ("2023-11-20", True, None, "2023-11-17 Fri"),  # ends Sunday 19, the day ahead is Saturday 18
        ("2023-11-21", True, None, "2023-11-17 Fri"),  # ends Monday 20, the day ahead is Sunday 19
        ("2023-11-22", True, None, "2023-11-20 Mon"),
        ("2023-11-22", False, None, "2023-11-21 Tue"),
        ("2023-11-24", True, None, "2023-11-22 Wed"),
        ("2023-11-22", True, time(17), "2023-11-21 Tue"),  # before 17:00 of the 22nd: that day is the last
        ("2023-11-20", True, time(9), "2023-11-17 Fri"),
        ("2024-02-16", True, None, "2024-02-07 Wed"),  # ends with the 15th; the 14th back to the 8th is Tết
        ("2024-02-08", True, None, "2024-02-06 Tue"),  # ends the day before Tết begins
        ("2024-02-10", False, None, "2024-02-07 Wed"),
        ("2024-05-03", True, None, "2024-04-26 Fri"),  # ends with the 2nd; 1 May, 30 and 29 April are off
        ("2026-09-04", True, None, "2026-08-28 Fri"),  # ends with the 3rd; 2 and 1 September, 31 August are off
        ("2024-03-01", True, None, "2024-02-28 Wed"),  # ends with 29 February
        ("2027-01-02", False, None, "2026-12-31 Thu"),
    ],
)
def test_the_day_ahead_is_a_working_day_at_eight(due_on: str, before: bool, hour: time | None, expected: str) -> None:
    last = too_late_from(date.fromisoformat(due_on), before, hour)
    eve = last - timedelta(seconds=1)
    found = due_step(LADDER, matter(last, last - timedelta(days=90)), eve, DEFAULT_ZONE)
    assert found is not None
    assert f"{local(found[1]):%Y-%m-%d %a %H:%M}" == f"{expected} 08:00"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-11-09T08:00", None),
        ("2023-11-10T07:59:59", None),
        ("2023-11-10T08:00", "T-7"),  # seven days before Sunday 19 is Sunday 12: Friday 10
        ("2023-11-16T07:59:59", "T-7"),
        ("2023-11-16T08:00", "T-3"),
        ("2023-11-17T08:00", "T"),  # T-1 and T both move to Friday 17: they are one, the nearest
        ("2023-11-20T07:59:59", None),  # over
        ("2023-11-20T08:00", "T+1"),  # an overdue step moves forward: Monday 20
        ("2023-11-22T07:59:59", "T+1"),
        ("2023-11-22T08:00", None),  # and is not said for ever
    ],
)
def test_of_several_steps_only_the_nearest_is_sent(now: str, expected: str | None) -> None:
    found = due_step(LONG, matter(too_late_from(date(2023, 11, 20), True), at("2023-10-01")), at(now), DEFAULT_ZONE)
    assert (found and found[0].name) == expected


@pytest.mark.parametrize(
    ("set_at", "now", "expected"),
    [
        ("2023-11-14T09:00", "2023-11-14T10:00", None),  # the new step's hour, 08:00, was past when it was set
        ("2023-11-14T07:59", "2023-11-14T08:00", "T-5"),
        ("2023-11-14T09:00", "2023-11-17T08:00", "T-2"),  # those to come hold
    ],
)
def test_a_step_that_was_past_when_it_was_set_is_not_sent_late(set_at: str, now: str, expected: str | None) -> None:
    own = matter(too_late_from(date(2023, 11, 20), True), at("2023-10-01"), Rule(5, at(set_at)), Rule(2, at(set_at)))
    found = due_step(LONG, own, at(now), DEFAULT_ZONE)
    assert (found and found[0].name) == expected


@pytest.mark.parametrize(
    ("known", "sent"),
    [
        ("2023-11-17T07:59:59", True),
        ("2023-11-17T08:00:00", False),  # known at that very second: people just read it
        ("2023-11-17T08:00:01", False),
        ("2023-11-18T10:00:00", False),
    ],
)
def test_a_step_past_when_the_deadline_became_known_is_skipped(known: str, sent: bool) -> None:
    last = too_late_from(date(2023, 11, 20), True)
    assert (due_step(LADDER, matter(last, at(known)), at("2023-11-19T12:00"), DEFAULT_ZONE) is not None) == sent


@pytest.mark.parametrize(
    ("hour", "quiet", "expected"),
    [
        ("20:59", ("21:00", "06:30"), False),
        ("21:00", ("21:00", "06:30"), True),
        ("02:00", ("21:00", "06:30"), True),
        ("06:29", ("21:00", "06:30"), True),
        ("06:30", ("21:00", "06:30"), False),
        ("13:00", ("12:00", "13:30"), True),
        ("03:00", ("00:00", "00:00"), False),
    ],
)
def test_quiet_hours_may_cross_midnight(hour: str, quiet: tuple[str, str], expected: bool) -> None:
    begin, end = (time.fromisoformat(text) for text in quiet)
    assert is_quiet(at(f"2027-03-01T{hour}"), (begin, end)) == expected


def test_one_message_per_focal_point_with_all_that_is_missing(focal: Town) -> None:
    assert tick(focal, "2027-03-05T07:59:59") == 0
    assert tick(focal, DUE) == 2
    assert tick(focal, "2027-03-12T08:00:01") == 0
    found = rows(focal)
    with focal.database.reading() as session:
        number = session.scalars(select(Deadline.id)).one()
    assert [row.address for row in found] == ["Lý", "Mận"]  # in the plan's order of units
    assert found[1].text == (
        "**Khe Mây còn thiếu 2 giấy tờ, hạn hết Chủ nhật 14/03** (ngày làm việc cuối: thứ Sáu 12/03).\n"
        "○ Báo cáo\n○ Bảng chấm điểm\n"
        f"{found[1].text.splitlines()[3]}\n"
        f"{found[1].text.splitlines()[4]}\n"
        "Tin HN-01"
    )
    assert found[1].text.splitlines()[3].startswith("Gửi ")
    assert found[1].text.splitlines()[4].startswith("— Kế hoạch, dòng ")
    assert found[1].buttons == [
        ["Đã gửi đủ", f"/nop {number}"], ["Mới gửi một phần", "/nop"], ["Đã nhận tin", "/nhan 01"],
    ]  # fmt: skip
    assert {(row.due_at, row.expires_at, row.step) for row in found} == {(at(DUE), at("2027-03-15T00:00"), "T")}


def test_the_button_under_a_reminder_settles_it(focal: Town) -> None:
    tick(focal, DUE)
    focal.talk("Mận", (rows(focal)[1].buttons[0][1], ("✓ Đã ghi: Khe Mây",)))
    with focal.database.reading() as session:
        left = session.scalars(select(Unit.name).join(Submission).where(Submission.state == "owed").distinct()).all()
    assert sorted(left) == ["Trúc Lâm Thượng", "Đồng Nhân"]


def test_who_handed_in_is_not_reminded_and_the_other_paper_still_is(focal: Town) -> None:
    focal.say("Mận", "/nop het")
    focal.say("Lý", "đã gửi báo cáo")
    assert tick(focal, DUE) == 1
    assert [(row.address, row.text.splitlines()[:2]) for row in rows(focal)] == [
        ("Lý", ["**Đồng Nhân còn thiếu 1 giấy tờ, hạn hết Chủ nhật 14/03** (ngày làm việc cuối: thứ Sáu 12/03).",
                "○ Bảng chấm điểm"]),
    ]  # fmt: skip


def test_what_was_settled_while_it_waited_is_withdrawn(focal: Town) -> None:
    tick(focal, DUE)
    focal.say("Mận", "/nop het")
    tick(focal, "2027-03-12T08:05")
    assert [(row.address, row.state) for row in rows(focal)] == [("Lý", "queued"), ("Mận", "cancelled")]


def test_a_sent_one_is_not_withdrawn_nor_repeated(focal: Town) -> None:
    tick(focal, DUE)
    with focal.database.transaction() as session:
        session.execute(update(OutboxMessage).values(state="sent"))
    focal.say("Mận", "/nop het")
    assert tick(focal, "2027-03-12T09:00") == 0
    assert {row.state for row in rows(focal)} == {"sent"}


def test_a_focal_point_of_two_units_gets_one_message(focal: Town) -> None:
    focal.say("Mận", f"/start {focal.code('focal', 'truc lam thuong')}")
    assert tick(focal, DUE) == 2
    mine = next(row for row in rows(focal) if row.address == "Mận")
    assert mine.text.startswith("**Khe Mây, Trúc Lâm Thượng còn thiếu 4 giấy tờ")
    assert "○ Báo cáo – Trúc Lâm Thượng" in mine.text


def test_the_successor_of_a_merged_unit_speaks_for_it(focal: Town) -> None:
    with focal.database.transaction() as session:
        units = {unit.name: unit for unit in session.scalars(select(Unit))}
        units["Trúc Lâm Thượng"].successor_id = units["Khe Mây"].id
    tick(focal, DUE)
    assert next(row for row in rows(focal) if row.address == "Mận").text.startswith("**Khe Mây, Trúc Lâm Thượng")


@pytest.mark.parametrize(
    "change",
    [
        "pending", "revoked", "another role", "event not published", "event cancelled", "deadline cancelled",
        "day unknown", "nothing owed",
    ],
)  # fmt: skip
def test_nobody_is_reminded_who_should_not_be(town: Town, change: str) -> None:
    town.join("Mận", "duty" if change == "another role" else "focal", "khe may")
    with town.database.transaction() as session:
        if change in ("pending", "revoked"):
            session.execute(update(Membership).values(state=change))
        if change == "event not published":
            session.execute(update(Event).values(published_at=None))
        if change == "event cancelled":
            session.execute(update(Event).values(cancelled_at=town.now))
        if change == "deadline cancelled":
            session.execute(update(Deadline).values(cancelled_at=town.now))
        if change == "day unknown":
            session.execute(update(Deadline).values(too_late_from=None))
        if change == "nothing owed":
            session.execute(update(Submission).values(state="received"))
    assert tick(town, DUE) == 0


@pytest.mark.parametrize(
    ("restarted", "expected"),
    [
        ("2027-03-12T08:00:00", 2),
        ("2027-03-12T08:01:00", 2),
        ("2027-03-12T20:59:00", 2),
        ("2027-03-12T21:00:00", 0),  # quiet hours hold it …
        ("2027-03-13T06:30:00", 2),  # … and let it go in the morning
        ("2027-03-14T20:00:00", 2),  # still open: better late than silent
        ("2027-03-15T00:00:00", 0),  # over
        ("2027-03-20T09:00:00", 0),
    ],
)
def test_after_a_standstill_what_still_helps_is_sent(focal: Town, restarted: str, expected: int) -> None:
    assert tick(focal, restarted) == expected


def test_an_event_published_after_the_hour_skips_the_step(focal: Town) -> None:
    with focal.database.transaction() as session:
        session.execute(update(Event).values(published_at=at("2027-03-12T08:30")))
    assert tick(focal, "2027-03-12T09:00") == 0


def test_who_joins_after_the_hour_is_reminded_at_once_and_the_others_not_again(focal: Town) -> None:
    tick(focal, DUE)
    focal.now = at("2027-03-12T10:00")
    focal.join("Trúc", "focal", "truc lam thuong")
    assert tick(focal, "2027-03-12T10:00:05") == 1
    assert [(row.ref, row.address) for row in rows(focal)] == [
        ("HN-01/1", "Lý"),
        ("HN-01/2", "Mận"),
        ("HN-01/3", "Trúc"),
    ]


def test_a_moved_deadline_moves_its_reminder_and_is_not_repeated_once_sent(focal: Town) -> None:
    def move(day: date) -> None:
        with focal.database.transaction() as session:
            session.execute(update(Deadline).values(due_on=day, too_late_from=too_late_from(day, True)))

    move(date(2027, 3, 25))  # ends Wednesday 24: Wednesday 17, Friday 19 (for Sunday 21), …
    assert tick(focal, DUE) == 0
    assert tick(focal, "2027-03-17T08:00") == 2
    with focal.database.transaction() as session:
        session.execute(update(OutboxMessage).values(state="sent"))
    move(date(2027, 4, 1))  # ends Wednesday 31: Wednesday 24, Friday 26, …
    assert tick(focal, "2027-03-24T08:00") == 0
    assert tick(focal, "2027-03-26T08:00") == 2
    assert [row.step for row in rows(focal)] == ["T-7", "T-7", "T-3", "T-3"]


def test_a_deadline_moved_away_withdraws_what_waits(focal: Town) -> None:
    tick(focal, DUE)
    with focal.database.transaction() as session:
        session.execute(update(Deadline).values(too_late_from=too_late_from(date(2027, 3, 24), True)))
    tick(focal, "2027-03-12T08:00:05")
    assert {row.state for row in rows(focal)} == {"cancelled"}


def test_the_hour_is_that_of_the_zone(focal: Town) -> None:
    with focal.database.transaction() as session:
        assert queue_due(session, at("2027-03-12T08:00"), zone="Asia/Tokyo") == 2
        assert queue_due(session, at("2027-03-12T08:00"), zone="Europe/Paris") == 0


def test_who_asked_for_silence_gets_no_reminder_but_stands_in_the_list(focal: Town) -> None:
    focal.say("Mận", "/dung")
    assert tick(focal, DUE) == 2
    assert [(row.address, row.state) for row in rows(focal)] == [("Lý", "queued"), ("Mận", "failed")]


def test_names_with_marks_of_ours_stay_words(focal: Town) -> None:
    with focal.database.transaction() as session:
        session.execute(update(Deadline).values(send_to="**Phòng** [x](https://e.vn) <b>&"))
    tick(focal, DUE)
    text = rows(focal)[0].text
    assert "**Phòng**" not in text
    assert "](https" not in text
    assert "<b>&" in text


def test_everything_that_was_put_is_counted(focal: Town) -> None:
    tick(focal, DUE)
    with focal.database.reading() as session:
        counts = outbox.states(session, focal.event_id, "deadline")
    assert counts["queued"] == sum(counts.values()) == 2
