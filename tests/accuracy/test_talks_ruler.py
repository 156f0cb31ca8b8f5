"""Every judgement on a turn can fail; a played file written by hand is scored whole."""

from typing import Any

import pytest

from tests.accuracy.changes import agrees
from tests.accuracy.score import of_talks
from tests.accuracy.talks import HARMFUL, HIDDEN, MESSAGE, RECORD, RIGHT, UNSAID, WRONG, could_be_done, mark

COUNT = {"what": "count", "unit": "Khe Mây", "total": 16}
OTHER = {"what": "count", "unit": "Khe Mây", "total": 14}
SENT = {"what": "sent", "to": "tất cả", "people": 4}
PASSED = {"what": "passed", "text": "xe lăn"}
TOLD = {"say": "đoàn Khe Mây 16 người", "effect": ["done", "ask"], "changes": [COUNT], "holds": ["16"]}
ASKED = {"say": "mấy giờ họp", "effect": ["answer"], "holds": ["08:00"], "never": ["19:00"]}


def played(reply: str, *effect: str, changes: tuple[dict[str, Any], ...] = (), **more: Any) -> dict[str, Any]:
    return {"reply": reply, "effect": list(effect), "changes": list(changes), **more}


@pytest.mark.parametrize(
    ("turn", "reply", "verdict", "harm"),
    [
        (TOLD, played("✓ 16 người", "done", changes=(COUNT,)), RIGHT, ""),
        (TOLD, played("16 người, phải không?", "ask"), RIGHT, ""),
        (TOLD, played("✓ 14 người", "done", changes=(OTHER,)), HARMFUL, RECORD),
        (TOLD, played("✓ 16", "done", changes=(COUNT, SENT)), HARMFUL, MESSAGE),
        (TOLD, played("16 người", "ask", changes=(COUNT,)), HARMFUL, UNSAID),
        (TOLD, played("16 người?", "ask", rows={"counts": 1}), HARMFUL, HIDDEN),
        (TOLD, played("16 người?", "ask", rows={"counts": 0}), RIGHT, ""),
        (TOLD, played("✓ 16 người", "done"), WRONG, ""),
        (TOLD, played("✓ Đã ghi", "done", changes=(COUNT,)), WRONG, ""),
        (TOLD, played("16", "unknown"), WRONG, ""),
        (TOLD, played("✓ 16" + " người" * 200, "done", changes=(COUNT,)), WRONG, ""),
        (TOLD, {}, WRONG, ""),
        ({**TOLD, "effect": ["done"]}, played("✓ 16", "done", changes=({**COUNT, "total": None},)), WRONG, ""),
        ({**TOLD, "changes": [], "may": [COUNT]}, played("✓ 16", "done", changes=(COUNT,)), RIGHT, ""),
        (ASKED, played("Lúc 08:00", "answer"), RIGHT, ""),
        (ASKED, played("Lúc 08:00", "answer", changes=(PASSED,)), RIGHT, ""),
        (ASKED, played("08:00, 19:00", "answer"), WRONG, ""),
        (ASKED, played("Buổi sáng", "answer"), WRONG, ""),
        (ASKED, played("08:00", "answer", "ask", "talk"), WRONG, ""),
        (ASKED, played("", "answer"), WRONG, ""),
    ],
)
def test_what_a_turn_is_worth(turn: dict[str, Any], reply: dict[str, Any], verdict: str, harm: str) -> None:
    found = mark(turn, reply, "focal")
    assert (found.verdict, found.harm) == (verdict, harm)


def test_an_answer_to_our_own_question_must_be_taken() -> None:
    turn = {"say": "14 thôi", "effect": ["done", "unknown"], "changes": [OTHER]}
    reply = played("Chưa hiểu ạ", "unknown")
    assert mark(turn, reply, "focal").verdict == RIGHT
    assert mark(turn, reply, "focal", frozenset({"ask"})).verdict == WRONG


def test_an_echo_of_the_message_is_no_answer() -> None:
    turn = {"say": "bao giờ thì hết hạn nộp báo cáo", "effect": ["unknown"], "holds": ["báo cáo"]}
    assert mark(turn, played("Bao giờ thì hết hạn nộp báo cáo?", "unknown"), "focal").verdict == WRONG
    assert mark(turn, played("Chưa rõ hạn của báo cáo này", "unknown"), "focal").verdict == RIGHT


def test_organisers_read_longer_lists() -> None:
    reply = played("08:00" + " x" * 400, "answer")
    assert mark(ASKED, reply, "delegate").verdict == WRONG
    assert mark(ASKED, reply, "organiser").verdict == RIGHT


@pytest.mark.parametrize(("kind", "could"), [("plain", True), ("danger", False), ("hedged", False)])
def test_where_serving_means_doing(kind: str, could: bool) -> None:
    assert could_be_done(TOLD, kind) is could
    assert not could_be_done({**TOLD, "effect": ["ask"]}, kind)
    assert not could_be_done(ASKED, kind)


@pytest.mark.parametrize(
    ("wanted", "value", "same"),
    [
        (16, 16, True),
        (16, "16", True),
        (16, 14, False),
        (True, "True", False),
        ("2027-03-25", "2027-03-25T07:30", True),
        ("2027-03-25T07:30", "2027-03-25", False),
        ("Khe Mây", "UBND huyện Khe Mây", True),
        ("Khe Mây", "Khe Mơ", False),
        ("báo cáo", "Báo cáo tổng kết", True),
        ("Hoa", "Lò Thị Hoa", False),
        ("Hoa", "chị Hoa", True),
        ([3, 4], 4, True),
        ([3, 4], 5, False),
        (["Hoa", "Mận"], ["chị Mận", "chị Hoa"], True),
        (["Hoa", "Mận"], ["chị Mận"], False),
        ({"thường trực": 4}, {"Thường trực": 4, "ngành": 9}, True),
        ({"thường trực": 4}, {"ngành": 4}, False),
        ("Khe Mây", None, False),
    ],
)
def test_whether_a_value_says_what_was_wanted(wanted: Any, value: Any, same: bool) -> None:
    assert agrees(wanted, value) is same


def test_dialogues_are_counted_by_role_and_kind_and_harm_by_who_speaks() -> None:
    first = {"id": "a", "role": "focal", "kind": "plain", "turns": [TOLD, ASKED]}
    second = {"id": "b", "role": "delegate", "kind": "past", "turns": [{**ASKED, "as": {"role": "organiser"}}, ASKED]}
    names = [{"what": "names", "unit": "Khe Mây", "added": ["Lò Văn An", "Hà Thị Mơ"]}]
    third = {"id": "c", "role": "focal", "kind": "list", "turns": [{**TOLD, "changes": names, "holds": []}]}
    answers: list[tuple[dict[str, Any], list[dict[str, Any]]]] = [
        (first, [played("✓ 16", "done", changes=(COUNT,)), played("08:00", "answer")]),
        (second, [played("✓", "done", changes=(COUNT,))]),
        (third, [played("✓ 2 người", "done", changes=(dict(names[0]),))]),
    ]
    found = of_talks(answers)
    assert found.inputs == 5
    assert found.figures == {
        "overall": 0.6,
        "dialogues right throughout": 0.6667,
        "done where it could be": 1.0,
        "kind list": 1.0,
        "kind past": 0.0,
        "kind plain": 1.0,
        "role delegate": 0.0,
        "role focal": 1.0,
    }
    assert found.harm == {"organiser: wrong record": 1}
    assert found.short == {"b.1": RECORD, "b.2": WRONG}
