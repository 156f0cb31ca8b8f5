"""After data was put back from a copy organisers are asked once, on every channel, and only they may answer."""

from sqlalchemy import select

from handlers.messages import plain
from handlers.wording import desk as desk_wording
from handlers.wording import restored as wording
from storage import outbox, pause, people
from storage.database import Database
from storage.models import AuditEntry, Membership, OutboxMessage
from storage.outbox import Draft, Topic, Words
from tests.delivering import make_event
from tests.talk import Town, on_every_channel

KNOWN = "2 tin đang chờ có thể đã gửi rồi"


def put_back(town: Town, *waiting: str) -> None:
    """Messages wait for these people, then a start finds the data copied."""
    with town.database.transaction() as session:
        own = [people.at_address(session, town.channel, who) for who in waiting]
        drafts = [Draft(person.id, None, lambda number: Words("Mời họp")) for person in own if person]
        outbox.put(session, Topic(town.event_id, "broadcast", "b", "1"), drafts, now=town.now, due_at=town.now)
        pause.begin(session, town.now)


def states(database: Database, kind: str = "broadcast") -> list[str]:
    with database.reading() as session:
        query = select(OutboxMessage.state).where(OutboxMessage.kind == kind)
        return list(session.scalars(query.order_by(OutboxMessage.id)))


def decided(database: Database) -> list[dict[str, object]]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry.after).where(AuditEntry.action == "end_pause")))


@on_every_channel
def test_the_first_answer_asks_and_a_choice_drops_what_waited(town: Town, channel: str) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    put_back(town, "Ban", "Mận")
    town.talk(
        "Mận",
        ("mấy giờ khai mạc", ("08:00",)),
        ("/guitiep", desk_wording.NOT_FOR_YOU),
        ("/guitiep bo", desk_wording.NOT_FOR_YOU),
    )
    asked = town.say("Ban", "xin chào")
    assert KNOWN in plain(asked.text)
    assert [button.label for button in asked.buttons][-2:] == ["Gửi tiếp", "Bỏ 2 tin chờ từ trước"]
    done = town.say("Ban", "Bỏ 2 tin chờ từ trước")
    assert done.text == wording.ended(2, dropped=True)
    assert done.done
    assert states(town.database) == ["cancelled", "cancelled"]
    assert decided(town.database) == [{"dropped": 2}]
    town.talk("Ban", ("/guitiep", wording.NOT_PAUSED), ("hoàn tác", ("Không hoàn tác được việc gửi tiếp",)))


@on_every_channel
def test_a_sentence_asks_and_the_other_choice_sends_on(town: Town, channel: str) -> None:
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    put_back(town, "Ban", "Mận")
    for said in ("gửi tiếp", "bỏ những tin chờ từ trước", "/guitiep"):
        assert KNOWN in town.say("Ban", said).text
        assert states(town.database) == ["queued", "queued"], said
    assert town.say("Ban", "Gửi tiếp").text == wording.ended(2, dropped=False)
    assert states(town.database) == ["queued", "queued"]
    assert decided(town.database) == [{"sent_on": 2}]


def test_it_is_asked_once_and_never_covers_a_choice_that_is_open(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Lan", "organiser")
    put_back(town, "Ban", "Lan")
    opened = town.say("Ban", "/gui all: Xin chào các đồng chí")
    assert KNOWN in opened.text
    assert wording.HOW in opened.text
    assert not any(button.command.startswith("/guitiep") for button in opened.buttons)
    assert KNOWN not in town.say("Ban", "thôi").text
    assert KNOWN in town.say("Lan", "mấy giờ khai mạc").text
    assert KNOWN not in town.say("Lan", "mấy giờ khai mạc").text


def test_a_press_of_an_earlier_pause_asks_anew(town: Town) -> None:
    town.join("Ban", "organiser")
    put_back(town, "Ban")
    old = town.say("Ban", "/guitiep").buttons[1].command
    town.say("Ban", "/guitiep tiếp")
    town.later(hours=1)
    with town.database.transaction() as session:
        pause.begin(session, town.now)
    assert "1 tin đang chờ" in town.say("Ban", old).text
    assert states(town.database) == ["queued"]


def test_an_organiser_of_another_event_may_answer(town: Town) -> None:
    """Who speaks of an event as its delegate and organises another one is asked and answers all the same."""
    town.join("Ban", "organiser")
    town.join("Mận", "delegate")
    put_back(town, "Ban", "Mận")
    with town.database.transaction() as session:
        other, delegate = make_event(session, "khac"), people.at_address(session, "web", "Mận")
        assert delegate is not None
        session.add(
            Membership(
                person_id=delegate.id, event_id=other.id, role="organiser", state="approved", created_at=town.now
            )
        )
    town.say("Mận", f"/hoinghi {town.event_id}")
    assert town.say("Mận", "/guitiep bo").text == wording.ended(2, dropped=True)
    town.talk("Mận", ("/tongduyet", desk_wording.NOT_FOR_YOU))


def test_two_organisers_who_choose_are_told_apart(town: Town) -> None:
    town.join("Ban", "organiser")
    town.join("Lan", "organiser")
    put_back(town, "Ban", "Lan")
    first, second = town.say("Ban", "/guitiep"), town.say("Lan", "/guitiep")
    assert town.say("Ban", first.buttons[0].command).text == wording.ended(2, dropped=False)
    assert town.say("Lan", second.buttons[1].command).text == wording.NOT_PAUSED
    assert states(town.database) == ["queued", "queued"]


def test_nothing_that_waits_is_called_late_while_nobody_knows(town: Town) -> None:
    town.join("Ban", "organiser")
    put_back(town, "Ban")
    with town.database.transaction() as session:
        session.execute(OutboxMessage.__table__.update().values(expires_at=town.now))  # type: ignore[attr-defined]
    town.say("Ban", "/guitiep tiep")
    assert states(town.database) == ["unknown"]
