"""Every section of a plan can be wrong, and what was invented is counted."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.accuracy import harm
from tests.accuracy.cases import PROGRAMMES, judged
from tests.accuracy.pairing import Row, alike
from tests.accuracy.plans import score
from tests.accuracy.score import of_plans
from tests.accuracy.tally import Count, Tally

GOLD: Row = {
    "plan": {"title": "Tổ chức Hội nghị tổng kết cụm", "number": "12/KH", "issued_by": "UBND huyện Bình Sơn Hạ"},
    "member_units": [{"name": "huyện Khe Mây"}, {"name": "huyện Đồng Nhân"}],
    "events": [
        {
            "title": "Hội nghị tổng kết cụm",
            "starts_on": "2027-03-25",
            "ends_on": "2027-03-26",
            "venue": "Trung tâm Hội nghị huyện",
            "chairs": ["Đỗ Khắc Mẫn"],
            "delegate_groups": [{"name": "Huyện Cụm trưởng", "count": 20}],
            "agenda": [
                {"title": "Đón tiếp đại biểu", "start": "14:00", "end": "15:00", "who": ["Văn phòng"]},
                {"title": "Thảo luận", "start": None, "end": None, "who": [], "within": ["15:00", "16:00"]},
            ],
            "duties": [{"unit": "Phòng Nội vụ", "role": "lead", "tasks": ["Tổng hợp báo cáo", "Mời đại biểu"]}],
        }
    ],
    "deadlines": [
        {"what": "báo cáo, bảng chấm điểm", "due_on": "2027-03-15", "before": True, "who": "các huyện", "send_to": "Phòng Nội vụ"}
    ],
    "periods": [{"from": "2027-03-01", "to": "2027-03-10"}],
    "observances": [{"day": 2, "month": 9}],
    "budget": [{"item": "Nước uống", "amount": 900000}],
    "contacts": [{"value": "0912 000 111"}],
}  # fmt: skip
Edit = Callable[[Any], object]


def edited(edit: Edit) -> Row:
    """What was found: the annotation, with one thing otherwise."""
    found = deepcopy(GOLD)
    edit(found)
    return found


def event(**changed: Any) -> Edit:
    return lambda found: found["events"][0].update(changed)


def item(number: int, **changed: Any) -> Edit:
    return lambda found: found["events"][0]["agenda"][number].update(changed)


def duty(**changed: Any) -> Edit:
    return lambda found: found["events"][0]["duties"][0].update(changed)


def deadline(**changed: Any) -> Edit:
    return lambda found: found["deadlines"][0].update(changed)


def test_what_is_found_whole_is_one() -> None:
    tally = score(GOLD, deepcopy(GOLD))
    assert tally.overall == 1
    assert set(tally) == {
        "plan", "member_units", "events", "event_title", "event_fields", "chairs", "delegate_groups", "agenda",
        "agenda_who", "agenda_within", "duty_units", "duty_role", "duty_tasks", "deadlines", "deadline_before",
        "deadline_who", "deadline_send_to", "periods", "observances", "budget", "contacts",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "wrong"),
    [
        (lambda found: found["plan"].update(number="13/KH"), {"plan": (2, 3, 3)}),
        (lambda found: found["plan"].update(number=None), {"plan": (2, 3, 2)}),
        (lambda found: found["member_units"].pop(), {"member_units": (1, 2, 1)}),
        (lambda found: found["member_units"].append({"name": "huyện Suối Đá"}), {"member_units": (2, 2, 3)}),
        (event(starts_on="2027-03-24"), {"event_fields": (2, 3, 3)}),
        (event(venue=""), {"event_fields": (2, 3, 2)}),
        (event(title="Giải cầu lông"), {"event_title": (0, 1, 1)}),
        (event(chairs=[]), {"chairs": (0, 1, 0)}),
        (event(delegate_groups=[{"name": "Huyện Cụm trưởng", "count": 21}]), {"delegate_groups": (0, 1, 1)}),
        (item(0, start="14:30"), {"agenda": (1, 2, 2), "agenda_who": (0, 0, 0)}),
        (item(0, who=["Công an"]), {"agenda_who": (0, 1, 1)}),
        (item(1, within=None), {"agenda_within": (0, 1, 0)}),
        (duty(unit="Công an"), {"duty_units": (0, 1, 1), "duty_role": (0, 0, 0), "duty_tasks": (0, 2, 2)}),
        (duty(role="support"), {"duty_role": (0, 1, 1)}),
        (duty(tasks=["Tổng hợp báo cáo"]), {"duty_tasks": (1, 2, 1)}),
        (deadline(before=False), {"deadline_before": (0, 1, 1)}),
        (deadline(who="Công an tỉnh"), {"deadline_who": (0, 1, 1)}),
        (deadline(send_to=None), {"deadline_send_to": (0, 1, 0)}),
        (lambda found: found["deadlines"].append({"what": "bảng chấm điểm", "due_on": "2027-03-15"}), {}),
        (
            lambda found: found["deadlines"].append({"what": "bảng chấm điểm", "due_on": "2027-03-16"}),
            {"deadlines": (1, 1, 2)},
        ),
        (lambda found: found["periods"][0].update(to="2027-03-11"), {"periods": (0, 1, 1)}),
        (lambda found: found["observances"].clear(), {"observances": (0, 1, 0)}),
        (lambda found: found["budget"][0].update(amount=1), {"budget": (0, 1, 1)}),
        (lambda found: found["contacts"][0].update(value="0912 000 112"), {"contacts": (0, 1, 1)}),
    ],
)
def test_one_thing_wrong_shows_in_its_section_only(edit: Edit, wrong: dict[str, tuple[int, int, int]]) -> None:
    tally = score(GOLD, edited(edit))
    assert {name: tuple(tally.get(name, Count())) for name in wrong} == wrong
    assert [name for name, count in tally.items() if count.f1 < 1 and name not in wrong] == []


def test_a_day_before_is_another_deadline_with_all_that_hangs_on_it() -> None:
    tally = score(GOLD, edited(deadline(due_on="2027-03-14")))
    assert tally["deadlines"] == (0, 1, 1)
    assert not {"deadline_who", "deadline_before"} & set(tally)


def test_events_pair_by_title_and_a_spare_one_costs_its_rows() -> None:
    spare = {"title": "Giải cầu lông", "agenda": [{"title": "Chung kết", "start": "07:00", "end": None, "who": []}]}
    tally = score(GOLD, edited(lambda found: found["events"].append(spare)))
    assert tally["events"] == (1, 1, 2)
    assert tally["agenda"] == (2, 2, 3)
    assert score({**GOLD, "events": [*GOLD["events"], spare]}, deepcopy(GOLD))["agenda"] == (2, 3, 2)


def test_what_the_annotation_has_no_key_for_is_not_judged() -> None:
    found = edited(lambda found: found["contacts"].append({"value": "x@y.example"}))
    assert score({key: value for key, value in GOLD.items() if key != "contacts"}, found).overall == 1


def test_a_section_weighs_by_its_rows_and_by_what_is_at_stake() -> None:
    tally = Tally()
    tally.add("deadlines", 4, 4, 4)  # weight 3 × 2
    tally.add("chairs", 0, 1, 1)  # weight 1 × 1
    assert tally.overall == pytest.approx(6 / 7)
    assert Tally().overall == 0


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        (lambda found: None, {}),
        (lambda found: found["member_units"].append({"name": "huyện Suối Đá"}), {harm.UNIT: 1}),
        (lambda found: found["plan"].update(issued_by="Ban Tổ chức"), {harm.ISSUER: 1}),
        (lambda found: found["plan"].update(issued_by=None), {}),
        (event(starts_on="2027-03-24", ends_on=None), {harm.DAY: 1}),
        (lambda found: found["events"].append({"title": "Giải cầu lông"}), {harm.EVENT: 1}),
        (lambda found: found["deadlines"].append({"what": "phim", "due_on": "2027-03-15"}), {harm.DEADLINE: 1}),
        (lambda found: found["deadlines"].append({"what": "bảng chấm điểm", "due_on": "2027-03-15"}), {}),
        (lambda found: found.update(member_units=[], deadlines=[], events=[]), {}),
    ],
)
def test_what_was_invented_is_counted(edit: Edit, kinds: dict[str, int]) -> None:
    assert harm.harms(GOLD, edited(edit)) == kinds


def test_a_paper_without_a_cluster_shows_invented_units() -> None:
    assert harm.harms({"member_units": []}, {"member_units": [{"name": "các phòng ban"}]}) == {harm.UNIT: 1}
    assert harm.harms({}, {"member_units": [{"name": "các phòng ban"}]}) == {}


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("UBND huyện Khe Mây", "khe mây", 1, 1),
        ("Phòng Nội vụ huyện", "Phòng Nội vụ", 0.8, 0.99),
        ("Phiên 1", "Phiên 2", 0, 0),
        ("", "", 1, 1),
        ("", "Khe Mây", 0, 0),
        ("Chung kết", "Khai mạc", 0, 0.6),
    ],
)
def test_how_alike_two_names_are(one: str, other: str, least: float, most: float) -> None:
    assert least <= alike(one, other) <= most


def test_a_set_of_plans_names_what_is_not_right() -> None:
    found = of_plans([("a", GOLD, deepcopy(GOLD)), ("b", GOLD, edited(event(starts_on="2027-03-24")))])
    assert found.inputs == 2
    assert found.figures["event_fields"] == 0.8333
    assert found.figures["agenda"] == 1
    assert 0.9 < found.figures["overall"] < 1
    assert found.harm == {harm.DAY: 1}
    assert list(found.short) == ["b"]
    assert "event_fields 2/3/3" in found.why["b"]


def test_a_case_is_right_whole_or_clearly_refused() -> None:
    assert judged("w00-base", GOLD, deepcopy(GOLD)) == ""
    assert judged("w00-base", GOLD, edited(event(venue=None))) == "event_fields 2/3/2"
    assert judged("w26-document2", GOLD, {}) == "refused"
    assert judged("p01-two-columns", GOLD, {}) == ""
    name = "m6-ghi-chu-empty"
    agenda = [
        {"start": start, "end": end, "within": list(hours), "title": title, "who": [who]}
        for start, end, hours, title, who in PROGRAMMES[name]
    ]
    assert judged(name, {}, {"events": [{"agenda": agenda}]}) == ""
    assert judged(name, {}, {"events": [{"agenda": agenda[:1]}]}).startswith("reads")
