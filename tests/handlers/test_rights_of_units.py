"""Every command that takes a unit × own, foreign or missing unit × role: nothing seen, nothing changed, nothing told.

A refusal says the same whether the unit exists or not.
"""

import itertools
from typing import Any

import pytest
from sqlalchemy import inspect, select

from handlers.menu import BY_NAME
from handlers.permissions import DELEGATE, DUTY, FOCAL, HELPER, ORGANISER
from handlers.wording import account as account_wording
from handlers.wording import attendance as wording
from handlers.wording import delegations, desk
from storage import attendance
from storage.models import Arrival, ChoiceSplit, Delegate, Grant, HeadCount, Membership, UnitContact
from tests.talk import Town

OWN, FOREIGN = "khe may", "dong nhan"
CHANGES = {
    "dangky": "{unit} đoàn em 7 người",
    "danhsach": "{unit} Vàng Thị Súa, chuyên viên",
    "luachon": "{unit} 3 tham quan",
    "den": "{unit} 13h30 25/3/2027, 2 xe",
    "daumoi": "{unit} Vàng Thị Súa, 0912345678",
}
ONLY_ORGANISERS = {"khoa": "17:00 20/3", "mo": "{unit} 12:00 21/3/2027", "donden": ""}
TABLES = (HeadCount, Delegate, ChoiceSplit, Arrival, UnitContact, Grant)
SECRETS = ("Giàng A Páo", "0987654321", "11 đại biểu", "9 tham quan", "10:10")
ROLE_UNITS = {FOCAL: OWN, DUTY: "phong noi vu"}


def rows(town: Town, unit: int | None = None) -> list[tuple[Any, ...]]:
    """Everything that is known of delegations, to be compared before and after."""
    found = []
    with town.database.reading() as session:
        for table in TABLES:
            columns = [column.key for column in inspect(table).columns]
            kept = [row for row in session.scalars(select(table)) if unit in (None, row.unit_id)]
            found += [tuple(getattr(row, column) for column in columns) for row in kept]
    return sorted(found, key=str)


def unit_id(town: Town, name: str) -> int:
    with town.database.reading() as session:
        known = {row.unit.name: row.unit.id for row in attendance.counts(session, town.event_id)}
    return known[{OWN: "Khe Mây", FOREIGN: "Đồng Nhân"}[name]]


@pytest.fixture
def secretive(town: Town) -> Town:
    """A foreign unit that has told everything."""
    town.join("Páo", FOCAL, FOREIGN)
    town.talk(
        "Páo",
        ("đoàn em 11 người", ("✓",)),
        ("1. Giàng A Páo, Phó Chủ tịch", ("✓",)),
        ("9 tham quan 2 cầu lông", ("✓",)),
        ("đoàn em đến 10h10 ngày 25/3, 3 xe", ("✓",)),
        ("/daumoi Giàng A Páo, 0987654321", ("0987654321",)),
    )
    return town


@pytest.mark.parametrize(("command", "how"), list(itertools.product(CHANGES, ("id", "missing"))))
def test_a_focal_point_and_a_foreign_unit(secretive: Town, command: str, how: str) -> None:
    secretive.join("Mận", FOCAL, OWN)
    before = rows(secretive)
    unit = f"u{unit_id(secretive, FOREIGN)}" if how == "id" else "u99999"
    for said in (CHANGES[command].format(unit=unit), unit):
        secretive.talk("Mận", (f"/{command} {said}", wording.NOT_YOUR_UNIT))
    assert rows(secretive) == before


@pytest.mark.parametrize(
    "said", ["Đồng Nhân 5 người", "đoàn Đồng Nhân đến 13h ngày 25/3, 2 xe", "/dangky dong nhan 5 nguoi"]
)
def test_a_foreign_unit_by_name(secretive: Town, said: str) -> None:
    secretive.join("Mận", FOCAL, OWN)
    before = rows(secretive)
    secretive.talk("Mận", (said, wording.NOT_YOUR_UNIT))
    assert rows(secretive) == before


