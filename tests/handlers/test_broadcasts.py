"""Broadcasts: whom a segment means, what is shown is what is frozen, one press is one, reports add up."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from handlers import broadcasts, menu
from handlers.language.folding import fold
from handlers.menu import Entry
from handlers.messages import Outcome, Refusal, Reply, plain
from handlers.permissions import ORGANISER, ROLES
from handlers.wording import broadcasts as wording
from storage import segments
from storage.models import Address, AuditEntry, Broadcast, Event, Membership, OutboxMessage, Person
from tests.talk import Town


@pytest.fixture
def busy(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """An organiser, focal points of two units, a duty holder, delegates, one of whom still waits for approval."""
    lines = (
        Entry("gui", broadcasts.send, (ORGANISER,), changes=True),
        Entry("ketqua", broadcasts.results, (ORGANISER,)),
        Entry("nhan", broadcasts.received, ROLES),
    )
    for entry in lines:
        monkeypatch.setitem(menu.BY_NAME, entry.name, entry)
    town.join("Ban", "organiser")
    town.join("Mận", "focal", "khe may")
    town.join("Lý", "focal", "dong nhan", channel="telegram")
    town.join("Nội", "duty", "phong noi vu")
    town.join("An", "delegate", "khe may")
    town.join("Bình", "delegate")
    town.join("Chờ", "delegate", uses=5)
    return town


def rows(town: Town) -> Sequence[OutboxMessage]:
    with town.database.reading() as session:
        return session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def names(town: Town, segment: str) -> list[str]:
    """Whom a segment means, by name."""
    with town.database.reading() as session:
        event = session.get_one(Event, town.event_id)
        found = segments.recipients(session, event, segment, fold)
        assert len({r.person_id for r in found}) == len(found)
        return sorted(session.get_one(Person, r.person_id).name for r in found)


def press(reply: Reply, label: str) -> str:
    return next(button.command for button in reply.buttons if button.label == label)


def record(town: Town, **states: str) -> None:
    """Lets messages to these addresses stand in these states."""
    with town.database.transaction() as session:
        for address, state in states.items():
            state, _, cause = state.partition(":")
            session.execute(
                update(OutboxMessage).where(OutboxMessage.address == address).values(state=state, cause=cause or None)
            )


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ("all", "An Ban Bình Chờ Lý Mận Nội"),
        ("role:focal", "Lý Mận"),
        ("role:delegate", "An Bình"),  # who waits for approval is told only what everybody is told
        ("role:helper", ""),
        ("unit:Khe Mây", "An Mận"),
        ("unit:khe may", "An Mận"),
        ("unit:huyện Khe Mây", "An Mận"),
        ("unit:Phòng Nội vụ", "Nội"),
        ("unit:Khe Mây,role:focal", "An Lý Mận"),
        ("unit:Khe Mây, role:organiser ,attending", "An Ban Mận"),
        ("owing", "Lý Mận"),
        ("owing:báo cáo", "Lý Mận"),
        ("owing:bảng chấm", "Lý Mận"),
        ("attending", ""),
        ("unanswered", "An Bình Lý Mận"),
        ("all,all,unit:Khe Mây", "An Ban Bình Chờ Lý Mận Nội"),
    ],
)
def test_a_segment_means_these_people_once(busy: Town, segment: str, expected: str) -> None:
    assert names(busy, segment) == expected.split()


def test_answers_move_people_between_attending_and_unanswered(busy: Town) -> None:
    busy.say("An", "/xacnhan co")
    busy.say("Bình", "/xacnhan khong")
    busy.say("Mận", "đoàn em 16 người")
    assert names(busy, "attending") == ["An", "Mận"]
    assert names(busy, "unanswered") == ["Lý"]
    busy.done("Mận", "/dangky khong v1")
    assert names(busy, "attending") == ["An"]
    busy.say("Mận", "chưa rõ")
    assert names(busy, "unanswered") == ["Lý", "Mận"]


def test_who_handed_a_paper_in_is_not_asked_for_it_again(busy: Town) -> None:
    busy.say("Mận", "đã gửi báo cáo")
    assert names(busy, "owing:báo cáo") == ["Lý"]
    assert names(busy, "owing") == ["Lý", "Mận"]


@pytest.mark.parametrize(
    ("segment", "part"),
    [
        ("everybody", "Không có nhóm nhận “everybody”. Dùng: all, "),
        ("", "Chưa chọn người nhận, nên chưa gửi cho ai. "),
        ("role:", "Không có nhóm nhận “role:”. Dùng: all, "),
        ("role:boss", "Không có vai trò “boss”. Chọn: organiser, focal, duty, delegate, helper."),
        ("unit:Khe Mai", "Không có đơn vị “Khe Mai” trong kế hoạch. Gần nhất: Khe Mây"),
        ("owing:phim", "Không có giấy tờ “phim” trong các hạn nộp. Đang có: Báo cáo, bảng chấm điểm."),
        ("group:điển hình", "Chưa đoàn nào đăng ký nhóm “điển hình”."),
        ("choice:tối=văn nghệ", "Không có hoạt động “tối=văn nghệ” để chọn. Đang có: "),
        ("all,unit:Xa Lạ", "Không có đơn vị “Xa Lạ”"),
    ],
)
def test_a_segment_that_means_nothing_is_refused_clearly(busy: Town, segment: str, part: str) -> None:
    with busy.database.reading() as session, pytest.raises(Refusal, match=re.escape(part)):
        broadcasts.preview(session, busy.event_id, segment, "x")


def test_a_preview_for_nobody_counts_zero_and_sending_it_is_refused(busy: Town) -> None:
    with busy.database.transaction() as session:
        found = broadcasts.preview(session, busy.event_id, "role:helper", "x")
        assert (found["recipients"], found["by_unit"], found["by_channel"]) == (0, {}, {})
        with pytest.raises(Refusal, match="Không có ai thuộc nhóm “người giúp đón đoàn”"):
            broadcasts.send_now(session, busy.event_id, "role:helper", "x", now=busy.now)


@pytest.mark.parametrize(
    ("typed", "segment", "text"),
    [
        ("Xe đón lúc 13:00", "", "Xe đón lúc 13:00"),
        ("all: Xe đón lúc 13:00", "all", "Xe đón lúc 13:00"),
        ("unit:Khe Mây: Xe đón: cổng 2", "unit:Khe Mây", "Xe đón: cổng 2"),
        ("unit:Khe Mây, role:duty: Họp 8:00", "unit:Khe Mây, role:duty", "Họp 8:00"),
        ("owing: Gửi báo cáo gấp", "owing", "Gửi báo cáo gấp"),
        ("owing:Báo cáo: Gửi gấp", "owing:Báo cáo", "Gửi gấp"),
        ("role:focal\nDòng một\nDòng hai", "role:focal", "Dòng một\nDòng hai"),
        ("Lưu ý: unit:Khe Mây đổi phòng", "", "Lưu ý: unit:Khe Mây đổi phòng"),
        ("allo mọi người", "", "allo mọi người"),
        ("các đầu mối: Họp 8:00", "role:focal", "Họp 8:00"),
        ("đơn vị chưa nộp báo cáo: nộp ngay", "owing:Báo cáo", "nộp ngay"),
    ],
)
def test_a_segment_may_stand_before_the_text(busy: Town, typed: str, segment: str, text: str) -> None:
    busy.say("Ban", f"/gui {typed}")
    with busy.database.reading() as session:
        row = session.scalars(select(Broadcast)).one()
        assert (row.segment, row.text, row.state) == (segment, text, "draft")


@pytest.mark.parametrize(
    ("said", "segment", "text"),
    [
        ("gui cho tat ca: mai 7h30 tap trung", "all", "mai 7h30 tap trung"),
        ("gửi cho Khe Mây: xe đón lúc 13:00", "unit:Khe Mây", "xe đón lúc 13:00"),
        ("nhac cac don vi chua nop bao cao", "owing:Báo cáo", "Đề nghị đơn vị gửi báo cáo còn thiếu"),
        ("nhắc đơn vị chưa báo số", "unanswered", "Đề nghị đơn vị báo số đại biểu tham dự"),
    ],
)
def test_a_sentence_is_drafted_too_and_nothing_leaves_by_itself(busy: Town, said: str, segment: str, text: str) -> None:
    shown = busy.say("Ban", said)
    assert [button.label for button in shown.buttons] == ["Gửi", "Thôi"]
    with busy.database.reading() as session:
        row = session.scalars(select(Broadcast)).one()
        assert (row.segment, row.state) == (segment, "draft")
        assert row.text.startswith(text)
    assert rows(busy) == []


@pytest.mark.parametrize(
    ("segment", "said"),
    [
        ("all", "tất cả mọi người"),
        ("owing:Báo cáo", "đầu mối còn thiếu Báo cáo"),
        ("unit:Khe Mây, role:duty", "Khe Mây, đơn vị có nhiệm vụ"),
        ("choice:Tham quan=làng nghề", "đã chọn Tham quan=làng nghề"),
        ("role:organiser", "ban tổ chức"),
    ],
)
def test_a_segment_is_said_in_words(segment: str, said: str) -> None:
    assert wording.whom(segment) == said


@pytest.mark.parametrize("said", ["gửi cho anh Tư: đón lúc 8h", "nhắc anh Tư nộp báo cáo"])
def test_nobody_known_is_no_address(busy: Town, said: str) -> None:
    busy.say("Ban", said)
    with busy.database.reading() as session:
        assert session.scalars(select(Broadcast)).all() == []


def test_a_sentence_of_somebody_else_sends_nothing(busy: Town) -> None:
    busy.say("Mận", "gửi cho tất cả: xin chào")
    with busy.database.reading() as session:
        assert session.scalars(select(Broadcast)).all() == []


def test_preview_then_yes_freezes_one_message_per_person(busy: Town) -> None:
    shown = busy.say("Ban", "/gui all: Xe đón lúc **13:00**")
    assert plain(shown.text) == (
        "Gửi cho 7 người (tất cả mọi người): Telegram 1 · trang web 6.\n"
        "Theo đơn vị: Đồng Nhân 1, Khe Mây 2, Phòng Nội vụ huyện 1, không thuộc đơn vị 3.\n"
        "Nội dung:\nXe đón lúc *\u200b*13:00*\u200b*\nGửi đi không ạ?\n"
        "! Chưa có đầu mối, cần gọi điện: Bình Sơn Hạ, Trúc Lâm Thượng."
    )
    assert rows(busy) == []
    busy.done("Ban", press(shown, "Gửi"))
    found = rows(busy)
    assert len({row.person_id for row in found}) == len(found) == 7
    assert {row.state for row in found} == {"queued"}
    assert found[0].text == "Xe đón lúc *\u200b*13:00*\u200b*\n— Ban tổ chức, tin HN-01"
    assert found[0].buttons == [["Đã nhận", "/nhan 01"]]
    with busy.database.reading() as session:
        assert session.scalars(select(Broadcast.recipients)).one() == 7
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "broadcast")).one()
        assert entry.after == {"segment": "all", "recipients": 7}


def test_pressing_twice_or_by_two_at_once_sends_one(busy: Town) -> None:
    busy.join("Phó", "organiser")
    button = press(busy.say("Ban", "/gui all: Xin chào"), "Gửi")
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda n: busy.say("Ban" if n % 2 else "Phó", button), range(12)))
    assert len({reply.text for reply in said}) == 2  # who came second is told so
    assert len(rows(busy)) == 8
    with busy.database.reading() as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "broadcast")).all()) == 1


def test_other_people_since_the_preview_are_shown_before_anything_leaves(busy: Town) -> None:
    old = busy.say("Ban", "/gui all: Xin chào")
    busy.join("Muộn", "delegate")
    again = busy.say("Ban", press(old, "Gửi"))
    assert again.outcome == (Outcome.ASK,)
    assert plain(again.text).startswith("! Danh sách người nhận vừa đổi, xin xem lại.\nGửi cho 8 người")
    assert busy.say("Ban", press(old, "Gửi")).outcome == (Outcome.ASK,)
    assert rows(busy) == []
    busy.done("Ban", press(again, "Gửi"))
    assert len(rows(busy)) == 8


def test_no_means_no(busy: Town) -> None:
    shown = busy.say("Ban", "/gui all: Xin chào")
    busy.talk("Ban", (press(shown, "Thôi"), wording.DROPPED), (press(shown, "Gửi"), wording.DROPPED))
    assert rows(busy) == []


def test_an_old_preview_does_not_send(busy: Town) -> None:
    shown = busy.say("Ban", "/gui all: Xin chào")
    busy.later(hours=25)
    busy.talk("Ban", (press(shown, "Gửi"), wording.TOO_OLD))
    assert rows(busy) == []


def test_a_right_withdrawn_between_preview_and_yes(busy: Town) -> None:
    busy.join("Phó", "organiser")
    shown = busy.say("Phó", "/gui all: Xin chào")
    with busy.database.transaction() as session:
        person = session.scalars(select(Person.id).where(Person.name == "Phó")).one()
        session.execute(update(Membership).where(Membership.person_id == person).values(state="revoked"))
    busy.say("Phó", press(shown, "Gửi"))
    assert rows(busy) == []


@pytest.mark.parametrize("who", ["Mận", "Nội", "An", "Chờ", "người lạ"])
@pytest.mark.parametrize("said", ["/gui all: Xin chào", "/gui ok 1 v1", "/gui dung 1", "/ketqua", "/ketqua 1 goi"])
def test_only_organisers_send_and_see(busy: Town, who: str, said: str) -> None:
    busy.say("Ban", "/gui all: Kín: số 0900 000 000")
    answer = busy.say(who, said)
    assert (answer.done, answer.buttons) == (False, ())
    assert "0900" not in answer.text
    assert rows(busy) == []


def test_a_broadcast_of_another_event_cannot_be_pressed(busy: Town) -> None:
    shown = busy.say("Ban", "/gui all: Xin chào")
    with busy.database.transaction() as session:
        other = Event(plan_id=session.get_one(Event, busy.event_id).plan_id, key="khac", title="Khác")
        session.add(other)
        session.flush()
        session.execute(update(Broadcast).values(event_id=other.id))
    busy.talk("Ban", (press(shown, "Gửi"), wording.NO_SUCH_BROADCAST), ("/ketqua 1", wording.NO_SUCH_BROADCAST))
    assert rows(busy) == []


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ("/gui", wording.HOW_TO_SEND),
        ("/gui ok 99 v1", wording.NO_SUCH_BROADCAST),
        (
            "/gui all: " + "a" * 10_001,
            "Nội dung dài 10001 ký tự, tối đa 10000. Anh/chị rút gọn, hoặc đính kèm thành tài liệu.",
        ),
        ("/ketqua", "Chưa gửi thông báo nào."),
        ("/ketqua 99", wording.NO_SUCH_BROADCAST),
        ("/nhan 07", wording.NO_SUCH_MESSAGE),
        ("/nhan", wording.NOTHING_AWAITS),
    ],
)
def test_what_cannot_be_done_is_said(busy: Town, typed: str, answered: str) -> None:
    busy.talk("Ban", (typed, answered))


def test_the_result_is_a_sentence_that_adds_up(busy: Town) -> None:
    busy.say("Ban", press(busy.say("Ban", "/gui all: Xe đón lúc 13:00"), "Gửi"))
    record(busy, Ban="sent", Mận="sent", An="unknown", Bình="failed:chặn bot", Nội="confirmed", Chờ="expired")
    found = busy.say("Ban", "/ketqua")
    assert plain(found.text) == (
        "Xe đón lúc 13:00 – 7 người\n"
        "▸ Đang gửi: 6/7 (85 %).\n"
        "Đã gửi 2 · Đã xác nhận 1 · Chưa rõ 1 · Không gửi được 1 (1 chặn bot) · Quá hạn 1 · Chờ gửi 1.\n"
        "Chưa rõ: tin đã bắt đầu gửi nhưng không có hồi âm, nên không biết đã đến hay chưa."
    )
    counted = re.findall(r"(?:Đã gửi|Đã xác nhận|Chưa rõ|Không gửi được|Quá hạn|Chờ gửi) (\d+)", found.text)
    assert sum(map(int, counted)) == 7
    assert [button.label for button in found.buttons] == [
        "Dừng gửi", "Gửi lại cho 1 người", "Danh sách để gọi điện", "Theo đơn vị", "Đính chính", "Bản dán nhóm Zalo",
    ]  # fmt: skip
    busy.talk("Ban", (press(found, "Danh sách để gọi điện"), (
        "3 người nên gọi điện:", "? An, Khe Mây: chưa có số (chưa rõ)", "! Bình: chưa có số (không gửi được, chặn bot)",
        "! Chờ: chưa có số (quá hạn)",
    )))  # fmt: skip


def test_sending_again_is_declared_and_counts_stay(busy: Town) -> None:
    busy.say("Ban", press(busy.say("Ban", "/gui all: Xin chào"), "Gửi"))
    record(busy, An="unknown", Ban="sent")
    busy.done("Ban", "/ketqua 1 lai")
    assert not busy.say("Ban", "/ketqua 1 lai").done
    row = next(row for row in rows(busy) if row.address == "An")
    assert (row.state, row.resent_at is not None) == ("queued", True)
    assert len(rows(busy)) == 7


def test_stopping_half_way_holds_the_rest(busy: Town) -> None:
    sent = busy.say("Ban", press(busy.say("Ban", "/gui all: Xin chào"), "Gửi"))
    record(busy, Ban="sent", An="sending")
    busy.done("Ban", press(sent, "Dừng gửi"))
    assert sorted(row.state for row in rows(busy)) == ["cancelled"] * 5 + ["sending", "sent"]
    busy.talk("Ban", ("/ketqua", ("Đã gửi 1 · Đã hủy 5 · Đang gửi 1.",)))


def test_saying_that_it_came(busy: Town) -> None:
    busy.say("Ban", press(busy.say("Ban", "/gui all: Xin chào"), "Gửi"))
    record(busy, An="sent")
    busy.done("An", "/nhan 01")
    assert next(row.state for row in rows(busy) if row.address == "An") == "confirmed"


def test_saying_that_it_came_without_a_number_means_the_newest(busy: Town) -> None:
    busy.say("Ban", press(busy.say("Ban", "/gui all: Xin chào"), "Gửi"))
    record(busy, An="sent", Bình="sent")
    assert not busy.say("Mận", "đã nhận").done  # hers has not left yet
    busy.say("Ban", press(busy.say("Ban", "/gui all: Xe đón lúc 13:00"), "Gửi"))
    record(busy, An="sent", Bình="sent")
    for said, numbers in (("đã nhận tin rồi ạ", [2]), ("da nhan", [1, 2])):
        busy.done("An", said)
        assert confirmed(busy, "An") == numbers
    busy.talk("An", ("nhận được rồi", wording.NOTHING_AWAITS))
    busy.later(days=6)
    busy.talk("Bình", ("NHAN", wording.NOTHING_AWAITS))
    busy.done("Bình", "NHAN 02")
    assert confirmed(busy, "Bình") == [2]


def confirmed(town: Town, address: str) -> list[int]:
    """The numbers of the messages that somebody said came."""
    return sorted(
        int(row.subject.partition(":")[2]) for row in rows(town) if (row.address, row.state) == (address, "confirmed")
    )


def test_the_command_line_sees_and_sends_the_same(busy: Town) -> None:
    with busy.database.transaction() as session:
        shown = broadcasts.preview(session, busy.event_id, "unit:Khe Mây,role:focal", " Xin chào ")
        session.execute(update(Address).where(Address.address == "Lý").values(unreachable_since=busy.now))
        sent = broadcasts.send_now(
            session, busy.event_id, "unit:Khe Mây,role:focal", "Xin chào", now=busy.now, critical=True
        )
    units = {"Đồng Nhân": 1, "Khe Mây": 2}
    assert shown == {
        "text": "Xin chào", "recipients": 3, "by_unit": units, "by_channel": {"telegram": 1, "web": 2},
    }  # fmt: skip
    assert sent == {"id": 1, "recipients": 3, "by_unit": units, "by_channel": {"web": 2, "none": 1}}
    assert sorted((row.state, row.critical, row.cause) for row in rows(busy)) == [
        ("failed", True, "chưa kết nối"), ("queued", True, None), ("queued", True, None),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "   \n", "\x00"])
def test_nothing_is_not_sent(busy: Town, text: str) -> None:
    with busy.database.transaction() as session, pytest.raises(Refusal):
        broadcasts.send_now(session, busy.event_id, "all", text, now=busy.now)


def test_a_text_that_names_nobody_is_asked_about_and_goes_to_nobody_by_itself(busy: Town) -> None:
    asked = busy.say("Ban", "/gui Xe đón lúc **13:00**")
    assert "cho ai" in asked.text
    assert not [button for button in asked.buttons if button.label == "Gửi"]
    assert "tất cả mọi người" in [button.label for button in asked.buttons]
    number = asked.buttons[0].command.split()[2]
    for command in (f"/gui ok {number} v0", f"/gui ok {number} v1"):
        assert "cho ai" in busy.say("Ban", command).text
    assert not rows(busy)
    chosen = busy.say("Ban", press(asked, "đầu mối các đơn vị"))
    assert "đầu mối các đơn vị" in chosen.text
    assert "Xe đón lúc" in chosen.text
    with busy.database.reading() as session:
        assert session.scalars(select(Broadcast.segment)).all() == ["role:focal"]
    busy.say("Ban", press(chosen, "Gửi"))
    assert rows(busy)
    with busy.database.reading() as session:
        assert session.scalars(select(Broadcast.recipients)).one() == len(rows(busy))


@pytest.mark.parametrize(
    ("said", "segment"),
    [("tất cả", "all"), ("các đầu mối", "role:focal"), ("Khe Mây", "unit:Khe Mây"), ("role:duty", "role:duty")],
)
def test_who_was_meant_may_be_typed(busy: Town, said: str, segment: str) -> None:
    busy.say("Ban", "/gui lúc 14:00 05/03/2027: Xe đón ở cổng 2")
    busy.say("Ban", said)
    with busy.database.reading() as session:
        row = session.scalars(select(Broadcast)).one()
        assert (row.segment, row.text, row.send_at is not None) == (segment, "Xe đón ở cổng 2", True)