@pytest.mark.parametrize("command", CHANGES)
def test_a_focal_point_and_the_own_unit(secretive: Town, command: str) -> None:
    secretive.join("Mận", FOCAL, OWN)
    before = len(rows(secretive))
    secretive.say("Mận", f"/{command} " + CHANGES[command].format(unit=f"u{unit_id(secretive, OWN)}"))
    assert len(rows(secretive)) > before


@pytest.mark.parametrize("command", CHANGES)
def test_an_organiser_answers_for_every_unit(secretive: Town, command: str) -> None:
    secretive.join("Ban", ORGANISER)
    before = rows(secretive)
    secretive.say("Ban", f"/{command} " + CHANGES[command].format(unit=f"u{unit_id(secretive, FOREIGN)}"))
    assert rows(secretive) != before


OTHERS = [
    *itertools.product((DELEGATE, DUTY, HELPER), CHANGES | ONLY_ORGANISERS),
    *((FOCAL, c) for c in ONLY_ORGANISERS),
]


@pytest.mark.parametrize(("role", "command"), [pair for pair in OTHERS if pair[0] not in BY_NAME[pair[1]].roles])
def test_other_roles_are_told_the_same_of_a_unit_that_is_and_one_that_is_not(
    secretive: Town, role: str, command: str
) -> None:
    secretive.join("A", role, ROLE_UNITS.get(role))
    before = rows(secretive)
    pattern = (CHANGES | ONLY_ORGANISERS)[command]
    for unit in (f"u{unit_id(secretive, FOREIGN)}", "u99999"):
        secretive.talk("A", (f"/{command} {pattern.format(unit=unit)}", desk.NOT_FOR_YOU))
    assert rows(secretive) == before


def test_a_delegate_chooses_for_nobody_else(secretive: Town) -> None:
    secretive.join("A", DELEGATE, OWN)
    before = rows(secretive)
    for unit in (f"u{unit_id(secretive, FOREIGN)}", f"u{unit_id(secretive, OWN)}", "u99999"):
        secretive.talk("A", (f"/luachon {unit} 3 tham quan", delegations.CHOSE_NOBODY))
    assert rows(secretive) == before


COMMANDS = (
    *("/doan", "/dangky", "/danhsach", "/luachon", "/den", "/daumoi", "/donden", "/khoa", "/mo", "/thuhoi", "/moi"),
    *("/duyet", "/tiendo", "/nop", "/doan dong nhan", "/danhsach dong nhan"),
)


def every_press(town: Town) -> list[str]:
    """Every command and every button that an organiser and a focal point can come upon, two steps deep."""
    found: dict[str, None] = {}
    for who, command in itertools.product(("Ban", "Páo"), COMMANDS):
        found[command] = None
        for button in town.say(who, command).buttons:
            found[button.command] = None
            if "xoa" not in button.command and "thuhoi" not in button.command:
                found |= {deeper.command: None for deeper in town.say(who, button.command).buttons}
    return list(found)


def test_a_stranger_and_a_foreign_focal_point_replay_every_press_and_see_nothing(secretive: Town) -> None:
    secretive.join("Ban", ORGANISER)
    presses = every_press(secretive)
    assert len(presses) > 60
    secretive.join("Mận", FOCAL, OWN)
    foreign = unit_id(secretive, FOREIGN)
    before = rows(secretive, foreign)
    for press in presses:
        assert secretive.say("người lạ", press).text == account_wording.WHO_WE_ARE
        seen = secretive.say("Mận", press).text
        assert not [secret for secret in SECRETS if secret in seen], press
    assert rows(secretive, foreign) == before


@pytest.mark.parametrize("command", CHANGES)
def test_a_right_withdrawn_stops_the_next_step_of_every_form(town: Town, command: str) -> None:
    town.join("Mận", FOCAL, OWN)
    town.say("Mận", "đoàn em 9 người")
    town.say("Mận", f"/{command}")
    with town.database.transaction() as session:
        session.scalars(select(Membership)).one().state = "revoked"
    before = rows(town)
    town.talk("Mận", (CHANGES[command].format(unit="").strip(), desk.NO_ROLE_LEFT))
    assert rows(town) == before
